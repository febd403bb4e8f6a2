"""The standard in force, and the one assessment of each person and competency that counts.

A competency's slot is its place in the position's standard, so thousands of codes need no more
columns than the longest standard has lines. The slots of a person are filled by one grouping with
one conditional maximum each.
"""

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from pamong.engine.packing import ROW, Packing
from pamong.engine.steps import table
from pamong.engine.tables import Names
from pamong.policy.settings import Settings
from pamong.policy.words import Cluster, SourceChoice

_LEVEL, _RANK, _DAY = ("level", 3), ("rank", 3), ("day", 22)
# The weight of each field in each way of choosing; the level last where it only travels along.
PACKINGS = {
    SourceChoice.PRIORITY: Packing((_RANK, _DAY, ROW, _LEVEL)),
    SourceChoice.LATEST: Packing((_DAY, _RANK, ROW, _LEVEL)),
    SourceChoice.HIGHEST: Packing((_LEVEL, _DAY, _RANK, ROW)),
}
_LATER = Packing((ROW, _LEVEL))
_EPOCH = date(1970, 1, 1)
_SHIFT = (_EPOCH - date.min).days  # days before 1970 stay positive
GENERIC = (Cluster.MANAGERIAL, Cluster.SOCIOCULTURAL)


@dataclass(frozen=True, slots=True)
class Slots:
    """The relations after this step: standards by slot, one line a position, one a person."""

    count: int
    lines: ir.Table
    positions: ir.Table
    held: ir.Table


def number_of(day: date) -> int:
    """A day as the packed number holds it."""
    return (day - date.min).days


def day_of(number: ir.Value) -> ir.DateValue:
    """The day of a packed number."""
    return ibis.date(_EPOCH) + (number - _SHIFT).as_interval("D")


def _day_number(day: ir.Value) -> ir.IntegerValue:
    return day.delta(ibis.date(date.min), unit="day")


def standards_in_force(con: Backend, names: Names, on: date) -> ir.Table:
    """Lines (position, competency, cluster, level, slot) of each position's version on the day."""
    rows = con.table(names.standards)
    rows = rows.mutate(start=rows.start.fill_null(ibis.date(date.min)))
    versions = rows.group_by("position").agg(
        first=rows.start.min(), newest=rows.start.max(where=rows.start <= ibis.date(on))
    )
    versions = versions.select("position", version=ibis.coalesce(versions.newest, versions.first))
    lines = rows.join(versions, [rows.position == versions.position, rows.start == versions.version])
    lines = lines.filter(lines.level > 0).select("position", "competency", "cluster", "level")
    order = lines.cluster.cases(
        *((str(word), place) for place, word in enumerate(Cluster)), else_=len(Cluster)
    )
    window = ibis.window(group_by=lines.position, order_by=[order, lines.competency])
    lines = lines.mutate(slot=ibis.row_number().over(window).cast("int64"))
    return table(con, "standard_lines", lines)


def fill_slots(con: Backend, names: Names, on: date, settings: Settings) -> Slots:
    """Standards and counted assessments by slot; `k0`… of `held` are packed, null if not assessed."""
    lines = standards_in_force(con, names, on)
    longest = con.con.execute("SELECT coalesce(max(slot) + 1, 0) FROM standard_lines").fetchone()
    count = int(longest[0]) if longest else 0
    positions = table(con, "positions", _positions(lines, count))
    people = con.table(names.people)
    lines = table(
        con, "slots",
        lines.join(positions, "position").select("pid", "competency", "slot"),
    )  # fmt: skip
    seats = table(
        con, "seats",
        people.left_join(positions, "position").select("person", "key", "pid"),
    )  # fmt: skip
    rows = con.table(names.assessments)
    packed = PACKINGS[settings.source_choice].pack(
        {
            "rank": rows.source.cases(
                *(
                    (str(word), len(settings.source_order) - place)
                    for place, word in enumerate(settings.source_order)
                ),
                else_=0,
            ),
            "day": _day_number(rows.day),
            "row": rows.row,
            "level": rows.level,
        }
    )
    rows = rows.select(
        "key", "competency", packed=ibis.ifelse(rows.day <= ibis.date(on), packed, ibis.null("int64"))
    )
    rows = rows.join(seats, "key").select("person", "pid", "competency", "packed")
    rows = rows.left_join(lines, ["pid", "competency"]).select("person", "slot", "packed", times=1)
    if settings.source_choice is SourceChoice.HIGHEST:
        rows = _later_row_of_a_day(rows)
    held = rows.group_by("person").agg(
        **{f"k{slot}": rows.packed.max(where=rows.slot == slot) for slot in range(count)},
        assessments=rows.times.sum(),
    )
    return Slots(count, lines, positions, table(con, "held", held))


def _later_row_of_a_day(rows: ir.Table) -> ir.Table:
    """Of the same source and day the later row replaces the earlier, before levels are compared."""
    packing = PACKINGS[SourceChoice.HIGHEST]
    fields = {name: packing.unpack(rows.packed, name) for name, _bits in packing.fields}
    rows = rows.mutate(**fields, later=_LATER.pack(fields))
    kept = rows.group_by("person", "slot", "rank", "day").agg(later=rows.later.max(), times=rows.count())
    values = {"rank": kept["rank"], "day": kept.day} | {
        name: _LATER.unpack(kept.later, name) for name in ("row", "level")
    }
    return kept.select("person", "slot", "times", packed=packing.pack(values))


def _positions(lines: ir.Table, count: int) -> ir.Table:
    """One line a position: level `r`, generic or not `g`, competency `c` of each slot."""
    generic = lines.cluster.isin([str(word) for word in GENERIC])
    wide = lines.group_by("position").agg(
        **{f"r{slot}": lines.level.max(where=lines.slot == slot) for slot in range(count)},
        **{f"g{slot}": generic.max(where=lines.slot == slot) for slot in range(count)},
        **{f"c{slot}": lines.competency.max(where=lines.slot == slot) for slot in range(count)},
        generic_required=generic.cast("int64").sum(),
    )
    return wide.mutate(pid=ibis.row_number().over(ibis.window(order_by=wide.position)).cast("int64"))
