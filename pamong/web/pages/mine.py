"""One's own settings: mail, language and zone, the private calendar link, busy times."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pamong.people.actions import set_mail_preference
from pamong.people.notices import address_of
from pamong.people.queries import wishes_of
from pamong.policy.errors import Invalid
from pamong.programme import actions
from pamong.programme.models import BusyCalendar
from pamong.programme.queries import calendar_zone, open_feed
from pamong.web.forms.mine import BusyForm, MineForm
from pamong.web.http import Request, see_other, signed_in
from pamong.web.templatetags.pamong import say

HOME = "/settings/mine/"
# Why a calendar could not be read, by the code of `exchange.busy`.
PROBLEMS = {
    "no_answer": _l("Server kalender tidak menjawab."),
    "refused": _l("Server kalender menolak; periksa alamatnya."),
    "moved": _l("Kalender dipindahkan ke server lain; tulis alamat barunya."),
    "private": _l("Alamatnya berada di jaringan dalam yang tidak diizinkan."),
    "too_large": _l("Kalendernya lebih besar dari 2 MB."),
    "too_much": _l("Kalendernya berulang terlalu rapat untuk dihitung."),
    "no_calendar": _l("Isinya bukan kalender iCal."),
    "not_listed": _l("Server kalender itu tidak lagi diizinkan."),
}


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def mine(request: Request) -> HttpResponse:
    wishes = wishes_of(request.user)
    initial = {"how": wishes.how, "language": wishes.language, "time_zone": calendar_zone(wishes)}
    form = MineForm(request.POST or None, initial=initial)
    if form.is_valid():
        set_mail_preference(by=request.user, **form.cleaned_data)
        messages.success(request, _("Pengaturan Anda tersimpan."))
        return see_other(HOME)
    return shown(request, form=form)


def shown(request: Request, **more: Any) -> HttpResponse:
    """The page, with whichever form was just sent."""
    account = request.user
    busy = BusyCalendar.objects.filter(account=account).defer("address").first()
    wishes = wishes_of(account)
    initial = {"how": wishes.how, "language": wishes.language, "time_zone": calendar_zone(wishes)}
    context = {
        "form": MineForm(initial=initial),
        "busy_form": BusyForm(),
        "address": address_of(account),
        "feed": open_feed(account),
        "link": "",
        "busy": busy,
        "busy_problem": PROBLEMS.get(busy.problem, "") if busy else "",
        "hosts": sorted(settings.ICS_HOSTS),
        **more,
    }
    status = 422 if context["form"].errors or context["busy_form"].errors else 200
    return render(request, "settings/mine.html", context, status=status)


@never_cache
@require_POST
@signed_in
def feed(request: Request) -> HttpResponse:
    """A new private link; this answer is the only time it is shown."""
    token = actions.make_feed(by=request.user)
    return shown(request, link=f"{settings.BASE_URL}/calendar/{token}.ics")


@require_POST
@signed_in
def end_feed(request: Request) -> HttpResponse:
    if actions.revoke_feed(by=request.user):
        messages.success(request, _("Tautan kalender Anda dicabut; tautan itu tidak dapat dibuka lagi."))
    return see_other(HOME)


@require_POST
@signed_in
def busy(request: Request) -> HttpResponse:
    """Where busy times are read."""
    form = BusyForm(request.POST)
    if form.is_valid():
        try:
            actions.set_busy_address(by=request.user, address=form.cleaned_data["address"])
        except Invalid as problem:
            form.add_error("address", say(problem.sentence))
        else:
            messages.success(request, _("Alamat kalender tersimpan; waktu sibuk Anda dibaca sebentar lagi."))
            return see_other(HOME)
    return shown(request, busy_form=form)


@require_POST
@signed_in
def end_busy(request: Request) -> HttpResponse:
    actions.set_busy_address(by=request.user, address="")
    messages.success(request, _("Kalender Anda dilepas; waktu sibuk yang pernah dibaca sudah dihapus."))
    return see_other(HOME)
