"""Invitations of sessions: both sides, one event, the reader's zone, and not a word of a konseling."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from icalendar import Calendar

from pamong.exchange.calendar import event_file
from pamong.people.actions import deliver, set_mail_preference
from pamong.people.models import Account, Mail, MailHow, MailState, Zone
from pamong.programme import actions
from pamong.programme.models import Session
from tests.mail_server import Post
from tests.programme.road import Road

pytestmark = pytest.mark.django_db
WORDS_OF_KONSELING = ("konsel", "counsel")


@pytest.fixture(autouse=True)
def addresses(request: pytest.FixtureRequest) -> None:
    """Both have an address; the guide reads English in Makassar."""
    for name in ("road", "closed_road"):
        if name in request.fixturenames:
            road: Road = request.getfixturevalue(name)
            give(road.employee, "rara@lpa.example")
            give(road.guide, "ketut@lpa.example")
            set_mail_preference(by=road.guide, how=MailHow.NONE, language="en", time_zone=Zone.WITA)


def give(account: Account, address: str) -> None:
    account.email = address
    account.save(update_fields=["email"])


def event_of(mail: Mail) -> Any:
    assert mail.event is not None
    content, method = event_file(mail.event)
    calendar = Calendar.from_ical(content)
    assert str(calendar["METHOD"]) == method
    return calendar.walk("VEVENT")[0]


def mails_to(address: str) -> list[Mail]:
    return list(Mail.objects.filter(address=address).order_by("pk"))


def test_both_are_invited_each_in_their_own_zone_and_language(road: Road) -> None:
    road.agreed()
    session = road.proposed()
    [rara] = mails_to("rara@lpa.example")
    [ketut] = mails_to("ketut@lpa.example")
    assert rara.subject == "Undangan sesi mentoring: Rabu, 5 Agustus 2026, 10.00 WIB"
    assert ketut.subject == "Invitation to a mentoring session: Wednesday, 5 August 2026, 11:00 WITA"
    assert "Ketut Wirawan mengusulkan waktu sesi mentoring" in rara.text
    assert "You proposed a time" in ketut.text
    assert (
        "Waktu: Rabu, 5 Agustus 2026, 10.00 WIB (Bagi yang lain: Rabu, 5 Agustus 2026, 11.00 WITA)"
        in rara.text
    )
    assert "For the other: Wednesday, 5 August 2026, 10:00 WIB" in ketut.text
    assert "Lama: 60 menit" in rara.html
    assert f"http://localhost:8000/engagements/{session.engagement_id}/" in rara.html
    for mail, zone in ((rara, "Asia/Jakarta"), (ketut, "Asia/Makassar")):
        event = event_of(mail)
        assert event["DTSTART"].params["TZID"] == zone
        assert event.start == session.start
        assert event.end - event.start == timedelta(minutes=60)
        assert str(event["UID"]).startswith(str(session.uid))
        assert (event["SEQUENCE"], str(event["STATUS"])) == (0, "TENTATIVE")
        assert str(event["ATTENDEE"]) == f"mailto:{mail.address}"
    assert str(event_of(rara)["SUMMARY"]) == "Sesi mentoring dengan K."
    assert str(event_of(ketut)["SUMMARY"]) == "Mentoring session with R."


def test_no_topic_travels(road: Road) -> None:
    road.agreed()
    road.proposed()
    for mail in Mail.objects.all():
        content, _method = event_file(mail.event or {})
        assert b"Agenda rapat" not in content
        assert "Agenda rapat" not in mail.text + mail.html + mail.subject


def test_one_event_whose_sequence_rises_until_it_is_cancelled(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    later = session.start + timedelta(days=1)
    session = actions.reschedule(by=road.employee, session=session, start=later, minutes=45, on=road.clock.on)
    session = actions.confirm_session(by=road.guide, session=session, on=road.clock.on)
    actions.cancel_session(by=road.guide, session=session, reason="Rapat mendadak.", on=road.clock.on)
    mails = mails_to("rara@lpa.example")
    events = [event_of(mail) for mail in mails]
    assert [event["SEQUENCE"] for event in events] == [0, 0, 1, 1, 2]
    assert [str(event["STATUS"]) for event in events] == [
        "TENTATIVE", "CONFIRMED", "TENTATIVE", "CONFIRMED", "CANCELLED",
    ]  # fmt: skip
    assert len({str(event["UID"]) for event in events}) == 1
    assert [mail.event["method"] for mail in mails if mail.event] == ["REQUEST"] * 4 + ["CANCEL"]
    stamps = [event["DTSTAMP"].dt for event in events]
    assert stamps == sorted(stamps)
    assert "Rapat mendadak" not in "".join(mail.text for mail in mails)


@pytest.mark.parametrize(
    ("zone", "offset", "said"), [(Zone.WIB, 7, "10:00"), (Zone.WITA, 8, "11:00"), (Zone.WIT, 9, "12:00")]
)
def test_each_zone_has_its_one_offset(road: Road, zone: Zone, offset: int, said: str) -> None:
    set_mail_preference(by=road.employee, how=MailHow.DAILY, language="id", time_zone=zone)
    road.agreed()
    session = road.proposed()
    [mail] = mails_to("rara@lpa.example")
    content, _method = event_file(mail.event or {})
    calendar = Calendar.from_ical(content)
    [defined] = calendar.walk("VTIMEZONE")
    [standard] = calendar.walk("STANDARD")
    assert not calendar.walk("DAYLIGHT")
    assert str(defined["TZID"]) == zone.value
    assert standard["TZOFFSETTO"].td == standard["TZOFFSETFROM"].td == timedelta(hours=offset)
    start = calendar.walk("VEVENT")[0].start
    assert (f"{start:%H:%M}", start.utcoffset()) == (said, timedelta(hours=offset))
    assert start.astimezone(UTC) == session.start.astimezone(UTC)


def test_of_a_konseling_no_mail_says_a_word(closed_road: Road) -> None:
    road = closed_road
    session = actions.propose_session(
        by=road.guide, engagement=road.engagement, start=road.clock.now + timedelta(days=1, hours=2), minutes=60,
        on=road.clock.on, place="Ruang Konseling lantai 2", topic="Beban kerja",
    )  # fmt: skip
    session = actions.confirm_session(by=road.employee, session=session, on=road.clock.on)
    actions.cancel_session(by=road.guide, session=session, reason="Konselor sakit", on=road.clock.on)
    assert Mail.objects.count() == 6
    for mail in Mail.objects.all():
        content, _method = event_file(mail.event or {})
        own = str(mail.account)  # the letter greets its reader
        told = " ".join([mail.subject, mail.text, mail.html, content.decode()]).lower()
        for word in (*WORDS_OF_KONSELING, "beban kerja", "sakit", "lantai"):
            assert word not in told
        for name in ("Rara Anindita", "Ketut Wirawan"):
            assert name == own or name.lower() not in told
            assert name not in mail.subject
        assert str(event_of(mail)["SUMMARY"]) in ("Pertemuan", "Meeting")
        assert "LOCATION" not in event_of(mail)


def test_undone_with_its_action(road: Road) -> None:
    road.agreed()

    @transaction.atomic
    def change() -> None:
        road.proposed()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert not Mail.objects.exists()
    assert not Session.objects.exists()


def test_an_engagement_that_ends_cancels_what_lies_ahead(road: Road) -> None:
    road.agreed()
    road.scheduled()
    actions.stop(by=road.guide, engagement=road.engagement, reason="Pindah tugas.", on=road.clock.on)
    last = [one for one in mails_to("rara@lpa.example") if one.event][-1]
    assert (last.event or {})["method"] == "CANCEL"
    assert last.subject.startswith("Pembatalan sesi mentoring")


def test_it_goes_out_as_an_invitation_and_not_after_the_meeting(road: Road, post: Post) -> None:
    road.agreed()
    road.proposed()
    road.proposed(days=2)
    assert deliver(attach=event_file, limit=2) == {"sent": 2}
    [arrived] = post.to("rara@lpa.example")
    part = next(part for part in arrived.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    road.clock.go(days=3)
    assert deliver(attach=event_file) == {"lapsed": 2}
    assert Mail.objects.filter(state=MailState.LAPSED).count() == 2


def test_whoever_has_no_account_or_address_is_told_by_no_mail(road: Road) -> None:
    give(road.employee, "")
    road.agreed()
    road.proposed()
    assert [mail.address for mail in Mail.objects.all()] == ["ketut@lpa.example"]


def test_the_file_folds_and_escapes(road: Road) -> None:
    place = "Ruang A; lantai 2, " + "gedung utama " * 20
    road.agreed()
    start = datetime(2026, 8, 5, 3, tzinfo=UTC)
    actions.propose_session(
        by=road.guide, engagement=road.engagement, start=start, minutes=60, place=place, on=road.clock.on
    )
    mail = Mail.objects.first()
    assert mail is not None
    content, _method = event_file(mail.event or {})
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert str(event_of(mail)["LOCATION"]) == place.strip()
