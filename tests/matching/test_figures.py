"""Figures of a whole matching, counted again the long way round."""

import numpy as np
import pytest
from hypothesis import given, settings

from pamong.matching.figures import blocking_pairs, fairness
from pamong.matching.people import PeoplePairs
from pamong.matching.solver import best_pairs
from tests.matching.cases import ON, crowds, listed, matrices, rows_of


def blocking(fits, capacity, mentor):
    """Pairs who may, and whom nothing but the pairs they are in keeps apart: both would gain."""
    count = 0
    for i, row in enumerate(fits):
        mine = row[mentor[i]] if mentor[i] >= 0 else -1
        for j, worth in enumerate(row):
            theirs = [fits[k][j] for k, held in enumerate(mentor) if held == j]
            room = len(theirs) < capacity[j] or (theirs and worth > min(theirs))
            count += bool(worth >= 0 and capacity[j] > 0 and j != mentor[i] and worth > mine and room)
    return count


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(matrices())
def test_blocking_pairs_of_scores(case):
    fits, capacity = case
    pairs = listed(fits, capacity)
    solution = best_pairs(pairs)
    assert blocking_pairs(pairs, solution) == blocking(fits, capacity, solution.mentor.tolist())


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(crowds())
def test_blocking_pairs_and_groups_of_people(case):
    mentees, mentors, programme = case
    pairs = PeoplePairs(mentees, mentors, programme, on=ON)
    solution = best_pairs(pairs)
    row = rows_of(mentees, mentors, programme)
    fits = [row(at).tolist() for at in range(len(mentees))]
    held = solution.mentor.tolist()
    assert blocking_pairs(pairs, solution) == blocking(fits, pairs.capacity.tolist(), held)
    shares = fairness(solution, {"place": [one.place for one in mentees]})
    for share in shares:
        own = [at for at, one in enumerate(mentees) if one.place == share.group]
        matched = [at for at in own if held[at] >= 0]
        assert (share.kind, share.mentees, share.matched) == ("place", len(own), len(matched))
        mean = round(float(np.mean([solution.fit[at] for at in matched])), 1) if matched else None
        assert share.mean_fit == mean
    assert sum(share.mentees for share in shares) == len(mentees)


def test_most_people_may_block_where_a_stable_matching_matches_fewer():
    """The most are matched only by giving the first person the second best of both."""
    pairs = listed([[9, 5], [8, -1]], [1, 1])
    solution = best_pairs(pairs)
    assert solution.mentor.tolist() == [1, 0]
    assert blocking_pairs(pairs, solution) == 1
