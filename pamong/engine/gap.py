"""Competency gaps and the JPM of everybody, from the packed levels (product rules 4.1 and 4.2)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from pamong.engine.levels import PACKINGS, Slots, number_of
from pamong.engine.steps import band, view
from pamong.policy import parameters as p
from pamong.policy.bands import GAP_ORDER, hundredths, level_gap_bands
from pamong.policy.settings import Settings
from pamong.policy.words import Gap

T = TypeVar("T")
_FULL = hundredths(100)


def in_hundredths(bands: Sequence[tuple[Decimal | int, T]]) -> tuple[tuple[int, T], ...]:
    """A band table of policy with its bounds in hundredths."""
    return tuple((hundredths(bound), word) for bound, word in bands)


def gaps(
    con: Backend, people: ir.Table, slots: Slots, on: date, cutoff: date, settings: Settings
) -> ir.Table:
    """`people` with hundredths of JPM `jpm_h`, both JPM categories, both gaps, `gaps` and `stale`."""
    packing = PACKINGS[settings.source_choice]
    places = range(slots.count)
    limit = number_of(cutoff)
    rows = view(
        con,
        "step_held",
        people.mutate(
            **{f"h{slot}": ibis.ifelse(people[f"r{slot}"].notnull(), packing.unpack(people[f"k{slot}"], "level"), None)
               for slot in places},
            **{
                f"old{slot}": people[f"r{slot}"].notnull() & (packing.unpack(people[f"k{slot}"], "day") < limit)
                for slot in places
            },
        ),
    )  # fmt: skip
    short = {slot: rows[f"r{slot}"].cast("int64") - rows[f"h{slot}"] for slot in places}
    counted = {slot: rows[f"g{slot}"] & rows[f"h{slot}"].notnull() for slot in places}
    none = ibis.null("int64")
    least = min(settings.gap_bands)
    rows = view(
        con,
        "step_sums",
        rows.mutate(
            worst_generic=_greatest([ibis.ifelse(rows[f"g{slot}"], short[slot], none) for slot in places]),
            worst_technical=_greatest([ibis.ifelse(~rows[f"g{slot}"], short[slot], none) for slot in places]),
            sum_held=_sum([ibis.ifelse(counted[slot], rows[f"h{slot}"], 0) for slot in places]),
            sum_required=_sum([ibis.ifelse(counted[slot], rows[f"r{slot}"], 0) for slot in places]),
            generic_assessed=_sum([ibis.ifelse(counted[slot], 1, 0) for slot in places]),
            gaps=_sum([ibis.ifelse(short[slot] >= least, 1, 0) for slot in places]),
            stale=_any([rows[f"old{slot}"] for slot in places]),
        ).drop(*(f"{part}{slot}" for part in ("r", "g", "k", "h", "old") for slot in places)),
    )
    # Half up in whole numbers: floor of (2·held·10000 + required) / (2·required).
    half_up = (rows.sum_held * (2 * _FULL) + rows.sum_required) // (rows.sum_required * 2).nullif(0)
    rows = view(con, "step_jpm", rows.mutate(jpm_h=ibis.ifelse(half_up > _FULL, _FULL, half_up)))
    known = rows.jpm_h.notnull()
    rows = view(
        con,
        "step_category",
        rows.mutate(
            jpm_category=ibis.ifelse(known, band(rows.jpm_h, in_hundredths(p.JPM_DEVELOPMENT.on(on))), None),
            selection_category=ibis.ifelse(
                known, band(rows.jpm_h, in_hundredths(p.JPM_SELECTION.on(on))), None
            ),
        ),
    )
    part, whole = p.FORCED_SHARE.on(on)
    forced = (rows.jpm_category == str(p.FORCED_CATEGORY)) & (
        rows.generic_assessed * whole >= rows.generic_required * part
    )
    weaker = [str(word) for word in GAP_ORDER[: GAP_ORDER.index(p.FORCED_GAP)]]
    bands = level_gap_bands(settings)
    plain = _known(rows.worst_generic, bands)
    return view(
        con,
        "step_gaps",
        rows.mutate(
            forced=(lifts := forced.fill_null(False) & plain.isin(weaker)),
            generic_gap=ibis.ifelse(lifts, str(p.FORCED_GAP), plain),
            technical_gap=_known(rows.worst_technical, bands),
        ),
    )


def _known(worst: ir.Value, bands: tuple[tuple[int, Gap], ...]) -> ir.StringValue:
    return ibis.ifelse(worst.isnull(), str(Gap.UNKNOWN), band(worst, bands))


def _greatest(values: list[ir.Value]) -> ir.Value:
    """The greatest of those that are known; null if none is."""
    return ibis.greatest(*values) if len(values) > 1 else values[0] if values else ibis.null("int64")


def _sum(values: list[ir.Value]) -> ir.Value:
    total: ir.Value = ibis.literal(0, "int64")
    for value in values:
        total = total + value.cast("int64")
    return total


def _any(values: list[ir.Value]) -> ir.Value:
    found: ir.Value = ibis.literal(False)
    for value in values:
        found = found | value.fill_null(False)
    return found
