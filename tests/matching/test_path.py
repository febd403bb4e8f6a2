"""People and places that come and go one by one leave pairs as good as solving anew."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.matching.certificate import check
from pamong.matching.face import settle
from pamong.matching.path import add_place, arrive, begin, drop_place, leave, resumed
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


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(matrices(), st.integers(0, 6), st.integers(0, 3), st.sampled_from(("gone", "come", "place", "none")))
def test_what_proved_before_is_gone_on_from(case, one, held, what):
    """One withdraws, one arrives, a place more or less: as good as anew, and the fewest move."""
    fits, capacity = case
    if len(fits) < 2:
        return
    fits, one, held = np.array(fits), one % len(fits), held % len(capacity)
    later = np.array(capacity)
    if what == "come":
        before = fits.copy()
        before[one] = -1
    elif what == "gone":
        before, fits = fits, np.delete(fits, one, axis=0)
    else:
        before = fits
        later[held] = max(0, later[held] + (1 if what == "place" else -1))
    was = best_pairs(listed(before, capacity))
    mentor = np.delete(was.mentor, one) if what == "gone" else was.mentor.copy()
    fresh = np.zeros(len(fits), bool)
    fresh[one if what == "come" else 0] = what == "come"
    pairs = listed(fits, later)
    found = resumed(pairs, mentor, fresh, was.prices, was.reward, was.covered)
    if found is None:  # the number needs another cover, or the last place was taken from somebody
        return
    told = check(lambda at: fits[at], later, found.mentor, found.prices, found.reward, found.covered)
    assert told.optimal
    assert (found.matched, found.total) == brute(fits.tolist(), later)
    kept = int(((found.mentor == mentor) & (mentor >= 0)).sum())
    chosen = settle(pairs, found, mentor)
    assert chosen.proved
    assert kept == chosen.kept == settle(pairs, best_pairs(pairs), mentor).kept


def test_a_large_group_goes_on_from_before():
    rng = np.random.default_rng(8)
    fits, _ = problem("noise", rng, 90, 30)
    capacity = np.full(30, 3)
    was = best_pairs(listed(fits, capacity))
    rest, mentor = np.delete(fits, 7, axis=0), np.delete(was.mentor, 7)
    nobody = np.zeros(89, bool)
    found = resumed(listed(rest, capacity), mentor, nobody, was.prices, was.reward, was.covered)
    assert found is not None
    anew = best_pairs(listed(rest, capacity))
    assert (found.matched, found.total, found.optimal) == (anew.matched, anew.total, True)
    assert (found.mentor != mentor).sum() < 10
    # Other fits, or too many changes at once: what proved before proves nothing.
    other = np.where(rest >= 0, 10_000 - rest, rest)
    assert resumed(listed(other, capacity), mentor, nobody, was.prices, was.reward, was.covered) is None
    assert resumed(listed(rest, capacity + 1), mentor, nobody, was.prices, was.reward, was.covered) is None
