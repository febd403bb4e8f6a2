"""Everybody at once says of each pair what policy says of it alone, whichever way it is asked."""

from collections import Counter
from dataclasses import replace
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings

from pamong.matching import people
from pamong.matching.explain import Unmatched, alternative, contested
from pamong.matching.figures import blocking_pairs, fairness
from pamong.matching.people import PeoplePairs
from pamong.matching.solver import best_pairs
from pamong.policy.pair_words import words_of_pair
from pamong.policy.pairing import PairRule, barriers
from tests.matching.cases import ON, crowds, rows_of

KEPT = (PairRule.ONESELF, PairRule.LEVEL)  # what no rule of the programme can be loosened for


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(crowds())
def test_blocks_rows_columns_and_rules_are_policys(case):
    mentees, mentors, programme = case
    row = rows_of(mentees, mentors, programme)
    asked = np.array([row(at) for at in range(len(mentees))]).reshape(len(mentees), len(mentors))
    pairs = PeoplePairs(mentees, mentors, programme, on=ON)
    for small in (people._SMALL, -1):  # one block of all, and groups of people alike
        with mock.patch.object(people, "_SMALL", small):
            blocks = list(pairs.blocks())
        from_blocks = np.full(asked.shape, -1)
        for block in blocks:
            fit = block.fit.astype(np.int64)
            fit[block.barred] = -1
            from_blocks[block.rows[:, None], block.columns] = fit
        assert (from_blocks == np.where(pairs.capacity > 0, asked, -1)).all()
    assert all((pairs.row(at) == asked[at]).all() for at in range(len(mentees)))
    assert all((pairs.column(at) == asked[:, at]).all() for at in range(len(mentors)))
    i, j = np.nonzero(np.ones(asked.shape))
    assert (pairs.fits(i, j) == asked.ravel()).all()
    for at, one in enumerate(mentees):
        against = pairs.against(at)
        assert list(against) == list(PairRule)
        for to, other in enumerate(mentors):
            assert tuple(rule for rule in against if against[rule][to]) == barriers(one, other, programme)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(crowds())
def test_everybody_has_a_reason_in_both_languages(case):
    mentees, mentors, programme = case
    pairs = PeoplePairs(mentees, mentors, programme, on=ON)
    solution = best_pairs(pairs)
    reasons = Unmatched(pairs, solution, mentees, mentors)
    for at, one in enumerate(mentees):
        held = int(solution.mentor[at])
        if held >= 0:
            words = words_of_pair(one, mentors[held], programme, on=ON)
            assert contested(solution, held, pairs.highest).en
        else:
            words = reasons.words(at)
        assert words.id
        assert words.en
        other = alternative(pairs, solution, at)
        if other is not None:
            assert other.cost >= 0
            assert other.mentor != held
    figures = fairness(solution, {"unit": [one.unit for one in mentees]})
    assert sum(line.matched for line in figures) == solution.matched
    assert blocking_pairs(pairs, solution) >= 0


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(crowds())
def test_what_is_said_to_help_does(case):
    """More places at the mentors named match everybody kept out by places; of the others one rule is in the way."""
    mentees, mentors, programme = case
    pairs = PeoplePairs(mentees, mentors, programme, on=ON)
    solution = best_pairs(pairs)
    found = Unmatched(pairs, solution, mentees, mentors)
    alone = np.flatnonzero(solution.mentor < 0).tolist()
    assert sorted(at for one in found.helps for at in one.mentees) == alone
    more = list(mentors)
    for one in found.helps:
        if one.rule is PairRule.CAPACITY:
            more[one.mentor] = replace(
                more[one.mentor], capacity=more[one.mentor].capacity + len(one.mentees)
            )
    helped = sum(len(one.mentees) for one in found.helps if one.rule is PairRule.CAPACITY)
    assert best_pairs(PeoplePairs(mentees, more, programme, on=ON)).matched >= solution.matched + helped
    for one in found.helps:
        for at in one.mentees:
            why = found.why[at]
            against = {to: barriers(mentees[at], other, programme) for to, other in enumerate(mentors)}
            may = [to for to, rules in against.items() if set(rules) <= {PairRule.CAPACITY}]
            assert why.full.tolist() == may
            assert (one.mentor is None) == (one.rule is PairRule.LEVEL)
            if one.mentor is None:
                assert not any(len(rules) == 1 and rules[0] not in KEPT for rules in against.values())
            elif one.rule is not PairRule.CAPACITY:
                assert against[one.mentor] == (one.rule,)
            # Each mentor counts once, for the first rule against him.
            first = Counter(rules[0] for rules in against.values() if rules)
            assert why.removed == first


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(crowds())
def test_an_alternative_costs_at_least_what_is_said(case):
    """Made to take it, everybody together loses no less."""
    mentees, mentors, programme = case
    pairs = PeoplePairs(mentees, mentors, programme, on=ON)
    solution = best_pairs(pairs)
    worth = solution.reward * solution.matched + solution.total
    for at in range(len(mentees)):
        other = alternative(pairs, solution, at)
        if other is None:
            continue
        row = pairs.row(at)
        only = {
            (mentees[at].id, one.id): PairRule.FAILED for to, one in enumerate(mentors) if to != other.mentor
        }
        forced = PeoplePairs(mentees, mentors, type(programme)(
            programme.same_field, programme.units, {**only, **programme.barred}, programme.weights
        ), on=ON)  # fmt: skip
        found = best_pairs(forced)
        if found.mentor[at] == other.mentor:
            assert worth - (solution.reward * found.matched + found.total) >= other.cost
        assert row[other.mentor] == other.fit
