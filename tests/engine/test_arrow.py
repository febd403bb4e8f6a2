"""Texts and numbers go into Arrow and come back as they were, and no frame library is loaded for it."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from pamong.engine import arrow

SCHEMA = pa.schema(
    [("id", pa.int64()), ("word", pa.string()), ("score", pa.decimal128(18, 6)), ("day", pa.date32())]
)
ROWS = [
    (1, 'a "quoted", word', Decimal("69.995"), date(2026, 11, 24)),
    (2, "", None, None),
    (3, None, Decimal(0), None),
    (4, "two\nlines \\ and é", None, None),
]


def values(table: pa.Table) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in table.to_pylist()]


@pytest.mark.parametrize("count", range(len(ROWS) + 1))
def test_rows_come_back_as_they_were(count: int) -> None:
    table = arrow.table(SCHEMA, iter(ROWS[:count]))
    assert table.schema == SCHEMA
    assert values(table) == ROWS[:count]
    assert values(arrow.table_of_csv(SCHEMA, bytes(arrow.csv_of_table(table)))) == ROWS[:count]


def test_columns_of_texts_and_numbers() -> None:
    table = arrow.with_texts(arrow.table(SCHEMA, ROWS), {"code": ["", "é", "x", "yy"]})
    assert table["code"].to_pylist() == ["", "é", "x", "yy"]
    assert arrow.numbers([3, 1]).to_pylist() == [3, 1]
    assert (len(arrow.texts([])), len(arrow.numbers([]))) == (0, 0)


@pytest.mark.slow
def test_an_analysis_loads_no_pandas() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from datetime import date; from pamong.engine import arrow, batch as b\n"
            "kinds = (b.PEOPLE, b.STANDARDS, b.ASSESSMENTS, b.EVALUATIONS, b.CAUSES)\n"
            "rows = {b.PEOPLE: [(1, '7')], b.STANDARDS: [('7', 'kode', 'teknis', 3, None)]}\n"
            "given = b.Tables(*(arrow.table(kind, rows.get(kind, [])) for kind in kinds))\n"
            "found = b.analyse_tables(given, on=date(2026, 11, 24)); b.fingerprint(given)\n"
            "arrow.csv_of_table(arrow.with_texts(found, {'set_aside': ['']}))\n"
            "print(len(found), 'pandas' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == "1 False"
