"""The konseling list on pages: another method may be chosen there, and what was said there stays there."""

import pytest
from django.test import Client

from pamong.policy.words import Axis
from pamong.recommendation import actions
from pamong.recommendation.models import Decision, Result
from tests.factories import ON
from tests.people_cast import Cast
from tests.web.test_work import door

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
