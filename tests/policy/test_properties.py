"""What must hold of the rules whatever the facts are."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.policy.analysis import analyse
from pamong.policy.changes import what_would_change
from pamong.policy.channel import CHANNEL, Situation, suggest
from pamong.policy.facts import Facts
from pamong.policy.rules import RULES
from pamong.policy.words import Cause, Completeness, Gap, Method
from tests.policy.strategies import ON, facts

quick = settings(max_examples=30, deadline=None)
SITUATIONS = [Situation(*s) for s in product((True, False), (None, *Cause), Gap, Gap, Gap)]


def test_every_situation_has_one_suggestion_or_none() -> None:
    for situation in SITUATIONS:
        found = suggest(situation)
        methods = [method for method, _ in found.extra]
        assert len(set(methods)) == len(methods)
        assert found.main not in methods
        assert found.rule.code != "JALUR-15"  # career always met JALUR-09 before
        assert Method.COUNSELLING not in methods  # konseling is the main suggestion or none
        if found.main is None:
            assert found.rule.code in {"JALUR-14", "JALUR-00"}
            assert not methods


def test_conduct_always_comes_first() -> None:
    for situation in SITUATIONS:
        conduct = situation.behaviour_below or situation.cause in (Cause.BEHAVIOUR, Cause.PERSONAL)
        assert (suggest(situation).main is Method.COUNSELLING) == conduct


def test_nothing_known_is_the_only_way_to_00() -> None:
    for situation in SITUATIONS:
        unknown = {situation.performance, situation.generic, situation.technical} == {Gap.UNKNOWN}
        silent = not situation.behaviour_below and situation.cause is None
        assert (suggest(situation).rule.code == "JALUR-00") == (unknown and silent)


def test_the_table_and_the_texts_name_the_same_rules() -> None:
    assert [row.code for row in CHANNEL] == [code for code in RULES if code.startswith("JALUR")]


@quick
@given(facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_in_memory_does_not_matter(person: Facts, chance: object) -> None:
    def mixed(rows: tuple) -> tuple:
        rows = list(rows)
        chance.shuffle(rows)  # type: ignore[attr-defined]
        return tuple(rows)

    other = replace(
        person,
        assessed=mixed(person.assessed),
        evaluations=mixed(person.evaluations),
        causes=mixed(person.causes),
    )
    assert analyse(person, on=ON) == analyse(other, on=ON)


@quick
@given(facts())
def test_numbers_stay_in_their_bounds(person: Facts) -> None:
    result = analyse(person, on=ON)
    assert result.jpm is None or Decimal(0) <= result.jpm <= Decimal(100)
    assert result.box is None or 1 <= result.box <= 9
    assert (result.box is None) == (result.jpm is None or result.rating is None)
    assert all(row.required >= 1 for row in result.levels)
    assert all(row.on is None or row.on <= ON for row in result.levels)
    if result.completeness is Completeness.PROVISIONAL:
        assert result.rule == "JALUR-08"


@quick
@given(facts())
def test_every_sentence_is_whole_in_both_languages(person: Facts) -> None:
    result = analyse(person, on=ON)
    assert result.findings[0].rule == result.rule
    for finding in result.findings:
        assert finding.rule in RULES
        for text in (finding.sentence.id, finding.sentence.en):
            assert text.endswith(".")
            assert "{" not in text
            assert "None" not in text


@quick
@given(facts())
def test_changes_lead_elsewhere_and_never_to_konseling(person: Facts) -> None:
    now = analyse(person, on=ON)
    changes = what_would_change(person, on=ON)
    outcomes = [(c.main, c.completeness) for c in changes]
    assert len(outcomes) == len(set(outcomes)) <= 3
    assert (now.main, now.completeness) not in outcomes
    assert Method.COUNSELLING not in {c.main for c in changes}
    assert all("konseling" not in c.sentence.id for c in changes)
    if now.main is Method.COUNSELLING:
        assert changes == ()
    kinds = ["level", "cause", "rating"]
    assert [kinds.index(c.kind) for c in changes] == sorted(kinds.index(c.kind) for c in changes)
