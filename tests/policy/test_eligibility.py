from datetime import date

import pytest

from pamong.policy.eligibility import pension_day, set_aside
from pamong.policy.words import EmployeeStatus, GradeLevel, Method

ON = date(2026, 11, 24)


@pytest.mark.parametrize(
    "status",
    [
        EmployeeStatus.CANDIDATE,
        EmployeeStatus.STUDY_LEAVE,
        EmployeeStatus.UNPAID_LEAVE,
        EmployeeStatus.RETIRED,
    ],
)
def test_a_status_sets_aside(status: EmployeeStatus) -> None:
    found = set_aside(on=ON, status=status)
    assert found is not None
    assert found.code == status.value


def test_the_pension_begins_the_month_after_the_birthday() -> None:
    assert pension_day(date(1969, 3, 15), GradeLevel.PELAKSANA, on=ON) == date(2027, 4, 1)
    assert pension_day(date(1968, 2, 29), GradeLevel.AHLI_MADYA, on=ON) == date(2028, 3, 1)
    assert pension_day(date(1970, 12, 31), GradeLevel.AHLI_UTAMA, on=ON) == date(2036, 1, 1)


def test_only_a_pension_within_the_programme_sets_aside() -> None:
    birth = date(1969, 3, 15)  # pension on 1 April 2027, a little over four months away
    assert set_aside(on=ON, birth=birth, grade=GradeLevel.PELAKSANA, main=Method.COACHING) is None
    found = set_aside(on=ON, birth=birth, grade=GradeLevel.PELAKSANA, main=Method.MENTORING)
    assert found is not None
    assert found.code == "batas_usia"
    assert "1 April 2027" in found.sentence.id
    assert set_aside(on=ON, birth=birth, grade=GradeLevel.JPT_PRATAMA) is None


def test_a_contract_that_ends_too_early_sets_aside() -> None:
    found = set_aside(on=ON, contract_end=date(2027, 1, 31), main=Method.COACHING)
    assert found is not None
    assert found.code == "akhir_kontrak"
    assert set_aside(on=ON, contract_end=date(2027, 12, 31), main=Method.COACHING) is None


def test_an_active_person_takes_part() -> None:
    assert set_aside(on=ON, birth=date(1990, 1, 1), grade=GradeLevel.AHLI_MUDA) is None
