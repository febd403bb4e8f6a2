"""Reads of people, units and accounts for pages."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from pamong.people.access import LISTS_PEOPLE, Viewer, employees_visible_to, people_listed_to
from pamong.people.models import Account, Delegation, Employee, Placement, Position, RoleGrant, Unit
from pamong.policy.nip import clean_nip


def search_people(viewer: Viewer, text: str) -> QuerySet[Employee]:
    """People by name or NIP, of those the viewer may list."""
    rows = people_listed_to(viewer).select_related("position", "unit")
    text = text.strip()
    digits = clean_nip(text)
    if digits.isdigit():
        return rows.filter(nip__startswith=digits)
    return rows.filter(name__icontains=text) if text else rows


def search_positions(viewer: Viewer, text: str) -> QuerySet[Position]:
    """Positions of the viewer's institution by name or code; they are open within it."""
    if viewer.institution is None:
        return Position.objects.none()
    rows = Position.objects.filter(institution=viewer.institution).select_related("unit")
    return rows.filter(Q(name__icontains=text.strip()) | Q(code__iexact=text.strip()))


def units_of(viewer: Viewer) -> QuerySet[Unit]:
    """Units of the viewer's institution in the order of the tree."""
    if viewer.institution is None:
        return Unit.objects.none()
    return Unit.objects.filter(institution=viewer.institution).order_by("path")


def units_visible_to(viewer: Viewer) -> QuerySet[Unit]:
    """Units whose numbers and people the viewer may open: headed ones, or all by role."""
    rows = units_of(viewer)
    if any(role in LISTS_PEOPLE and not path for role, path in viewer.scopes):
        return rows
    wanted = Q(pk__in=())
    for path in (*viewer.units_headed, *(p for role, p in viewer.scopes if role in LISTS_PEOPLE and p)):
        wanted |= Q(path__startswith=path)
    return rows.filter(wanted)


def positions_of(viewer: Viewer) -> QuerySet[Position]:
    """Positions with the number of holders."""
    if viewer.institution is None:
        return Position.objects.none()
    rows = Position.objects.filter(institution=viewer.institution)
    return rows.select_related("unit").annotate(holder_count=Count("holders")).order_by("name", "code")


def employee_rows(viewer: Viewer) -> QuerySet[Employee]:
    """People whose record the viewer may open, with what a list shows."""
    return employees_visible_to(viewer).select_related("position", "unit", "superior")


def accounts_of(viewer: Viewer) -> QuerySet[Account]:
    """Accounts of the institution with their grants, for the administrator."""
    if viewer.institution is None:
        return Account.objects.none()
    rows = Account.objects.filter(institution=viewer.institution).select_related("employee", "employee__unit")
    return rows.prefetch_related("grants", "grants__unit").order_by("name", "username")


def grants_in_force(account: Account, on: date) -> QuerySet[RoleGrant]:
    rows = RoleGrant.objects.filter(Q(end__isnull=True) | Q(end__gte=on), account=account, start__lte=on)
    return rows.select_related("institution", "unit")


def history_of(employee: Employee) -> QuerySet[Placement]:
    """The person's position history, newest first."""
    return employee.placements.select_related("position", "unit").order_by("-start", "-id")


def delegations_of(employee: Employee) -> QuerySet[Delegation]:
    return Delegation.objects.filter(Q(of=employee) | Q(to=employee)).select_related("of", "to")
