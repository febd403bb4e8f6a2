"""That messages went out, for the administrator: how many, and which addresses refuse them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_POST

from pamong.people import actions
from pamong.people.access import Viewer
from pamong.people.models import MailState
from pamong.people.queries import mail_counts, mails_by_day, refused_addresses
from pamong.web.forms.mine import AddressForm
from pamong.web.http import Request, get_or_404, see_other, signed_in
from pamong.web.lists import page_of
from pamong.web.pages.accounts import admin

HOME = "/settings/mail/"
STATES = {
    MailState.QUEUED.value: _l("menunggu dikirim"),
    MailState.SENT.value: _l("terkirim"),
    MailState.FAILED.value: _l("ditolak"),
    MailState.LAPSED.value: _l("lewat waktunya"),
    "settled": _l("ditolak, sudah dilepas"),
}
TONES = {MailState.SENT.value: "good", MailState.FAILED.value: "bad"}


@require_GET
@signed_in
def mail(request: Request) -> HttpResponse:
    return shown(request, admin(request))


def shown(request: Request, viewer: Viewer, form: AddressForm | None = None, of: int = 0) -> HttpResponse:
    """The page; `form` as it was sent for the account of one message."""
    counts = mail_counts(viewer)
    asked = request.GET.get("state", "")
    asked = asked if asked in STATES else ""
    context = {
        "tiles": [
            {"label": capfirst(str(said)), "number": counts[state], "address": f"{HOME}?state={state}"}
            for state, said in STATES.items()
        ],
        "refused": [
            {
                "mail": one,
                "form": form if form is not None and one.pk == of else AddressForm(
                    initial={"address": one.address}, auto_id=f"m{one.pk}-%s"
                ),
            }
            for one in refused_addresses(viewer)[:50]
        ],
        "page": page_of(request, mails_by_day(viewer, asked)),
        "states": STATES,
        "tones": TONES,
        "asked": STATES.get(asked, ""),
    }  # fmt: skip
    return render(request, "settings/mail.html", context, status=422 if form is not None else 200)


@require_POST
@signed_in
def address(request: Request, id: int) -> HttpResponse:
    """Mend the address of an account and send there what was refused."""
    viewer = admin(request)
    found = get_or_404(refused_addresses(viewer), id)
    form = AddressForm(request.POST, auto_id=f"m{found.pk}-%s")
    if not form.is_valid():
        return shown(request, viewer, form, found.pk)
    actions.correct_address(
        by=request.user, account=found.account, address=form.cleaned_data["address"], on=viewer.on
    )
    messages.success(request, _("Alamat tersimpan; pesan yang ditolak dikirim lagi."))
    return see_other(HOME)


@require_POST
@signed_in
def settle(request: Request, id: int) -> HttpResponse:
    """Let go what was refused."""
    viewer = admin(request)
    found = get_or_404(refused_addresses(viewer), id)
    actions.settle_refused(by=request.user, account=found.account, on=viewer.on)
    messages.success(request, _("Pesan untuk alamat itu dilepas."))
    return see_other(HOME)
