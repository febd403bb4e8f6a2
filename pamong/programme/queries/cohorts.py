"""Cohorts with how many are in them, and who may still join."""

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet

from pamong.people.access import Viewer
from pamong.people.queries import how_many
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.models import TAKING_A_PLACE, Cohort, Engagement
from pamong.programme.queries.engagements import with_course
from pamong.programme.workflow import EngagementState

MOST_OFFERED = 50  # on one page; the search narrows them


def cohorts(viewer: Viewer) -> QuerySet[Cohort]:
    """The newest first, each with how many are in it, under way and completed; one query."""
    inside = Engagement.objects.filter(cohort=OuterRef("pk"))
    return (
        access.cohorts_visible_to(viewer)
        .select_related("template")
        .annotate(
            people=how_many(inside, "cohort"),
            underway=how_many(inside.filter(state__in=TAKING_A_PLACE), "cohort"),
            completed=how_many(inside.filter(state=EngagementState.COMPLETED), "cohort"),
        )
        .order_by("-starts_on", "name", "pk")
    )


def members(viewer: Viewer, cohort: Cohort, now: datetime) -> QuerySet[Engagement]:
    """Who is in it and how each goes, as far as the viewer sees them."""
    rows = access.engagements_visible_to(viewer).filter(cohort=cohort)
    return with_course(rows, now).order_by("employee__name", "pk")


def who_may_join(viewer: Viewer, cohort: Cohort, search: str = "") -> QuerySet[Engagement]:
    """Open engagements of the same method and context that are in no cohort, the newest first; never a konseling."""
    rows = access.engagements_visible_to(viewer).filter(
        method=cohort.template.method,
        context=cohort.template.context,
        state__in=TAKING_A_PLACE,
        cohort__isnull=True,
    )
    rows = rows.exclude(method=Method.COUNSELLING)
    if search:
        rows = rows.filter(Q(employee__name__icontains=search) | Q(employee__unit__name__icontains=search))
    return rows.select_related("employee__unit", "guide__employee").order_by("-matched_at", "-pk")
