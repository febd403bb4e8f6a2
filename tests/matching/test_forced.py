"""Pairs settled beforehand stay, and nothing that keeps them is better: against trying everything."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.matching.face import settle
from pamong.matching.forced import joined, rest_of
from pamong.matching.people import PeoplePairs
from pamong.matching.solver import best_pairs
from pamong.policy.pairing import Mentee, Mentor, Programme
from tests.matching.cases import ON, brute, crowds, rows_of


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(crowds(), st.data())
def test_the_whole_is_the_best_that_keeps_the_forced_pairs(case, data):
    mentees, mentors, programme = case
    row = rows_of(mentees, mentors, programme)
    fits = [row(at).tolist() for at in range(len(mentees))]
    left = [mentor.capacity for mentor in mentors]
    forced = {}
    for at in data.draw(st.lists(st.integers(0, max(0, len(mentees) - 1)), max_size=3, unique=True)):
        may = [j for j in range(len(mentors)) if at < len(mentees) and fits[at][j] >= 0 and left[j]]
        if may:
            forced[at] = held = data.draw(st.sampled_from(may))
            left[held] -= 1
    out = frozenset(
        at for at in range(len(mentees)) if at not in forced and data.draw(st.integers(0, 4)) == 0
    )
    rest = rest_of(mentees, mentors, forced, out)
    people = PeoplePairs(rest.mentees, rest.mentors, programme, on=ON)
    before = np.full(len(rest.mentees), -1)
    solution = settle(people, best_pairs(people), before).solution
    whole = joined(rest, solution, {at: (held, fits[at][held]) for at, held in forced.items()}, len(mentees))
    only = [[-1] * len(mentors) if at in out else fits[at] for at in range(len(mentees))]
    kept = brute_keeping(only, forced, [mentor.capacity for mentor in mentors])
    assert (whole.matched, whole.total) == kept
    assert (whole.matched_bound, whole.upper_bound) == kept
    assert whole.optimal
    assert all(whole.mentor[at] == held for at, held in forced.items())
    assert all(whole.mentor[at] < 0 for at in out)


def brute_keeping(fits, forced, capacity):
    """(matched, total) of the best pairs among those that keep the forced ones."""
    left = list(capacity)
    for held in forced.values():
        left[held] -= 1
    matched, total = brute([line for at, line in enumerate(fits) if at not in forced], left)
    return matched + len(forced), total + sum(fits[at][held] for at, held in forced.items())


def test_more_forced_pairs_than_places_are_refused():
    mentees = [Mentee(f"e{at}", "komunikasi", 1, None, 1) for at in range(2)]
    mentors = [Mentor("m", {"komunikasi": 3}, 2, 1)]
    with pytest.raises(ValueError, match="places"):
        rest_of(mentees, mentors, {0: 0, 1: 0}, frozenset())


def test_with_everybody_forced_nothing_is_left_to_prove():
    mentees = [Mentee("e", "komunikasi", 1, None, 1)]
    mentors = [Mentor("m", {"komunikasi": 3}, 2, 1)]
    rest = rest_of(mentees, mentors, {0: 0}, frozenset())
    people = PeoplePairs(rest.mentees, rest.mentors, Programme(), on=ON)
    whole = joined(rest, best_pairs(people), {0: (0, 7000)}, 1)
    assert (whole.matched, whole.total, whole.optimal) == (1, 7000, True)
