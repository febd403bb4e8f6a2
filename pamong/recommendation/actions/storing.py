"""Results written in bulk: copied into PostgreSQL, one prepared statement elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from pamong.policy import RULE_VERSION
from pamong.recommendation.models import Result, Run

# Column of the table → column of the engine's row.
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


def insert_results(rows: Sequence[dict[str, Any]], *, run: Run, on: date) -> None:
    """One current result a row; sixty thousand objects would cost more than the analysis itself."""
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    own = {"run_id": run.pk, "on": on, "at": at, "current": True, "rule_version": RULE_VERSION}
    names = [*own, *_FOUND]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(Result._meta.db_table)
    values = _values(rows, tuple(own.values()))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(names))
            plain = [[None if cell is None else _plain(cell) for cell in row] for row in values]
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({places})", plain)  # noqa: S608 our own names


def _values(rows: Sequence[dict[str, Any]], own: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    columns = tuple(_FOUND.values())
    for row in rows:
        yield (*own, *(row[column] for column in columns))


def _plain(cell: Any) -> Any:
    """What SQLite's driver takes as it is."""
    return cell if isinstance(cell, str | int) else str(cell)
