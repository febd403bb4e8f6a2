"""Proof of a goal: submitted by the employee, verified by somebody else, returned with a reason."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence, number
from pamong.programme import access
from pamong.programme.actions.engagements import held, written
from pamong.programme.models import Engagement, Goal, Proof, ProofKind
from pamong.programme.workflow import PROOF, Party, ProofState

# What a file begins with, by the ending of its name: a name alone proves nothing.
FILE_KINDS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "pptx": (b"PK\x03\x04",),
}
_web_address = URLValidator(schemes=["https", "http"])


@transaction.atomic
def submit_proof(
    *,
    by: Account,
    goal: Goal,
    kind: str,
    title: str,
    on: date,
    text: str = "",
    link: str = "",
    file: File[Any] | None = None,
) -> Proof:
    """A file, a link or words that show what was done; the same file twice is one proof."""
    engagement = held(Engagement(pk=goal.engagement_id))
    if Party.EMPLOYEE not in access.parties_in(viewer(by, on), engagement):
        raise NotAllowed
    if engagement.state not in access.OPEN or goal.dropped_at is not None:
        raise WrongState
    proof = Proof(engagement=engagement, goal=goal, kind=kind, submitted_by=by, submitted_at=timezone.now())
    proof.state = ProofState.SUBMITTED
    _fill(proof, title, text, link, file, on)
    same = Proof.objects.filter(goal=goal, sha256=proof.sha256).exclude(sha256="")
    if same.exclude(state=ProofState.WITHDRAWN).exists():
        raise Invalid(
            Sentence(
                "Berkas yang sama sudah diajukan untuk tujuan ini.",
                "The same file was submitted for this goal already.",
            )
        )
    proof.save()
    record(by=by, verb="submit_proof", subject=proof, employee=engagement.employee)
    return proof


def _fill(proof: Proof, title: str, text: str, link: str, file: File[Any] | None, on: date) -> None:
    if not title.strip():
        raise Invalid(Sentence("Beri judul buktinya.", "Give the proof a title."))
    proof.title = title.strip()[:200]
    proof.text = text.strip()
    if proof.kind == ProofKind.FILE:
        if file is None:
            raise Invalid(Sentence("Pilih berkasnya.", "Choose the file."))
        _check_file(file, on)
        proof.file_name, proof.size = str(file.name)[-200:], int(file.size)
        proof.sha256 = _sha256(file)
        # The stored name tells nothing of the person or the matter.
        proof.file.save(f"{proof.sha256[:24]}.{_ending(file)}", file, save=False)
    elif proof.kind == ProofKind.LINK:
        try:
            _web_address(link.strip())
        except ValidationError as problem:
            raise Invalid(
                Sentence(
                    "Alamat “{link}” bukan alamat web; tulis lengkap dengan https://.",
                    "“{link}” is not a web address; write it in full with https://.",
                ).fill(link=link.strip()[:80])
            ) from problem
        proof.link = link.strip()
    elif not proof.text or proof.kind != ProofKind.TEXT:
        raise Invalid(Sentence("Tuliskan apa yang sudah dikerjakan.", "Write what was done."))


def _ending(file: File[Any]) -> str:
    return str(file.name).rsplit(".", 1)[-1].lower()


def _check_file(file: File[Any], on: date) -> None:
    most, kinds = p.PROOF_MEGABYTES.on(on), ", ".join(FILE_KINDS)
    if file.size > most * 1024 * 1024:
        # Upwards, so that it is never told as what is allowed.
        size = Decimal(-(-file.size * 10 // 1024**2)) / 10
        raise Invalid(
            Sentence(
                "Berkas “{name}” {size} MB; paling besar {most} MB.",
                "The file “{name}” has {size} MB; at most {most} MB.",
            ).fill(name=str(file.name)[-80:], size=number(size), most=most)
        )
    begins = FILE_KINDS.get(_ending(file))
    file.seek(0)
    head = file.read(16)
    if begins is None or not head.startswith(begins):
        raise Invalid(
            Sentence(
                "Isi berkas “{name}” bukan salah satu dari: {kinds}.",
                "The content of the file “{name}” is none of: {kinds}.",
            ).fill(name=str(file.name)[-80:], kinds=kinds)
        )


def _sha256(file: File[Any]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for block in file.chunks():
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def _held(by: Account, proof: Proof, on: date) -> tuple[Engagement, Proof, frozenset[Party]]:
    engagement = held(Engagement(pk=proof.engagement_id))
    parties = access.parties_in(viewer(by, on), engagement)
    if not parties:
        raise NotAllowed
    return engagement, Proof.objects.select_for_update().get(pk=proof.pk), parties


@transaction.atomic
def verify_proof(*, by: Account, proof: Proof, accept: bool, on: date, reason: str = "") -> Proof:
    """Accepted, or returned with a reason; never by whoever submitted it."""
    engagement, proof, parties = _held(by, proof, on)
    if proof.submitted_by_id == by.pk:
        raise NotAllowed
    proof.reason = "" if accept else written(reason)[:500]
    proof.state = PROOF.end_of("accept" if accept else "return", ProofState(proof.state), parties)
    proof.verified_by, proof.verified_at = by, timezone.now()
    proof.save(update_fields=["state", "sealed_reason", "verified_by", "verified_at"])
    record(
        by=by, verb="accept_proof" if accept else "return_proof", subject=proof, employee=engagement.employee
    )
    return proof  # fmt: skip


@transaction.atomic
def resubmit_proof(
    *,
    by: Account,
    proof: Proof,
    title: str,
    on: date,
    text: str = "",
    link: str = "",
    file: File[Any] | None = None,
) -> Proof:
    """After it was returned: mended, and submitted again."""
    engagement, proof, parties = _held(by, proof, on)
    proof.state = PROOF.end_of("resubmit", ProofState(proof.state), parties)
    if proof.kind != ProofKind.FILE or file is not None:
        _fill(proof, title, text, link, file, on)
    else:
        proof.title, proof.text = title.strip()[:200] or proof.title, text.strip()
    proof.verified_by = proof.verified_at = None
    proof.submitted_by, proof.submitted_at = by, timezone.now()
    proof.save()
    record(by=by, verb="resubmit_proof", subject=proof, employee=engagement.employee)
    return proof


@transaction.atomic
def withdraw_proof(*, by: Account, proof: Proof, on: date) -> Proof:
    engagement, proof, parties = _held(by, proof, on)
    proof.state = PROOF.end_of("withdraw", ProofState(proof.state), parties)
    proof.save(update_fields=["state"])
    record(by=by, verb="withdraw_proof", subject=proof, employee=engagement.employee)
    return proof
