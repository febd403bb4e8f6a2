"""Proof of goals: submitted, fetched through a page that asks who may, verified by somebody else."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.policy import programme as p
from pamong.policy.errors import Invalid
from pamong.policy.secrecy import Data
from pamong.programme import actions, queries
from pamong.programme.models import Goal, Proof, ProofKind
from pamong.programme.workflow import PROOF, Party, ProofState
from pamong.web.forms.proof import MendForm, ProofForm, VerifyForm
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in
from pamong.web.room import Room, enter, page
from pamong.web.room_words import PROOF_STATES, PROOF_TONES
from pamong.web.templatetags.pamong import say


@require_http_methods(["GET", "POST"])
@signed_in
def proofs(request: Request, id: int) -> HttpResponse:
    room = enter(request, id, Data.PROOF, "proof")
    form = proof_form(request, room)
    if form.is_valid():
        with refusals_in(form):
            submitted(request, room, form.cleaned_data)
            messages.success(request, _("Bukti diajukan, menunggu verifikasi."))
            return see_other(f"{room.base}proof/")
    context: dict[str, Any] = {
        "rows": [line(room, one) for one in queries.proofs_of(room.engagement)],
        "may_submit": Party.EMPLOYEE in room.parties
        and room.open
        and any(goal.dropped_at is None for goal in room.goals),
        "chunk_bytes": actions.CHUNK_BYTES,
    }
    return page(request, room, "proof/list.html", "proof", form=form, **context)


def proof_form(request: Request, room: Room) -> ProofForm:
    most = p.PROOF_MEGABYTES.on(room.viewer.on)
    limits = _("Paling besar %(most)s MB: %(kinds)s. Berkas yang sama tidak perlu diunggah dua kali.")
    return ProofForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        goals=Goal.objects.filter(engagement=room.engagement, dropped_at__isnull=True),
        limits=limits % {"most": most, "kinds": ", ".join(actions.FILE_KINDS)},
        accept=",".join(f".{kind}" for kind in actions.FILE_KINDS),
        initial={"goal": request.GET.get("goal")},
    )


def submitted(request: Request, room: Room, said: dict[str, Any]) -> Proof:
    """With a plain file, or one that came in pieces."""
    sha256, name = said.pop("uploaded"), said.pop("uploaded_name")
    pieces = bool(sha256) and said["kind"] == ProofKind.FILE and not said["file"]
    if pieces:
        said["file"] = actions.assembled(by=request.user, sha256=sha256, name=name)
    made = actions.submit_proof(by=request.user, on=room.viewer.on, **said)
    if pieces:
        said["file"].close()
        actions.forget(by=request.user, sha256=sha256)
    return made


def line(room: Room, proof: Proof) -> dict[str, Any]:
    may = PROOF.may(ProofState(proof.state), room.parties)
    mine = proof.submitted_by_id == room.viewer.account.pk
    return {
        "proof": proof,
        "state": {"said": PROOF_STATES[proof.state], "tone": PROOF_TONES[proof.state]},
        "may_verify": "accept" in may and not mine,
        "may_mend": "resubmit" in may,
        "may_withdraw": "withdraw" in may,
        "verify_form": VerifyForm(auto_id=f"verify_{proof.pk}_%s"),
        "mend_form": MendForm(
            initial={"title": proof.title, "link": proof.link, "text": proof.text},
            auto_id=f"mend_{proof.pk}_%s",
        ),
    }


@require_http_methods(["GET", "POST"])
@signed_in
def chunks(request: Request, id: int) -> HttpResponse:
    """A file in pieces, so that a broken upload goes on where it stopped."""
    room = enter(request, id, Data.PROOF, "proof")
    if Party.EMPLOYEE not in room.parties:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    whose: dict[str, Any] = {
        "by": request.user,
        "engagement": room.engagement,
        "sha256": asked.get("sha256", ""),
        "on": room.viewer.on,
    }
    try:
        if request.method == "GET":
            known = actions.received(**whose) if whose["sha256"] else 0
            return JsonResponse({"offset": known})
        piece = request.FILES.get("piece")
        if piece is None or not (asked.get("offset", "").isdigit() and asked.get("size", "").isdigit()):
            return JsonResponse({"error": _("Potongan berkas tidak lengkap.")}, status=400)
        have = actions.receive(**whose, offset=int(asked["offset"]), size=int(asked["size"]), piece=piece)
    except Invalid as problem:
        return JsonResponse({"error": say(problem.sentence)}, status=422)
    expected = int(asked["offset"]) + int(piece.size or 0)
    return JsonResponse({"offset": have}, status=200 if have == expected else 409)


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
    form = VerifyForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Pilih hasil verifikasinya."))
        return see_other(f"{room.base}proof/")
    try:
        actions.verify_proof(by=request.user, proof=one, on=room.viewer.on, **form.cleaned_data)
    except Invalid as problem:
        messages.warning(request, say(problem.sentence))
    else:
        messages.success(
            request, _("Bukti diterima.") if form.cleaned_data["accept"] else _("Bukti dikembalikan.")
        )
    return see_other(f"{room.base}proof/")


@require_POST
@signed_in
def mend(request: Request, id: int, proof: int) -> HttpResponse:
    room, one = proof_of(request, id, proof)
    form = MendForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Invalid
        actions.resubmit_proof(by=request.user, proof=one, on=room.viewer.on, **form.cleaned_data)
    except Invalid as problem:
        messages.warning(request, say(problem.sentence))
    else:
        messages.success(request, _("Bukti diajukan lagi, menunggu verifikasi."))
    return see_other(f"{room.base}proof/")


@require_POST
@signed_in
def withdraw(request: Request, id: int, proof: int) -> HttpResponse:
    room, one = proof_of(request, id, proof)
    actions.withdraw_proof(by=request.user, proof=one, on=room.viewer.on)
    messages.success(request, _("Bukti ditarik."))
    return see_other(f"{room.base}proof/")
