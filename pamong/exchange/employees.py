"""People of a file with position, unit, superior and the placement their position began with."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from pamong.exchange.planning import Work
from pamong.exchange.positions import read_rank
from pamong.exchange.rows import FILL, MEND, Row
from pamong.exchange.standards import Dictionary, Standards
from pamong.exchange.units import check_agency, set_heads
from pamong.people.models import Account, Employee, Placement, Position, Unit
from pamong.policy.errors import BadNip
from pamong.policy.nip import check_kind
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import AsnKind, EmployeeStatus, PlacementKind

T = TypeVar("T")
IMPORT_FIRST = S(
    "Impor berkasnya lebih dahulu atau perbaiki kodenya.", "Import its file first or mend the code."
)


class History:
    """Definitive placements of the institution's people; only one of them is open."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.rows: dict[int, list[Placement]] = defaultdict(list)
        for row in Placement.objects.filter(employee__institution=work.institution):
            self.rows[row.employee_id].append(row)

    def of(self, employee: Employee) -> list[Placement]:
        return self.rows[employee.pk if employee.pk else -id(employee)]

    def place(
        self,
        employee: Employee,
        position: Position | None,
        unit: Unit | None,
        kind: str,
        start: date,
        end: date | None,
    ) -> str:
        """Put a placement into the history; the fate of its row."""
        rows = self.of(employee)
        # Two definitive positions cannot begin on one day: the file corrects the earlier one.
        definitive = kind == PlacementKind.DEFINITIVE
        same = next(
            (
                r
                for r in rows
                if r.kind == kind
                and r.start == start
                and (definitive or r.position_id == (position and position.pk))
            ),
            None,
        )
        if same is not None:
            values: dict[str, Any] = {"position": position, "unit": unit or same.unit}
            if end is not None:
                values["end"] = end
            return "changed" if self.work.plan.change(same, **values) else "unchanged"
        if definitive:
            after = min((r.start for r in rows if r.kind == kind and r.start > start), default=None)
            if end is None and after is not None:
                end = after - timedelta(days=1)
        if definitive or kind == PlacementKind.LEFT:
            for row in rows:
                if (
                    row.kind == PlacementKind.DEFINITIVE
                    and row.start < start
                    and (row.end is None or row.end >= start)
                ):
                    self.work.plan.change(row, end=start - timedelta(days=1))
        made = Placement(employee=employee, position=position, unit=unit, kind=kind, start=start, end=end)
        rows.append(made)
        self.work.plan.create(made)
        return "new"


def plan_employees(work: Work) -> None:
    own = work.institution
    people = {e.nip: e for e in Employee.objects.filter(institution=own)}
    positions = {q.code: q for q in Position.objects.filter(institution=own).select_related("unit")}
    units = {u.code: u for u in Unit.objects.filter(institution=own)}
    history = History(work)
    told: dict[str, tuple[Row, str, str]] = {}
    for row in work.sheet:
        nip, name = row.nip(), row.filled("nama")
        if nip is None and not row.text("nip"):
            row.wrong("nip", S("NIP 18 angka", "an 18-digit NIP"), FILL)
        kind, status = row.word("jenis_asn"), row.word("status")
        if kind is None and not row.text("jenis_asn"):
            row.filled("jenis_asn")
        since, contract = row.day("tmt_jabatan"), row.day("akhir_kontrak", past=False)
        above = row.nip("nip_atasan")
        position = _found(row, "kode_jabatan", positions)
        unit = _found(row, "kode_unit", units)
        email = row.text("email")
        if email and not _is_email(email):
            row.wrong("email", S("alamat email", "an e-mail address"), MEND)
            email = ""
        if not check_agency(row, work) or nip is None or name is None or kind is None:
            continue
        try:
            check_kind(nip, AsnKind(kind))
        except BadNip as error:
            row.wrong("nip", S(kind, kind), error.sentence)
            continue
        if nip.digits in told:
            row.wrong(
                "nip", S("satu baris per orang", "one row a person"), S("Hapus salah satunya.", "Remove one.")
            )
            continue
        rank, repaired = read_rank(row.text("golongan"))
        if repaired:
            row.repaired(repaired)
        if row.text("golongan") and not rank:
            row.wrong("golongan", S("golongan seperti III/c atau IX", "a rank such as III/c or IX"), MEND)
        given = {
            "name": name[:200],
            "asn_kind": kind,
            "rank": rank,
            "position": position,
            "position_since": since,
            "unit": unit or (position.unit if position is not None else None),
            "education": row.text("pendidikan")[:200],
            "email": email,
            "status": status,
            "contract_end": contract,
        }
        # An empty cell leaves what is stored: an import never deletes.
        values: dict[str, Any] = {field: value for field, value in given.items() if value not in (None, "")}
        person = people.get(nip.digits)
        if person is None:
            values.setdefault("status", EmployeeStatus.ACTIVE)
            person = people[nip.digits] = Employee(institution=own, nip=nip.digits, **values)
            fate = "new"
        else:
            fate = "changed" if work.plan.change(person, **values) else "unchanged"
        if position is not None and since is not None:
            where = person.unit
            put = history.place(person, position, where, PlacementKind.DEFINITIVE, since, None)
            fate = "changed" if fate == "unchanged" and put != "unchanged" else fate
        told[nip.digits] = (row, above.digits if above else "", fate)
    _superiors(work, people, told)
    _close_accounts(work, (people[nip] for nip in told))
    standards = Standards(work, Dictionary(work))
    held = {e.position_id for e in people.values() if e.position_id}
    standards.derive([q for q in positions.values() if q.pk in held])
    work.plan.later(lambda: set_heads(work.plan, units.values(), positions.values()))


def _superiors(work: Work, people: dict[str, Employee], told: dict[str, tuple[Row, str, str]]) -> None:
    """The second pass: superiors may stand anywhere in the file; those above are created first."""
    by_id = {e.pk: e for e in people.values() if e.pk}
    above = {e.nip: by_id[e.superior_id].nip for e in by_id.values() if e.superior_id in by_id}
    for nip, (row, superior, _) in told.items():
        if not superior:
            continue
        if superior == nip or superior not in people:
            row.wrong(
                "nip_atasan",
                S("NIP pegawai lain yang ada", "the NIP of another employee who exists"),
                S(
                    "Tambahkan atasannya ke berkas atau perbaiki NIP-nya.",
                    "Add the superior to the file or mend the NIP.",
                ),
            )
            continue
        above[nip] = superior
    depths: dict[str, int] = {}
    for nip, (row, superior, fate) in told.items():
        depth = _depth(nip, above, depths)
        person = people[nip]
        if depth < 0:
            row.wrong(
                "nip_atasan", S("garis atasan tanpa lingkaran", "a reporting line without a circle"), MEND
            )
        elif (
            superior in people and work.plan.change(person, superior=people[superior]) and fate == "unchanged"
        ):
            fate = "changed"
        if person.pk is None:
            work.plan.create(person, max(depth, 0))
        row.fate(fate)


def _depth(nip: str, above: dict[str, str], depths: dict[str, int]) -> int:
    chain: list[str] = []
    met: set[str] = set()
    while nip in above and nip not in depths:
        if nip in met:
            return -1
        met.add(nip)
        chain.append(nip)
        nip = above[nip]
    depth = depths.setdefault(nip, 0)
    for below in reversed(chain):
        depth += 1
        depths[below] = depth
    return depths[chain[0]] if chain else depth


def _found(row: Row, name: str, known: dict[str, T]) -> T | None:
    code = row.text(name)
    if not code:
        return None
    if code not in known:
        row.wrong(name, S("kode yang ada", "a code that exists"), IMPORT_FIRST)
        return None
    return known[code]


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def plan_history(work: Work) -> None:
    """Position history: mutations close the stretch before, `berhenti` ends the service."""
    own = work.institution
    people = {e.nip: e for e in Employee.objects.filter(institution=own)}
    positions = {q.code: q for q in Position.objects.filter(institution=own).select_related("unit")}
    units = {u.code: u for u in Unit.objects.filter(institution=own)}
    history = History(work)
    touched: dict[int, Employee] = {}
    ready = []
    for row in work.sheet:
        person = find_person(row, people)
        kind, start, end = row.word("jenis"), row.day("mulai"), row.day("selesai", past=False)
        for needed in ("jenis", "mulai"):
            if not row.text(needed):
                row.filled(needed)
        position, unit = _found(row, "kode_jabatan", positions), _found(row, "kode_unit", units)
        if not check_agency(row, work) or person is None or kind is None or start is None:
            continue
        if position is None and kind != PlacementKind.LEFT:
            if not row.text("kode_jabatan"):
                row.filled("kode_jabatan")
            continue
        if end is not None and end < start:
            row.wrong("selesai", S("tidak sebelum mulai", "not before mulai"), MEND)
            continue
        ready.append((start, row, person, position, unit, kind, end))
    for start, row, person, position, unit, kind, end in sorted(ready, key=lambda r: (r[0], r[1].line)):
        where = unit or (position.unit if position is not None else None)
        row.fate(history.place(person, position, where, kind, start, end))
        touched[person.pk] = person
    for person in touched.values():
        _present(work, person, history.of(person))
    _close_accounts(work, touched.values())


def _close_accounts(work: Work, people: Iterable[Employee]) -> None:
    """Who has retired no longer signs in, however it was told."""
    gone = [one.pk for one in people if one.pk and one.status == EmployeeStatus.RETIRED]
    for start in range(0, len(gone), 500):
        for account in Account.objects.filter(employee__in=gone[start : start + 500], is_active=True):
            work.plan.change(account, is_active=False)


def _present(work: Work, person: Employee, rows: list[Placement]) -> None:
    """Bring position, unit and status to what the history says of today."""
    past = [r for r in rows if r.start <= work.on]
    definitive = max(
        (r for r in past if r.kind == PlacementKind.DEFINITIVE), key=lambda r: r.start, default=None
    )
    left = max((r.start for r in past if r.kind == PlacementKind.LEFT), default=None)
    if definitive is not None and (left is None or definitive.start > left):
        if person.position_since is None or definitive.start >= person.position_since:
            values: dict[str, Any] = {
                "position_id": definitive.position_id,
                "position_since": definitive.start,
            }
            if definitive.unit_id:
                values["unit_id"] = definitive.unit_id
            if left is not None and person.status == EmployeeStatus.RETIRED:
                values["status"] = EmployeeStatus.ACTIVE  # came back after having left
            work.plan.change(person, **values)
    elif left is not None:
        work.plan.change(person, status=EmployeeStatus.RETIRED)


def find_person(row: Row, people: dict[str, Employee]) -> Employee | None:
    """The employee of a row by NIP; None and a problem where there is none."""
    nip = row.nip()
    if nip is None:
        if not row.text("nip"):
            row.wrong("nip", S("NIP 18 angka", "an 18-digit NIP"), FILL)
        return None
    person = people.get(nip.digits)
    if person is None:
        row.wrong(
            "nip",
            S("NIP pegawai instansi ini", "the NIP of an employee of this institution"),
            S(
                "Impor pegawainya lebih dahulu atau perbaiki NIP-nya.",
                "Import the employee first or mend the NIP.",
            ),
        )
    return person
