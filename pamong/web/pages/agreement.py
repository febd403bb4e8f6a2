"""The agreement of the two: read, changed, confirmed as read, opened again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.policy.secrecy import Data
from pamong.programme import actions
from pamong.programme.models import Agreement
from pamong.programme.workflow import AGREEMENT, AgreementState, Party
from pamong.web.forms.agreement import AgreementForm
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in
from pamong.web.pages.notes import of_two
from pamong.web.room import Room, enter, page
from pamong.web.room_words import AGREEMENT_PARTS
from pamong.web.said import AGREEMENT_STATES, AGREEMENT_TONES


def versions(room: Room) -> list[Agreement]:
    return list(Agreement.objects.filter(engagement=room.engagement).order_by("-version"))


@require_GET
@signed_in
def agreement(request: Request, id: int) -> HttpResponse:
    room = enter(request, id, Data.AGREEMENT, "agreement")
    found = versions(room)
    asked = request.GET.get("version", "")
    shown = next((one for one in found if str(one.version) == asked), found[0] if found else None)
    context: dict[str, Any] = {
        "versions": found,
        "shown": shown,
        "older": shown is not None and shown is not found[0],
    }
    if shown is not None:
        mine, other = both(room, shown)
        may = AGREEMENT.may(AgreementState(shown.state), room.parties & {Party.EMPLOYEE, Party.GUIDE})
        context |= {
            "parts": [(label, getattr(shown, name)) for name, label in AGREEMENT_PARTS.items()],
            "said": {"said": AGREEMENT_STATES[shown.state], "tone": AGREEMENT_TONES[shown.state]},
            "text": actions.text_hash(shown),
            "mine": mine,
            "other": other,
            "may_confirm": room.open and mine is None and bool({"confirm", "confirm_too"} & may),
            "may_change": room.open and "change" in may,
            "may_reopen": room.open and "reopen" in may,
        }
    return page(request, room, "agreement/show.html", "agreement", column=False, **context)


def both(room: Room, one: Agreement) -> tuple[Any, Any]:
    """When this side confirmed, and when the other did."""
    when = one.employee_confirmed_at, one.guide_confirmed_at
    return when[::-1] if room.side == Party.GUIDE else when


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: Request, id: int) -> HttpResponse:
    room = of_two(request, id)
    current = get_or_404(
        Agreement.objects.filter(engagement=room.engagement).exclude(state=AgreementState.REPLACED),
        room.engagement.pk,
        field="engagement_id",
    )
    initial = {name: getattr(current, name) for name in actions.AGREEMENT_FIELDS}
    form = AgreementForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals_in(form):
            actions.change_agreement(
                by=request.user, engagement=room.engagement, on=room.viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Kesepakatan diubah. Keduanya menyetujui isi yang baru."))
            return see_other(f"{room.base}agreement/")
    return page(request, room, "agreement/change.html", "agreement", column=False, form=form)


@require_POST
@signed_in
def confirm(request: Request, id: int) -> HttpResponse:
    room = of_two(request, id)
    made = actions.confirm_agreement(
        by=request.user, engagement=room.engagement, text=request.POST.get("text", ""), on=room.viewer.on
    )
    messages.success(
        request,
        _("Kesepakatan berlaku.")
        if made.state == AgreementState.IN_FORCE
        else _("Persetujuan Anda tersimpan, menunggu pihak lain."),
    )
    return see_other(f"{room.base}agreement/")


@require_POST
@signed_in
def reopen(request: Request, id: int) -> HttpResponse:
    room = of_two(request, id)
    actions.reopen_agreement(by=request.user, engagement=room.engagement, on=room.viewer.on)
    messages.success(request, _("Versi baru dibuka untuk dibicarakan; versi lama tersimpan."))
    return see_other(f"{room.base}agreement/")
