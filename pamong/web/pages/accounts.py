"""People's accounts and roles, for the administrator."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.people import actions
from pamong.people.access import Viewer, can_manage_accounts, people_listed_to
from pamong.people.models import Account, RoleGrant
from pamong.people.queries import accounts_of, units_of, units_to_choose
from pamong.people.roles import Role
from pamong.web.context import ROLES_SAID
from pamong.web.forms.settings import AccountForm, GrantForm
from pamong.web.http import Request, get_or_404, institution_of, plain, see_other, signed_in, viewer_of
from pamong.web.lists import download, file_asked, page_of, short_text
from pamong.web.pages import out

HOME = "/settings/accounts/"


def admin(request: Request) -> Viewer:
    viewer = viewer_of(request)
    if not can_manage_accounts(viewer, institution_of(viewer)):
        raise Http404
    return viewer


@require_GET
@signed_in
def accounts(request: Request) -> HttpResponseBase:
    viewer = admin(request)
    text = short_text(request)
    units, unit = units_to_choose(viewer, request.GET.get("unit", ""))
    rows = accounts_of(viewer)
    if unit:
        rows = rows.filter(employee__unit__path__startswith=unit.path)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(username__icontains=text))
    if kind := file_asked(request):
        return download(kind, "akun", viewer.on, *out.accounts(rows))
    page = page_of(request, rows)
    lines = [
        {"account": one, "roles": [ROLES_SAID.get(grant.role, grant.role) for grant in one.grants.all()]}
        for one in page
    ]
    context = {"page": page, "rows": lines, "q": text, "units": units, "unit": unit}
    return render(request, "settings/accounts.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    viewer = admin(request)
    form = AccountForm(request.POST or None, people=people_listed_to(viewer))
    if form.is_valid():
        made = actions.create_account(
            by=request.user,
            institution=institution_of(viewer),
            employee=form.cleaned_data["nip"],
            username=form.cleaned_data["username"],
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            on=viewer.on,
        )
        messages.success(request, _("Akun dibuat. Buat tautan aktivasinya."))
        return see_other(f"{HOME}{made.pk}/")
    return render(request, "settings/new_account.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    """An account with its roles; the form gives another."""
    viewer = admin(request)
    account = get_or_404(accounts_of(viewer), id)
    form = GrantForm(
        request.POST or None, units=units_of(viewer), said=ROLES_SAID, initial={"start": viewer.on}
    )
    if form.is_valid():
        data = form.cleaned_data
        actions.grant_role(
            by=request.user,
            account=account,
            institution=institution_of(viewer),
            on=viewer.on,
            **{**data, "role": Role(data["role"])},
        )
        messages.success(request, _("Peran diberikan."))
        return see_other(f"{HOME}{id}/")
    return render(request, "settings/account.html", account_context(account, form, viewer))


def account_context(account: Account, form: GrantForm, viewer: Viewer, link: str = "") -> dict[str, object]:
    grants = [
        {
            "grant": grant,
            "said": ROLES_SAID.get(grant.role, grant.role),
            "ended": grant.end is not None and grant.end < viewer.on,
        }
        for grant in account.grants.all()
    ]
    return {"account": account, "grants": grants, "form": form, "link": link}


@require_POST
@signed_in
def link(request: Request, id: int) -> HttpResponse:
    """A one-time activation link, shown once, to be printed or handed over."""
    viewer = admin(request)
    account = get_or_404(accounts_of(viewer), id)
    token = actions.create_activation_link(by=request.user, account=account, on=viewer.on)
    form = GrantForm(units=units_of(viewer), said=ROLES_SAID, initial={"start": viewer.on})
    address = f"{settings.BASE_URL}/activate/{token}/"
    return render(request, "settings/account.html", account_context(account, form, viewer, address))


@require_POST
@signed_in
def links(request: Request) -> HttpResponse:
    """Links for everybody of a unit who cannot sign in yet, as a page to print."""
    viewer = admin(request)
    unit = get_or_404(units_of(viewer).select_related("institution"), request.POST.get("unit"))
    made = actions.create_activation_links_for_unit(by=request.user, unit=unit, on=viewer.on)
    rows = [(account, f"{settings.BASE_URL}/activate/{token}/") for account, token in made]
    return render(request, "settings/links.html", {"rows": rows, "unit": unit})


@require_POST
@signed_in
def end_role(request: Request, id: int, grant_id: int) -> HttpResponse:
    viewer = admin(request)
    account = get_or_404(accounts_of(viewer), id)
    grant = get_or_404(
        RoleGrant.objects.filter(account=account).select_related("account", "institution"), grant_id
    )
    actions.end_role(by=request.user, grant=grant, on=viewer.on)
    messages.success(request, _("Peran diakhiri."))
    return see_other(f"{HOME}{id}/")


@require_POST
@signed_in
def close(request: Request, id: int) -> HttpResponse:
    viewer = admin(request)
    account = get_or_404(accounts_of(viewer), id)
    reason = plain(request.POST.get("reason", ""), 1000)
    actions.close_account(by=request.user, account=account, on=viewer.on, reason=reason)
    messages.success(request, _("Akun ditutup."))
    return see_other(HOME)
