"""Worked examples of who may guide whom, and of the fit of two."""

from dataclasses import replace
from datetime import date

import pytest

from pamong.policy.errors import Invalid
from pamong.policy.pairing import (
    RULES_OF_A_PAIR,
    Mentee,
    Mentor,
    PairRule,
    Programme,
    UnitRule,
    barriers,
    fit,
)

ON = date(2026, 11, 24)
MENTEE = Mentee(
    "p", "integritas", required=3, held=1, grade=3, unit="u1", institution="i", field="arsip",
    place="Jakarta", slots=frozenset({"sen-09", "sel-10", "rab-13", "kam-08"}), preferred=("x", "m", "y", "z", "w"),
)  # fmt: skip
MENTOR = Mentor(
    "m", {"integritas": 4}, grade=4, capacity=1, unit="u2", institution="i", field="arsip", place="Jakarta",
    slots=frozenset({"sen-09", "sel-10", "rab-13"}), preferred=("p",),
)  # fmt: skip


def shares(mentee=MENTEE, mentor=MENTOR):
    return fit(mentee, mentor, Programme(), on=ON).shares


def test_a_pair_that_fits_well():
    found = fit(MENTEE, MENTOR, Programme(), on=ON)
    assert found.shares == (100, 100, 100, 100, 100, 85)
    assert found.total == 40 * 100 + 15 * 100 + 15 * 100 + 10 * 100 + 10 * 100 + 10 * 85


def test_each_term():
    assert shares(mentor=replace(MENTOR, levels={"integritas": 3}))[0] == 75
    grades = {3: 60, 4: 100, 5: 100, 6: 60, 7: 30, 9: 30, 2: 30}
    assert {
        grade: shares(mentor=replace(MENTOR, grade=grade, grade_waived=True))[1] for grade in grades
    } == grades
    assert shares(mentor=replace(MENTOR, field="hukum"))[2] == 0
    assert shares(replace(MENTEE, field=""), replace(MENTOR, field=""))[2] == 0
    for common, share in {2: 80, 1: 60, 0: 0}.items():
        theirs = frozenset(sorted(MENTOR.slots)[:common]) | {"jum-08"}
        assert shares(mentor=replace(MENTOR, slots=theirs))[3] == share
    assert shares(mentor=replace(MENTOR, slots=frozenset()))[3] == 50
    assert shares(replace(MENTEE, slots=frozenset()))[3] == 50
    assert shares(mentor=replace(MENTOR, place="Bogor"))[4] == 40
    for at, share in enumerate((60, 45, 30, 15, 15)):
        order = ["a", "b", "c", "d"]
        order.insert(at, "m")
        assert shares(replace(MENTEE, preferred=tuple(order)), replace(MENTOR, preferred=()))[5] == share
    assert shares(replace(MENTEE, preferred=()))[5] == 40


@pytest.mark.parametrize(
    ("mentee", "mentor", "programme", "rule"),
    [
        ({"active": False}, {}, {}, PairRule.ACTIVE),
        ({}, {"active": False}, {}, PairRule.ACTIVE),
        ({"id": "m"}, {}, {}, PairRule.ONESELF),
        ({}, {}, {"barred": {("p", "m"): PairRule.ELIGIBLE}}, PairRule.ELIGIBLE),
        ({"required": 5}, {}, {}, PairRule.LEVEL),
        ({"competency": "komunikasi"}, {}, {}, PairRule.LEVEL),
        ({"grade": 5}, {}, {}, PairRule.GRADE),
        ({"field": "hukum"}, {}, {"same_field": True}, PairRule.FIELD),
        ({"field": ""}, {"field": ""}, {"same_field": True}, PairRule.FIELD),
        ({}, {"unit": "u1"}, {"units": UnitRule.OTHER}, PairRule.UNIT),
        ({}, {}, {"units": UnitRule.SAME}, PairRule.UNIT),
        ({}, {"capacity": 0}, {}, PairRule.CAPACITY),
        ({"refused": frozenset({"m"})}, {}, {}, PairRule.REFUSAL),
        ({}, {"refused": frozenset({"p"})}, {}, PairRule.REFUSAL),
        ({}, {}, {"barred": {("p", "m"): PairRule.FAILED}}, PairRule.FAILED),
    ],
)
def test_each_hard_rule_by_itself(mentee, mentor, programme, rule):
    assert barriers(MENTEE, MENTOR, Programme()) == ()
    found = barriers(replace(MENTEE, **mentee), replace(MENTOR, **mentor), Programme(**programme))
    assert found == (rule,)
    assert RULES_OF_A_PAIR[rule][0].en


def test_a_waived_grade_is_no_barrier_and_a_level_below_has_no_fit():
    below = replace(MENTOR, grade=1)
    assert barriers(MENTEE, replace(below, grade_waived=True), Programme()) == ()
    with pytest.raises(Invalid, match="level standar"):
        fit(replace(MENTEE, required=5), MENTOR, Programme(), on=ON)
