"""The analysis over relations of a database: Arrow tables in, rows to store out."""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from pyarrow import compute as pc

from pamong.engine import arrow
from pamong.engine.analysis import analyse, result
from pamong.engine.files import connect
from pamong.engine.levels import PACKINGS, Slots, day_of
from pamong.engine.packing import word
from pamong.engine.performance import EVALUATION
from pamong.engine.steps import sql
from pamong.policy import parameters as p
from pamong.policy.settings import DEFAULTS, Settings

PEOPLE = pa.schema([("person", pa.int64()), ("position", pa.string())])
STANDARDS = pa.schema(
    [
        ("position", pa.string()),
        ("competency", pa.string()),
        ("cluster", pa.string()),
        ("level", pa.int32()),
        ("start", pa.date32()),
    ]
)
# Levels of several versions, as stored.
LINES = pa.schema(
    [
        ("standard", pa.int64()),
        ("competency", pa.string()),
        ("cluster", pa.string()),
        ("level", pa.int32()),
        ("row", pa.int64()),
        ("position", pa.string()),
    ]
)
ASSESSMENTS = pa.schema(
    [
        ("person", pa.int64()),
        ("competency", pa.string()),
        ("level", pa.int32()),
        ("source", pa.string()),
        ("day", pa.date32()),
        ("row", pa.int64()),
    ]
)
EVALUATIONS = pa.schema(
    [
        ("person", pa.int64()),
        ("year", pa.int32()),
        ("work", pa.string()),
        ("behaviour", pa.string()),
        ("below", pa.int64()),
        ("score", pa.decimal128(18, 6)),
        ("row", pa.int64()),
    ]
)
CAUSES = pa.schema(
    [("person", pa.int64()), ("year", pa.int32()), ("cause", pa.string()), ("row", pa.int64())]
)
# One row a person: the columns of `hasil` that the rules decide, as `policy.record` writes them.
FOUND = pa.schema(
    [
        ("person", pa.int64()),
        ("jpm", pa.decimal128(5, 2)),
        *((name, pa.string()) for name in ("kategori_jpm", "kategori_seleksi", "gap_umum", "gap_teknis")),
        *((name, pa.string()) for name in ("predikat", "gap_kinerja")),
        ("kotak", pa.int64()),
        *(
            (name, pa.string())
            for name in ("penyebab", "saran", "kode_aturan", "saran_tambahan", "keyakinan")
        ),
        ("gaps", pa.int64()),
        ("inputs", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of many people, one table a kind; `row` is the order in which rows were written."""

    people: pa.Table  # PEOPLE
    standards: pa.Table  # STANDARDS, all versions; a null start counts from always
    assessments: pa.Table  # ASSESSMENTS
    evaluations: pa.Table  # EVALUATIONS
    causes: pa.Table  # CAUSES


def standards(lines: pa.Table, chosen: set[int], derived: pa.Table) -> pa.Table:
    """STANDARDS of the chosen versions among LINES, and those derived."""
    kept = lines.filter(pc.is_in(lines["standard"], arrow.numbers(sorted(chosen)))).sort_by("row")
    kept = kept.append_column("start", pa.nulls(len(kept), pa.date32())).select(STANDARDS.names)
    return pa.concat_tables([kept, derived])


def fingerprint(tables: Tables) -> bytes:
    """Of all cells in their order; 32 bytes."""
    digest = hashlib.sha256()
    for field in fields(tables):
        content = getattr(tables, field.name)
        if "row" in content.schema.names:  # a database gives rows in any order
            content = content.sort_by("row")
        content = content.combine_chunks()
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, content.schema) as stream:
            stream.write_table(content)
        digest.update(sink.getvalue())
    return digest.digest()


def analyse_tables(
    tables: Tables,
    *,
    on: date,
    settings: Settings = DEFAULTS,
    memory_limit: str = "2GB",
    threads: int | None = None,
) -> pa.Table:
    """person, the columns of `hasil`, `gaps` and `inputs` (JSON text) as `policy.record` writes them."""
    with tempfile.TemporaryDirectory(prefix="pamong-") as scratch:
        con = connect(memory_limit, threads, Path(scratch))
        try:
            for name in ("people", "standards", "assessments", "evaluations", "causes"):
                con.con.register(f"given_{name}", getattr(tables, name))
            con.raw_sql(
                "CREATE TABLE people AS SELECT person, person::VARCHAR AS key, position, '' AS unit, '' AS institution FROM given_people"
            )
            con.raw_sql("CREATE TABLE standards AS SELECT * FROM given_standards")
            con.raw_sql(
                "CREATE VIEW assessments AS SELECT person::VARCHAR AS key, * EXCLUDE (person) FROM given_assessments"
            )
            con.raw_sql(
                "CREATE VIEW evaluations AS SELECT person::VARCHAR AS key, * EXCLUDE (person, score), "
                "CAST(floor(score * 100) AS BIGINT) AS hundredths FROM given_evaluations"
            )
            con.raw_sql(
                "CREATE VIEW causes AS SELECT person::VARCHAR AS key, * EXCLUDE (person) FROM given_causes"
            )
            found, slots = analyse(con, on, settings)
            lines = slots.positions.select(
                "pid", *(f"{part}{slot}" for part in "rc" for slot in range(slots.count))
            )
            found = found.left_join(lines, "pid").drop("pid_right")
            by = slots.held_by
            found = found.left_join(slots.held.drop("assessments"), by).drop(f"{by}_right")
            found = found.select(
                "person", **result(found), gaps=found.gaps, inputs=_inputs(found, slots, on, settings)
            ).order_by("person")
            return con.con.sql(sql(found)).to_arrow_table()
        finally:
            con.disconnect()


def rows_of(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a result, a batch at a time."""
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def _inputs(rows: ir.Table, slots: Slots, on: date, settings: Settings) -> ir.StringValue:
    """The JSON text of `policy.record.inputs`."""
    levels: ir.StringValue = ibis.literal("")
    for slot in range(slots.count):
        levels = levels + ibis.ifelse(rows[f"c{slot}"].notnull(), _line(rows, slot, settings), "")
    year = EVALUATION.unpack(rows.e, "year") + (on.year - p.YEARS_BACK.on(on))
    return ibis.literal('{"levels":{').concat(
        levels.substr(1),
        '},"evaluation":',
        year.cast("string").fill_null("null"),
        ',"behaviour_below":',
        _truth(rows.behaviour_below),
        ',"forced":',
        _truth(rows.forced),
        "}",
    )


def _line(rows: ir.Table, slot: int, settings: Settings) -> ir.StringValue:
    packing, packed = PACKINGS[settings.source_choice], rows[f"k{slot}"]
    # A rank of 1 is the last source of the order.
    source = word(packing.unpack(packed, "rank"), [str(item) for item in reversed(settings.source_order)])
    known = ibis.literal(",").concat(
        packing.unpack(packed, "level").cast("string"),
        ',"',
        source,
        '","',
        day_of(packing.unpack(packed, "day")).strftime("%Y-%m-%d"),
        '"]',
    )
    return ibis.literal(',"').concat(
        _escaped(rows[f"c{slot}"]),
        '":[',
        rows[f"r{slot}"].cast("string"),
        ibis.ifelse(packed.notnull(), known, ",null,null,null]"),
    )


def _escaped(text: ir.StringValue) -> ir.StringValue:
    """Text inside JSON quotes."""
    return (
        text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\n", "\\n")
        .replace("\t", "\\t")
        .replace("\r", "\\r")
    )


def _truth(value: ir.BooleanValue) -> ir.StringValue:
    return ibis.ifelse(value.fill_null(False), "true", "false")
