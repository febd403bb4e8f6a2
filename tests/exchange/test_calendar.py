"""iCalendar in and out: busy times with their repeats, feeds that say nothing they should not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from pamong.exchange.calendar import Unreadable, busy_times, feed_file

JAKARTA = ZoneInfo("Asia/Jakarta")
START = datetime(2026, 8, 3, tzinfo=JAKARTA)  # a Monday
END = START + timedelta(days=14)


def events(*bodies: str) -> bytes:
    inside = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20260801T000000Z\r\n{body}\r\nEND:VEVENT\r\n"
        for number, body in enumerate(bodies)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inside}END:VCALENDAR\r\n".encode()


def said(content: bytes) -> list[str]:
    return [
        f"{begins.astimezone(JAKARTA):%d %H:%M}-{ends.astimezone(JAKARTA):%d %H:%M}"
        for begins, ends in busy_times(content, START, END)
    ]


def test_a_repeat_with_an_exception_and_a_moved_one() -> None:
    weekly = "DTSTART;TZID=Asia/Makassar:20260803T090000\r\nDTEND;TZID=Asia/Makassar:20260803T100000\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEXDATE;TZID=Asia/Makassar:20260804T090000"
    moved = "DTSTART;TZID=Asia/Makassar:20260805T150000\r\nDTEND;TZID=Asia/Makassar:20260805T160000\r\nRECURRENCE-ID;TZID=Asia/Makassar:20260805T090000"
    content = events(weekly, moved).replace(b"UID:1", b"UID:0")
    assert said(content) == ["03 08:00-03 09:00", "05 14:00-05 15:00", "06 08:00-06 09:00"]


def test_whole_days_floating_times_and_durations() -> None:
    content = events(
        "DTSTART;VALUE=DATE:20260804\r\nDTEND;VALUE=DATE:20260805",
        "DTSTART:20260806T130000\r\nDURATION:PT90M",
        "DTSTART:20260807T020000Z\r\nDTEND:20260807T030000Z",
    )
    assert said(content) == ["04 00:00-05 00:00", "06 13:00-06 14:30", "07 09:00-07 10:00"]


def test_what_takes_no_time_is_not_busy() -> None:
    content = events(
        "DTSTART:20260804T020000Z\r\nDTEND:20260804T030000Z\r\nTRANSP:TRANSPARENT",
        "DTSTART:20260805T020000Z\r\nDTEND:20260805T030000Z\r\nSTATUS:CANCELLED",
        "DTSTART:20260806T020000Z\r\nDTEND:20260806T020000Z",
        "DTSTART:20260720T020000Z\r\nDTEND:20260720T030000Z",
    )
    assert said(content) == []


def test_times_that_touch_are_one_and_are_cut_at_the_edges() -> None:
    content = events(
        "DTSTART:20260804T020000Z\r\nDTEND:20260804T030000Z",
        "DTSTART:20260804T030000Z\r\nDTEND:20260804T040000Z",
        "DTSTART:20260802T100000Z\r\nDTEND:20260803T020000Z",
    )
    assert said(content) == ["03 00:00-03 09:00", "04 09:00-04 11:00"]


def test_a_repeat_without_end_stays_within_the_days_asked() -> None:
    content = events("DTSTART:20200101T020000Z\r\nDTEND:20200101T030000Z\r\nRRULE:FREQ=DAILY")
    assert len(busy_times(content, START, END)) == 14


@pytest.mark.parametrize(
    "content",
    [b"", b"<html></html>", b"\xff\xfe\x00", b"BEGIN:VEVENT\r\nEND:VEVENT", b"BEGIN:VCALENDAR\r\nX"],
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        busy_times(content, START, END)


def test_the_feed_is_the_same_bytes_for_the_same_sessions() -> None:
    facts = {
        "uid": "a", "host": "pamong.example", "sequence": 1, "start": "2026-08-05T03:00:00+00:00", "minutes": 60,
        "stamp": "2026-08-04T01:00:00+00:00", "zone": "Asia/Jayapura", "summary": "Pertemuan", "status": "CONFIRMED",
        "method": "PUBLISH", "url": "https://pamong.example/home/",
    }  # fmt: skip
    once = feed_file([facts], "Asia/Jayapura")
    assert once == feed_file([facts], "Asia/Jayapura")
    calendar = Calendar.from_ical(once)
    [event] = calendar.walk("VEVENT")
    assert event.start == datetime(2026, 8, 5, 3, tzinfo=UTC)
    assert f"{event.start:%H:%M %Z}" == "12:00 WIT"
    assert (str(event["CLASS"]), event["SEQUENCE"]) == ("PRIVATE", 1)
    assert "ORGANIZER" not in event
    assert "ATTENDEE" not in event
