"""One's own settings: mail, the private calendar link, busy times."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from pamong.people import actions as people
from pamong.people.models import MailHow, MailPreference, Zone
from pamong.programme import actions
from pamong.programme.models import BusyCalendar, Feed, Session
from pamong.programme.queries import token_hash
from pamong.web.pages.mine import PROBLEMS
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.road import Road
from tests.web.doors import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/settings/mine/"


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_sets_their_own(cast: Cast, who: str) -> None:
    client = signed_in(cast[who])
    assert client.get(PAGE).status_code == 200
    answer = client.post(PAGE, {"how": "weekly", "language": "en", "time_zone": Zone.WIT})
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    chosen = MailPreference.objects.get()
    assert (chosen.account, chosen.how, chosen.language, chosen.time_zone) == (
        cast[who],
        "weekly",
        "en",
        Zone.WIT,
    )
    again = client.get(PAGE)
    assert again.context["form"].initial == {"how": "weekly", "language": "en", "time_zone": Zone.WIT}


def test_a_choice_that_is_none_is_refused(cast: Cast) -> None:
    answer = signed_in(cast["employee"]).post(
        PAGE, {"how": "hourly", "language": "id", "time_zone": Zone.WIB}
    )
    assert answer.status_code == 422
    assert not MailPreference.objects.exists()


def link_of(answer: Any) -> str:
    link = str(answer.context["link"])
    assert link.startswith("http://localhost:8000/calendar/")
    assert link in answer.content.decode()
    return link.removeprefix("http://localhost:8000")


def test_the_link_is_shown_once_and_kept_as_a_hash(road: Road) -> None:
    client = signed_in(road.employee)
    link = link_of(client.post(f"{PAGE}feed/"))
    assert link not in client.get(PAGE).content.decode()
    token = link.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) > 40
    feed = Feed.objects.get()
    assert token not in str(vars(feed))
    assert feed.token_hash == token_hash(token)


def test_a_new_link_ends_the_old_and_a_revoked_one_is_not_there(road: Road, client: Client) -> None:
    mine = signed_in(road.employee)
    old = link_of(mine.post(f"{PAGE}feed/"))
    new = link_of(mine.post(f"{PAGE}feed/"))
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert mine.post(f"{PAGE}feed/end/").status_code == 303
    assert client.get(new).status_code == 404
    assert client.get("/calendar/tebakan.ics").status_code == 404
    assert client.post(new).status_code == 405


def test_a_closed_account_has_no_feed(road: Road, client: Client) -> None:
    link = link_of(signed_in(road.employee).post(f"{PAGE}feed/"))
    people.close_account(by=road.cast["admin"], account=road.employee, on=ON, reason="Pindah")
    assert client.get(link).status_code == 404


def test_the_feed_holds_the_sessions_of_either_side_and_no_words_of_theirs(
    road: Road, client: Client
) -> None:
    road.agreed()
    session = road.proposed()
    gone = road.proposed(2)
    actions.cancel_session(by=road.guide, session=gone, reason="Rapat.", on=road.clock.on)
    session.place, session.topic = "Ruang Rinjani", "Beban kerja"
    session.save()
    told = {}
    for who in (road.employee, road.guide):
        answer = client.get(link_of(signed_in(who).post(f"{PAGE}feed/")))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        text = answer.content.decode()
        for words in ("Rinjani", "Beban", "Rapat", "Rara", "Ketut"):
            assert words not in text
        [event] = Calendar.from_ical(answer.content).walk("VEVENT")
        assert event.start == session.start
        told[who.pk] = str(event["SUMMARY"])
    assert told == {road.employee.pk: "Sesi mentoring dengan K.", road.guide.pk: "Sesi mentoring dengan R."}


def test_a_konseling_is_a_meeting_and_nothing_more(closed_road: Road, client: Client) -> None:
    road = closed_road
    session = road.proposed()
    session.place, session.topic = "Ruang Konseling", "Konseling keluarga"
    session.save()
    for who in (road.employee, road.guide):
        text = client.get(link_of(signed_in(who).post(f"{PAGE}feed/"))).content.decode()
        assert "SUMMARY:Pertemuan\r\n" in text
        for word in ("konsel", "counsel", "rara", "ketut", " r.", " k."):
            assert word not in text.lower()


def test_others_see_none_of_it(road: Road, client: Client) -> None:
    road.agreed()
    road.proposed()
    for who in ("superior", "planner", "stranger", "auditor", "overseer"):
        answer = client.get(link_of(signed_in(road.cast[who]).post(f"{PAGE}feed/")))
        assert answer.status_code == 200
        assert not Calendar.from_ical(answer.content).walk("VEVENT")


def test_ninety_days_back_and_all_that_come(road: Road, client: Client) -> None:
    road.agreed()
    session = road.proposed()
    link = link_of(signed_in(road.employee).post(f"{PAGE}feed/"))
    for days, there in ((-89, True), (-91, False), (400, True)):
        Session.objects.filter(pk=session.pk).update(start=timezone.now() + timedelta(days=days))
        events = Calendar.from_ical(client.get(link).content).walk("VEVENT")
        assert bool(events) == there


def test_asked_again_it_says_that_nothing_changed(road: Road, client: Client) -> None:
    road.agreed()
    session = road.proposed()
    link = link_of(signed_in(road.employee).post(f"{PAGE}feed/"))
    first = client.get(link)
    road.clock.go(hours=1)
    same = client.get(link, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert client.get(link)["Last-Modified"] == first["Last-Modified"]
    assert client.get(link, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert client.head(link)["ETag"] == first["ETag"]
    later = session.start + timedelta(days=1)
    actions.reschedule(by=road.guide, session=session, start=later, minutes=60, on=road.clock.on)
    changed = client.get(
        link, headers={"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    )
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert changed["Last-Modified"] != first["Last-Modified"]
    assert b"SEQUENCE:1" in changed.content


def test_the_feed_asks_few_queries_however_many_sessions(road: Road, client: Client) -> None:
    road.agreed()
    for days in range(1, 4):
        road.proposed(days)
    for number in range(40):
        session = Session.objects.latest("pk")
        session.pk, session.uid, session.start = (
            None,
            uuid4(),
            session.start + timedelta(days=number),
        )
        session.save()
    link = link_of(signed_in(road.employee).post(f"{PAGE}feed/"))
    with CaptureQueriesContext(connection) as seen:
        client.get(link)
    assert len(seen) <= 5


def test_an_address_that_is_not_listed_is_refused_in_words(cast: Cast, settings: Any) -> None:
    settings.ICS_HOSTS = frozenset({"kalender.example"})
    client = signed_in(cast["employee"])
    answer = client.post(f"{PAGE}busy/", {"address": "https://lain.example/x.ics"})
    assert answer.status_code == 422
    assert "lain.example tidak dapat dibaca" in answer.content.decode()
    assert client.post(f"{PAGE}busy/", {"address": ""}).status_code == 422
    assert not BusyCalendar.objects.exists()


def test_a_calendar_is_connected_and_let_go_and_its_address_never_shown(cast: Cast, settings: Any) -> None:
    settings.ICS_HOSTS = frozenset({"kalender.example"})
    client = signed_in(cast["employee"])
    answer = client.post(f"{PAGE}busy/", {"address": "https://kalender.example/rahasia-42/x.ics"})
    assert answer.status_code == 303
    page = client.get(PAGE).content.decode()
    assert "kalender.example" in page
    assert "rahasia-42" not in page
    for code, said in PROBLEMS.items():
        BusyCalendar.objects.update(problem=code)
        assert str(said) in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}busy/end/").status_code == 303
    assert not BusyCalendar.objects.exists()


def test_somebody_elses_settings_are_not_reached(cast: Cast) -> None:
    """Every address of the page is about whoever asks; nothing in it names another."""
    people.set_mail_preference(by=cast["employee"], how=MailHow.NONE, language="id", time_zone=Zone.WIB)
    token = actions.make_feed(by=cast["employee"])
    stranger = signed_in(cast["stranger"])
    stranger.post(f"{PAGE}feed/end/", {"account": cast["employee"].pk})
    stranger.post(
        PAGE, {"how": "daily", "language": "en", "time_zone": Zone.WIT, "account": cast["employee"].pk}
    )
    assert Client().get(f"/calendar/{token}.ics").status_code == 200
    assert MailPreference.objects.get(account=cast["employee"]).how == MailHow.NONE
