"""Results written in bulk: copied into PostgreSQL, one prepared statement elsewhere."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from pamong.policy import RULE_VERSION
from pamong.recommendation.models import Result, Run

if TYPE_CHECKING:
    import pyarrow as pa

# Column of the table → column of what the engine found.
_FOUND = {
    "employee_id": "person",
    "jpm": "jpm",
    "jpm_category": "kategori_jpm",
    "selection_category": "kategori_seleksi",
    "generic_gap": "gap_umum",
    "technical_gap": "gap_teknis",
    "rating": "predikat",
    "performance_gap": "gap_kinerja",
    "box": "kotak",
    "cause": "penyebab",
    "method": "saran",
    "rule": "kode_aturan",
    "extra": "saran_tambahan",
    "completeness": "keyakinan",
    "gaps": "gaps",
    "inputs": "inputs",
    "set_aside": "set_aside",
}


def insert_results(parts: Iterable["pa.Table"], *, run: Run, on: date) -> None:
    """One current result a row; sixty thousand objects would cost more than the analysis itself.

    Parts are asked for one by one: the next is made while the database takes in the one before.
    """
    from pamong.engine import arrow  # loaded by the worker, never by a web worker

    at = connection.ops.adapt_datetimefield_value(timezone.now())
    own = {"run_id": run.pk, "on": on, "at": at, "current": 1, "rule_version": RULE_VERSION}
    names = [*_FOUND, *own]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(Result._meta.db_table)
    whole = (
        arrow.with_texts(
            part.select(list(_FOUND.values())),
            {name: [str(value)] * len(part) for name, value in own.items()},
        )
        for part in parts
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN (FORMAT csv)") as copy:
                for part in whole:
                    copy.write(arrow.csv_of_table(part))
        else:
            places = ", ".join(["%s"] * len(names))
            for part in whole:
                rows = [[_plain(cell) for cell in row.values()] for row in part.to_pylist()]
                cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({places})", rows)  # noqa: S608 our own names


def _plain(cell: Any) -> Any:
    """What SQLite's driver takes as it is."""
    return cell if cell is None or isinstance(cell, str | int) else str(cell)
