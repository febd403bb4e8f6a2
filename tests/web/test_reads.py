"""Whoever opens another person's levels, rating or suggestion stands in that person's list of readers."""

import pytest

from pamong.audit.models import Read
from pamong.policy.words import Axis
from pamong.recommendation import actions
from tests.factories import ON
from tests.people_cast import Cast
from tests.web.doors import door

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Every page that shows something of a person by name, beside open fields.
SHOWN = [
    ("superior", "/home/"),
    ("superior", "/people/team/"),
    ("superior", "/people/{id}/"),
    ("superior", "/people/{id}/dialogue/"),
    ("superior", "/recommendations/"),
    ("superior", "/recommendations/{id}/"),
    ("unit_head", "/people/{id}/"),
    ("unit_head", "/recommendations/"),
    ("planner", "/people/"),
    ("planner", "/people/?data=gap"),
    ("planner", "/people/export.csv?data=gap"),
    ("planner", "/people/{id}/"),
    ("planner", "/recommendations/"),
    ("planner", "/recommendations/export.csv"),
    ("planner", "/recommendations/{id}/"),
    ("talent_officer", "/people/{id}/"),
    ("talent_officer", "/talent/?box=6"),
    ("auditor", "/people/{id}/"),
    ("auditor", "/recommendations/{id}/"),
]
COUNSELLING = [
    ("superior", "/recommendations/counselling/"),
    ("planner", "/recommendations/counselling/"),
    ("planner", "/recommendations/counselling/{id}/"),
]


def opened(cast: Cast, who: str, page: str) -> list[str]:
    """The roles in which the person was read by opening the page."""
    Read.objects.all().delete()
    answer = door(cast, who).get(page.format(id=cast.rara.pk))
    assert answer.status_code == 200
    if answer.streaming:
        b"".join(answer.streaming_content)
    return list(Read.objects.filter(employee_id=cast.rara.pk).values_list("reader_name", flat=True))


@pytest.mark.parametrize(("who", "page"), SHOWN)
def test_opening_is_logged(cast: Cast, who: str, page: str) -> None:
    actions.analyse(institution=cast.institution, on=ON, by=None)
    assert opened(cast, who, page) == [str(cast[who])]


@pytest.mark.parametrize(("who", "page"), COUNSELLING)
def test_opening_the_konseling_list_is_logged(cast: Cast, who: str, page: str) -> None:
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    actions.analyse(institution=cast.institution, on=ON, by=None)
    assert opened(cast, who, page) == [str(cast[who])]


def test_ones_own_record_is_not_logged_and_readers_are_one_line_a_day(cast: Cast) -> None:
    actions.analyse(institution=cast.institution, on=ON, by=None)
    assert opened(cast, "employee", "/people/{id}/") == []
    for _ in range(3):
        door(cast, "planner").get(f"/people/{cast.rara.pk}/")
    page = door(cast, "employee").get("/privacy/").content.decode()
    assert page.count(str(cast["planner"])) == 1
    assert "3 kali hari itu" in page
