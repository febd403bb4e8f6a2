"""The evaluation that counts, its rating and performance gap, the cause, and the talent box."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pamong.policy import parameters as p
from pamong.policy.bands import band, potential_bands, score_gap_bands
from pamong.policy.facts import CauseGiven, Evaluation
from pamong.policy.settings import Settings
from pamong.policy.words import Axis, Cause, Gap, Potential, Rating


def counted_evaluation(evaluations: Iterable[Evaluation], *, on: date) -> Evaluation | None:
    """The newest of the year or the year before; of one year, the later row."""
    fresh = [e for e in evaluations if _in_reach(e.year, on)]
    return max(fresh, key=lambda e: (e.year, e.order), default=None)


def counted_cause(causes: Iterable[CauseGiven], *, on: date) -> Cause | None:
    """The newest cause given, chosen by itself; empty rows are dropped first."""
    fresh = [c for c in causes if c.cause is not None and _in_reach(c.year, on)]
    newest = max(fresh, key=lambda c: (c.year, c.order), default=None)
    return newest.cause if newest else None


def uses_matrix(evaluation: Evaluation) -> bool:
    """Both axes: the matrix counts, whatever the score says."""
    return evaluation.work is not None and evaluation.behaviour is not None


def rating(evaluation: Evaluation | None, *, on: date) -> Rating | None:
    """From the matrix, else from the score."""
    if evaluation is None:
        return None
    if evaluation.work is not None and evaluation.behaviour is not None:
        return p.RATING_MATRIX.on(on)[evaluation.work, evaluation.behaviour]
    if evaluation.score is not None:
        return band(evaluation.score, p.SCORE_RATING.on(on))
    return None


def performance_gap(evaluation: Evaluation | None, *, on: date, settings: Settings) -> Gap:
    """What the rating or the score leaves to reach the institution's minimum index."""
    if evaluation is None:
        return Gap.UNKNOWN
    if uses_matrix(evaluation):
        given = rating(evaluation, on=on)
        assert given is not None  # noqa: S101 - both axes always rate
        matters, count, gap = p.INDICATORS_MATTER.on(on)
        if given is matters and evaluation.indicators_below >= count:
            return gap
        return p.RATING_GAP.on(on)[given]
    if evaluation.score is not None:
        return band(evaluation.score, score_gap_bands(settings))
    return Gap.UNKNOWN


def behaviour_below(evaluation: Evaluation | None) -> bool:
    """Behaviour below expectation counts for the channel even beside a score."""
    return evaluation is not None and evaluation.behaviour is Axis.BELOW


def potential(jpm: Decimal | None, settings: Settings) -> Potential | None:
    """The JPM stands in for a potential score."""
    return None if jpm is None else band(jpm, potential_bands(settings))


def box(given: Rating | None, jpm: Decimal | None, *, on: date, settings: Settings) -> int | None:
    """The talent box 1 to 9; none where rating or JPM is unknown."""
    level = potential(jpm, settings)
    if given is None or level is None:
        return None
    return p.BOXES.on(on)[p.BOX_AXIS.on(on)[given], level]


def _in_reach(year: int, on: date) -> bool:
    return on.year - p.YEARS_BACK.on(on) <= year <= on.year
