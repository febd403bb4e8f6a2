"""Writes on institutions, accounts, links and roles."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people import access
from pamong.people.models import (
    Account,
    ActivationLink,
    Employee,
    Institution,
    RoleGrant,
    Unit,
)
from pamong.people.roles import Role
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import EmployeeStatus

LINK_DAYS = 14
USED_LINK = Sentence(
    "Tautan ini sudah dipakai, diganti, atau lewat masa berlakunya. Minta tautan baru kepada admin instansi.",
    "This link was used, replaced or has expired. Ask the institution's administrator for a new one.",
)


@transaction.atomic
def create_institution(*, by: Account | None, code: str, name: str, is_demo: bool = False) -> Institution:
    """Start an institution; only the server's command does (`by` is empty then)."""
    if by is not None:
        raise NotAllowed
    code = code.strip()
    if not code or not name.strip():
        raise Invalid(
            Sentence("Kode dan nama instansi harus diisi.", "The institution needs a code and a name.")
        )
    if Institution.objects.filter(code=code).exists():
        raise WrongState(
            Sentence("Instansi {code} sudah ada.", "The institution {code} already exists.").fill(code=code)
        )
    institution = Institution.objects.create(code=code, name=name.strip(), is_demo=is_demo)
    record(by=by, verb="create_institution", subject=institution, after={"code": code, "name": name.strip()})
    return institution


@transaction.atomic
def create_account(
    *,
    by: Account | None,
    institution: Institution | None,
    username: str,
    on: date,
    name: str = "",
    email: str = "",
    employee: Employee | None = None,
    is_demo: bool = False,
    password: str | None = None,
) -> Account:
    """Make an account without a password; an activation link sets it. A demo account may bring its own."""
    _check_accounts(by, institution, on)
    username = username.strip()
    if not username or Account.objects.filter(username__iexact=username).exists():
        raise WrongState(
            Sentence(
                'Nama pengguna "{name}" kosong atau sudah dipakai; pilih yang lain.',
                'The user name "{name}" is empty or taken; choose another.',
            ).fill(name=username)
        )
    if employee is not None:
        if institution is None or employee.institution_id != institution.pk:
            raise NotAllowed
        if Account.objects.filter(employee=employee).exists():
            raise WrongState(
                Sentence("{name} sudah mempunyai akun.", "{name} already has an account.").fill(
                    name=employee.name
                )
            )
    account = Account(
        username=username,
        name=name or (employee.name if employee else username),
        email=email or (employee.email if employee else ""),
        employee=employee,
        institution=institution,
        is_demo=is_demo,
    )
    if is_demo and settings.DEMO and password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save()
    record(
        by=by, verb="create_account", subject=account, employee=employee, after={"username": account.username}
    )
    return account


def _check_accounts(by: Account | None, institution: Institution | None, on: date) -> None:
    """An administrator within the institution; the server's own command has no account."""
    if by is None:
        return
    if institution is None:
        raise NotAllowed
    access.check_can_manage_accounts(access.viewer(by, on), institution)


@transaction.atomic
def create_activation_link(*, by: Account | None, account: Account, on: date) -> str:
    """A one-time token for an account; earlier links of it stop working. Only its hash is kept."""
    _check_accounts(by, account.institution, on)
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    ActivationLink.objects.filter(account=account, used_at__isnull=True, expires_at__gt=now).update(
        expires_at=now
    )
    ActivationLink.objects.create(
        account=account, token_hash=_hash(token), expires_at=now + timedelta(days=LINK_DAYS)
    )
    record(by=by, verb="create_activation_link", subject=account, employee=account.employee_id)
    return token


@transaction.atomic
def create_activation_links_for_unit(*, by: Account, unit: Unit, on: date) -> list[tuple[Account, str]]:
    """Accounts and links for everybody of a unit and below who cannot sign in yet, to be printed."""
    access.check_can_manage_accounts(access.viewer(by, on), unit.institution)
    people = Employee.objects.filter(unit__path__startswith=unit.path, institution=unit.institution)
    made = []
    for employee in people.exclude(status=EmployeeStatus.RETIRED).select_related("account"):
        account = getattr(employee, "account", None)
        if account is None:
            account = create_account(
                by=by, institution=unit.institution, username=employee.nip, employee=employee, on=on
            )
        elif account.has_usable_password() or not account.is_active:
            continue
        made.append((account, create_activation_link(by=by, account=account, on=on)))
    return made


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def activate(*, token: str, password: str, at: datetime | None = None) -> Account:
    """Set the password with a link that was not used and has not expired; the link is then spent."""
    now = at or timezone.now()
    link = (
        ActivationLink.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(token_hash=_hash(token), used_at__isnull=True, expires_at__gt=now, account__is_active=True)
        .first()
    )
    if link is None:
        raise WrongState(USED_LINK)
    account = link.account
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise Invalid(" ".join(problem.messages)) from problem
    account.set_password(password)
    account.save(update_fields=["password"])
    link.used_at = now
    link.save(update_fields=["used_at"])
    record(by=account, verb="activate", subject=account, employee=account.employee_id)
    return account


@transaction.atomic
def close_account(*, by: Account, account: Account, on: date, reason: str) -> Account:
    """The account can no longer sign in; its history stays. Nobody closes their own."""
    _check_accounts(by, account.institution, on)
    if account.pk == by.pk:
        raise NotAllowed
    account.is_active = False
    account.save(update_fields=["is_active"])
    record(by=by, verb="close_account", subject=account, employee=account.employee_id, reason=reason)
    return account


@transaction.atomic
def grant_role(
    *,
    by: Account | None,
    account: Account,
    role: Role,
    on: date,
    institution: Institution | None = None,
    unit: Unit | None = None,
    start: date | None = None,
    end: date | None = None,
    reason: str = "",
) -> RoleGrant:
    """Give a role with scope and dates; the overseer's, across institutions, only the server gives."""
    start = start or on
    if role is Role.OVERSEER:
        if by is not None:
            raise NotAllowed
    elif institution is None or (account.institution_id not in (None, institution.pk)):
        raise NotAllowed
    _check_accounts(by, institution, on)
    if unit is not None and (institution is None or unit.institution_id != institution.pk):
        raise NotAllowed
    if end is not None and end < start:
        raise Invalid(DATES)
    grant = RoleGrant.objects.create(
        account=account, role=role, institution=institution, unit=unit, start=start, end=end
    )
    record(
        by=by,
        verb="grant_role",
        subject=grant,
        employee=account.employee_id,
        after={"account": str(account), "role": role, "unit": str(unit or ""), "start": start, "end": end},
        reason=reason,
    )
    return grant


DATES = Sentence(
    "Tanggal selesai tidak boleh sebelum tanggal mulai.", "The last day cannot be before the first."
)


@transaction.atomic
def end_role(*, by: Account, grant: RoleGrant, on: date, reason: str = "") -> RoleGrant:
    """The role's last day was yesterday; one that began today is taken back whole."""
    _check_accounts(by, grant.institution, on)
    if grant.role == Role.ADMIN and grant.account_id == by.pk:
        raise NotAllowed(
            Sentence(
                "Peran admin Anda sendiri hanya dapat diakhiri oleh admin lain.",
                "Only another administrator can end your own role of administrator.",
            )
        )
    before = {"account": str(grant.account), "role": grant.role, "end": grant.end}
    last = on - timedelta(days=1)
    subject_id = grant.pk
    record(
        by=by,
        verb="end_role",
        subject=grant,
        employee=grant.account.employee_id,
        before=before,
        after={"end": last},
        reason=reason,
    )
    if grant.start > last:
        grant.delete()
        grant.pk = subject_id
    else:
        grant.end = last
        grant.save(update_fields=["end"])
    return grant


@transaction.atomic
def set_language(*, by: Account, language: str) -> Account:
    """One's own language."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid
    if by.language != language:
        before, by.language = by.language, language
        by.save(update_fields=["language"])
        record(
            by=by, verb="set_language", subject=by, before={"language": before}, after={"language": language}
        )
    return by
