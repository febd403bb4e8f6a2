"""Steps of one calculation as named temporary relations, so that a step's text is written once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

if TYPE_CHECKING:
    from ibis.expr.types import Table


def view(con: Backend, name: str, expression: "Table") -> "Table":
    """Name an expression; it is computed where it is used."""
    con.raw_sql(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql(expression)}")
    return ibis.table(expression.schema(), name=name)


def table(con: Backend, name: str, expression: "Table") -> "Table":
    """Compute an expression now and keep its rows."""
    con.raw_sql(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql(expression)}")
    return ibis.table(expression.schema(), name=name)


def sql(expression: "Table") -> str:
    """The text of an expression for DuckDB."""
    return ibis.to_sql(expression, dialect="duckdb", pretty=False)


def one_row(con: Backend, query: str, parameters: Sequence[object] = ()) -> tuple[Any, ...]:
    """The first row of a query that always has one."""
    row = con.con.execute(query, list(parameters)).fetchone()
    if row is None:
        raise LookupError(query)
    return tuple(row)


def band(value: ir.Value, bands: tuple[tuple[int, str], ...]) -> ir.StringValue:
    """The word of the first bound (highest first) not above the value; the last word has no bound."""
    *bounded, (_bound, rest) = bands
    return ibis.cases(*((value >= bound, str(text)) for bound, text in bounded), else_=str(rest))
