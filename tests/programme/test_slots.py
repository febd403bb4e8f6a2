"""Free times of the two: shared hours, less days off, sessions and busy times; three proposals first."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.people.models import Account
from pamong.policy.words import Method
from pamong.programme import actions
from pamong.programme.models import BusyCalendar, Engagement, Session
from pamong.programme.queries import free_slots
from tests import factories as f
from tests.programme.conftest import Programme
from tests.programme.road import Road

pytestmark = pytest.mark.django_db
# The road begins on Tuesday, 4 August 2026; Monday, 17 August is Independence Day.


def meet(road: Road, employee: tuple[str, ...], guide: tuple[str, ...]) -> Engagement:
    engagement = road.fresh() if road.engagement.starts_on else road.agreed()
    engagement.proposal.hours, engagement.guide.hours = list(employee), list(guide)
    engagement.proposal.save(update_fields=["hours"])
    engagement.guide.save(update_fields=["hours"])
    return road.fresh()


def starts(road: Road, days: int = 14) -> list[str]:
    found = free_slots(road.fresh(), road.clock.on, days)
    return [f"{slot.start:%m-%d %H}" for slot in found]


def test_hours_of_both_on_working_days_after_today(road: Road) -> None:
    meet(road, ("sel-10", "rab-13", "sen-09"), ("rab-13", "sen-09", "jum-08"))
    found = free_slots(road.fresh(), road.clock.on)
    assert [f"{slot.start:%a %d %H}" for slot in found] == ["Wed 05 13", "Mon 10 09", "Wed 12 13"]
    assert all(slot.wished and slot.proposed and slot.minutes == 60 for slot in found)
    assert all(slot.start.utcoffset() == timedelta(hours=7) for slot in found)


def test_days_off_of_the_nation_and_the_institution_are_left_out(road: Road) -> None:
    meet(road, ("sen-09",), ("sen-09",))
    assert starts(road, 21) == ["08-10 09", "08-24 09"]  # the 17th is a holiday
    actions.set_off_day(
        by=road.cast["planner"], institution=road.cast.institution, day=date(2026, 8, 10), name="Hari jadi", on=road.clock.on
    )  # fmt: skip
    assert starts(road, 21) == ["08-24 09"]


def test_where_no_hour_is_shared_the_guides_hours_stand(road: Road) -> None:
    meet(road, ("sen-09",), ("rab-13",))
    assert starts(road, 7) == ["08-05 13"]
    assert not free_slots(road.fresh(), road.clock.on, 7)[0].wished
    meet(road, ("kam-09",), ())
    assert starts(road, 7) == ["08-06 09"]
    meet(road, (), ())
    assert len(starts(road, 1)) == 9  # office hours of tomorrow


def test_three_days_come_first_and_the_rest_in_order(road: Road) -> None:
    meet(road, (), ("rab-08", "rab-09", "kam-08", "kam-09", "jum-10"))
    found = free_slots(road.fresh(), road.clock.on, 7)
    assert [f"{slot.start:%d %H}" for slot in found if slot.proposed] == ["05 08", "06 08", "07 10"]
    assert [f"{slot.start:%d %H}" for slot in found] == ["05 08", "06 08", "07 10", "05 09", "06 09"]
    rest = [slot.start for slot in found if not slot.proposed]
    assert all(one < two for one, two in pairwise(rest))


def test_two_days_give_three_proposals_all_the_same(road: Road) -> None:
    meet(road, (), ("rab-08", "rab-09", "kam-08"))
    found = free_slots(road.fresh(), road.clock.on, 3)
    assert [f"{slot.start:%d %H}" for slot in found if slot.proposed] == ["05 08", "05 09", "06 08"]


def test_sessions_of_either_in_any_engagement_take_their_time(road: Road, programme: Programme) -> None:
    meet(road, (), ("rab-08", "rab-09", "rab-10", "rab-11"))
    road.proposed()  # on Wednesday at 10
    assert starts(road, 1) == ["08-05 08", "08-05 09", "08-05 11"]
    # The guide is somebody's mentee, too, and sits there from 8.30 to 9.30.
    other = Engagement.objects.get(pk=road.engagement.pk)
    boss = programme.guide("Luh Sekar")
    other.pk, other.employee, other.guide = None, road.engagement.guide.employee, boss  # type: ignore[assignment,misc]
    other.save()
    Session.objects.create(
        engagement=other, state="scheduled", start=datetime(2026, 8, 5, 8, 30, tzinfo=road.clock.now.tzinfo),
        minutes=60, proposed_by=road.guide,
    )  # fmt: skip
    assert starts(road, 1) == ["08-05 11"]
    Session.objects.update(state="cancelled")
    assert len(starts(road, 1)) == 4


def busy(account: Account, *times: tuple[datetime, datetime]) -> None:
    calendar = BusyCalendar.objects.create(account=account, address=b"x", host="kalender.example")
    actions.keep_busy(calendar=calendar, times=times, at=times[0][0])


@pytest.mark.parametrize("side", ["employee", "guide"])
def test_busy_times_of_either_side_are_left_out(road: Road, side: str) -> None:
    meet(road, (), ("rab-08", "rab-09", "rab-10"))
    zone = road.clock.now.tzinfo
    busy(
        getattr(road, side), (datetime(2026, 8, 5, 8, 59, tzinfo=zone), datetime(2026, 8, 5, 10, tzinfo=zone))
    )
    # Eight o'clock would last into it; ten begins when it ends.
    assert starts(road, 1) == ["08-05 10"]


def test_busy_times_of_others_are_their_own(road: Road) -> None:
    meet(road, (), ("rab-08",))
    zone = road.clock.now.tzinfo
    busy(road.cast["stranger"], (datetime(2026, 8, 5, 7, tzinfo=zone), datetime(2026, 8, 5, 17, tzinfo=zone)))
    assert starts(road, 1) == ["08-05 08"]


def test_an_outside_guides_calendar_counts_too(programme: Programme, closed_road: Road) -> None:
    """Somebody without an employee's record is known by the account."""
    engagement = closed_road.engagement
    account = f.account(programme.cast.institution, "luar")
    engagement.guide.employee, engagement.guide.name, engagement.guide.account = None, "Ibu Ratna", account
    engagement.guide.hours = ["rab-08", "rab-09"]
    engagement.guide.save()
    zone = closed_road.clock.now.tzinfo
    busy(account, (datetime(2026, 8, 5, 8, tzinfo=zone), datetime(2026, 8, 5, 9, tzinfo=zone)))
    assert engagement.method == Method.COUNSELLING
    assert starts(closed_road, 1) == ["08-05 09"]


def test_four_queries_however_much_is_taken(road: Road) -> None:
    meet(road, (), ())
    for days in (1, 2, 3):
        road.proposed(days)
    engagement = Engagement.objects.select_related("proposal", "guide", "institution").get(
        pk=road.engagement.pk
    )
    with CaptureQueriesContext(connection) as seen:
        free_slots(engagement, road.clock.on, 30)
    assert len(seen) <= 4
