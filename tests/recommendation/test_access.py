"""What each role sees of a suggestion; konseling and causes above all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.people.access import viewer
from pamong.policy.errors import NotAllowed
from pamong.policy.words import Axis, Cause, Method
from pamong.recommendation import access, actions, queries
from pamong.recommendation.models import Result, Verdict
from pamong.recommendation.queries.inbox import Kind
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast

pytestmark = pytest.mark.django_db

SEES_SUGGESTION = {"superior", "unit_head", "planner", "auditor"}


def analysed(cast: Cast) -> Result:
    actions.analyse(institution=cast.institution, on=ON, by=None)
    return Result.objects.get(employee=cast.rara, current=True)


def who_sees(cast: Cast, seen: object) -> set[str]:
    return {who for who in EVERYBODY if seen(cast.sees(who))}  # type: ignore[operator]


def test_a_suggestion_is_for_superior_head_planner_and_auditor(cast: Cast) -> None:
    result = analysed(cast)
    assert who_sees(cast, lambda v: access.can_see_suggestion(v, result)) == SEES_SUGGESTION
    listed = who_sees(cast, lambda v: queries.table(v).filter(employee=cast.rara).exists())
    assert listed == SEES_SUGGESTION


def test_konseling_is_in_its_own_list_only(cast: Cast) -> None:
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    result = analysed(cast)
    assert result.method == Method.COUNSELLING
    everything = queries.Filters(state="all")
    for who in EVERYBODY:
        sees = cast.sees(who)
        assert not queries.table(sees, everything).filter(employee=cast.rara).exists()
        assert not access.can_see_suggestion(sees, result)
        assert all(cast.rara.name not in row.name for row in queries.inbox(sees))
        assert queries.funnel(sees).suggested == 0
    assert who_sees(cast, lambda v: queries.counselling_list(v).exists()) == {"superior", "planner"}
    actions.decide(by=cast["planner"], employee=cast.rara, verdict=Verdict.ACCEPT, on=ON)
    assert who_sees(cast, lambda v: queries.counselling_list(v).exists()) == set()
    assert who_sees(cast, lambda v: access.counselling_waiting_for(v).exists()) == {"counsellor"}
    assert who_sees(cast, lambda v: access.decisions_visible_to(v).exists()) == set()


def test_a_deferred_konseling_comes_back_to_its_list_on_its_day(cast: Cast) -> None:
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    analysed(cast)
    until = ON + timedelta(days=30)
    planner = cast["planner"]
    decision = actions.decide(
        by=planner, employee=cast.rara, verdict=Verdict.DEFER, until=until, reason="Menunggu konselor", on=ON
    )
    for day, who in ((ON, set()), (until - timedelta(days=1), set()), (until, {"superior", "planner"})):
        seen = {w for w in EVERYBODY if queries.counselling_list(viewer(cast[w], day)).exists()}
        assert seen == who, day
    assert Kind.DECIDE_COUNSELLING in {row.kind for row in queries.inbox(viewer(planner, until))}
    actions.reopen(by=planner, decision=decision, reason="Konselor sudah ada", on=until)
    actions.decide(by=planner, employee=cast.rara, verdict=Verdict.ACCEPT, on=until)
    assert not queries.counselling_list(viewer(planner, until)).exists()


def test_another_method_instead_of_konseling_is_told_to_the_person(cast: Cast) -> None:
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    analysed(cast)
    actions.decide(
        by=cast["planner"],
        employee=cast.rara,
        verdict=Verdict.OTHER,
        method=Method.COACHING,
        reason="Disepakati bersama",
        on=ON,
    )
    seen = who_sees(cast, lambda v: access.decisions_visible_to(v).filter(employee=cast.rara).exists())
    assert seen == {"employee", "superior", "planner"}


def test_a_decided_method_is_for_the_person_too(cast: Cast) -> None:
    analysed(cast)
    actions.decide(by=cast["planner"], employee=cast.rara, verdict=Verdict.ACCEPT, on=ON)
    seen = who_sees(cast, lambda v: access.decisions_visible_to(v).filter(employee=cast.rara).exists())
    assert seen == SEES_SUGGESTION | {"employee"}


@pytest.mark.parametrize("cause", [Cause.PERSONAL, Cause.SKILL])
def test_a_cause_is_whole_discussed_or_nothing(cast: Cast, cause: Cause) -> None:
    seen = {who: access.cause_seen(cast.sees(who), cast.rara, cause).value for who in EVERYBODY}
    expected = dict.fromkeys(EVERYBODY, "nothing") | {"employee": "whole", "superior": "whole"}
    expected["planner"] = "discussed" if cause is Cause.PERSONAL else "whole"
    assert seen == expected


def test_why_never_says_a_cause_to_who_may_not_read_it(cast: Cast) -> None:
    analysed(cast)
    _, result = actions.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
    )
    for who in SEES_SUGGESTION:
        why = queries.why(cast.sees(who), result)
        said = " ".join([why.headline.id, *(row.sentence.id + str(row.inputs) for row in why.findings)])
        assert ("keterampilan" in said) == (who in {"superior", "planner"}), who


def test_why_explains_the_stored_suggestion_when_data_changed_since(cast: Cast) -> None:
    result = analysed(cast)
    assert queries.why(cast.sees("planner"), result).outdated is None
    cast.rara.evaluations.update(behaviour=Axis.BELOW)  # by an import: konseling after the next run
    for who in SEES_SUGGESTION:
        why = queries.why(cast.sees(who), result)
        said = [why.headline, *(row.sentence for row in why.findings), *(c.sentence for c in why.changes)]
        assert why.outdated is not None
        assert "konseling" not in " ".join(sentence.id for sentence in said).casefold(), who
        assert why.findings[0].rule == result.rule
        assert why.headline.id.startswith("Coaching")
    again = analysed(cast)
    assert again.method == Method.COUNSELLING
    assert queries.why(cast.sees("planner"), again).outdated is None


def test_queries_do_not_grow_with_rows(cast: Cast) -> None:
    def count() -> list[int]:
        actions.analyse(institution=cast.institution, on=ON, by=None)
        numbers = []
        viewer = cast.sees("planner")
        people = cast.institution.employees.all()
        for read in (
            lambda: [row.employee.unit for row in queries.table(viewer)],
            lambda: queries.inbox(viewer),
            lambda: queries.funnel(viewer),
            lambda: queries.data_quality(viewer),
            lambda: queries.heat_map(viewer, people),
            lambda: queries.nine_box(viewer),
        ):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                read()
            numbers.append(len(seen))
        return numbers

    before = count()
    for number in range(30):
        who = f.employee(
            cast.institution,
            f"Pegawai {number}",
            unit=cast.unit,
            position=cast.rara.position,
            superior=cast.superior,
        )
        f.evaluation(who, Axis.BELOW)
    assert count() == before
    assert before[1] == 1
    assert max(before) <= 8


def test_the_inbox_holds_what_waits(cast: Cast) -> None:
    analysed(cast)
    kinds = {row.kind.value for row in queries.inbox(cast.sees("superior"))}
    assert kinds == {"set_cause", "say_view"}
    decide = [row for row in queries.inbox(cast.sees("planner")) if row.kind == "decide"]
    assert [(row.rule, row.number) for row in decide] == [("JALUR-08", 1)]
    actions.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
    )
    assert {row.kind.value for row in queries.inbox(cast.sees("employee"))} == {"answer_dialogue"}


def test_the_overseer_sees_no_group_under_five(cast: Cast) -> None:
    analysed(cast)
    sides = {side.institution.code: side for side in queries.institutions_side_by_side(cast.sees("overseer"))}
    assert (sides["LPA"].people, sides["LPA"].assessed, sides["LPA"].mean_jpm) == (5, None, None)
    assert sides["DKN"].people is None
    with pytest.raises(NotAllowed):
        queries.institutions_side_by_side(cast.sees("planner"))
