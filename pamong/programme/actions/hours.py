"""When two may meet: on which day, for how long, at an hour that both have free, and whether it is time for it."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from pamong.people.models import Account, Employee
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, WrongState
from pamong.policy.programme import VARIANT_BOUNDS
from pamong.policy.sentence import Sentence, day
from pamong.policy.words import Method
from pamong.policy.workdays import is_workday
from pamong.programme.models import Engagement, Guide, Session
from pamong.programme.queries import days_off
from pamong.programme.workflow import EngagementState, SessionState

MEETING = (EngagementState.APPOINTED, EngagementState.AGREED, EngagementState.RUNNING)


def check_time(engagement: Engagement, start: datetime, minutes: int, *, on_day_off: bool) -> None:
    low, high = VARIANT_BOUNDS.on(start.date()).minutes
    if not low <= minutes <= high:
        raise Invalid(
            Sentence("Lama sesi {low} sampai {high} menit.", "A session lasts {low} to {high} minutes.").fill(
                low=low, high=high
            )
        )
    when = timezone.localtime(start).date()
    if not on_day_off and not is_workday(when, days_off(engagement.institution, when)):
        raise Invalid(
            Sentence(
                "{day} hari libur. Pilih hari kerja, atau centang bahwa keduanya setuju.",
                "{day} is a day off. Choose a working day, or tick that both agree.",
            ).fill(day=day(when))
        )


def hold_people(engagement: Engagement) -> None:
    """Both people held, so that an hour of theirs is given once, whatever engagement asks for it."""
    two = [engagement.employee_id, engagement.guide.employee_id]
    list(Employee.objects.select_for_update(of=("self",)).filter(pk__in=two).order_by("pk").values_list("pk"))
    list(Guide.objects.select_for_update(of=("self",)).filter(pk=engagement.guide_id).values_list("pk"))


def check_free(
    by: Account, engagement: Engagement, start: datetime, minutes: int, but: Session | None = None
) -> None:
    """Neither of the two sits in another session at the time; whose it is stays untold.

    The hours of one's own konseling refuse nothing to others: whoever sees all else that a person has would learn of
    it by trying. The person, who knows of it, is refused as ever.
    """
    end = start + timedelta(minutes=minutes)
    guide = Q(engagement__guide=engagement.guide_id)
    if engagement.guide.employee_id:
        who = engagement.guide.employee_id
        guide |= Q(engagement__guide__employee=who) | Q(engagement__employee=who)
    two = guide | Q(engagement__employee=engagement.employee_id) | Q(
        engagement__guide__employee=engagement.employee_id
    )  # fmt: skip
    near = Session.objects.filter(
        two, state=SessionState.SCHEDULED, start__lt=end, start__gt=start - timedelta(hours=4)
    )
    mine = Q(engagement__guide__account=by.pk)
    if by.employee_id:
        mine |= Q(engagement__guide__employee=by.employee_id) | Q(engagement__employee=by.employee_id)
    people = [one for one in (engagement.employee_id, engagement.guide.employee_id) if one]
    near = near.exclude(~mine, engagement__method=Method.COUNSELLING, engagement__employee__in=people)
    if but is not None:
        near = near.exclude(pk=but.pk)
    if any(one.start + timedelta(minutes=one.minutes) > start for one in near):
        raise Invalid(
            Sentence(
                "Salah satu dari Anda berdua sudah mempunyai pertemuan pada waktu itu. Pilih waktu lain.",
                "One of you two has another meeting at that time. Choose another.",
            )
        )


def check_new(engagement: Engagement, start: datetime) -> None:
    """The two meet once at a time: what was sent twice by a second tap is taken once."""
    there = engagement.meetings.exclude(state__in=(SessionState.CANCELLED, SessionState.MISSED))
    if there.filter(start=start).exists():
        raise Invalid(
            Sentence(
                "Sesi pendampingan ini pada waktu itu sudah ada.",
                "This engagement has a session at that time already.",
            )
        )


def check_allowed(engagement: Engagement, but: Session | None = None) -> None:
    """The first session may come before the agreement, the second not."""
    if engagement.state not in MEETING:
        raise WrongState
    if engagement.state == EngagementState.APPOINTED:
        taken = engagement.meetings.exclude(state__in=(SessionState.CANCELLED, SessionState.MISSED))
        if but is not None:
            taken = taken.exclude(pk=but.pk)
        if taken.count() >= p.FREE_SESSIONS.on(timezone.localdate()):
            raise WrongState(
                Sentence(
                    "Sesi kedua menunggu kesepakatan. Setujui kesepakatan lebih dahulu.",
                    "The second session waits for the agreement. Confirm the agreement first.",
                )
            )
