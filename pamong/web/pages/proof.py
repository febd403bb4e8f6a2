"""Proof of goals: submitted, fetched through a page that asks who may, verified by somebody else."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.policy import programme as p
from pamong.policy.secrecy import Data
from pamong.programme import actions, queries
from pamong.programme.models import Goal, Proof, ProofKind
from pamong.programme.workflow import PROOF, Party, ProofState
from pamong.web import pieces
from pamong.web.forms.proof import MendForm, ProofForm, VerifyForm
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in
from pamong.web.room import Room, enter, page
from pamong.web.room_words import PROOF_STATES, PROOF_TONES


@require_http_methods(["GET", "POST"])
@signed_in
def proofs(request: Request, id: int) -> HttpResponse:
    room = enter(request, id, Data.PROOF, "proof")
    form = proof_form(request, room)
    if form.is_valid():
        with refusals_in(form):
            said = form.cleaned_data
            if said["kind"] != ProofKind.FILE:
                said |= {"file": None, "uploaded": ""}
            with pieces.whole(request.user, said) as file:
                actions.submit_proof(by=request.user, on=room.viewer.on, file=file, **said)
            messages.success(request, _("Bukti diajukan, menunggu verifikasi."))
            return see_other(f"{room.base}proof/")
    return shown(request, room, form)


# Which proof, its form, and that form as it was refused.
Refused = tuple[Proof, str, Form]


def shown(request: Request, room: Room, form: ProofForm, refused: Refused | None = None) -> HttpResponse:
    """The list with what may be done; what was typed into a refused form stays in it."""
    context: dict[str, Any] = {
        "rows": [line(room, one, refused) for one in queries.proofs_of(room.engagement)],
        "may_submit": Party.EMPLOYEE in room.parties
        and room.open
        and any(goal.dropped_at is None for goal in room.goals),
        "chunk_bytes": actions.CHUNK_BYTES,
    }
    status = 422 if refused else 200
    return page(request, room, "proof/list.html", "proof", form=form, status=status, **context)


def proof_form(request: Request, room: Room, *, sent: bool = True) -> ProofForm:
    filled = sent and request.method == "POST"
    return ProofForm(
        request.POST if filled else None,
        request.FILES if filled else None,
        goals=Goal.objects.filter(engagement=room.engagement, dropped_at__isnull=True),
        **file_bounds(room),
        initial={"goal": request.GET.get("goal")},
    )


def file_bounds(room: Room) -> dict[str, str]:
    """What a file of proof may be."""
    limits = _("Paling besar %(most)s MB: %(kinds)s. Berkas yang sama tidak perlu diunggah dua kali.")
    most, kinds = p.PROOF_MEGABYTES.on(room.viewer.on), actions.FILE_KINDS
    return {
        "limits": limits % {"most": most, "kinds": ", ".join(kinds)},
        "accept": ",".join(f".{kind}" for kind in kinds),
    }


def line(room: Room, proof: Proof, refused: Refused | None = None) -> dict[str, Any]:
    may = PROOF.may(ProofState(proof.state), room.parties)
    mine = proof.submitted_by_id == room.viewer.account.pk
    return {
        "proof": proof,
        "state": {"said": PROOF_STATES[proof.state], "tone": PROOF_TONES[proof.state]},
        "may_verify": "accept" in may and not mine,
        "may_mend": "resubmit" in may,
        "may_withdraw": "withdraw" in may,
        "verify_form": VerifyForm(auto_id=of(proof, "verify")),
        "mend_form": MendForm(
            initial={"title": proof.title, "link": proof.link, "text": proof.text},
            auto_id=of(proof, "mend"),
            **file_bounds(room),
        ),
        **({refused[1]: refused[2], "refused": refused[1]} if refused and refused[0].pk == proof.pk else {}),
    }


def of(proof: Proof, step: str) -> str:
    """Ids of the fields, apart from those of the other proofs of the list."""
    return f"{step}_{proof.pk}_%s"


@require_http_methods(["GET", "POST"])
@signed_in
def chunks(request: Request, id: int) -> HttpResponse:
    """A file in pieces, so that a broken upload goes on where it stopped."""
    room = enter(request, id, Data.PROOF, "proof")
    if Party.EMPLOYEE not in room.parties:
        raise Http404
    return pieces.answer(request, room.engagement, room.viewer.on)


def proof_of(request: Request, id: int, proof: int) -> tuple[Room, Proof]:
    room = enter(request, id, Data.PROOF, "proof")
    return room, get_or_404(queries.proofs_of(room.engagement), proof)


@require_GET
@signed_in
def file(request: Request, id: int, proof: int) -> HttpResponseBase:
    """The file itself: always saved, never shown within the pages, whatever it claims to be."""
    _room, one = proof_of(request, id, proof)
    if not one.file:
        raise Http404
    try:
        opened = one.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    answer = FileResponse(
        opened, as_attachment=True, filename=one.file_name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@signed_in
def verify(request: Request, id: int, proof: int) -> HttpResponse:
    room, one = proof_of(request, id, proof)
    form = VerifyForm(request.POST, auto_id=of(one, "verify"))
    if form.is_valid():
        with refusals_in(form):
            actions.verify_proof(by=request.user, proof=one, on=room.viewer.on, **form.cleaned_data)
            accepted = form.cleaned_data["accept"]
            messages.success(request, _("Bukti diterima.") if accepted else _("Bukti dikembalikan."))
            return see_other(f"{room.base}proof/")
    return shown(request, room, proof_form(request, room, sent=False), (one, "verify_form", form))


@require_POST
@signed_in
def mend(request: Request, id: int, proof: int) -> HttpResponse:
    room, one = proof_of(request, id, proof)
    form = MendForm(request.POST, request.FILES, auto_id=of(one, "mend"), **file_bounds(room))
    if form.is_valid():
        with refusals_in(form):
            with pieces.whole(request.user, form.cleaned_data) as file:
                actions.resubmit_proof(
                    by=request.user, proof=one, on=room.viewer.on, file=file, **form.cleaned_data
                )
            messages.success(request, _("Bukti diajukan lagi, menunggu verifikasi."))
            return see_other(f"{room.base}proof/")
    return shown(request, room, proof_form(request, room, sent=False), (one, "mend_form", form))


@require_POST
@signed_in
def withdraw(request: Request, id: int, proof: int) -> HttpResponse:
    room, one = proof_of(request, id, proof)
    actions.withdraw_proof(by=request.user, proof=one, on=room.viewer.on)
    messages.success(request, _("Bukti ditarik."))
    return see_other(f"{room.base}proof/")
