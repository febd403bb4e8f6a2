"""The evaluation and cause that count, rating, performance gap and nine-box (rules 4.3 to 4.5)."""

from datetime import date

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from pamong.engine.gap import in_hundredths
from pamong.engine.levels import by_key
from pamong.engine.packing import ROW, Packing, place, word
from pamong.engine.steps import band, view
from pamong.engine.tables import CAUSES, EVALUATIONS
from pamong.policy import parameters as p
from pamong.policy.bands import potential_bands, score_gap_bands
from pamong.policy.settings import Settings
from pamong.policy.words import Axis, Cause, Gap

_MOST_BELOW = 511  # a capacity, not a rule: more indicators are kept as this many
# `score` is one more than the hundredths, so that 0 says there is none.
EVALUATION = Packing((("year", 2), ROW, ("work", 2), ("behaviour", 2), ("below", 9), ("score", 14)))
CAUSE = Packing((("year", 2), ROW, ("cause", 4)))


def newest(con: Backend, on: date) -> tuple[ir.Table, ir.Table]:
    """One packed evaluation `e` and one packed cause `c` a person, and how many rows each had."""
    first = on.year - p.YEARS_BACK.on(on)
    rows = EVALUATIONS
    packed = EVALUATION.pack(
        {
            "year": ibis.ifelse(rows.year.between(first, on.year), rows.year - first, None),
            "row": rows.row,
            "work": place(rows.work, [str(item) for item in Axis]),
            "behaviour": place(rows.behaviour, [str(item) for item in Axis]),
            "below": ibis.least(rows.below, _MOST_BELOW),
            "score": (rows.hundredths + 1).fill_null(0),
        }
    )
    rows = rows.select("key", packed=packed)
    evaluations = rows.group_by("key").agg(e=rows.packed.max(), evaluations=rows.count())
    rows = CAUSES
    in_time = rows.year.between(first, on.year) & rows.cause.notnull()
    packed = CAUSE.pack(
        {
            "year": ibis.ifelse(in_time, rows.year - first, None),
            "row": rows.row,
            "cause": place(rows.cause, [str(item) for item in Cause]),
        }
    )
    rows = rows.select("key", packed=packed)
    causes = rows.group_by("key").agg(c=rows.packed.max(), causes=rows.count())
    return by_key(con, "evaluation_of", evaluations), by_key(con, "cause_of", causes)


def performance(con: Backend, rows: ir.Table, on: date, settings: Settings) -> ir.Table:
    """`rows` with work, behaviour, cause, rating, performance_gap and box."""
    axes = [str(item) for item in Axis]
    score = EVALUATION.unpack(rows.e, "score")
    rows = view(
        con,
        "step_evaluation",
        rows.mutate(
            work=word(EVALUATION.unpack(rows.e, "work"), axes),
            behaviour=word(EVALUATION.unpack(rows.e, "behaviour"), axes),
            below=EVALUATION.unpack(rows.e, "below"),
            score_h=ibis.ifelse(score > 0, score - 1, None),
            cause=word(CAUSE.unpack(rows.c, "cause"), [str(item) for item in Cause]),
        ),
    )
    by_matrix = _table(
        [
            ((rows.work == str(a)) & (rows.behaviour == str(b)), rating)
            for (a, b), rating in p.RATING_MATRIX.on(on).items()
        ]
    )
    by_score = band(rows.score_h, in_hundredths(p.SCORE_RATING.on(on)))
    rows = view(
        con,
        "step_rating",
        rows.mutate(
            matrix=by_matrix,
            rating=ibis.coalesce(by_matrix, ibis.ifelse(rows.score_h.notnull(), by_score, None)),
        ),
    )
    special, count, instead = p.INDICATORS_MATTER.on(on)
    by_rating = _table([(rows.matrix == str(rating), gap) for rating, gap in p.RATING_GAP.on(on).items()])
    by_rating = ibis.ifelse((rows.matrix == str(special)) & (rows.below >= count), str(instead), by_rating)
    by_index = band(rows.score_h, in_hundredths(score_gap_bands(settings)))
    gap = ibis.cases(
        (rows.matrix.notnull(), by_rating), (rows.score_h.notnull(), by_index), else_=str(Gap.UNKNOWN)
    )
    potential = band(rows.jpm_h, in_hundredths(potential_bands(settings)))
    axis = _table([(rows.rating == str(rating), axis) for rating, axis in p.BOX_AXIS.on(on).items()])
    rows = view(
        con,
        "step_axes",
        rows.mutate(
            performance_gap=gap, axis=axis, potential=ibis.ifelse(rows.jpm_h.notnull(), potential, None)
        ),
    )
    boxes = [
        ((rows.axis == str(axis)) & (rows.potential == str(potential)), ibis.literal(box, "int8"))
        for (axis, potential), box in p.BOXES.on(on).items()
    ]
    return view(con, "step_box", rows.mutate(box=ibis.cases(*boxes, else_=None)))


def _table(cases: list[tuple[ir.BooleanValue, str]]) -> ir.StringValue:
    """The word of the first condition that holds, else null."""
    return ibis.cases(*((condition, str(text)) for condition, text in cases), else_=None)
