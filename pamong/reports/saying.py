"""How official documents say people, times and places: always in Indonesian."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ObjectDoesNotExist

from pamong.people.models import Employee, Institution
from pamong.policy.nip import format_nip
from pamong.policy.ranks import rank_said
from pamong.policy.sentence import day
from pamong.policy.words import Method
from pamong.programme.models import Engagement, Guide

DOTS = "." * 24  # left open, to be written in
GUIDE_OF = {Method.COACHING: "coach", Method.MENTORING: "mentor", Method.COUNSELLING: "konselor"}
SITTINGS = {"luring": "Tatap muka", "daring": "Daring"}
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as letters name them; an outsider has an organisation and no number."""

    name: str
    nip: str
    rank: str
    position: str
    unit: str


def person(employee: Employee) -> Person:
    return Person(
        name=employee.name,
        nip=format_nip(employee.nip),
        rank=rank_said(employee.rank),
        position=employee.position.name if employee.position else "",
        unit=employee.unit.name if employee.unit else "",
    )


def guide_as_person(guide: Guide) -> Person:
    if guide.employee is not None:
        return person(guide.employee)
    return Person(guide.name, "", "", "", guide.organisation)


def letterhead_of(institution: Institution) -> tuple[str, ...]:
    """What stands under the institution's name; nothing where nobody has set it."""
    try:
        return tuple(institution.letterhead.lines.splitlines())
    except ObjectDoesNotExist:
        return ()


def signed_on(engagement: Engagement, on: date) -> str:
    """Place and day above a signature: "Jakarta, 24 November 2026"; the place is that of the letter."""
    return f"{engagement.letter.place}, {day(on).id}" if engagement.letter else day(on).id


def day_in(at: datetime, zone: str) -> date:
    """The day it was in the institution's own zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def moment(at: datetime, zone: str) -> str:
    """Day and time with the name of the zone: "24 November 2026 pukul 10.05 WIB"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(local.date()).id} pukul {local:%H.%M} {zone_said(local)}"


def zone_said(local: datetime) -> str:
    """WIB, WITA or WIT; elsewhere the distance from UTC."""
    hours = (local.utcoffset() or timedelta()).total_seconds() / 3600
    return _ZONES.get(int(hours), f"UTC{hours:+g}")


def of(method: str) -> str:
    """The word for the guide of a method."""
    return GUIDE_OF[Method(method)]


def said(method: str) -> str:
    return Method(method).label.id
