"""Every number of a page is the size of the list it opens."""

import re

import pytest
from django.test import Client

from pamong.people.roles import Role
from pamong.policy.words import Axis, EmployeeStatus
from pamong.recommendation import actions
from pamong.recommendation.models import Verdict
from tests import factories as f
from tests.factories import ON
from tests.people_cast import Cast
from tests.web.doors import door

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = ("planner", "auditor", "unit_head", "superior", "talent_officer")


@pytest.fixture
def full(cast: Cast) -> Cast:
    """People in every state, the planner among the suggested."""
    rara, unit = cast.rara, cast.unit
    made = []
    for number in range(14):
        level = (2, 1, 3)[number % 3]
        who = f.employee(
            cast.institution, f"Pegawai {number}", position=rara.position, unit=unit, superior=cast.superior
        )
        f.assessment(who, cast.competencies["komunikasi"], level)
        f.evaluation(
            who, Axis.BELOW if number % 2 else Axis.ABOVE, Axis.BELOW if number == 5 else Axis.AS_EXPECTED
        )
        made.append(who)
    made[0].status = EmployeeStatus.CANDIDATE
    made[1].status = EmployeeStatus.RETIRED
    for who in made[:2]:
        who.save()
    cast["planner"].employee = made[2]
    cast["planner"].save()
    actions.analyse(institution=cast.institution, on=ON, by=None)
    deciding = {"by": f.account(cast.institution, "p2", None, Role.PLANNER), "on": ON}
    actions.decide(employee=made[3], verdict=Verdict.ACCEPT, **deciding)
    actions.decide(employee=made[4], verdict=Verdict.REJECT, reason="Belum perlu.", **deciding)
    actions.decide(
        employee=made[6], verdict=Verdict.DEFER, until=ON.replace(day=30), reason="Nanti.", **deciding
    )
    return cast


def size_of(client: Client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return int(answer.context["page"].paginator.count)


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("page", ["/home/", "/recommendations/", "/recommendations/?unit={unit}"])
def test_each_step_of_the_funnel_is_as_long_as_its_list(full: Cast, who: str, page: str) -> None:
    client = door(full, who)
    answer = client.get(page.format(unit=full.unit.pk))
    context = answer.context if answer.status_code == 200 else None
    steps = context.get("funnel", []) if context else []
    sizes = [(step["label"], step["number"]) for step in steps if step["address"]]
    found = [(s["label"], size_of(client, s["address"])) for s in steps if s["address"]]
    assert sizes == found
    assert steps or page == "/home/" or who == "talent_officer"
    if steps:
        waiting = int(re.sub(r"\D", "", steps[3].get("note", "")) or 0)
        unit = f"?unit={full.unit.pk}" if "unit" in page else ""
        assert size_of(client, f"/recommendations/{unit}") == waiting


@pytest.mark.parametrize("who", ["planner", "unit_head", "auditor"])
def test_data_quality_and_gaps_count_the_people_behind_them(full: Cast, who: str) -> None:
    client = door(full, who)
    page = (
        client.get("/units/quality/").content.decode()
        + client.get(f"/units/{full.unit.pk}/gaps/").content.decode()
    )
    links = re.findall(r'<a href="(/people/\?unit=[^"]+)">([^<]+)</a>(?: <small>(\d+))?', page)
    assert len(links) > 3
    for address, text, beside in links:
        assert size_of(client, address.replace("&amp;", "&")) == int(beside or text), address


def test_every_chip_and_box_counts_its_rows(full: Cast) -> None:
    client = door(full, "planner")
    for state in ("open", "decided", "deferred", "aside", "all"):
        page = client.get(f"/recommendations/?state={state}")
        for chip in page.context["chips"]:
            assert size_of(client, chip["address"]) == chip["number"], (state, chip)
        assert page.context["page"].paginator.count == len(list(page.context["page"].paginator.object_list))
    for box, number in client.get("/talent/").context["counts"].items():
        if number:
            assert size_of(client, f"/talent/?box={box}") == number
