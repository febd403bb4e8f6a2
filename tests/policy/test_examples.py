"""Every worked example through the single path, and every rule has one."""

import pytest

from pamong.policy.analysis import analyse
from pamong.policy.rules import RULES
from tests.examples import Case, as_row, load_cases

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name[:70])
def test_example(case: Case) -> None:
    row = as_row(analyse(case.facts, on=case.on, settings=case.settings))
    assert {name: row[name] for name in case.expected} == case.expected


def test_every_rule_has_an_example() -> None:
    shown = {code for case in CASES for code in case.codes}
    assert shown >= set(RULES)
    main = {case.expected.get("kode_aturan") for case in CASES}
    assert {c for c in RULES if c.startswith("JALUR")} - main == {"JALUR-15"}  # always an extra


def test_examples_are_told_apart() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
