"""Among the best pairs: the fewest changes, then the most even load; tried against everything."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.matching.face import settle
from pamong.matching.solver import best_pairs
from tests.matching.cases import listed, matrices
from tests.matching.test_solver import certified


def every(fits, capacity):
    """All pairs there can be: one mentor, or -1, for each mentee."""
    options = [[-1, *(j for j, worth in enumerate(row) if worth >= 0)] for row in fits]
    for chosen in itertools.product(*options):
        load = [chosen.count(j) for j in range(len(capacity))]
        if all(held <= most for held, most in zip(load, capacity, strict=True)):
            yield chosen, load


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(matrices(most=(5, 3), highest=2), st.lists(st.integers(-1, 2), min_size=5, max_size=5))
def test_fewest_changes_then_even_load(case, before):
    fits, capacity = case
    before = np.array([j if j < len(capacity) else -1 for j in before[: len(fits)]], np.int64)

    def rank(chosen, load):
        total = sum(fits[i][j] for i, j in enumerate(chosen) if j >= 0)
        kept = sum(j == b >= 0 for j, b in zip(chosen, before.tolist(), strict=True))
        return sum(load), total, kept, -sum(held * held for held in load)

    pairs = listed(fits, capacity)
    found = settle(pairs, best_pairs(pairs), before)
    chosen = found.solution.mentor.tolist()
    load = [chosen.count(j) for j in range(len(capacity))]
    assert rank(chosen, load) == max(rank(*one) for one in every(fits, capacity))
    assert found.proved
    assert found.evened
    assert certified(pairs, found.solution)
