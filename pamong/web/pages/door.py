"""Coming in and going out: health, sign-in, first password, language."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.people import actions
from pamong.people.models import Account, Employee
from pamong.web.context import ROLES_SAID, SUPERIOR
from pamong.web.forms.door import ActivateForm, SignInForm
from pamong.web.http import get_or_404, see_other

BACKEND = "pamong.people.signin.AccountBackend"
MOST_DEMO = 16


@require_GET
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Says that this process answers and its database does too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_GET
def root(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/home/")


def back_to(request: HttpRequest, default: str = "/home/") -> str:
    """The address asked for, if it is ours."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if safe else default


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "demo" in request.POST and settings.DEMO:
        accounts = Account.objects.filter(is_demo=True, is_active=True)
        return enter(request, get_or_404(accounts, request.POST["demo"], field="username"))
    if request.method == "GET" and request.user.is_authenticated:
        return see_other(back_to(request))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if account is not None:
            return enter(request, account)
        form.add_error(None, _("Nama pengguna atau kata sandi tidak cocok."))
    context = {"form": form, "next": back_to(request, ""), "demo_accounts": demo_accounts()}
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


def enter(request: HttpRequest, account: Account) -> HttpResponse:
    """What was chosen at the door stays; else the language is the account's."""
    login(request, account, backend=BACKEND)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    language = chosen if chosen in dict(settings.LANGUAGES) else account.language
    return with_language(see_other(back_to(request)), language)


def with_language(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )
    return response


def demo_accounts() -> list[dict[str, Any]]:
    """The accounts a demo offers at one click; none anywhere else."""
    if not settings.DEMO:
        return []
    team = Employee.objects.filter(superior=OuterRef("employee"))
    rows = Account.objects.filter(is_demo=True, is_active=True).annotate(leads=Exists(team))
    rows = rows.select_related("employee__position").prefetch_related("grants").order_by("id")
    return [{"username": a.username, "name": a, "role": demo_role(a)} for a in rows[:MOST_DEMO]]


def demo_role(account: Account) -> str:
    grants = [str(ROLES_SAID[grant.role]) for grant in account.grants.all() if grant.role in ROLES_SAID]
    if grants:
        return " · ".join(grants[:2])
    position = account.employee.position if account.employee else None
    if account.is_demo and account.employee is None and not grants:
        return str(account.institution or "")
    said = [str(ROLES_SAID[SUPERIOR])] if getattr(account, "leads", False) else []
    return " · ".join([*said, *([position.name] if position else [])])


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The language goes too, so that the next person at this computer gets their own."""
    logout(request)
    answer = see_other("/sign-in/")
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return answer


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Indonesian or English; remembered with the account of whoever is signed in."""
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        wanted = settings.LANGUAGE_CODE
    if request.user.is_authenticated:
        actions.set_language(by=request.user, language=wanted)
    return with_language(see_other(back_to(request)), wanted)


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def activate(request: HttpRequest, token: str) -> HttpResponse:
    """Set one's password with the one-time link of the administrator."""
    form = ActivateForm(request.POST or None)
    if form.is_valid():
        actions.activate(token=token, password=form.cleaned_data["password"])
        messages.success(request, _("Kata sandi Anda tersimpan. Silakan masuk."))
        return see_other("/sign-in/")
    return render(request, "accounts/activate.html", {"form": form}, status=422 if form.errors else 200)
