"""Who somebody is on a day, and whose record they may open: by relation or role, never by address."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from pamong.people.models import Account, Employee, Institution, Mail
from pamong.people.roles import Role
from pamong.policy.errors import NotAllowed
from pamong.policy.secrecy import Data, Reader, may_read
from pamong.policy.words import PlacementKind

M = TypeVar("M", bound=Model)

# What a granted role makes somebody to a person in its scope.
_BY_ROLE = {
    Role.PLANNER: Reader.PLANNER,
    Role.AUDITOR: Reader.AUDITOR,
    Role.TALENT_OFFICER: Reader.TALENT_OFFICER,
    Role.COMPETENT_AUTHORITY: Reader.AUTHORITY,
    Role.COUNSELLOR: Reader.COUNSELLOR_ROLE,
    Role.ADMIN: Reader.ADMIN,
}


def roles_reading(data: Data) -> frozenset[Role]:
    """Granted roles that the table of secrecy lets read this of the people in their scope."""
    return frozenset(role for role, reader in _BY_ROLE.items() if may_read(data, {reader}))


SEES_RECORDS = roles_reading(Data.RECORD)
# Granted roles that list people by their open fields only: name, NIP, position, unit.
LISTS_PEOPLE = SEES_RECORDS | {Role.ADMIN, Role.COMPETENT_AUTHORITY}


@dataclass(frozen=True, slots=True)
class Viewer:
    """An account on a day with what follows from the reporting line; built once a request."""

    account: Account
    employee: Employee | None
    institution: Institution | None
    on: date
    roles: frozenset[Role]
    units_headed: tuple[str, ...] = ()  # paths
    superiors_acted_for: frozenset[int] = frozenset()
    scopes: tuple[tuple[Role, str], ...] = ()  # role and unit path; "" is the whole institution
    has_team: bool = False  # somebody reports to this person, acting included

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def superior_ids(self) -> frozenset[int]:
        """Employees whose team is this person's team today."""
        own = {self.employee.pk} if self.employee else set()
        return self.superiors_acted_for | own

    @property
    def is_unit_head(self) -> bool:
        return bool(self.units_headed)


def viewer(account: Account, on: date) -> Viewer:
    """Read who the account is on a day: one query, whatever the size of the institution."""
    employee = account.employee
    institution = employee.institution if employee else account.institution
    follows = _standing(account, employee, on)
    acted = frozenset(of for kind, of, _ in follows if kind == "acted") - {employee.pk if employee else 0}
    scopes = tuple(
        (Role(kind.removeprefix(_GRANTED)), path)
        for kind, where, path in follows
        if kind.startswith(_GRANTED)
        # A role reaches no further than the institution it was given in.
        and (where == (institution.pk if institution else None) or kind == _GRANTED + Role.OVERSEER)
    )
    return Viewer(
        account=account,
        employee=employee,
        institution=institution,
        on=on,
        roles=frozenset(role for role, _ in scopes),
        units_headed=tuple(sorted(path for kind, _, path in follows if kind == "unit")),
        superiors_acted_for=acted,
        scopes=scopes,
        has_team=bool(acted) or any(kind == "team" for kind, *_ in follows),
    )


_GRANTED = "role:"
# Written out, because every request and every write begins with it and putting the five parts together anew took
# longer than the database did. The last column of a row is a unit's path.
_STANDING = """
SELECT 'role:' || g.role, g.institution_id, COALESCE(u.path, '')
  FROM people_rolegrant g LEFT JOIN people_unit u ON u.id = g.unit_id
 WHERE g.account_id = %(account)s AND g.start <= %(on)s AND (g."end" IS NULL OR g."end" >= %(on)s)
"""
_OF_EMPLOYEE = """
UNION ALL
SELECT 'unit', u.id, u.path FROM people_unit u
 WHERE u.head_position_id = %(position)s OR u.head_position_id IN (SELECT position_id FROM acting)
UNION ALL
SELECT 'acted', e.id, '' FROM people_employee e WHERE e.position_id IN (SELECT position_id FROM acting)
UNION ALL
SELECT 'acted', d.of_id, '' FROM people_delegation d
 WHERE d.to_id = %(employee)s AND d.start <= %(on)s AND d."end" >= %(on)s
UNION ALL
SELECT 'team', %(employee)s, '' WHERE EXISTS (SELECT 1 FROM people_employee e WHERE e.superior_id = %(employee)s)
"""
_ACTING = """
WITH acting AS (
  SELECT position_id FROM people_placement
   WHERE employee_id = %(employee)s AND kind IN (%(acting)s, %(daily)s)
     AND start <= %(on)s AND ("end" IS NULL OR "end" >= %(on)s)
)
"""


def _standing(account: Account, employee: Employee | None, on: date) -> list[tuple[str, int, str]]:
    """(kind, id, path): granted roles, and what the reporting line gives: units headed, acting, a team."""
    named: dict[str, str | int] = {"account": account.pk, "on": str(on)}
    sql = _STANDING
    if employee is not None:
        named |= {"employee": employee.pk, "position": employee.position_id or 0}
        named |= {"acting": PlacementKind.ACTING.value, "daily": PlacementKind.DAILY_ACTING.value}
        sql = _ACTING + _STANDING + _OF_EMPLOYEE
    with connection.cursor() as cursor:
        cursor.execute(sql, named)
        found: list[tuple[str, int, str]] = cursor.fetchall()
    return found


def _in_force(on: date) -> Q:
    return Q(start__lte=on) & (Q(end__isnull=True) | Q(end__gte=on))


def team_of(viewer: Viewer) -> QuerySet[Employee]:
    """The people this person is direct superior of today, acting included; never oneself."""
    rows = Employee.objects.filter(superior__in=viewer.superior_ids)
    if viewer.institution:
        rows = rows.filter(institution=viewer.institution)
    return rows.exclude(pk=viewer.employee.pk) if viewer.employee else rows


def united(first: QuerySet[M], *more: QuerySet[M]) -> QuerySet[M]:
    """Rows in any of these; each is looked up by an index of its own, which an OR over joins does not allow."""
    if not more:
        return first
    numbers = [rows.order_by().values("pk") for rows in (first, *more)]
    return first.model._default_manager.filter(pk__in=numbers[0].union(*numbers[1:]))


def reaches_all(viewer: Viewer, *roles: Role) -> bool:
    """Whether a granted role of these reaches the whole institution."""
    return any(role in roles and not path for role, path in viewer.scopes)


def whose(viewer: Viewer, data: Data, through: str = "") -> Q:
    """Of whom this person may read the data: by the table of secrecy, as `relations_to` says it of one; as `_reached`."""
    return _reached(
        viewer,
        roles_reading(data),
        team=may_read(data, {Reader.SUPERIOR}),
        units=may_read(data, {Reader.UNIT_HEAD}),
        own=may_read(data, {Reader.SELF}),
        through=through,
    )


def _reached(
    viewer: Viewer,
    roles: frozenset[Role],
    *,
    team: bool = True,
    units: bool = True,
    own: bool = True,
    through: str = "",
) -> Q:
    """The team, the units headed and the scope of granted roles; oneself where `own`, and where a role has all.

    A condition on people, or on rows joined with them `through` a relation ("employee__"): a large institution is then
    a join, not thousands of numbers to look up. Institutions are strictly apart, whatever a unit or a delegation says.
    """
    if viewer.institution is None:
        return Q(pk__in=())
    everybody = Q(**{f"{through}institution": viewer.institution})
    if reaches_all(viewer, *roles):
        return everybody
    rows = Employee.objects.filter(institution=viewer.institution)
    parts = [team_of(viewer) if team else rows.none()]
    if own and viewer.employee:
        parts.append(rows.filter(pk=viewer.employee.pk))
    paths = {path for role, path in viewer.scopes if role in roles}
    paths |= set(viewer.units_headed) if units else set()
    parts += [rows.filter(unit__path__startswith=path) for path in sorted(paths)]
    numbers = [part.order_by().values("pk") for part in parts]
    return everybody & Q(**{f"{through}pk__in": numbers[0].union(*numbers[1:])})


def people_whose(viewer: Viewer, data: Data) -> QuerySet[Employee]:
    return Employee.objects.filter(whose(viewer, data))


def employees_visible_to(viewer: Viewer) -> QuerySet[Employee]:
    """Whose record (standard, level, gap, rating) this person may open."""
    return people_whose(viewer, Data.RECORD)


def people_listed_to(viewer: Viewer) -> QuerySet[Employee]:
    """Whose open fields this person may list and search; an administrator's accounts need them."""
    return Employee.objects.filter(_reached(viewer, LISTS_PEOPLE))


def in_scope_of(viewer: Viewer, *roles: Role) -> Q:
    """People within the scope of a granted role, the institution included."""
    found = Q(pk__in=())
    for role, path in viewer.scopes:
        if role in roles:
            found |= Q(unit__path__startswith=path) if path else Q(institution=viewer.institution)
    return found


def is_superior_of(viewer: Viewer, employee: Employee) -> bool:
    """Direct superior today, acting included."""
    own = viewer.employee.pk if viewer.employee else None
    return (
        employee.pk != own
        and employee.superior_id in viewer.superior_ids
        and viewer.institution is not None
        and employee.institution_id == viewer.institution.pk
    )


def heads_unit_of(viewer: Viewer, employee: Employee) -> bool:
    unit = employee.unit
    return unit is not None and any(unit.path.startswith(path) for path in viewer.units_headed)


def has_role_over(viewer: Viewer, employee: Employee, *roles: Role) -> bool:
    """Whether a granted role of these reaches this person."""
    if viewer.institution is None or employee.institution_id != viewer.institution.pk:
        return False
    unit = employee.unit
    return any(
        role in roles and (not path or (unit is not None and unit.path.startswith(path)))
        for role, path in viewer.scopes
    )


def relations_to(viewer: Viewer, employee: Employee) -> frozenset[Reader]:
    """What this person is to that one today; the table of secrecy says what each may read."""
    if viewer.institution is None or employee.institution_id != viewer.institution.pk:
        return frozenset()
    if viewer.employee is not None and viewer.employee.pk == employee.pk:
        # One's own record is not read by a role that one happens to hold.
        return frozenset({Reader.SELF})
    found = {reader for role, reader in _BY_ROLE.items() if has_role_over(viewer, employee, role)}
    if is_superior_of(viewer, employee):
        found.add(Reader.SUPERIOR)
    if heads_unit_of(viewer, employee):
        found.add(Reader.UNIT_HEAD)
    if employee.superior_id and employee.superior and employee.superior.superior_id in viewer.superior_ids:
        found.add(Reader.ABOVE)
    return frozenset(found)


def relation_to(viewer: Viewer, employee: Employee) -> str:
    """In what capacity this person reads that one's record, for the log of reads; "" for none."""
    if viewer.employee and viewer.employee.pk == employee.pk:
        return "employee"
    if is_superior_of(viewer, employee):
        return "superior"
    for role in (Role.PLANNER, Role.TALENT_OFFICER, Role.AUDITOR):
        if has_role_over(viewer, employee, role):
            return role.value
    return "unit_head" if heads_unit_of(viewer, employee) else ""


def can_see_record(viewer: Viewer, employee: Employee) -> bool:
    return may_read(Data.RECORD, relations_to(viewer, employee))


def check_can_see_record(viewer: Viewer, employee: Employee) -> None:
    if not can_see_record(viewer, employee):
        raise NotAllowed


def can_manage_accounts(viewer: Viewer, institution: Institution) -> bool:
    """The administrator of the institution."""
    return viewer.has(Role.ADMIN) and viewer.institution == institution


def check_can_manage_accounts(viewer: Viewer, institution: Institution) -> None:
    if not can_manage_accounts(viewer, institution):
        raise NotAllowed


def mails_visible_to(viewer: Viewer) -> QuerySet[Mail]:
    """That messages were sent or failed, for the administrator of the institution; never what is in them."""
    if viewer.institution is None or not viewer.has(Role.ADMIN):
        return Mail.objects.none()
    return Mail.objects.filter(account__institution=viewer.institution)


def check_can_manage_mail(viewer: Viewer, account: Account) -> None:
    """The administrator of the account's institution."""
    if account.institution is None:
        raise NotAllowed
    check_can_manage_accounts(viewer, account.institution)


def can_change_employee(viewer: Viewer, employee: Employee) -> bool:
    """Mutasi, retirement and delegation: planner and administrator."""
    return has_role_over(viewer, employee, Role.PLANNER, Role.ADMIN)


def check_can_change_employee(viewer: Viewer, employee: Employee) -> None:
    if not can_change_employee(viewer, employee):
        raise NotAllowed


def can_take_in(viewer: Viewer, employee: Employee) -> bool:
    """A human takes in whom the rules set aside: the planner."""
    return has_role_over(viewer, employee, Role.PLANNER)


def check_can_take_in(viewer: Viewer, employee: Employee) -> None:
    if not can_take_in(viewer, employee):
        raise NotAllowed


def can_see_trail(viewer: Viewer) -> bool:
    return viewer.has(Role.AUDITOR)


def check_can_see_trail(viewer: Viewer) -> None:
    if not can_see_trail(viewer):
        raise NotAllowed
