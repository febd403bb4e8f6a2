"""The standard in force, and the one assessment of each person and competency that counts.

Where codes are many, a competency's slot is its place in the position's standard, so thousands of
codes need no more columns than the longest standard has lines. The slots of a person are filled by one grouping with
one conditional maximum each.
"""

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from pamong.engine.packing import ROW, Packing
from pamong.engine.steps import one_row, sql, table
from pamong.engine.tables import ASSESSMENTS, PEOPLE, STANDARDS
from pamong.policy.settings import Settings
from pamong.policy.words import Cluster, SourceChoice

_LEVEL, _RANK, _DAY = ("level", 3), ("rank", 3), ("day", 22)
# The weight of each field in each way of choosing; the level last where it only travels along.
PACKINGS = {
    SourceChoice.PRIORITY: Packing((_RANK, _DAY, ROW, _LEVEL)),
    SourceChoice.LATEST: Packing((_DAY, _RANK, ROW, _LEVEL)),
    SourceChoice.HIGHEST: Packing((_LEVEL, _DAY, _RANK, ROW)),
}
# Up to so many codes grouping comes before the join; it is the faster way while maxima are few.
_MOST_SHARED = 24
_LATER = Packing((ROW, _LEVEL))
_EPOCH = date(1970, 1, 1)
_SHIFT = (_EPOCH - date.min).days  # days before 1970 stay positive
GENERIC = (Cluster.MANAGERIAL, Cluster.SOCIOCULTURAL)


@dataclass(frozen=True, slots=True)
class Slots:
    """The relations after this step: standards by slot, one line a position, whose is which."""

    count: int
    positions: ir.Table
    seats: ir.Table
    held: ir.Table
    held_by: str  # column of `seats` and `held`


def number_of(day: date) -> int:
    """A day as the packed number holds it."""
    return (day - date.min).days


def day_of(number: ir.Value) -> ir.DateValue:
    """The day of a packed number."""
    return ibis.date(_EPOCH) + (number - _SHIFT).as_interval("D")


def standards_in_force(con: Backend, on: date) -> tuple[ir.Table, bool]:
    """Lines (position, competency, cluster, level, slot) of each position's version on the day.

    With few codes a slot is the code's own in all positions (true), else its place in the position's
    standard, which needs the person's position before the grouping (false).
    """
    rows = STANDARDS
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
    con.raw_sql(f"CREATE OR REPLACE TEMP VIEW lines AS {sql(lines.mutate(place=order))}")
    codes, kinds = one_row(
        con, "SELECT count(DISTINCT competency), count(DISTINCT (competency, place)) FROM lines"
    )
    rows = ibis.table({**lines.schema(), "place": "int64"}, name="lines")
    shared = codes == kinds <= _MOST_SHARED
    if shared:
        slot = ibis.dense_rank().over(ibis.window(order_by=[rows.place, rows.competency]))
    else:
        slot = ibis.row_number().over(
            ibis.window(group_by=rows.position, order_by=[rows.place, rows.competency])
        )
    return table(con, "standard_lines", rows.mutate(slot=slot.cast("int64")).drop("place")), shared


def fill_slots(con: Backend, on: date, settings: Settings) -> Slots:
    """Standards and counted assessments by slot; `k0`… of `held` are packed, null if not assessed."""
    lines, shared = standards_in_force(con, on)
    (count,) = one_row(con, "SELECT coalesce(max(slot) + 1, 0) FROM standard_lines")
    positions = table(con, "positions", _positions(lines, count))
    places = positions.select("position", "pid")
    seats = table(con, "seats", PEOPLE.left_join(places, "position").drop("position_right"))
    rows = _packed(on, settings)
    marks: list[int] | list[str] = list(range(count))
    if shared:
        rows = rows.select(who="key", mark="competency", packed="packed")
        found = con.con.execute("SELECT DISTINCT slot, competency FROM standard_lines ORDER BY slot")
        marks = [str(code) for _slot, code in found.fetchall()]
    else:
        slots = table(con, "slots", lines.join(places, "position").select("pid", "competency", "slot"))
        rows = rows.mutate(key=without_spaces(rows.key))
        rows = rows.join(seats, "key").select("person", "pid", "competency", "packed")
        rows = rows.left_join(slots, ["pid", "competency"]).select(who="person", mark="slot", packed="packed")
    if settings.source_choice is SourceChoice.HIGHEST:
        if shared:
            rows = rows.mutate(who=without_spaces(rows.who))
        rows = _later_row_of_a_day(rows)
    held = rows.group_by("who").agg(
        **{f"k{slot}": rows.packed.max(where=rows.mark == mark) for slot, mark in enumerate(marks)},
        assessments=rows.times.sum() if "times" in rows.columns else rows.count(),
    )
    if shared:
        return Slots(count, positions, seats, by_key(con, "held", held.rename(key="who")), "key")
    return Slots(count, positions, seats, table(con, "held", held.rename(person="who")), "person")


def by_key(con: Backend, name: str, grouped: ir.Table) -> ir.Table:
    """Keep what was grouped by the NIP as it is written; people whose NIP is written in two ways become one.

    Spaces leave the few groups instead of the many rows.
    """
    kept = table(con, name, grouped)
    if not kept.key.type().is_string():
        return kept
    (spaced,) = one_row(con, sql(kept.aggregate(spaced=(kept.key != without_spaces(kept.key)).any())))
    if not spaced:
        return kept
    clean = kept.mutate(key=without_spaces(kept.key))
    values = {
        column: clean[column].sum() if column in COUNTS else clean[column].max()
        for column in clean.columns
        if column != "key"
    }
    return table(con, f"{name}_clean", clean.group_by("key").agg(**values))


COUNTS = ("assessments", "evaluations", "causes")


def without_spaces(key: ir.Value) -> ir.Value:
    """A NIP without spaces; a number as it is."""
    return key.replace(" ", "").replace("\u00a0", "") if key.type().is_string() else key


def _packed(on: date, settings: Settings) -> ir.Table:
    """Every assessment as key, competency and packed number, null after the day."""
    rows = ASSESSMENTS
    order = settings.source_order
    packed = PACKINGS[settings.source_choice].pack(
        {
            "rank": rows.source.cases(
                *((str(word), len(order) - place) for place, word in enumerate(order)), else_=0
            ),
            "day": rows.day.delta(ibis.date(date.min), unit="day"),
            "row": rows.row,
            "level": rows.level,
        }
    )
    in_time = rows.day <= ibis.date(on)
    return rows.select("key", "competency", packed=ibis.ifelse(in_time, packed, ibis.null("int64")))


def _later_row_of_a_day(rows: ir.Table) -> ir.Table:
    """Of the same source and day the later row replaces the earlier, before levels are compared."""
    packing = PACKINGS[SourceChoice.HIGHEST]
    fields = {name: packing.unpack(rows.packed, name) for name, _bits in packing.fields}
    rows = rows.mutate(**fields, later=_LATER.pack(fields))
    kept = rows.group_by("who", "mark", "rank", "day").agg(later=rows.later.max(), times=rows.count())
    values = {"rank": kept["rank"], "day": kept.day} | {
        name: _LATER.unpack(kept.later, name) for name in ("row", "level")
    }
    return kept.select("who", "mark", "times", packed=packing.pack(values))


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
