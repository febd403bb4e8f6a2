"""Breaking the glass: one asks with a reason, another grants for some hours, the person is told."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy import programme as p
from pamong.policy.errors import NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.programme import access
from pamong.programme.actions.engagements import held, written
from pamong.programme.models import Engagement, Opening


@transaction.atomic
def ask_opening(*, by: Account, engagement: Engagement, reason: str, on: date) -> Opening:
    """Ask to read the shared or counselling notes of an engagement; the trail tells that, not why."""
    engagement = held(engagement)
    access.check_can_ask_opening(viewer(by, on), engagement)
    reason = written(reason)
    now = timezone.now()
    mine = Opening.objects.filter(engagement=engagement, asked_by=by)
    if mine.filter(granted__isnull=True).exists() or mine.filter(granted=True, until__gt=now).exists():
        raise WrongState(
            Sentence(
                "Permintaan Anda untuk catatan ini sudah ada.", "You have asked for these notes already."
            )
        )
    opening = Opening.objects.create(engagement=engagement, asked_by=by, asked_at=now, reason=reason)
    record(by=by, verb="ask_opening", subject=opening, employee=engagement.employee)
    return opening


@transaction.atomic
def answer_opening(*, by: Account, opening: Opening, granted: bool, on: date) -> Opening:
    """The second pair of eyes; once granted it lasts the hours of the rule, and the person's inbox tells it."""
    opening = (
        Opening.objects.select_for_update(of=("self",))
        .select_related("engagement__employee__unit", "engagement__guide")
        .get(pk=opening.pk)
    )
    access.check_can_answer_opening(viewer(by, on), opening)
    if opening.granted is not None:
        raise WrongState
    now = timezone.now()
    opening.answered_by, opening.answered_at, opening.granted = by, now, granted
    if granted:
        opening.until = now + timedelta(hours=p.OPENING_HOURS.on(on))
    opening.save(update_fields=["answered_by", "answered_at", "granted", "until"])
    record(
        by=by,
        verb="grant_opening" if granted else "refuse_opening",
        subject=opening,
        employee=opening.engagement.employee,
        after={"until": opening.until} if granted else None,
    )
    return opening


@transaction.atomic
def close_opening(*, by: Account, opening: Opening, on: date) -> Opening:
    """Whoever was granted one ends it before its time."""
    opening = Opening.objects.select_for_update().get(pk=opening.pk)
    if opening.asked_by_id != by.pk:
        raise NotAllowed
    now = timezone.now()
    if not opening.granted or opening.until is None or opening.until <= now:
        raise WrongState
    opening.until = now
    opening.save(update_fields=["until"])
    record(by=by, verb="close_opening", subject=opening, employee=opening.engagement.employee)
    return opening


@transaction.atomic
def see_opening(*, by: Account, opening: Opening, on: date) -> Opening:
    """The person says that they have been told; told once."""
    opening = Opening.objects.select_for_update().select_related("engagement").get(pk=opening.pk)
    if by.employee_id is None or opening.engagement.employee_id != by.employee_id or not opening.granted:
        raise NotAllowed
    if opening.told_at is None:
        opening.told_at = timezone.now()
        opening.save(update_fields=["told_at"])
        record(by=by, verb="see_opening", subject=opening, employee=by.employee_id)
    return opening
