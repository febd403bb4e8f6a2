"""Rooms of engagements, full of words: no reader but the two finds theirs, and for most there is no such room."""

import pytest

from pamong.audit.models import Read
from pamong.programme.models import Session
from tests.programme.road import Road
from tests.web.rooms import SECRETS, base, door, full_of_words, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("days_of_the_clock")]


def every_page(road: Road, session: Session) -> list[str]:
    goal = road.engagement.goals.get()
    parts = (
        "",
        "goals/",
        f"goals/{goal.pk}/",
        "tasks/",
        "reviews/",
        "notes/",
        "proof/",
        "agreement/",
        "results/",
        "report/",
        "feedback/",
        f"sessions/{session.pk}/",
        f"sessions/{session.pk}/close/",
        f"sessions/{session.pk}/reschedule/",
        "sessions/new/",
        "sessions/log/",
        "goals/new/",
    )
    return ["/engagements/", "/engagements/?file=csv", *(base(road) + part for part in parts)]


@pytest.mark.parametrize(
    "who",
    [
        "superior",
        "unit_head",
        "planner",
        "auditor",
        "talent_officer",
        "admin",
        "competent_authority",
        "counsellor",
    ],
)
def test_no_reader_but_the_two_finds_their_words(road: Road, who: str) -> None:
    session = full_of_words(road)
    client = door(road.cast[who])
    for address in every_page(road, session):
        answer = client.get(address)
        body = b"".join(answer).decode() if answer.streaming else answer.content.decode()  # type: ignore[arg-type]
        found = [name for name, words in SECRETS.items() if words in body]
        assert (answer.status_code in (200, 404), found) == (True, []), address


def test_the_two_find_every_word_but_the_private_ones_of_the_other(road: Road) -> None:
    session = full_of_words(road)
    for account, sees_private in ((road.guide, True), (road.employee, False)):
        client = door(account)
        whole = "".join(client.get(one).content.decode() for one in every_page(road, session)[2:14])
        missing = {name for name, words in SECRETS.items() if words not in whole}
        assert missing == (set() if sees_private else {"private"})


@pytest.mark.parametrize("who", ["superior", "unit_head", "planner", "auditor"])
def test_readers_see_goals_numbers_and_the_light_and_are_logged(road: Road, who: str) -> None:
    full_of_words(road)
    page = text(door(road.cast[who]), base(road))
    assert "Komunikasi: level 2 ke 3" in page
    assert "40%" in page
    assert "Lancar · sesi terakhir hari ini, rencana tiap 30 hari" in page
    assert "1 dari 6 sesi" in page
    assert Read.objects.filter(employee_id=road.cast.rara.pk, what="engagement").count() == 1
    text(door(road.guide), base(road))
    assert Read.objects.filter(reader_id=road.guide.pk).count() == 0  # it is the guide's own room


@pytest.mark.parametrize(
    "who", ["stranger", "overseer", "other_superior", "talent_officer", "admin", "counsellor"]
)
def test_for_others_there_is_no_such_room(road: Road, who: str) -> None:
    session = full_of_words(road)
    client = door(road.cast[who])
    for address in every_page(road, session)[2:]:
        assert client.get(address).status_code == 404, address
    assert client.post(f"{base(road)}stop/", {"reason": "x"}).status_code == 404
    assert client.post(f"{base(road)}sessions/{session.pk}/note/", {"goal": "x"}).status_code == 404
