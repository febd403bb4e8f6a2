"""People and places that come and go one by one leave pairs as good as solving anew."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.matching.certificate import check
from pamong.matching.path import add_place, arrive, begin, drop_place, leave
from pamong.matching.solver import best_pairs
from tests.matching.cases import brute, listed, matrices
from tests.matching.test_solver import problem

EVENTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6)), max_size=8)


def happen(standing, event, at):
    """One event, if it can happen; whether it did."""
    mentee, mentor = at % len(standing.mentor), at % len(standing.capacity)
    if event == 0 and not standing.absent[mentee]:
        leave(standing, mentee)
    elif event == 1 and standing.absent[mentee]:
        arrive(standing, mentee)
    elif event == 2:
        add_place(standing, mentor)
    elif event == 3 and standing.capacity[mentor]:
        drop_place(standing, mentor)
    else:
        return False
    return True


def checked(standing, fits):
    """The standing as a solution, whose numbers the separate check confirms; and the fits of who is there."""
    there = np.where(standing.absent[:, None], -1, fits)
    solution = standing.solution()
    found = check(
        lambda at: there[at],
        standing.capacity,
        solution.mentor,
        solution.prices,
        solution.reward,
        solution.covered,
    )
    assert found.faults == ()
    assert (found.matched, found.total) == (solution.matched, solution.total)
    assert (found.matched_bound, found.upper_bound) == (solution.matched_bound, solution.upper_bound)
    assert solution.total == solution.upper_bound
    return solution, there


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(matrices(), EVENTS)
def test_every_event_leaves_a_proof(case, events):
    fits, capacity = case
    if not fits:
        return
    pairs = listed(fits, capacity)
    standing = begin(pairs, best_pairs(pairs))
    for event, at in events:
        happen(standing, event, at)
        solution, there = checked(standing, np.array(fits))
        if solution.optimal:
            assert (solution.matched, solution.total) == brute(there.tolist(), standing.capacity)


def test_a_larger_group_and_few_who_move():
    rng = np.random.default_rng(3)
    fits, _ = problem("noise", rng, 90, 30)
    capacity = np.full(30, 3)
    pairs = listed(fits, capacity)
    standing = begin(pairs, best_pairs(pairs))
    for at in range(40):
        assert happen(standing, at % 2, (at // 2) % 90)
        solution, there = checked(standing, fits)
        anew = best_pairs(listed(there, standing.capacity))
        assert (solution.matched, solution.total) == (anew.matched, anew.total)


def test_only_a_proof_can_be_changed():
    pairs = listed([[5]], [1])
    with pytest.raises(ValueError, match="optimal"):
        begin(pairs, replace(best_pairs(pairs), upper_bound=6))
