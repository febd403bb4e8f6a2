"""The suggestion of everybody: policy reads its table once for every situation there is, people look theirs up.

A situation has five parts with a handful of words each, some two thousand in all. So the batch cannot
differ from the single path, whatever the table becomes.
"""

from functools import cache
from itertools import product

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from pamong.engine.steps import view
from pamong.policy.channel import PROVISIONAL_RULES, Situation, suggest
from pamong.policy.words import Axis, Cause, Completeness, Gap

_SCHEMA = {
    "s_below": "boolean",
    "s_cause": "string",
    "s_performance": "string",
    "s_generic": "string",
    "s_technical": "string",
    "main": "string",
    "rule": "string",
    "extra": "string",
    "provisional": "boolean",
}
_PARTS = tuple(_SCHEMA)[:5]


@cache
def situations() -> tuple[tuple[bool | str, ...], ...]:
    """Every situation with its main method, rule, extra methods and whether the rule is provisional."""
    rows: list[tuple[bool | str, ...]] = []
    for below, cause, performance, generic, technical in product(
        (False, True), (None, *Cause), Gap, Gap, Gap
    ):
        found = suggest(Situation(below, cause, performance, generic, technical))
        asked = (below, str(cause or ""), str(performance), str(generic), str(technical))
        extra = ";".join(str(method) for method, _rule in found.extra)
        code = found.rule.code
        rows.append((*asked, str(found.main or ""), code, extra, code in PROVISIONAL_RULES))
    return tuple(rows)


def channel(con: Backend, rows: ir.Table) -> ir.Table:
    """`rows` with behaviour_below, main, rule, extra and completeness."""
    # As one text: Arrow or a frame would load pandas, and thousands of values are slow to parse as SQL.
    lines = "|".join(",".join(str(cell) for cell in row) for row in situations())
    cells = ", ".join(
        f"CAST(split_part(line, ',', {place}) AS {'BOOLEAN' if kind == 'boolean' else 'VARCHAR'}) AS {name}"
        for place, (name, kind) in enumerate(_SCHEMA.items(), start=1)
    )
    con.raw_sql(
        f"CREATE OR REPLACE TEMP TABLE situations AS SELECT {cells} "
        f"FROM (SELECT unnest(string_split('{lines}', '|')) AS line)"
    )
    table = ibis.table(_SCHEMA, name="situations")
    rows = view(
        con,
        "step_situation",
        rows.mutate(
            behaviour_below=(rows.behaviour == str(Axis.BELOW)).fill_null(False),
            asked=rows.cause.fill_null(""),
        ),
    )
    joined = rows.left_join(
        table,
        [
            rows.behaviour_below == table.s_below,
            rows.asked == table.s_cause,
            rows.performance_gap == table.s_performance,
            rows.generic_gap == table.s_generic,
            rows.technical_gap == table.s_technical,
        ],
    ).drop(*_PARTS)
    unknown = str(Gap.UNKNOWN)
    missing = (joined.performance_gap == unknown) | (
        (joined.generic_gap == unknown) & (joined.technical_gap == unknown)
    )
    # The last that applies wins, so the first asked is the last of policy's list.
    completeness = ibis.cases(
        (missing, str(Completeness.MISSING)),
        (joined.provisional, str(Completeness.PROVISIONAL)),
        (joined.stale, str(Completeness.STALE)),
        else_=str(Completeness.COMPLETE),
    )
    return view(con, "step_channel", joined.mutate(completeness=completeness))
