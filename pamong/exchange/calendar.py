"""iCalendar (RFC 5545): invitations and feeds out, busy times in.

The records below give and keep facts only; that they travel as this format is decided here, on the floor of files. A
queued message holds the facts of its event as they were, and whoever sends it calls `event_file` from its door.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress
from icalendar.error import InvalidCalendar

PRODUCT = "-//Pamong//Pamong//ID"
# Indonesia's zones keep one offset all year; the last change of any of them was in 1964.
_SINCE = datetime(1970, 1, 1)  # noqa: DTZ001 the standard wants local time here
ZONES = {"Asia/Jakarta": (7, "WIB"), "Asia/Makassar": (8, "WITA"), "Asia/Jayapura": (9, "WIT")}
_MOST_BUSY = 5000  # intervals of one calendar


class Unreadable(ValueError):  # noqa: N818 named for what is wrong
    """The file is no calendar, or one that cannot be worked out."""


def event_file(facts: Mapping[str, Any]) -> tuple[bytes, str]:
    """One event as an invitation or a cancellation to one person, and its method."""
    method = str(facts["method"])
    calendar = _calendar(method)
    calendar.add_component(_zone(str(facts["zone"])))
    event = _event(facts)
    organiser = vCalAddress(f"mailto:{facts['organiser']}")
    organiser.params["CN"] = "Pamong"
    event.add("organizer", organiser)
    attendee = vCalAddress(f"mailto:{facts['attendee']}")
    attendee.params["ROLE"], attendee.params["PARTSTAT"], attendee.params["RSVP"] = (
        "REQ-PARTICIPANT",
        "NEEDS-ACTION",
        "FALSE",
    )
    event.add("attendee", attendee)
    calendar.add_component(event)
    return bytes(calendar.to_ical()), method


def feed_file(events: Iterable[Mapping[str, Any]], zone: str) -> bytes:
    """The events of one person, for a calendar program that asks again by itself."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", "Pamong")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(_zone(zone))
    for facts in events:
        calendar.add_component(_event(facts))
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _zone(name: str) -> Timezone:
    hours, label = ZONES[name]
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", name)
    standard.add("dtstart", _SINCE)
    standard.add("tzoffsetfrom", timedelta(hours=hours))
    standard.add("tzoffsetto", timedelta(hours=hours))
    standard.add("tzname", label)
    zone.add_component(standard)
    return zone


def _event(facts: Mapping[str, Any]) -> Event:
    start = datetime.fromisoformat(facts["start"]).astimezone(ZoneInfo(facts["zone"]))
    event = Event()
    event.add("uid", f"{facts['uid']}@{facts['host']}")
    event.add("sequence", int(facts["sequence"]))
    event.add("dtstamp", datetime.fromisoformat(facts["stamp"]).astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=int(facts["minutes"])))
    event.add("summary", facts["summary"])
    event.add("status", facts["status"])
    event.add("class", "PRIVATE")
    if facts.get("location"):
        event.add("location", facts["location"])
    if facts.get("url"):
        event.add("url", facts["url"])
    return event


Interval = tuple[datetime, datetime]


def busy_times(content: bytes, start: datetime, end: datetime) -> list[Interval]:
    """When somebody is busy within the two moments, repeats worked out; what for is not read at all."""
    try:
        found = recurring_ical_events.of(Calendar.from_ical(content), skip_bad_series=True)
        events = found.between(start, end)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, InvalidCalendar) as problem:
        raise Unreadable(str(problem)) from problem
    zone = ZoneInfo(str(start.tzinfo)) if start.tzinfo is not None else ZoneInfo("UTC")
    times = []
    for event in events:
        if str(event.get("TRANSP", "")) == "TRANSPARENT" or str(event.get("STATUS", "")) == "CANCELLED":
            continue
        begins, ends = _moment(event.start, zone), _moment(event.end, zone)
        if ends > begins:
            times.append((max(begins, start), min(ends, end)))
    return _joined(times)[:_MOST_BUSY]


def _moment(value: date | datetime, zone: ZoneInfo) -> datetime:
    """Whole days and floating times are those of the reader's zone."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _joined(times: list[Interval]) -> list[Interval]:
    """In order, with those that touch made one."""
    joined: list[Interval] = []
    for begins, ends in sorted(times):
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    return joined
