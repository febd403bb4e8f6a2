"""Templates, units' own ways and cohorts: who shapes a programme, and whom a change of it touches."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.words import Context, Method
from pamong.programme import actions
from pamong.programme.models import Engagement, Template
from pamong.programme.workflow import CohortState
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.road import Road
from tests.programme.templates import template

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_shapes_a_programme(cast: Cast, who: str) -> None:
    if who == "planner":
        assert template(cast, who).pk
    else:
        with pytest.raises(NotAllowed):
            template(cast, who)
    base = Template.objects.first() or template(cast)
    own: dict[str, Any] = {"unit": cast.unit, "base": base, "name": "Cara Pusat Uji"}
    if who in ("planner", "unit_head"):
        assert template(cast, who, **own).base == base
    else:
        with pytest.raises(NotAllowed):
            template(cast, who, **own)


def test_a_unit_stays_inside_the_bounds_of_the_rules(cast: Cast) -> None:
    base = template(cast)
    for shape, words in (
        (actions.Shape(13, 5, 21, 45), "Lama program \\(bulan\\) 13 di luar batas 1 sampai 12"),
        (actions.Shape(4, 5, 60, 45), "Hari antar sesi 60 di luar batas 7 sampai 45"),
        (actions.Shape(4, 5, 21, 45, questions=("?",) * 6), "Paling banyak 5 pertanyaan"),
    ):
        with pytest.raises(Invalid, match=words):
            template(cast, unit=cast.unit, base=base, name="Cara unit", shape=shape)
    with pytest.raises(Invalid, match="satu rancangan instansi"):
        template(cast, unit=cast.unit, name="Tanpa dasar")
    with pytest.raises(Invalid, match="Pengayaan memerlukan bentuknya"):
        template(cast, context=Context.ENRICHMENT, name="Pengayaan")
    with pytest.raises(Invalid, match="sudah dipakai"):
        template(cast)


def test_the_nearest_unit_gives_the_plan_and_its_tasks(road: Road) -> None:
    cast = road.cast
    base = template(cast)
    template(
        cast,
        unit=cast.unit,
        base=base,
        name="Cara Pusat Uji",
        shape=actions.Shape(2, 4, 14, 60),
        items=[
            actions.Item("Baca standar jabatan", owner="employee", days=3),
            actions.Item("Siapkan umpan balik", owner="guide", anchor="session", session=2, days=2),
        ],
    )
    assert road.fresh().template is None
    with pytest.raises(WrongState):
        actions.stop(by=road.employee, engagement=road.engagement, reason="x", on=road.clock.on)
    proposal = actions.decline_engagement(
        by=road.employee, engagement=road.engagement, reason="Mulai lagi.", on=road.clock.on
    )
    actions.choose(by=road.employee, proposal=proposal, guides=[road.engagement.guide], on=road.clock.on)
    wish = proposal.wishes.get(state="asked")
    engagement = actions.accept(by=road.guide, wish=wish, on=road.clock.on)
    assert engagement is not None
    assert (engagement.months, engagement.sessions, engagement.every_days) == (2, 4, 14)
    road.engagement = engagement
    road.agreed()
    assert [(one.title, one.due) for one in road.engagement.tasks.all()] == [
        ("Baca standar jabatan", road.clock.on + timedelta(days=3)),
        ("Siapkan umpan balik", road.clock.on + timedelta(days=12)),
    ]


def test_a_change_of_a_template_says_whom_it_touches(road: Road) -> None:
    made = template(road.cast)
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    assert actions.touched_by(made).all == 1
    shape = actions.Shape(5, 6, 28, 60, 1, 2)
    by = road.cast["planner"]
    assert actions.change_template(by=by, template=made, shape=shape, on=ON) == 0
    assert road.fresh().every_days == 30, "under way it goes on as it was"
    assert actions.change_template(by=by, template=made, shape=shape, take_over=True, on=ON) == 1
    assert road.fresh().every_days == 28


def test_each_part_of_a_template_touches_those_who_still_come_to_it(road: Road) -> None:
    made = template(road.cast, shape=actions.Shape(6, 6, 30, 60, 1, 3))
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)

    def touched() -> set[str]:
        found = actions.touched_by(made)
        assert set(found.by_part.values()) <= {0, 1}
        return {part.value for part, number in found.by_part.items() if number}

    everything = {part.value for part in actions.TemplatePart}
    assert touched() == everything
    road.agreed()
    assert touched() == everything - {"tasks"}, "tasks were given out with the agreement"
    road.held()
    actions.begin_evaluation(by=road.guide, engagement=road.fresh(), on=road.clock.on)
    assert touched() == {"closing", "documents"}
    assert actions.touched_by(made).all == 1
    actions.stop(by=road.employee, engagement=road.engagement, reason="Cukup.", on=road.clock.on)
    assert touched() == set()
    assert actions.touched_by(made).all == 0


def test_what_of_a_template_a_change_changes(cast: Cast) -> None:
    same = actions.Shape(
        4,
        5,
        21,
        45,
        1,
        2,
        questions=("Apa?",),
        guide_texts=("Siapkan.",),
        closing_questions=("Lagi?",),
        documents=("A | https://a.example/",),
    )
    items = [actions.Item("Baca standar", owner="employee", days=3)]
    made = template(cast, shape=same, items=items)
    assert actions.parts_changed(made, same, items) == []
    for more, part in (
        ({"months": 5}, "plan"),
        ({"minutes": 60}, "plan"),
        ({"goals_least": 0}, "goals"),
        ({"monthly_review": False}, "discussion"),
        ({"questions": ()}, "discussion"),
        ({"guide_texts": ("Siapkan.", "Baca.")}, "preparation"),
        ({"closing_questions": ("Lagi?", "Lalu?")}, "closing"),
        ({"documents": ()}, "documents"),
    ):
        assert actions.parts_changed(made, replace(same, **more), items) == [part], more
    assert actions.parts_changed(made, same, []) == ["tasks"]
    assert actions.parts_changed(made, same, [replace(items[0], days=4)]) == ["tasks"]


def test_a_cohort_takes_late_joiners_and_no_konseling(road: Road) -> None:
    cast, by = road.cast, road.cast["planner"]
    made = template(cast)
    cohort = actions.open_cohort(
        by=by,
        institution=cast.institution,
        template=made,
        name="Angkatan I",
        starts_on=date(2026, 8, 1),
        ends_on=date(2027, 1, 31),
        on=ON,
    )
    with pytest.raises(WrongState):
        actions.move_cohort(by=by, cohort=cohort, step="close", on=ON)
    cohort = actions.move_cohort(by=by, cohort=cohort, step="start", on=ON)
    assert actions.join_cohort(by=by, cohort=cohort, engagements=[road.engagement], on=ON) == 1
    Engagement.objects.filter(pk=road.engagement.pk).update(method=Method.COUNSELLING, cohort=None)
    assert actions.join_cohort(by=by, cohort=cohort, engagements=[road.engagement], on=ON) == 0
    Engagement.objects.filter(pk=road.engagement.pk).update(method=Method.MENTORING, cohort=cohort)
    cohort = actions.move_cohort(by=by, cohort=cohort, step="close", on=ON)
    with pytest.raises(WrongState, match="Masih ada"):
        actions.move_cohort(by=by, cohort=cohort, step="archive", on=ON)
    with pytest.raises(WrongState):
        actions.join_cohort(by=by, cohort=cohort, engagements=[road.engagement], on=ON)
    actions.decline_engagement(by=road.employee, engagement=road.engagement, reason="x", on=road.clock.on)
    cohort = actions.move_cohort(by=by, cohort=cohort, step="archive", on=ON)
    assert cohort.state == CohortState.ARCHIVED
    with pytest.raises(NotAllowed):
        actions.move_cohort(by=cast["auditor"], cohort=cohort, step="start", on=ON)
