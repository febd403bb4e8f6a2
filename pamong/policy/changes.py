"""What would change a suggestion: the rules run again with one input changed, nearest first.

An input is one level, the cause, or the rating (one axis, the indicators, or the score). Kept are
changes that lead to another main method or another completeness, the nearest of each outcome.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pamong.policy.bands import score_gap_bands
from pamong.policy.explain import name_of
from pamong.policy.facts import Assessed, CauseGiven, Evaluation, Facts
from pamong.policy.performance import uses_matrix
from pamong.policy.sentence import Sentence as S
from pamong.policy.settings import DEFAULTS, Settings
from pamong.policy.weighing import Analysis, weigh
from pamong.policy.words import Axis, Cause, Completeness, Method

MOST = 3
_AXES = (Axis.BELOW, Axis.AS_EXPECTED, Axis.ABOVE)


@dataclass(frozen=True, slots=True)
class Change:
    """One input changed and what the rules then say; `kind` is level, cause or rating."""

    sentence: S
    main: Method | None
    rule: str
    completeness: Completeness
    kind: str
    distance: int


@dataclass(frozen=True, slots=True)
class _Trial:
    kind: str
    distance: int
    code: str
    words: S
    facts: Facts


_NEAREST = {"level": 0, "cause": 1, "rating": 2}


def what_would_change(
    facts: Facts,
    *,
    on: date,
    settings: Settings = DEFAULTS,
    names: dict[str, S] | None = None,
    counselling: bool = False,
) -> tuple[Change, ...]:
    """At most three changes, one per outcome. Only the list of konseling asks with `counselling`:
    elsewhere nothing leads to it, and nothing is said of somebody whose suggestion it is."""
    now = weigh(facts, on=on, settings=settings)
    if now.main is Method.COUNSELLING and not counselling:
        return ()
    found = []
    for trial in _trials(facts, now, on, settings, names or {}):
        then = weigh(trial.facts, on=on, settings=settings)
        if (then.main, then.completeness) == (now.main, now.completeness):
            continue
        if then.main is Method.COUNSELLING and not counselling:
            continue
        found.append((_NEAREST[trial.kind], trial.distance, then.rule, trial.code, trial, then))
    kept: dict[tuple[Method | None, Completeness], Change] = {}
    for *_, trial, then in sorted(found, key=lambda f: f[:4]):
        kept.setdefault(
            (then.main, then.completeness),
            Change(
                _sentence(trial, now, then),
                then.main,
                then.rule,
                then.completeness,
                trial.kind,
                trial.distance,
            ),
        )
    return tuple(kept.values())[:MOST]


def _sentence(trial: _Trial, now: Analysis, then: Analysis) -> S:
    method = then.main.label if then.main else S("tanpa saran", "no suggestion")
    if then.main is now.main:
        return S(
            "{words} → tetap {method}, kelengkapan data: {completeness} ({rule})",
            "{words} → still {method}, completeness of data: {completeness} ({rule})",
        ).fill(words=trial.words, method=method, completeness=then.completeness.label, rule=then.rule)
    return S("{words} → {method} ({rule})", "{words} → {method} ({rule})").fill(
        words=trial.words, method=method, rule=then.rule
    )


def _trials(
    facts: Facts, now: Analysis, on: date, settings: Settings, names: dict[str, S]
) -> Iterator[_Trial]:
    yield from _levels(facts, now, on, settings, names)
    for place, cause in enumerate(Cause):
        if cause is not now.cause:
            words = S("penyebabnya {cause}", "the cause is {cause}").fill(cause=cause.label)
            given = replace(facts, causes=(CauseGiven(on.year, cause),))
            yield _Trial("cause", 1, str(place), words, given)
    if now.cause is not None:
        words = S("belum ada penyebab", "no cause given yet")
        yield _Trial("cause", 1, str(len(Cause)), words, replace(facts, causes=()))
    yield from _ratings(facts, now, on, settings)


def _levels(
    facts: Facts, now: Analysis, on: date, settings: Settings, names: dict[str, S]
) -> Iterator[_Trial]:
    for row in now.levels:
        others = tuple(a for a in facts.assessed if a.competency != row.competency)
        for level in range(6):
            if level == row.held:
                continue
            # One that is not yet assessed is nearest when it simply meets the standard.
            distance = abs(level - (row.required if row.held is None else row.held)) + (row.held is None)
            seen = Assessed(row.competency, level, row.source or settings.source_order[0], row.on or on)
            words = S("{name} level {level}", "{name} at level {level}").fill(
                name=name_of(row.competency, names), level=level
            )
            code = f"{row.competency} {9 - level}"  # of two equally near, the higher level first
            yield _Trial("level", distance, code, words, replace(facts, assessed=(*others, seen)))


def _ratings(facts: Facts, now: Analysis, on: date, settings: Settings) -> Iterator[_Trial]:
    used = now.evaluation
    if used is None:
        for step, work in enumerate((Axis.AS_EXPECTED, Axis.BELOW)):
            words = S("evaluasi {year}: {rating}", "evaluation of {year}: {rating}")
            yield _rating_trial(facts, Evaluation(on.year, work, Axis.AS_EXPECTED), 1 + step, words, on)
        return
    if used.behaviour is not None:
        for axis in _AXES:
            if axis is not used.behaviour:
                words = S("perilaku kerja {axis}", "behaviour {axis}").fill(axis=axis.label)
                yield _rating_trial(
                    facts, replace(used, behaviour=axis), _steps(axis, used.behaviour), words, on
                )
    if used.work is not None and uses_matrix(used):
        for axis in _AXES:
            if axis is not used.work:
                words = S("hasil kerja {axis}", "work {axis}").fill(axis=axis.label)
                yield _rating_trial(facts, replace(used, work=axis), _steps(axis, used.work), words, on)
        count = 0 if used.indicators_below else 1
        words = S("{n} indikator di bawah ekspektasi", "{n} indicators below expectation").fill(n=count)
        yield _rating_trial(facts, replace(used, indicators_below=count), 1, words, on)
    elif used.score is not None:
        yield from _scores(facts, used, used.score, on, settings)


def _scores(facts: Facts, used: Evaluation, score: Decimal, on: date, settings: Settings) -> Iterator[_Trial]:
    bounds = sorted({bound for bound, _ in score_gap_bands(settings) if bound > 0})
    up = [bound for bound in bounds if bound > score]
    down = [bound for bound in reversed(bounds) if bound <= score]
    for step, bound in enumerate(up, 1):
        words = S("nilai kinerja {n}", "score {n}").fill(n=bound)
        yield _rating_trial(facts, replace(used, score=bound), step, words, on)
    for step, bound in enumerate(down, 1):
        words = S("nilai kinerja di bawah {n}", "score under {n}").fill(n=bound)
        yield _rating_trial(facts, replace(used, score=bound - Decimal("0.01")), step, words, on)


def _rating_trial(facts: Facts, given: Evaluation, distance: int, words: S, on: date) -> _Trial:
    if "{rating}" in words.id:
        rating = weigh(Facts(evaluations=(given,)), on=on).rating
        words = words.fill(year=str(given.year), rating=rating.label if rating else "")
    return _Trial("rating", distance, words.id, words, replace(facts, evaluations=(given,)))


def _steps(a: Axis, b: Axis) -> int:
    return abs(_AXES.index(a) - _AXES.index(b))
