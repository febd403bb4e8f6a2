"""Bringing whole institutions in through the ordinary importers: the demo's, and invented people on real positions."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.db import transaction

from pamong.cli.demo.cast import ACCOUNTS, DERIVED_ROLES
from pamong.cli.demo.institution import invent, invent_stranger
from pamong.cli.demo.people_for_real import RealPosition, people_for_real
from pamong.cli.demo.proposals import populate
from pamong.cli.demo.shapes import HEADERS, Invented
from pamong.competency.models import PositionStandard
from pamong.exchange.actions import import_rows, table_of
from pamong.exchange.report import Report
from pamong.exchange.sheets import Table
from pamong.people.actions import create_account, create_institution, grant_role
from pamong.people.models import Account, Employee, Institution, Unit
from pamong.people.roles import Role
from pamong.recommendation.actions import analyse

SHIPPED = Path(__file__).resolve().parent.parent / "competency" / "shipped" / "kamus.csv"
PASSWORD = "pamong-demo"  # noqa: S105 the demo's, refused elsewhere
ROLES_SINCE = 330  # days: the demo has a past
ORDER = ("unit", "jabatan", "kamus", "standar", "pegawai", "riwayat", "asesmen", "kinerja", "penyebab")


def bring(institution: Institution, kind: str, table: Table, on: date) -> Report:
    """One table in; a wrong row stops everything with its sentence."""
    report = import_rows(kind=kind, table=table, institution=institution, by=None, on=on)
    if not report.ok:
        raise CommandError(f"{table.name}, {report.errors[0].sentence}", returncode=2)
    return report


def shipped_dictionary(institution: Institution, on: date) -> Report:
    return bring(institution, "kamus", table_of(SHIPPED.read_bytes(), SHIPPED.name), on)


def _table(kind: str, rows: Sequence[Sequence[str]]) -> Table:
    return Table(HEADERS[kind], [list(row) for row in rows], list(range(2, len(rows) + 2)), f"{kind}.csv")


def bring_invented(institution: Institution, made: Invented, on: date) -> None:
    for kind in ORDER:
        if made.tables.get(kind):
            bring(institution, kind, _table(kind, made.tables[kind]), on)


def build_demo(*, people: int, on: date) -> list[Institution]:
    """Both institutions with their accounts, analysed; what already stands is left alone."""
    built = []
    for made in (invent(people=people, on=on), invent_stranger(on=on)):
        if (known := Institution.objects.filter(code=made.code).first()) is not None:
            built.append(known)
            continue
        institution = create_institution(by=None, code=made.code, name=made.name, is_demo=True)
        shipped_dictionary(institution, on)
        bring_invented(institution, made, on)
        _accounts(institution, on)
        analyse(institution=institution, on=on, by=None)
        own = Account.objects.filter(institution=institution, is_demo=True)
        if "mentor" in (cast := {one.username: one for one in own.select_related("employee")}):
            with transaction.atomic():
                populate(institution, on, cast)
        built.append(institution)
    return built


def _accounts(institution: Institution, on: date) -> None:
    for username, role, nip, code, _unit in ACCOUNTS:
        own = code == institution.code
        if not own and not (code is None and institution.code == ACCOUNTS[0][3]):
            continue
        employee = Employee.objects.get(institution=institution, nip=nip) if nip else None
        account = create_account(
            by=None,
            institution=institution if own else None,
            username=username,
            on=on,
            name="" if employee else "Pembina Nasional",
            employee=employee,
            is_demo=True,
            password=PASSWORD,
        )
        if role not in DERIVED_ROLES:
            grant_role(
                by=None,
                account=account,
                role=Role(role),
                on=on,
                start=on - timedelta(days=ROLES_SINCE),
                institution=institution if own else None,
            )


def build_real(*, folder: Path, code: str, on: date) -> tuple[Institution, dict[str, Report]]:
    """Real dictionary and positions as found, invented people on them; returns each file's report."""
    if not settings.DEMO:
        raise CommandError("realdata invents people; run it with PAMONG_DEMO=on only.", returncode=2)
    reports: dict[str, Report] = {}
    institution = create_institution(by=None, code=code, name="Pemerintah Provinsi (percobaan)", is_demo=True)
    for kind, name in (("kamus", "kamus_kompetensi.csv"), ("jabatan", "skj_jabatan.csv")):
        path = folder / name
        if not path.is_file():
            raise CommandError(f"{path} is missing; name a folder that holds {name}.", returncode=2)
        reports[kind] = bring(institution, kind, table_of(path.read_bytes(), name), on)
    made = people_for_real(_real_positions(institution), institution=code, on=on)
    for kind in ORDER:
        if made.tables.get(kind):
            reports[kind] = bring(institution, kind, _table(kind, made.tables[kind]), on)
    return institution, reports


def _real_positions(institution: Institution) -> list[RealPosition]:
    standards = (
        PositionStandard.objects.filter(position__institution=institution, status="in_force")
        .select_related("position__unit")
        .prefetch_related("levels__competency")
        .order_by("position_id", "since")
    )
    latest = {standard.position_id: standard for standard in standards}
    root = Unit.objects.filter(institution=institution).order_by("path").first()
    return [
        RealPosition(
            code=standard.position.code,
            unit=standard.position.unit.code if standard.position.unit else (root.code if root else ""),
            grade_level=standard.position.grade_level,
            levels={level.competency.code: level.level for level in standard.levels.all()},
        )
        for standard in latest.values()
    ]
