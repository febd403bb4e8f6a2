"""Letters of appointment: drafted over matched pairs, numbered by the agency, filed once signed."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import Viewer, viewer
from pamong.people.models import Account, Institution
from pamong.policy import papers
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.nip import parse_nip
from pamong.policy.sentence import Sentence
from pamong.policy.silence import LETTER_DAYS
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.actions.agreements import appointed
from pamong.programme.actions.engagements import written
from pamong.programme.models import Engagement, Letter, Letterhead, LetterKind, SignsAs
from pamong.programme.queries import due_after
from pamong.programme.queries.letters import MAY_BE_NAMED, letterless
from pamong.programme.workflow import LETTER, EngagementState, LetterState, Party

OWN_NAME = Sentence(
    "Surat ini memuat nama Anda sebagai pegawai. Mintalah pengelola atau pejabat lain mengerjakannya.",
    "This letter names you as an employee. Ask another planner or official to do it.",
)
_BEGINS = b"%PDF-"


def compose_letter(
    *,
    by: Account,
    institution: Institution,
    kind: str,
    signs_as: str,
    signatory_name: str,
    signatory_position: str,
    place: str,
    on: date,
    signatory_nip: str = "",
    on_behalf_of: str = "",
    copies_to: str = "",
) -> Letter:
    """A letter to look at, complete and not yet kept."""
    who = viewer(by, on)
    access.check_can_keep_letters(who)
    if who.institution != institution:
        raise NotAllowed
    letter = Letter(
        institution=institution,
        kind=kind,
        state=LetterState.DRAFT,
        place=place.strip(),
        signs_as=signs_as,
        signatory_name=signatory_name.strip(),
        signatory_position=signatory_position.strip(),
        signatory_nip=parse_nip(signatory_nip).digits if signatory_nip.strip() else "",
        # Of the other capacities none signs for another office.
        on_behalf_of=on_behalf_of.strip() if signs_as == SignsAs.ON_BEHALF else "",
        copies_to=few_lines(copies_to, papers.MOST_COPIES),
        made_by=by,
    )
    _check(letter)
    return letter


@transaction.atomic
def draft_letter(
    *, by: Account, institution: Institution, engagements: Iterable[Engagement], on: date, **words: str
) -> Letter:
    """Put matched pairs on one letter, without its number yet; nothing changes for the pairs."""
    letter = compose_letter(by=by, institution=institution, on=on, **words)
    asked = {one.pk for one in engagements}
    rows = _locked(Engagement.objects.filter(pk__in=asked, institution=institution))
    # A counsellor's own appointment is the letter of every konseling; here there is none such.
    rows = [one for one in rows if one.method != Method.COUNSELLING]
    if not rows or len(rows) != len(asked):
        raise NotAllowed
    _check_not_oneself(viewer(by, on), rows)
    waiting = set(letterless(institution).filter(pk__in=asked).values_list("pk", flat=True))
    taken = [one for one in rows if one.pk not in waiting]
    if taken:
        raise WrongState(
            Sentence(
                "Pasangan {names} sudah ada dalam surat lain atau tidak menunggu surat lagi. Pilih ulang.",
                "{names}: already on another letter, or not waiting for one any more. Choose again.",
            ).fill(names=_names(taken))
        )
    letter.due = _due(letter, on)
    letter.save()
    for one in rows:
        one.letter = letter
        one.save(update_fields=["letter"])
    record(by=by, verb="draft_letter", subject=letter, after={"kind": letter.kind, "pairs": len(rows)})
    return letter


def _due(letter: Letter, on: date) -> date:
    """Until when the next stage of a letter is waited for."""
    return due_after(letter.institution, on, LETTER_DAYS.on(on))


def _without_letter(one: Engagement, letter: Letter, on: date) -> None:
    """The pair waits for a letter again, from today."""
    one.letter, one.letter_due, one.letter_escalated_at = None, _due(letter, on), None
    one.save(update_fields=["letter", "letter_due", "letter_escalated_at"])


@transaction.atomic
def draft_letter_each(
    *, by: Account, institution: Institution, engagements: Iterable[Engagement], on: date, **words: str
) -> list[Letter]:
    """A letter of its own for every pair, all with the same words; all or none."""
    return [
        draft_letter(by=by, institution=institution, engagements=[one], on=on, **words) for one in engagements
    ]


def few_lines(text: str, most: int) -> str:
    """Lines as they were typed, without empty ones; Invalid where they are more or longer than a paper holds."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > most or any(len(line) > papers.LONGEST_LINE for line in lines):
        raise Invalid(
            Sentence(
                "Paling banyak {most} baris, masing-masing {letters} huruf.",
                "At most {most} lines of {letters} letters each.",
            ).fill(most=most, letters=papers.LONGEST_LINE)
        )
    return "\n".join(lines)


@transaction.atomic
def set_letterhead(*, by: Account, institution: Institution, lines: str, on: date) -> Letterhead:
    """What stands under the institution's name on every paper made from now on."""
    who = viewer(by, on)
    access.check_can_keep_letters(who)
    if who.institution != institution:
        raise NotAllowed
    kept = few_lines(lines, papers.MOST_HEAD_LINES)
    before = Letterhead.objects.filter(institution=institution).first()
    head, _ = Letterhead.objects.update_or_create(
        institution=institution, defaults={"lines": kept, "set_by": by}
    )
    record(
        by=by,
        verb="set_letterhead",
        subject=head,
        before={"lines": before.lines if before else ""},
        after={"lines": kept},
    )
    return head


def _check(letter: Letter) -> None:
    if letter.kind not in LetterKind.values or letter.signs_as not in SignsAs.values:
        raise Invalid
    if not (letter.place and letter.signatory_name and letter.signatory_position):
        raise Invalid(
            Sentence(
                "Isi tempat, nama, dan jabatan penanda tangan.",
                "Give the place and the signatory's name and position.",
            )
        )
    if letter.signs_as == SignsAs.ON_BEHALF and not letter.on_behalf_of:
        raise Invalid(
            Sentence(
                "Isi jabatan yang diatasnamakan, misalnya “Kepala Lembaga”.",
                "Give the office signed for, such as “Head of the agency”.",
            )
        )


def _locked(rows: Any) -> list[Engagement]:
    """In one order, so that two letters at once never wait for one another."""
    held = rows.select_for_update(of=("self",)).order_by("pk")
    return list(held.select_related("institution", "employee__unit", "guide__employee", "proposal"))


def _check_not_oneself(who: Viewer, rows: Iterable[Engagement]) -> None:
    if any(access.is_self(who, one.employee) for one in rows):
        raise NotAllowed(OWN_NAME)


def _names(rows: Iterable[Engagement]) -> str:
    return ", ".join(one.employee.name for one in rows)


def _moved(by: Account, letter: Letter, name: str, on: date) -> tuple[Viewer, Letter]:
    """The letter as it stands, held, after a move of the table that this person may make; not yet saved."""
    who = viewer(by, on)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("institution").get(pk=letter.pk)
    parties = access.parties_to_letters(who)
    if who.institution != letter.institution or not parties:
        raise NotAllowed
    letter.state = LETTER.end_of(name, LetterState(letter.state), parties)
    return who, letter


@transaction.atomic
def leave_out(*, by: Account, letter: Letter, engagement: Engagement, on: date) -> Letter:
    """Take one pair off a draft, because it was declined or belongs on another letter."""
    _, letter = _moved(by, letter, "leave_out", on)
    rows = _locked(letter.engagements.all())
    out = next((one for one in rows if one.pk == engagement.pk), None)
    if out is None:
        raise NotAllowed
    if len(rows) == 1:
        raise Invalid(
            Sentence(
                "Ini pasangan terakhir. Batalkan rancangannya bila tidak jadi dibuat.",
                "This is the last pair. Cancel the draft if it is not to be made.",
            )
        )
    _without_letter(out, letter, on)
    record(by=by, verb="leave_out_of_letter", subject=letter, employee=out.employee)
    return letter


@transaction.atomic
def number_letter(*, by: Account, letter: Letter, number: str, dated: date, on: date) -> Letter:
    """The number and day of the agency's own letter system; with it every pair is appointed.

    A pair that began under a letter since withdrawn goes on as it was.
    """
    # One number at a time in an institution: two letters can never take the same.
    Institution.objects.select_for_update().get(pk=letter.institution_id)
    who, letter = _moved(by, letter, "number", on)
    letter.number, letter.dated = number.strip(), dated
    _check_number(letter, on)
    rows = _locked(letter.engagements.all())
    _check_not_oneself(who, rows)
    gone = [one for one in rows if one.state not in MAY_BE_NAMED]
    if gone:
        raise WrongState(
            Sentence(
                "Pasangan {names} tidak lagi menunggu surat. Keluarkan dari rancangan ini, lalu beri nomor.",
                "{names}: not waiting for a letter any more. Leave them out of this draft, then number it.",
            ).fill(names=_names(gone))
        )
    letter.due, letter.escalated_at = _due(letter, on), None
    letter.save(update_fields=["state", "number", "dated", "due", "escalated_at"])
    record(by=by, verb="number_letter", subject=letter, after={"number": letter.number, "dated": dated})
    now = timezone.now()
    for one in rows:
        hands = access.parties_in(who, one) & {Party.PLANNER, Party.AUTHORITY}
        if not hands:
            raise NotAllowed
        if one.state == EngagementState.MATCHED:
            appointed(one, min(hands), now)
        record(by=by, verb="appoint", subject=one, employee=one.employee, after={"letter": letter.number})
    return letter


def _check_number(letter: Letter, on: date) -> None:
    if not letter.number:
        raise Invalid(Sentence("Isi nomor suratnya.", "Give the letter's number."))
    if letter.dated is None or letter.dated > on:
        raise Invalid(
            Sentence("Tanggal surat tidak boleh setelah hari ini.", "A letter is not dated after today.")
        )
    same = Letter.objects.filter(institution=letter.institution, number=letter.number)
    if same.exclude(pk=letter.pk).exclude(state=LetterState.WITHDRAWN).exists():
        raise Invalid(
            Sentence(
                "Nomor {number} sudah dipakai surat lain. Periksa kembali nomornya.",
                "The number {number} is another letter's. Check the number.",
            ).fill(number=letter.number)
        )


@transaction.atomic
def attach_signed_copy(*, by: Account, letter: Letter, file: File[Any] | None, on: date) -> Letter:
    """File the signed letter: a PDF, kept with its hash under a name that tells nothing."""
    if file is None:
        raise Invalid(Sentence("Pilih berkasnya.", "Choose the file."))
    _, letter = _moved(by, letter, "sign", on)
    _check_copy(file, on)
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    letter.signed_copy_sha256 = digest.hexdigest()
    letter.signed_copy.save(f"{letter.signed_copy_sha256[:24]}.pdf", file, save=False)
    letter.save(update_fields=["state", "signed_copy", "signed_copy_sha256"])
    record(by=by, verb="attach_signed_copy", subject=letter, after={"checksum": letter.signed_copy_sha256})
    return letter


def _check_copy(file: File[Any], on: date) -> None:
    most = papers.MOST_COPY_MEGABYTES.on(on)
    if file.size > most * papers.MEGABYTE:
        raise Invalid(
            Sentence(
                "Berkas ini lebih dari {most} MB. Pindai lagi dengan resolusi lebih rendah, lalu unggah lagi.",
                "This file is larger than {most} MB. Scan it again at a lower resolution, then upload it again.",
            ).fill(most=most)
        )
    file.seek(0)
    if file.read(len(_BEGINS)) != _BEGINS:
        raise Invalid(
            Sentence(
                "Isi berkas ini bukan PDF. Simpan naskah bertanda tangan sebagai PDF, lalu unggah lagi.",
                "The content of this file is no PDF. Save the signed letter as PDF, then upload it again.",
            )
        )


@transaction.atomic
def cancel_letter(*, by: Account, letter: Letter, reason: str, on: date) -> Letter:
    """A draft that is not to be made; its pairs wait for another letter."""
    _, letter = _moved(by, letter, "cancel", on)
    reason = written(reason)
    rows = _locked(letter.engagements.all())
    for one in rows:
        _without_letter(one, letter, on)
    letter.save(update_fields=["state"])
    record(by=by, verb="cancel_letter", subject=letter, before={"pairs": len(rows)}, reason=reason)
    return letter


@transaction.atomic
def withdraw_letter(*, by: Account, letter: Letter, reason: str, on: date) -> Letter:
    """After a wrong number, day or name: kept with what it said, proven no more, and its pairs get another.

    What has begun under it goes on meanwhile: nobody's work stops for a slip of the pen.
    """
    who, letter = _moved(by, letter, "withdraw", on)
    reason = written(reason)
    rows = _locked(letter.engagements.all())
    _check_not_oneself(who, rows)
    letter.named.set(rows)
    for one in rows:
        _without_letter(one, letter, on)
    letter.save(update_fields=["state"])
    record(
        by=by,
        verb="withdraw_letter",
        subject=letter,
        before={"number": letter.number, "dated": letter.dated, "pairs": len(rows)},
        reason=reason,
    )
    return letter
