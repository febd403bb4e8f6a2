"""Lists of engagements with their lights, and one engagement with what its room shows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Avg,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from pamong.people.access import Viewer
from pamong.policy.hours import Counted, counted
from pamong.policy.settings import Settings
from pamong.policy.words import Light, Method
from pamong.programme import access
from pamong.programme.models import (
    TAKING_A_PLACE,
    Agreement,
    Engagement,
    Feedback,
    Goal,
    Letter,
    Proof,
    Reassessment,
    Report,
    Session,
    Step,
    Task,
)
from pamong.programme.queries.lights import with_light
from pamong.programme.queries.monitoring import slow
from pamong.programme.workflow import AgreementState, ProofState, SessionState


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the list is narrowed; an empty word narrows nothing."""

    state: str = "open"  # a state, "open" or "all"
    method: str = ""
    light: str = ""
    unit: str = ""  # path
    search: str = ""
    mine: bool = False
    slow: bool = False  # too long in one stage
    template: int | None = None  # planned by it


def engagements(viewer: Viewer, wanted: Wanted, now: datetime) -> QuerySet[Engagement]:
    """Those the viewer may see, whoever was silent longest first; one query, whatever the number of rows."""
    rows = access.engagements_visible_to(viewer)
    if wanted.state == "open":
        rows = rows.filter(state__in=TAKING_A_PLACE)
    elif wanted.state != "all":
        rows = rows.filter(state=wanted.state)
    if wanted.method:
        rows = rows.filter(method=wanted.method)
    if wanted.unit:
        rows = rows.filter(employee__unit__path__startswith=wanted.unit)
    if wanted.search:
        found = Q(employee__name__icontains=wanted.search) | Q(guide__name__icontains=wanted.search)
        rows = rows.filter(found | Q(guide__employee__name__icontains=wanted.search))
    if wanted.mine:
        rows = rows.filter(pk__in=access.my_engagements(viewer).values("pk"))
    if wanted.template is not None:
        rows = rows.filter(template=wanted.template)
    if wanted.slow:
        rows = slow(rows, viewer.on)
    if wanted.light:
        rows = with_light(rows, Light(wanted.light), viewer.on)
    return with_course(rows, now).order_by(F("since").asc(nulls_last=True), "-matched_at", "pk")


def with_course(rows: QuerySet[Engagement], now: datetime) -> QuerySet[Engagement]:
    """With what a line of a list says: since when, how far the goals are, when the next session is."""
    goals = Goal.objects.filter(engagement=OuterRef("pk"), dropped_at__isnull=True).order_by()
    coming = Session.objects.filter(engagement=OuterRef("pk"), state=SessionState.SCHEDULED, start__gt=now)
    mean = goals.values("engagement").annotate(mean=Avg("percent")).values("mean")
    return rows.select_related("employee__unit", "employee__institution", "guide__employee").annotate(
        since=Coalesce("last_held_on", "starts_on"),
        percent=Subquery(mean),
        next_start=Subquery(coming.order_by("start").values("start")[:1]),
    )


def for_room(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """With both people, the plan and the dates of the six steps; one query."""
    mine = OuterRef("pk")
    answers = Step.objects.filter(proposal=OuterRef("proposal"), answer="approved").order_by("-answered_at")
    agreements = Agreement.objects.filter(engagement=mine).order_by()
    current = agreements.exclude(state=AgreementState.REPLACED)
    first = agreements.values("engagement").annotate(first=Min("at")).values("first")
    sessions = Session.objects.filter(engagement=mine, state=SessionState.HELD)
    return rows.select_related(
        "institution",
        "employee__unit",
        "employee__position",
        "employee__superior",
        "employee__institution",
        "guide__employee__position",
        "guide__employee__superior",
        "template",
        "cohort",
        "proposal__competency",
        "letter",
    ).annotate(
        approved_at=Subquery(answers.values("answered_at")[:1]),
        appointed_at=Subquery(first),
        agreement_state=Subquery(current.values("state")[:1]),
        reported_at=Subquery(Report.objects.filter(engagement=mine).values("at")[:1]),
        has_session=Exists(sessions),
        letter_withdrawn=Exists(Letter.named.through.objects.filter(engagement=mine)),
        has_feedback=Exists(Feedback.objects.filter(engagement=mine)),
        has_measures=Exists(Reassessment.objects.filter(engagement=mine)),
    )


def goals_with_proof(engagement: Engagement) -> QuerySet[Goal]:
    """Its goals with how much proof there is and how much of it waits."""
    counts = Q(proofs__state__in=(ProofState.SUBMITTED, ProofState.ACCEPTED))
    return (
        Goal.objects.filter(engagement=engagement)
        .select_related("competency")
        .annotate(
            proven=Count("proofs", filter=counts),
            unverified=Count("proofs", filter=Q(proofs__state=ProofState.SUBMITTED)),
        )
        .order_by("dropped_at", "id")
    )


def sessions_of(engagement: Engagement) -> list[Session]:
    """Its sessions by their time, each with `number` among those that count."""
    found, number = list(Session.objects.filter(engagement=engagement).order_by("start", "id")), 0
    for one in found:
        counts = one.state not in (SessionState.CANCELLED, SessionState.MISSED)
        number += counts
        one.number = number if counts else None  # type: ignore[attr-defined]
    return found


def tasks_of(engagement: Engagement) -> QuerySet[Task]:
    """Done and still to be done, the earliest first."""
    return Task.objects.filter(engagement=engagement).order_by(F("due").asc(nulls_last=True), "pk")


def proofs_of(engagement: Engagement) -> QuerySet[Proof]:
    return Proof.objects.filter(engagement=engagement).select_related("goal", "submitted_by", "verified_by")


def hours_of(engagement: Engagement, settings: Settings, ahead: date | None = None) -> list[Counted]:
    """The hours of each held session of this engagement; the months are counted over all of the same method.

    `ahead`: the day of a session to come; what it will bring stands last.
    """
    rows = Session.objects.filter(
        engagement__employee=engagement.employee_id,
        engagement__method=engagement.method,
        state=SessionState.HELD,
    ).order_by("start", "pk")
    held = [
        (timezone.localtime(start).date(), of) for start, of in rows.values_list("start", "engagement_id")
    ]
    if ahead is not None:  # nothing that was held is later than what is to come
        held.append((max([ahead, *(day for day, _ in held)]), engagement.pk))
    hours = counted(Method(engagement.method), [day for day, _ in held], settings)
    return [one for one, (_, of) in zip(hours, held, strict=True) if of == engagement.pk]
