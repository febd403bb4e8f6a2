"""Reads for the documents of one engagement."""

from django.db.models import QuerySet

from pamong.people.access import Viewer
from pamong.policy.words import Method
from pamong.programme.models import CounsellingResult, Engagement, Goal, Reassessment, Session
from pamong.programme.queries.letters import with_people
from pamong.programme.workflow import SessionState


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
