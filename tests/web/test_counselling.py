"""The konseling list on pages: another method may be chosen there, and what was said there stays there."""

from datetime import timedelta

import pytest
from django.test import Client

from pamong.policy.words import Axis, Cause
from pamong.recommendation import actions
from pamong.recommendation.models import Decision, Result
from pamong.recommendation.queries import Kind, inbox
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.web.doors import door

pytestmark = pytest.mark.django_db
SECRET = "Lebih cocok berbicara dengan konselor"


@pytest.fixture
def suggested(cast: Cast) -> Cast:
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    actions.analyse(institution=cast.institution, on=ON, by=None)
    assert Result.objects.get(employee=cast.rara, current=True).method == "konseling"
    return cast


def own_page(client: Client, cast: Cast) -> str:
    return client.get(f"/recommendations/counselling/{cast.rara.pk}/").content.decode()


def test_another_method_is_chosen_in_the_konseling_list(suggested: Cast) -> None:
    planner = door(suggested, "planner")
    page = own_page(planner, suggested)
    assert 'name="method"' in page
    address = f"/recommendations/counselling/{suggested.rara.pk}/decide/"
    chosen = {"verdict": "other", "method": "coaching", "reason": "Disepakati bersama"}
    assert planner.post(address, chosen).status_code == 303
    assert Decision.objects.get().method == "coaching"
    home = door(suggested, "employee").get("/home/").content.decode()
    assert "Coaching" in home
    assert "konseling" not in home.casefold()


def test_what_was_said_of_a_konseling_stays_in_its_list(suggested: Cast) -> None:
    said = {"view": "not_now", "reason": SECRET}
    view = f"/recommendations/counselling/{suggested.rara.pk}/view/"
    assert door(suggested, "superior").post(view, said).status_code == 303
    planner = door(suggested, "planner")
    assert SECRET in own_page(planner, suggested)
    decision = actions.decide(
        by=suggested["planner"], employee=suggested.rara, verdict="reject", reason=SECRET, on=ON
    )
    actions.reopen(by=suggested["planner"], decision=decision, reason=SECRET, on=ON)
    suggested.rara.evaluations.update(behaviour=Axis.AS_EXPECTED)
    actions.reevaluate(employee=suggested.rara, by=None, on=ON)
    for who in ("planner", "superior", "unit_head", "auditor"):
        page = door(suggested, who).get(f"/recommendations/{suggested.rara.pk}/")
        assert page.status_code == 200, who
        assert SECRET not in page.content.decode(), who


@pytest.mark.slow
@pytest.mark.parametrize(
    "verdict",
    [
        {"verdict": "reject", "reason": SECRET},
        {"verdict": "defer", "until": ON + timedelta(days=30), "reason": SECRET},
        {"verdict": "other", "method": "coaching", "reason": SECRET},
    ],
    ids=lambda verdict: verdict["verdict"],
)
def test_a_konseling_decided_otherwise_is_the_planners_to_reopen(
    suggested: Cast, verdict: dict[str, object]
) -> None:
    actions.decide(by=suggested["planner"], employee=suggested.rara, on=ON, **verdict)  # type: ignore[arg-type]
    address = f"/recommendations/counselling/{suggested.rara.pk}/"
    planner = door(suggested, "planner")
    listed = planner.get("/recommendations/counselling/").content.decode()
    assert "Diputuskan lain" in listed
    assert address in listed
    for who in EVERYBODY:
        status = door(suggested, who).get(address).status_code
        assert status == (200 if who == "planner" else 404), who
    again = {"reason": "Dibicarakan lagi."}
    assert door(suggested, "superior").post(f"{address}reopen/", again).status_code == 404
    assert planner.post(f"{address}reopen/", again).status_code == 303
    assert not Decision.objects.filter(current=True).exists()
    assert "Diputuskan lain" not in planner.get("/recommendations/counselling/").content.decode()


def test_another_suggestion_asks_the_superior_for_another_view(cast: Cast) -> None:
    actions.analyse(institution=cast.institution, on=ON, by=None)
    mine = [row.kind for row in inbox(cast.sees("superior"))]
    assert Kind.SAY_VIEW in mine
    actions.say_view(by=cast["superior"], employee=cast.rara, view="agree", on=ON)
    assert Kind.SAY_VIEW not in [row.kind for row in inbox(cast.sees("superior"))]
    actions.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
    )
    assert Result.objects.get(employee=cast.rara, current=True).method == "mentoring"
    assert Kind.SAY_VIEW in [row.kind for row in inbox(cast.sees("superior"))]


def test_each_of_the_konseling_lists_is_paged_and_none_stops_short(suggested: Cast) -> None:
    decision = actions.decide(by=suggested["planner"], employee=suggested.rara, verdict="accept", on=ON)
    result = decision.result
    for number in range(30):
        employee = f.employee(suggested.institution, f"Pegawai {number:02}", unit=suggested.unit)
        for row in (result, decision):
            row.pk, row.employee = None, employee
            row._state.adding = True
        result.save()
        decision.result = result
        decision.save()
    counsellor = door(suggested, "counsellor")
    first = counsellor.get("/recommendations/counselling/").content.decode()
    assert "Pegawai 08" in first
    assert "Pegawai 09" not in first  # the eleventh, after Rara
    assert "?waiting=2" in first
    last = counsellor.get("/recommendations/counselling/?waiting=4&requests=1").content.decode()
    assert "Pegawai 29" in last
    assert "?waiting=3&amp;requests=1" in last
