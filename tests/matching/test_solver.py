"""The best pairs are the best: against trying everything, against SciPy, and by the separate check."""

from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import linear_sum_assignment

from pamong.matching import people
from pamong.matching.certificate import check
from pamong.matching.errors import TooLarge
from pamong.matching.people import PeoplePairs
from pamong.matching.solver import best_pairs
from tests.matching.cases import ON, brute, crowds, listed, matrices, rows_of


def certified(pairs, solution, row=None):
    """The separate check agrees in every number."""
    found = check(
        row or pairs.row, pairs.capacity, solution.mentor, solution.prices, solution.reward, solution.covered
    )
    assert found.faults == ()
    assert (found.matched, found.total) == (solution.matched, solution.total)
    assert (found.matched_bound, found.upper_bound) == (solution.matched_bound, solution.upper_bound)
    return found.optimal


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(matrices())
def test_scored_pairs_are_as_good_as_trying_everything(case):
    fits, capacity = case
    pairs = listed(fits, capacity)
    solution = best_pairs(pairs)
    assert (solution.matched, solution.total) == brute(fits, capacity)
    assert solution.optimal
    assert certified(pairs, solution)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(crowds())
def test_people_are_as_well_off_as_trying_everything(case):
    mentees, mentors, programme = case
    row = rows_of(mentees, mentors, programme)
    fits = [row(at).tolist() for at in range(len(mentees))]
    pairs = PeoplePairs(mentees, mentors, programme, on=ON)
    for small in (people._SMALL, -1):
        with mock.patch.object(people, "_SMALL", small):
            solution = best_pairs(pairs)
        assert (solution.matched, solution.total) == brute(fits, pairs.capacity)
        assert certified(pairs, solution, row)


def exact(fits, capacity):
    """(matched, total) by SciPy's assignment over every place, each match worth more than all fits."""
    places = np.repeat(np.arange(len(capacity)), capacity)
    big = len(fits) * (int(fits.max(initial=0)) + 1)
    worth = np.where(fits >= 0, fits + big, 0)[:, places]
    rows, columns = linear_sum_assignment(worth, maximize=True)
    chosen = fits[rows, places[columns]]
    return int((chosen >= 0).sum()), int(chosen[chosen >= 0].sum())


def problem(kind, rng, n, m):
    """Fits (n, m) and capacities of a kind of world."""
    capacity = rng.integers(0, 6, m)
    if kind == "noise":
        fits = rng.integers(0, 10_001, (n, m))
        fits[rng.random((n, m)) < rng.choice([0.1, 0.5, 0.95])] = -1
    elif kind == "equal":
        fits = np.full((n, m), 5000)
        fits[rng.random((n, m)) < 0.7] = -1
    elif kind == "clustered":  # few units, levels that go with them, fits of few values
        unit, theirs = rng.integers(0, 4, n), rng.integers(0, 4, m)
        level = np.clip(theirs + rng.integers(0, 3, m), 0, 5)
        need = np.clip(unit + rng.integers(0, 3, n), 0, 5)
        fits = 3000 + 1500 * (unit[:, None] == theirs) + 1000 * (level > need[:, None])
        fits = np.where(level >= need[:, None], fits, -1)
    else:  # degenerate: prices have a wide range of equally good values
        fits = np.minimum.outer(np.arange(n) % 7, np.arange(m) % 5) * 100
        fits[(np.arange(n) % 3 == 0)[:, None] & (np.arange(m) % 2 == 0)] = -1
    return fits, capacity


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["noise", "equal", "clustered", "degenerate"])
def test_scipy_agrees(kind):
    rng = np.random.default_rng(2026)
    for trial in range(75):
        large = trial % 15 == 0
        n, m = (400, 150) if large else (int(rng.integers(1, 90)), int(rng.integers(1, 40)))
        fits, capacity = problem(kind, rng, n, m)
        pairs = listed(fits, capacity)
        solution = best_pairs(pairs, seed=trial)
        assert (solution.matched, solution.total) == exact(fits, capacity), (kind, trial)
        assert certified(pairs, solution)


def test_nothing_to_choose_from():
    for fits, capacity in (
        ([], [1]),
        ([[-1, -1]], [1, 1]),
        ([[3, 4], [5, 6]], [0, 0]),
        (np.zeros((3, 0)), []),
    ):
        pairs = listed(np.asarray(fits).reshape(len(fits), len(capacity)), capacity)
        solution = best_pairs(pairs)
        assert (solution.matched, solution.total, solution.optimal) == (0, 0, True)
        assert certified(pairs, solution)


def test_one_mentor_for_all():
    pairs = listed([[worth] for worth in range(50)], [20])
    solution = best_pairs(pairs)
    assert (solution.matched, solution.total) == (20, sum(range(30, 50)))
    assert certified(pairs, solution)


def test_more_people_go_before_any_total():
    """One person more is worth any loss of fit: a chain in which everybody must give up the best."""
    n = 40
    fits = np.full((n, n), -1)
    for at in range(n):
        fits[at, at] = 10_000
        if at + 1 < n:
            fits[at, at + 1] = 0
    fits[n - 1, n - 1] = -1
    fits[n - 1, 0] = 0
    pairs = listed(fits, [1] * n)
    solution = best_pairs(pairs)
    assert (solution.matched, solution.total) == exact(fits, np.ones(n, int))
    assert solution.matched == n
    assert certified(pairs, solution)


def test_numbers_too_large_are_refused_in_one_sentence():
    pairs = listed([[1 << 60, 5], [1 << 60, 7]], [1, 1])
    with pytest.raises(TooLarge, match=r"^Nilai \d+ untuk \d+ simpul .*; perkecil skor .*\.$"):
        best_pairs(pairs)


def test_the_order_of_rows_and_the_rounds_told():
    rng = np.random.default_rng(5)
    fits, capacity = problem("noise", rng, 120, 40)
    told = []
    first = best_pairs(listed(fits, capacity), tell=told.append)
    assert [one.number for one in told] == list(range(1, len(told) + 1))
    assert told == list(first.rounds)
    assert (told[-1].total, told[-1].upper_bound) == (first.total, first.upper_bound)
    assert all(one.upper_bound >= first.total for one in told if one.matched == first.matched)
    again = best_pairs(listed(fits, capacity))
    assert (first.mentor == again.mentor).all()


def test_time_that_is_over_leaves_a_true_gap():
    rng = np.random.default_rng(5)
    # Everybody wants the same mentors first, so that the pairs one begins with are not enough.
    fits = np.sort(rng.integers(0, 8000, 130)) + rng.integers(0, 2000, (400, 130))
    pairs = listed(fits, np.full(130, 3))
    short, full = best_pairs(pairs, seconds=0.0), best_pairs(pairs)
    assert len(short.rounds) == 1
    assert not short.optimal
    assert short.matched <= full.matched <= short.matched_bound
    assert (full.matched, full.total) >= (short.matched, short.total)
    assert full.total <= short.upper_bound
    assert certified(pairs, short) == short.optimal
    kept = best_pairs(pairs, seconds=0.0, incumbent=full.mentor)
    assert (kept.matched, kept.total) == (full.matched, full.total)


def test_a_solution_of_before_is_a_beginning_and_no_more():
    """Whatever it was, the answer is as good and as proved as from nothing."""
    rng = np.random.default_rng(7)
    for kind in ("noise", "clustered", "equal"):
        fits, capacity = problem(kind, rng, 200, 70)
        before = best_pairs(listed(fits, capacity))
        changed = fits.copy()
        changed[rng.integers(0, 200, 20)] = rng.integers(-1, 9000, 70)
        capacity[rng.integers(0, 70, 5)] = rng.integers(0, 4)
        pairs = listed(changed, capacity)
        solution = best_pairs(pairs, before=before)
        assert (solution.matched, solution.total) == exact(changed, capacity)
        assert certified(pairs, solution)


def test_a_seed_chooses_among_equals_only():
    rng = np.random.default_rng(11)
    fits, capacity = problem("clustered", rng, 150, 50)
    pairs = listed(fits, capacity)
    found = [best_pairs(pairs, seed=seed) for seed in range(5)]
    assert len({(one.matched, one.total) for one in found}) == 1
    assert (best_pairs(pairs, seed=3).mentor == found[3].mentor).all()
