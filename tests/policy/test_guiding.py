"""Who may guide whom: each rule refuses for its own reason, and nobody fit is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.policy.boxes import BOX_METHODS, guided_by
from pamong.policy.guiding import GRADE_ORDER, RULES, Appointed, Guided, refusals, task_kind
from pamong.policy.programme import PRESETS, preset_of
from pamong.policy.sentence import Sentence
from pamong.policy.words import Context, CounsellorKind, GradeLevel, Method, Relation, TaskKind

ON = date(2026, 11, 24)
MENTOR = Appointed(
    method=Method.MENTORING,
    relation=Relation.HEAD,
    start=date(2026, 1, 1),
    end=None,
    capacity=3,
    grade=GradeLevel.ADMINISTRATOR,
    level=4,
)
PERSON = Guided(GradeLevel.PENGAWAS, 3, Sentence("Komunikasi", "Communication"))
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("DAMPING-01", {"is_oneself": True}, "Tidak ada yang mendampingi dirinya sendiri."),
    ("DAMPING-02", {"start": date(2026, 12, 1)}, "Penunjukannya berlaku 1 Desember 2026 sampai seterusnya"),
    ("DAMPING-02", {"end": date(2026, 11, 23)}, "hari ini tidak"),
    ("DAMPING-03", {"active": False}, "tidak lagi aktif"),
    ("DAMPING-03", {"paused_until": ON}, "jeda sampai"),
    ("DAMPING-05", {"grade": GradeLevel.PELAKSANA}, "Pelaksana, di bawah jenjang pegawai Pengawas"),
    ("DAMPING-06", {"level": 2}, "Level mentor pada Komunikasi 2, di bawah standar 3."),
    ("DAMPING-06", {"level": None}, "tidak tercatat; dibutuhkan paling rendah 3"),
    ("DAMPING-07", {"load": 3}, "Sudah mendampingi 3 dari 3 orang."),
    ("DAMPING-07", {"capacity": 0}, "0 dari 0"),
    ("DAMPING-08", {"end": date(2026, 12, 31)}, "sebelum program selesai"),
    ("DAMPING-09", {"relation": Relation.OUTSIDE}, "kualifikasinya tercatat"),
    (
        "DAMPING-04",
        {"method": Method.COUNSELLING, "relation": Relation.SUPERIOR},
        "Konseling hanya oleh konselor",
    ),
    (
        "DAMPING-04",
        {
            "method": Method.COUNSELLING,
            "counsellor": CounsellorKind.ASSESSOR,
            "relation": Relation.SUPERIOR,
        },
        "belum mengikuti pelatihan konseling",
    ),
    (
        "DAMPING-04",
        {"method": Method.COUNSELLING, "counsellor": CounsellorKind.ASSESSOR, "trained": True},
        "hanya memberi konseling kepada pegawai yang dinilainya",
    ),
]


@pytest.mark.parametrize(("code", "change", "words"), REFUSED)
def test_each_rule_refuses_for_its_own_reason(code: str, change: dict[str, Any], words: str) -> None:
    found = refusals(replace(MENTOR, **change), PERSON, on=ON)
    assert [finding.rule for finding in found] == [code]
    assert words in found[0].sentence.id
    assert found[0].sentence.en
    assert found[0].sentence.en != found[0].sentence.id


def test_every_rule_is_among_the_cases() -> None:
    assert {code for code, *_ in REFUSED} == set(RULES)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"relation": Relation.OUTSIDE, "qualified": True, "grade": None},
        {"grade": GradeLevel.PELAKSANA, "grade_waived": True},
        {"paused_until": date(2026, 11, 23)},
        {"end": date(2027, 6, 1)},
        {"method": Method.COACHING, "level": None, "grade": GradeLevel.PEMULA},
        {"method": Method.COUNSELLING, "counsellor": CounsellorKind.INDEPENDENT, "level": None},
        {
            "method": Method.COUNSELLING,
            "counsellor": CounsellorKind.ASSESSOR,
            "trained": True,
            "relation": Relation.SUPERIOR,
        },
    ],
)
def test_who_is_fit_is_not_refused(change: dict[str, Any]) -> None:
    assert refusals(replace(MENTOR, **change), PERSON, on=ON) == ()


def test_what_is_not_known_of_the_employee_refuses_nobody() -> None:
    assert refusals(replace(MENTOR, grade=GradeLevel.PEMULA, level=None), Guided(), on=ON) == ()


@given(
    st.sampled_from([Method.COACHING, Method.MENTORING, Method.COUNSELLING]),
    st.sampled_from(list(Relation)),
    st.sampled_from(list(GradeLevel)),
    st.integers(0, 5),
    st.integers(0, 4),
)
def test_a_waiver_and_more_places_never_add_a_refusal(
    method: Method, relation: Relation, grade: GradeLevel, level: int, load: int
) -> None:
    guide = replace(MENTOR, method=method, relation=relation, grade=grade, level=level, load=load)
    before = {finding.rule for finding in refusals(guide, PERSON, on=ON)}
    eased = replace(guide, grade_waived=True, capacity=load + 1)
    assert {finding.rule for finding in refusals(eased, PERSON, on=ON)} <= before
    assert not {"DAMPING-05", "DAMPING-07"} & {f.rule for f in refusals(eased, PERSON, on=ON)}


def test_what_the_two_work_on() -> None:
    assert {task_kind(Method.COACHING, relation) for relation in Relation} == {TaskKind.GIVEN}
    assert task_kind(Method.MENTORING, Relation.SUPERIOR) is TaskKind.OWN
    others = [relation for relation in Relation if relation is not Relation.SUPERIOR]
    assert {task_kind(Method.MENTORING, relation) for relation in others} == {TaskKind.PROJECT}
    assert task_kind(Method.COUNSELLING, Relation.SUPERIOR) is None


def test_grades_are_numbered_as_in_the_files() -> None:
    assert set(GRADE_ORDER) == set(GradeLevel)
    assert (min(GRADE_ORDER.values()), max(GRADE_ORDER.values())) == (1, 9)


def test_an_appointment_lasts_as_long_as_the_programme_is_planned() -> None:
    guide = replace(MENTOR, end=date(2027, 3, 31))
    assert [found.rule for found in refusals(guide, PERSON, on=ON)] == [
        "DAMPING-08"
    ]  # six months by the preset
    assert refusals(guide, replace(PERSON, months=3), on=ON) == ()
    [found] = refusals(replace(guide, end=date(2027, 8, 1)), replace(PERSON, months=12), on=ON)
    assert "24 November 2027" in found.sentence.id


def test_a_pengayaan_is_planned_as_such_whatever_its_form() -> None:
    for form in (Method.COACHING, Method.MENTORING):
        assert preset_of(form, Context.ENRICHMENT, on=ON) == PRESETS.on(ON)[Method.ENRICHMENT]
        assert preset_of(form, Context.TALENT, on=ON) == PRESETS.on(ON)[form]


def test_a_talent_box_leads_to_a_method_with_a_guide_and_never_to_konseling() -> None:
    for box, methods in BOX_METHODS.items():
        found = guided_by(box)
        assert found is None or (found in methods and found is not Method.COUNSELLING)
    assert guided_by(1) is None
    assert (guided_by(4), guided_by(5)) == (Method.MENTORING, Method.COACHING)
