"""Arrow tables from tuples and text, and back to text.

Everything goes through CSV and buffers: `pa.array`, `pa.scalar` and `empty_table` look whether a value is a frame
and load pandas for it, which alone takes a second.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, islice
from typing import Any

import pyarrow as pa
from pyarrow import csv

_BLOCK = 100_000  # rows made into text at a time


def table(schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """Rows of Python values in the order of the schema's columns, a block at a time."""
    blocks, rows = [], iter(rows)
    while block := list(islice(rows, _BLOCK)):
        lines = [",".join("" if cell is None else _quoted(str(cell)) for cell in row) for row in block]
        blocks.append(table_of_csv(schema, "\n".join([*lines, ""]).encode()))
    return pa.concat_tables(blocks) if blocks else pa.Table.from_batches([], schema)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def table_of_csv(schema: pa.Schema, content: bytes) -> pa.Table:
    """Lines without a header in the order of the schema's columns; an unquoted empty cell is null.

    The last line ends too: Arrow takes an empty cell at the very end for a quoted one.
    """
    if not content:
        return pa.Table.from_batches([], schema)
    return csv.read_csv(
        pa.py_buffer(content),
        read_options=csv.ReadOptions(column_names=schema.names),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )


def csv_of_table(table: pa.Table) -> memoryview:
    """As `table_of_csv` reads them."""
    sink = pa.BufferOutputStream()
    csv.write_csv(table, sink, csv.WriteOptions(include_header=False))
    return memoryview(sink.getvalue())


def with_texts(table: pa.Table, columns: Mapping[str, Sequence[str]]) -> pa.Table:
    """The table and further columns of texts."""
    more = [texts(values) for values in columns.values()]
    return pa.Table.from_arrays([*table.columns, *more], names=[*table.column_names, *columns])


def texts(values: Sequence[str]) -> pa.StringArray:
    """A column of texts."""
    encoded = [value.encode() for value in values]
    ends = array("i", accumulate(map(len, encoded), initial=0))
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded)))


def numbers(values: Iterable[int]) -> pa.Int64Array:
    """A column of whole numbers."""
    held = array("q", values)
    return pa.Int64Array.from_buffers(pa.int64(), len(held), [None, pa.py_buffer(held)])
