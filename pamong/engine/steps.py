"""Steps of one calculation as named temporary relations, so that a step's text is written once."""

from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

if TYPE_CHECKING:
    from ibis.expr.types import Table


def view(con: Backend, name: str, expression: "Table") -> "Table":
    """Name an expression; it is computed where it is used."""
    con.raw_sql(f"CREATE OR REPLACE TEMP VIEW {name} AS {ibis.to_sql(expression, dialect='duckdb')}")
    return con.table(name)


def table(con: Backend, name: str, expression: "Table") -> "Table":
    """Compute an expression now and keep its rows."""
    con.raw_sql(f"CREATE OR REPLACE TEMP TABLE {name} AS {ibis.to_sql(expression, dialect='duckdb')}")
    return con.table(name)


def band(value: ir.Value, bands: tuple[tuple[int, str], ...]) -> ir.StringValue:
    """The word of the first bound (highest first) not above the value; the last word has no bound."""
    *bounded, (_bound, rest) = bands
    return ibis.cases(*((value >= bound, str(text)) for bound, text in bounded), else_=str(rest))
