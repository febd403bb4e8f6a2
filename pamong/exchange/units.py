"""Units of a file: a tree by code, its paths, and the position that heads each unit."""

import re
from collections.abc import Collection, Iterable

from pamong.exchange.planning import Plan, Work
from pamong.exchange.rows import MEND, Row
from pamong.people.models import Position, Unit
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import GradeLevel

# Structural grades from the highest; a unit's head is the highest of them in it.
HEADS = (
    GradeLevel.JPT_UTAMA,
    GradeLevel.JPT_MADYA,
    GradeLevel.JPT_PRATAMA,
    GradeLevel.ADMINISTRATOR,
    GradeLevel.PENGAWAS,
)


def check_agency(row: Row, work: Work) -> bool:
    """Refuse a row of another institution; an empty cell is this one."""
    code = row.text("kode_instansi")
    if code in ("", work.institution.code):
        return True
    own = work.institution.code
    row.wrong(
        "kode_instansi",
        S(f"{own}", f"{own}"),
        S(
            "Pisahkan baris instansi lain ke berkasnya sendiri.",
            "Move rows of other institutions to their own file.",
        ),
    )
    return False


def plan_units(work: Work) -> None:
    units = {unit.code: unit for unit in Unit.objects.filter(institution=work.institution)}
    by_id = {unit.pk: unit for unit in units.values()}
    for unit in by_id.values():
        if unit.parent_id:
            unit.parent = by_id[unit.parent_id]
    seen: dict[str, tuple[Row, str]] = {}
    fates: dict[str, str] = {}
    for row in work.sheet:
        code, name = row.filled("kode_unit"), row.filled("nama_unit")
        if not check_agency(row, work) or code is None or name is None:
            continue
        if code in seen:
            row.wrong("kode_unit", S("kode yang belum dipakai", "a code not used yet"), MEND)
            continue
        seen[code] = (row, row.text("kode_induk"))
        known, place = units.get(code), row.text("lokasi")
        if known is None:
            units[code] = Unit(institution=work.institution, code=code, name=name, path="", place=place)
            fates[code] = "new"
        else:
            # An empty cell leaves the place as it is: a file without the column takes none away.
            changed = work.plan.change(known, name=name, place=place or known.place)
            fates[code] = "changed" if changed else "unchanged"
    for code, (row, parent) in seen.items():
        if not parent:
            continue
        if parent not in units:
            row.wrong(
                "kode_induk",
                S("kode unit yang ada", "the code of a unit that exists"),
                S("Tambahkan unit induknya ke berkas.", "Add the parent unit to the file."),
            )
        elif work.plan.change(units[code], parent=units[parent]) and fates[code] == "unchanged":
            fates[code] = "changed"
    for code, (row, _) in seen.items():
        depth = _depth(units[code])
        if depth < 0:
            row.wrong("kode_induk", S("susunan tanpa lingkaran", "a tree without a circle"), MEND)
        elif units[code].pk is None:
            work.plan.create(units[code], depth)
        row.fate(fates[code])
    work.plan.later(lambda: set_paths(work.plan, units.values()))


def _depth(unit: Unit) -> int:
    """How many units stand above it; -1 in a circle."""
    depth, above, met = 0, unit.parent, {id(unit)}
    while above is not None:
        if id(above) in met:
            return -1
        met.add(id(above))
        depth, above = depth + 1, above.parent
    return depth


def set_paths(plan: Plan, units: Collection[Unit]) -> None:
    """Paths top-down, once every unit has its id."""
    parents = {unit.pk: unit.parent_id for unit in units}
    paths: dict[int, str] = {}

    def path(pk: int) -> str:
        if pk not in paths:
            above = parents[pk]
            paths[pk] = f"{path(above) if above else '/'}{pk}/"
        return paths[pk]

    for unit in units:
        plan.change(unit, path=path(unit.pk))


class UnitNames:
    """Finds units by name and makes those that are absent, each name once."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.units = list(Unit.objects.filter(institution=work.institution))
        self.by_code = {unit.code: unit for unit in self.units}
        self.by_name: dict[str, Unit] = {}
        for unit in self.units:
            self.by_name.setdefault(_key(unit.name), unit)
        work.plan.later(lambda: set_paths(work.plan, self.units))

    def named(self, name: str) -> Unit:
        unit = self.by_name.get(_key(name))
        if unit is None:
            unit = Unit(institution=self.work.institution, code=self._code(name), name=name, path="")
            self.work.plan.create(unit)
            self.units.append(unit)
            self.by_code[unit.code] = self.by_name[_key(name)] = unit
        return unit

    def _code(self, name: str) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:34] or "unit"
        code, number = slug, 1
        while code in self.by_code:
            number += 1
            code = f"{slug}-{number}"
        return code


def _key(name: str) -> str:
    return name.casefold()


def set_heads(plan: Plan, units: Iterable[Unit], positions: Iterable[Position]) -> None:
    """The highest structural position of each unit heads it; ties by code."""
    best: dict[int, tuple[int, str, Position]] = {}
    for position in positions:
        if position.unit_id and position.grade_level in HEADS:
            rank = (HEADS.index(GradeLevel(position.grade_level)), position.code, position)
            if position.unit_id not in best or rank[:2] < best[position.unit_id][:2]:
                best[position.unit_id] = rank
    for unit in units:
        if unit.pk in best:
            plan.change(unit, head_position_id=best[unit.pk][2].pk)
