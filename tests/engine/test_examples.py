"""Every worked example through the batch gives what it promises, and the row of the single path."""

from collections import defaultdict

import pytest

from pamong.engine.batch import analyse_tables, rows_of
from pamong.policy.analysis import weigh
from pamong.policy.record import result_row
from tests.engine.people import tables
from tests.examples import Case, load_cases

CASES = load_cases()


@pytest.fixture(scope="module")
def batch_rows():
    """Example → its row; one run for all that share day and settings."""
    groups: dict[object, list[Case]] = defaultdict(list)
    for case in CASES:
        groups[case.on, case.settings].append(case)
    found = {}
    for cases in groups.values():
        table = analyse_tables(
            tables([case.facts for case in cases]), on=cases[0].on, settings=cases[0].settings
        )
        for case, row in zip(cases, rows_of(table), strict=True):
            row.pop("person")
            found[case.name] = row
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_example_holds_in_the_batch(case, batch_rows):
    row = batch_rows[case.name]
    said = {name: "" if row[name] is None else str(row[name]) for name in case.expected}
    assert said == case.expected
    assert row == result_row(weigh(case.facts, on=case.on, settings=case.settings))
