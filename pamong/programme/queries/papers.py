"""Reads for the documents of one engagement."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from pamong.people.access import Viewer
from pamong.policy.hours import counted
from pamong.policy.words import Method
from pamong.programme.models import CounsellingResult, Engagement, Goal, Reassessment, Session
from pamong.programme.queries.letters import with_people
from pamong.programme.workflow import SessionState
from pamong.recommendation.queries.facts import settings_of


def engagements_with_papers(viewer: Viewer) -> QuerySet[Engagement]:
    """Coaching and mentoring of the institution; who reads which paper, `access.can_read` says."""
    rows = Engagement.objects.filter(institution=viewer.institution).exclude(method=Method.COUNSELLING)
    return with_people(rows)


def held_sessions(engagement: Engagement) -> QuerySet[Session]:
    """Those that took place, oldest first."""
    return engagement.meetings.filter(state=SessionState.HELD).order_by("start", "pk")


def result_of(engagement: Engagement) -> CounsellingResult | None:
    """The result of a konseling, once it is written."""
    rows = CounsellingResult.objects.filter(engagement=engagement)
    found = rows.first()
    if found is not None:
        found.engagement = engagement
    return found


def goals_of(engagement: Engagement) -> QuerySet[Goal]:
    """Those that were not dropped."""
    return engagement.goals.filter(dropped_at__isnull=True).order_by("pk")


def reassessments_of(engagement: Engagement) -> QuerySet[Reassessment]:
    return engagement.reassessments.select_related("competency", "by__employee")


def learning_hours(engagement: Engagement, on: date) -> int:
    """The hours (JP) of its held sessions; the month's most is counted over all of the employee's of this method."""
    rows = Session.objects.filter(
        engagement__employee=engagement.employee_id,
        engagement__method=engagement.method,
        state=SessionState.HELD,
    ).values_list("start", "pk", "engagement_id")
    days = sorted((timezone.localtime(start).date(), pk, whose) for start, pk, whose in rows)
    hours = counted(
        Method(engagement.method), [day for day, *_ in days], settings_of(engagement.institution, on)
    )
    return sum(
        one.hours for one, (*_, whose) in zip(hours, days, strict=True) if whose == engagement.pk
    )  # fmt: skip
