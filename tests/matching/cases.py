"""Invented people and scored pairs, small and large, and the best pairs found by trying everything."""

from datetime import date
from functools import cache

import numpy as np
from hypothesis import strategies as st

from pamong.matching.listed import ListedPairs
from pamong.policy.pairing import Mentee, Mentor, PairRule, Programme, UnitRule, barriers, fit

ON = date(2026, 11, 24)
COMPETENCIES = ("integritas", "komunikasi", "arsip")
SLOTS = tuple(f"{day}-{hour:02}" for day in ("sen", "sel", "rab") for hour in (9, 10, 13))
NOT_ALLOWED = -1


def rows_of(mentees, mentors, programme):
    """A mentee's fits straight from policy's rules for one pair, capacity apart."""

    def row(at):
        one = mentees[at]
        return np.array(
            [
                NOT_ALLOWED
                if set(barriers(one, other, programme)) - {PairRule.CAPACITY}
                else fit(one, other, programme, on=ON).total
                for other in mentors
            ],
            np.int64,
        ).reshape(len(mentors))

    return row


def brute(fits, capacity):
    """(matched, total) of the best pairs, by trying everything; `fits` (n, m), -1 not allowed."""

    @cache
    def best(at, left):
        if at == len(fits):
            return (0, 0)
        found = best(at + 1, left)
        for j, worth in enumerate(fits[at]):
            if worth >= 0 and left[j]:
                matched, total = best(at + 1, (*left[:j], left[j] - 1, *left[j + 1 :]))
                found = max(found, (matched + 1, total + int(worth)))
        return found

    return best(0, tuple(int(c) for c in capacity))


def listed(fits, capacity):
    """The scored pairs of a matrix (n, m), -1 not allowed."""
    fits = np.asarray(fits, np.int64).reshape(len(fits), len(capacity))
    mentee, mentor = np.nonzero(fits >= 0)
    return ListedPairs(len(fits), np.asarray(capacity, np.int64), mentee, mentor, fits[mentee, mentor])


@st.composite
def matrices(draw, most=(7, 4), highest=6):
    """Small scored pairs: refusals, ties and mentors without places are common."""
    n, m = draw(st.integers(0, most[0])), draw(st.integers(1, most[1]))
    cell = st.one_of(st.just(NOT_ALLOWED), st.integers(0, highest))
    fits = [[draw(cell) for _ in range(m)] for _ in range(n)]
    return fits, [draw(st.integers(0, 3)) for _ in range(m)]


@st.composite
def crowds(draw):
    """Small groups of people with every rule in play."""
    n, m = draw(st.integers(0, 7)), draw(st.integers(1, 4))
    ids = [f"e{at}" for at in range(n)] + [f"m{at}" for at in range(m)]
    few = st.lists(st.sampled_from(ids), max_size=3, unique=True)
    units, fields = st.sampled_from(("u1", "u2")), st.sampled_from(("", "arsip", "hukum"))
    slots = st.frozensets(st.sampled_from(SLOTS), max_size=5)
    mentees = [
        Mentee(
            id=f"e{at}" if draw(st.integers(0, 9)) else f"m{at % m}x"[:2],
            competency=draw(st.sampled_from(COMPETENCIES)), required=draw(st.integers(0, 3)), held=None,
            grade=draw(st.integers(1, 4)), unit=draw(units), institution="i", field=draw(fields),
            place=draw(fields), slots=draw(slots), preferred=tuple(draw(few)), refused=frozenset(draw(few)[:1]),
            active=draw(st.integers(0, 9)) > 0,
        )
        for at in range(n)
    ]  # fmt: skip
    if len({one.id for one in mentees}) < n:
        mentees = [
            Mentee(f"e{at}", one.competency, one.required, None, one.grade) for at, one in enumerate(mentees)
        ]
    mentors = [
        Mentor(
            id=f"m{at}", levels=draw(st.dictionaries(st.sampled_from(COMPETENCIES), st.integers(1, 5))),
            grade=draw(st.integers(1, 9)), capacity=draw(st.integers(0, 3)), unit=draw(units), institution="i",
            field=draw(fields), place=draw(fields), slots=draw(slots), preferred=tuple(draw(few)),
            refused=frozenset(draw(few)[:1]), grade_waived=draw(st.integers(0, 4)) == 0,
            active=draw(st.integers(0, 9)) > 0,
        )
        for at in range(m)
    ]  # fmt: skip
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids))
    barred = draw(st.dictionaries(pair, st.sampled_from((PairRule.ELIGIBLE, PairRule.FAILED)), max_size=3))
    weights = draw(st.sampled_from(((40, 15, 15, 10, 10, 10), (0, 0, 0, 60, 0, 40), (60, 0, 0, 0, 40, 0))))
    programme = Programme(draw(st.booleans()), draw(st.sampled_from(UnitRule)), barred, weights)
    return mentees, mentors, programme
