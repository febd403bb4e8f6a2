"""One factory per model; every name and number is invented."""

import itertools
from datetime import date

from pamong.competency.models import Assessment, Competency, PositionStandard, StandardLevel, StandardStatus
from pamong.people.models import Account, Employee, Institution, Position, RoleGrant, Unit
from pamong.people.roles import Role
from pamong.performance.models import Evaluation
from pamong.policy.words import GENERIC, AsnKind, Axis, GradeLevel, Source

ON = date(2026, 11, 24)
_serial = itertools.count(1)


def institution(code: str = "LPA", name: str = "Lembaga Pembelajaran Aparatur") -> Institution:
    return Institution.objects.create(code=code, name=name)


def unit(where: Institution, code: str = "U1", parent: Unit | None = None, name: str = "") -> Unit:
    made = Unit.objects.create(
        institution=where, code=code, name=name or f"Unit {code}", parent=parent, path=""
    )
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save()
    return made


def position(
    where: Institution, code: str, in_unit: Unit | None = None, grade: str = GradeLevel.AHLI_MUDA
) -> Position:
    return Position.objects.create(
        institution=where, code=code, name=f"Jabatan {code}", unit=in_unit, grade_level=grade
    )


def nip(*, born: str = "19850417") -> str:
    more, serial = divmod(next(_serial) - 1, 999)  # a long run makes more people than a serial has numbers
    return f"{born}{2010 + more}011{serial + 1:03d}"


def employee(where: Institution, name: str, **more: object) -> Employee:
    more.setdefault("asn_kind", AsnKind.PNS)
    more.setdefault("nip", nip())
    return Employee.objects.create(institution=where, name=name, **more)


def account(
    where: Institution | None,
    username: str,
    who: Employee | None = None,
    *roles: Role,
    in_unit: Unit | None = None,
    start: date = date(2026, 1, 1),
) -> Account:
    made = Account(
        username=username, name=who.name if who else username.title(), employee=who, institution=where
    )
    made.set_unusable_password()
    made.save()
    for role in roles:
        RoleGrant.objects.create(
            account=made,
            role=role,
            institution=None if role is Role.OVERSEER else where,
            unit=in_unit,
            start=start,
        )
    return made


def dictionary(where: Institution) -> dict[str, Competency]:
    return {
        code: Competency.objects.create(institution=where, code=code, name=name.id, cluster=cluster)
        for code, (cluster, name) in GENERIC.items()
    }


def standard(
    of: Position,
    levels: dict[Competency, int],
    since: date = date(2024, 1, 1),
    status: StandardStatus = StandardStatus.IN_FORCE,
) -> PositionStandard:
    made = PositionStandard.objects.create(position=of, since=since, status=status)
    StandardLevel.objects.bulk_create(
        StandardLevel(standard=made, competency=competency, level=level)
        for competency, level in levels.items()
    )
    return made


def assessment(
    who: Employee, what: Competency, level: int, source: Source = Source.TEST, on: date = date(2026, 3, 12)
) -> Assessment:
    return Assessment.objects.create(
        employee=who, competency=what, level=level, source=source, assessed_on=on
    )


def evaluation(
    who: Employee,
    work: str = Axis.AS_EXPECTED,
    behaviour: str = Axis.AS_EXPECTED,
    year: int = 2026,
    below: int = 0,
) -> Evaluation:
    return Evaluation.objects.create(
        employee=who, year=year, work=work, behaviour=behaviour, indicators_below=below
    )
