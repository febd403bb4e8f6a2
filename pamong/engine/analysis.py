"""The analysis of everybody: from the five relations to one row a person."""

from datetime import date

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from pamong.engine.channel import channel
from pamong.engine.gap import gaps
from pamong.engine.levels import Slots, fill_slots
from pamong.engine.performance import newest, performance
from pamong.policy.analysis import stale_before
from pamong.policy.settings import Settings

# Column of `hasil` → column of the calculation.
RESULT = {
    "jpm": "jpm",
    "kategori_jpm": "jpm_category",
    "kategori_seleksi": "selection_category",
    "gap_umum": "generic_gap",
    "gap_teknis": "technical_gap",
    "predikat": "rating",
    "gap_kinerja": "performance_gap",
    "kotak": "box",
    "penyebab": "cause",
    "saran": "main",
    "kode_aturan": "rule",
    "saran_tambahan": "extra",
    "keyakinan": "completeness",
}


def analyse(con: Backend, on: date, settings: Settings) -> tuple[ir.Table, Slots]:
    """One row a person with the results of the rules; the slots are there for the inputs used."""
    slots = fill_slots(con, on, settings)
    evaluations, causes = newest(con, on)
    positions = slots.positions.drop("position", *(f"c{slot}" for slot in range(slots.count)))
    people = slots.seats
    for other, by in ((positions, "pid"), (slots.held, slots.held_by), (evaluations, "key"), (causes, "key")):
        people = people.left_join(other, by).drop(f"{by}_right")
    rows = gaps(con, people, slots, on, stale_before(on, settings.stale_months), settings)
    rows = performance(con, rows, on, settings)
    rows = channel(con, rows)
    jpm = (rows.jpm_h.cast("float64") / 100).cast("decimal(5, 2)")
    return rows.mutate(jpm=jpm), slots


def result(rows: ir.Table) -> dict[str, ir.Value]:
    """The columns of `hasil` after the person's own; an unknown text is empty."""
    columns: dict[str, ir.Value] = {}
    for name, source in RESULT.items():
        value = rows[source]
        columns[name] = value.fill_null("") if value.type().is_string() else value
    return columns
