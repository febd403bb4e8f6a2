"""Reads on konseling: one's cases, one room with all that stands in it, results that came up the line."""

from datetime import date, datetime, time

from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from pamong.people.access import Viewer
from pamong.people.models import Institution
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.models import Agreement, CounsellingResult, Engagement, Opening
from pamong.programme.workflow import AgreementState, SessionState

AHEAD = (SessionState.PROPOSED, SessionState.SCHEDULED)
SMALLEST = 5  # a smaller number is not told


def cases(viewer: Viewer) -> QuerySet[Engagement]:
    """Open ones first, the newest first; `next_start`: of the next session."""
    coming = Q(meetings__state__in=AHEAD, meetings__start__gt=timezone.now())
    rows = access.cases_visible_to(viewer).select_related(
        "employee__unit", "guide__employee", "guide__account"
    )
    rows = rows.annotate(next_start=Min("meetings__start", filter=coming))
    return rows.order_by("ended_at", "-matched_at", "-pk")


def with_room(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """With the two, the current agreement (`papers`), sessions, referrals, result and handover."""
    current = Agreement.objects.exclude(state=AgreementState.REPLACED)
    return rows.select_related(
        "employee__unit",
        "employee__superior",
        "guide__employee",
        "guide__account",
        "proposal",
        "template",
        "counselling_result",
        "handover",
    ).prefetch_related(Prefetch("agreements", current, to_attr="papers"), "meetings", "referrals")


def results_received(viewer: Viewer) -> QuerySet[CounsellingResult]:
    """Whose konseling ended in what, for the line of the rule; the content stays behind."""
    rows = access.results_visible_to(viewer).defer("body")
    return rows.select_related("engagement__employee__unit").order_by("-at", "-pk")


def openings(viewer: Viewer) -> QuerySet[Opening]:
    """With the people in them, those that wait first."""
    rows = access.openings_visible_to(viewer).select_related(
        "engagement__employee__unit", "engagement__guide__employee", "asked_by", "answered_by"
    )
    return rows.order_by("answered_at", "-asked_at")


def has_notes(engagement: Engagement) -> bool:
    """Whether anything is written that an opening might open; not one word of it is read."""
    return access.openable_notes().filter(engagement=engagement).exists()


def counselling_count(institution: Institution) -> int | None:
    """How many konseling there were; nothing where they are fewer than five people's."""
    rows = Engagement.objects.filter(institution=institution, method=Method.COUNSELLING)
    people = rows.values("employee").distinct().count()
    return rows.count() if people >= SMALLEST else None


def counselled_as_month_began(institution: Institution, on: date) -> int | None:
    """How many people were in a konseling when the month of the day began; nothing where they are fewer than five.

    A number of today would say by its next change that somebody began, and on which day.
    """
    began = timezone.make_aware(datetime.combine(on.replace(day=1), time()))
    rows = Engagement.objects.filter(institution=institution, method=Method.COUNSELLING, matched_at__lt=began)
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=began))
    people = rows.aggregate(people=Count("employee", distinct=True))["people"]
    return int(people) if people >= SMALLEST else None
