"""Reads of people, units and accounts for pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf, Substr, TruncDate

from pamong.people.access import (
    LISTS_PEOPLE,
    Viewer,
    employees_visible_to,
    mails_visible_to,
    people_listed_to,
)
from pamong.people.models import (
    DEPTH,
    Account,
    Delegation,
    Employee,
    Institution,
    Mail,
    MailHow,
    MailKind,
    MailPreference,
    MailState,
    Placement,
    Position,
    RoleGrant,
    Unit,
)
from pamong.people.roles import Role
from pamong.policy.nip import clean_nip

MOST_UNITS = 200  # in one list to choose from; the levels below follow the choice


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


def places_in(institution: int) -> dict[int, str]:
    """Where the units are that say so themselves."""
    rows = Unit.objects.filter(institution=institution).exclude(place="")
    return dict(rows.values_list("pk", "place"))


def place_of(unit: Unit | None, named: Mapping[int, str]) -> str:
    """Where a unit is: as itself or the nearest unit above it says; "" where none does."""
    line = unit.path.strip("/").split("/") if unit else []
    return next((named[int(pk)] for pk in reversed(line) if pk and int(pk) in named), "")


def units_to_choose(viewer: Viewer, within: str = "") -> tuple[list[Unit], Unit | None]:
    """What a list of units offers, and the unit asked for (its number as text) where the viewer may open it.

    As many levels from the top as make at most MOST_UNITS; below the unit asked for one level more, so that
    who chooses comes to every unit step by step. In the order of the tree, one query.
    """
    asked = int(within) if within.isdecimal() and len(within) < 19 else None
    rows = units_visible_to(viewer).annotate(depth=DEPTH)
    rows = rows.annotate(so_far=Window(Count("pk"), order_by=F("depth").asc()))
    wanted = Q(so_far__lte=MOST_UNITS)
    if asked:
        wanted |= Q(parent=asked) | Q(pk=asked)
    found: list[Unit] = list(rows.filter(wanted).order_by("path"))
    return found, next((unit for unit in found if unit.pk == asked), None)


def positions_of(viewer: Viewer) -> QuerySet[Position]:
    """Positions with the number of holders."""
    if viewer.institution is None:
        return Position.objects.none()
    rows = Position.objects.filter(institution=viewer.institution)
    holders = how_many(Employee.objects.filter(position=OuterRef("pk")), "position")
    return rows.select_related("unit").annotate(holder_count=holders).order_by("name", "code")


def how_many(rows: QuerySet[Any], of: str) -> Combinable:
    """The number of `rows` that point by their field `of` to the row asked about.

    Counted for the rows shown alone; by a join it would be counted for every row of a list before one page is taken.
    """
    grouped = rows.order_by().values(of).annotate(number=Count("pk"))
    return Coalesce(Subquery(grouped.values("number")), 0)


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


def accounts_with(role: Role, institution: Institution, on: date) -> list[Account]:
    """Who holds a role in an institution on a day, for all of it or a unit, by name."""
    rows = RoleGrant.objects.filter(Q(end__isnull=True) | Q(end__gte=on), start__lte=on, role=role)
    rows = rows.filter(institution=institution, account__is_active=True)
    return sorted({grant.account for grant in rows.select_related("account__employee")}, key=str)


def holders(role: Role, institution: int, on: date) -> list[RoleGrant]:
    """Who holds a role in an institution on a day, for all of it or a unit; one query."""
    rows = RoleGrant.objects.filter(Q(end__isnull=True) | Q(end__gte=on), start__lte=on, role=role)
    rows = rows.filter(institution=institution, account__is_active=True)
    return list(rows.select_related("account__employee", "unit"))


def holders_over(grants: Iterable[RoleGrant], employee: Employee) -> list[Account]:
    """Those of them whose role reaches somebody, by name; nobody over oneself."""
    path = employee.unit.path if employee.unit else ""
    found = {row.account for row in grants if row.unit is None or path.startswith(row.unit.path)}
    return sorted((one for one in found if one.employee_id != employee.pk), key=str)


def history_of(employee: Employee) -> QuerySet[Placement]:
    """The person's position history, newest first."""
    return employee.placements.select_related("position", "unit").order_by("-start", "-id")


def delegations_of(employee: Employee) -> QuerySet[Delegation]:
    return Delegation.objects.filter(Q(of=employee) | Q(to=employee)).select_related("of", "to")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to be told, with the defaults filled in."""

    how: str
    language: str
    time_zone: str


def wishes_of(account: Account) -> Wishes:
    """No query where the preference was read along; without one a digest a day, in the institution's zone."""
    chosen: MailPreference | None = getattr(account, "mail_preference", None)
    if chosen is not None:
        return Wishes(chosen.how, chosen.language, chosen.time_zone)
    institution = account.employee.institution if account.employee else account.institution
    zone = institution.time_zone if institution else settings.TIME_ZONE
    return Wishes(MailHow.DAILY, account.language, zone)


def mails_by_day(viewer: Viewer, state: str = "") -> QuerySet[Mail, Any]:
    """What became of the messages of a day, the newest day first: `number` of the same state, kind and trouble.

    Whose it is stands with those that were refused, which ask for something. Of the others two of one day would tell
    who meets whom, looked at again and again: they have no name, no hour, and no address in what a server answered.
    `state`: "settled" for those let go.
    """
    rows = mails_visible_to(viewer)
    if state == "settled":
        rows = rows.filter(settled_at__isnull=False)
    elif state:
        rows = rows.filter(state=state, settled_at__isnull=True)

    def refused(what: str | Combinable) -> Case:
        return Case(When(state=MailState.FAILED, then=what), default=Value(""), output_field=CharField())

    code = Substr("error", 1, 3)  # of the answer, without the address in it
    rows = rows.annotate(
        made_on=TruncDate("created_at"),
        summary=Case(When(kind=MailKind.DIGEST, then=True), default=False),
        to=refused("address"),
        name=refused(Coalesce(NullIf("account__name", Value("")), "account__username")),
        said=Case(
            When(state=MailState.FAILED, then="error"), When(error__contains="@", then=code), default="error"
        ),
    )
    groups = rows.order_by("-made_on", "state", "summary", "name", "to", "said")
    return groups.values("made_on", "state", "summary", "name", "to", "said").annotate(
        number=Count("pk"), attempts=Max("attempts")
    )


def mail_counts(viewer: Viewer) -> dict[str, int]:
    """How many messages are in each state; failures seen to are told apart."""
    rows = mails_visible_to(viewer).order_by().values_list("state")
    counts = {**dict.fromkeys(MailState.values, 0), "settled": 0}
    for state, number, settled in rows.annotate(Count("pk"), Count("settled_at")):
        counts[state] += number - settled
        counts["settled"] += settled
    return counts


def refused_addresses(viewer: Viewer) -> QuerySet[Mail]:
    """The newest unsettled failure of each account, for the administrator to mend."""
    open_ = mails_visible_to(viewer).filter(state=MailState.FAILED, settled_at__isnull=True)
    newest = open_.order_by().values("account").annotate(newest=Max("pk")).values("newest")
    return Mail.objects.filter(pk__in=newest).select_related("account").defer("text", "html", "event", "told")
