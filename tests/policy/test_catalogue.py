from datetime import date
from pathlib import Path

import pytest

from pamong.policy import parameters as p
from pamong.policy.catalogue import catalogue, check_again, regulations_markdown
from pamong.policy.dated import Dated, Since
from pamong.policy.errors import NotInForce
from pamong.policy.levels import derived_standard
from pamong.policy.sentence import Sentence
from pamong.policy.words import GradeLevel

PAGE = Path(__file__).parents[2] / "docs" / "regulations.md"


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == regulations_markdown(), "run `make docs`"


def test_every_entry_speaks_both_languages_and_has_a_source() -> None:
    for entry in catalogue():
        assert entry.text.id
        assert entry.text.en
        assert entry.citation.regulation.title.en


def test_what_was_not_looked_at_for_six_months_is_named() -> None:
    assert check_again(p.CHECKED_ON) == ()
    assert len(check_again(date(2027, 6, 1))) == len(catalogue())


def test_a_value_has_its_day_and_a_repeal_is_said() -> None:
    cite = p.SOURCE_CHOICE.steps[0].cite
    value = Dated(
        Sentence("contoh", "example"),
        Since(date(2024, 1, 1), 6, cite),
        Since(date(2026, 7, 1), 8, cite),
        Since(date(2027, 1, 1), None, cite),
        checked_on=date(2026, 11, 24),
    )
    assert (value.on(date(2026, 6, 30)), value.on(date(2026, 7, 1))) == (6, 8)
    for day in (date(2023, 12, 31), date(2027, 1, 1)):
        with pytest.raises(NotInForce, match="contoh tidak berlaku"):
            value.on(day)
    with pytest.raises(ValueError, match="rise by day"):
        Dated(
            Sentence("x", "x"),
            Since(date(2026, 1, 1), 1, cite),
            Since(date(2026, 1, 1), 2, cite),
            checked_on=date(2026, 11, 24),
        )


def test_every_grade_has_a_standard_and_a_pension_age() -> None:
    assert set(p.STANDARD_LEVELS.last) == set(p.PENSION_AGE.last) == set(GradeLevel)
    assert all(len(levels) == 9 for levels in p.STANDARD_LEVELS.last.values())


def test_a_grade_gives_a_standard() -> None:
    standard = derived_standard(GradeLevel.AHLI_UTAMA, on=date(2026, 11, 24))
    assert [line.level for line in standard] == [5, 4, 4, 4, 4, 4, 4, 4, 5]
    assert standard[-1].competency == "perekat_bangsa"
