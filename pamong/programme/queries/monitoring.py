"""How the engagements of an institution go, in numbers, and which stand still. Nothing of a konseling is in it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from pamong.people.access import Viewer
from pamong.policy.programme import ASK_AGAIN_DAYS, STAGE_DAYS
from pamong.policy.words import Light
from pamong.programme import access
from pamong.programme.models import TAKING_A_PLACE, Engagement, Fit
from pamong.programme.queries.cases import SMALLEST
from pamong.programme.queries.lights import light_is, with_light
from pamong.programme.workflow import EngagementState

# These should pass; whoever runs has a light instead, whoever rests has a day to return.
STAGES = (
    EngagementState.MATCHED,
    EngagementState.APPOINTED,
    EngagementState.AGREED,
    EngagementState.EVALUATING,
)


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers of the monitoring page. `fits` is a percentage, none where fewer than five pairs answered."""

    people: int
    guides: int
    open: int
    running: int
    lights: dict[Light, int]
    slow: dict[EngagementState, int]
    fits: int | None

    @property
    def lit(self) -> int:
        return sum(self.lights.values())


def overview(viewer: Viewer) -> Overview:
    """Everything counted over the open engagements in one query."""
    rows = access.engagements_monitored_by(viewer).filter(state__in=TAKING_A_PLACE)
    late = slow_since(viewer.on)
    counts = {f"light_{one.value}": Count("pk", filter=light_is(one, viewer.on)) for one in Light}
    counts |= {f"slow_{one.value}": Count("pk", filter=Q(state=one, state_since__lt=late)) for one in STAGES}
    found = rows.aggregate(
        people=Count("employee", distinct=True),
        # One person may be appointed twice, as coach and as mentor; an outsider is no employee.
        guides=Count(Coalesce("guide__employee", -F("guide")), distinct=True),
        open=Count("pk"),
        running=Count("pk", filter=Q(state=EngagementState.RUNNING)),
        fit_employee=Count("pk", filter=Q(employee_fit=Fit.YES)),
        fit_guide=Count("pk", filter=Q(guide_fit=Fit.YES)),
        said_employee=Count("pk", filter=~Q(employee_fit="")),
        said_guide=Count("pk", filter=~Q(guide_fit="")),
        answered=Count("employee", distinct=True, filter=~Q(employee_fit="") | ~Q(guide_fit="")),
        **counts,
    )
    said = found["said_employee"] + found["said_guide"]
    fits = round(100 * (found["fit_employee"] + found["fit_guide"]) / said) if said else None
    return Overview(
        people=found["people"],
        guides=found["guides"],
        open=found["open"],
        running=found["running"],
        lights={one: found[f"light_{one.value}"] for one in Light},
        slow={one: found[f"slow_{one.value}"] for one in STAGES},
        fits=fits if found["answered"] >= SMALLEST else None,
    )


def slow_since(on: date) -> datetime:
    """Whoever is in a stage since before this moment has been there too long on the day."""
    last = datetime.combine(on - timedelta(days=STAGE_DAYS.on(on)), time())
    return timezone.make_aware(last)


def slow(rows: QuerySet[Engagement], on: date) -> QuerySet[Engagement]:
    """Those of the rows that have been in one stage too long."""
    return rows.filter(state__in=STAGES, state_since__lt=slow_since(on))


def stuck(viewer: Viewer) -> QuerySet[Engagement]:
    """Those that stand still, the longest first."""
    return _listed(with_light(access.engagements_monitored_by(viewer), Light.STUCK, viewer.on))


def to_ask(viewer: Viewer) -> QuerySet[Engagement]:
    """Those of them that this person may ask, whether or not they were asked lately."""
    return _listed(with_light(access.engagements_to_ask(viewer), Light.STUCK, viewer.on))


def asked_lately(engagement: Engagement, on: date) -> date | None:
    """The day of the last question, where it is too early for another."""
    if engagement.asked_at is None:
        return None
    asked = timezone.localdate(engagement.asked_at)
    return asked if on < asked + timedelta(days=ASK_AGAIN_DAYS.on(on)) else None


def not_asked_lately(on: date) -> Q:
    """The same of many: those whom nobody asked, or long enough ago."""
    last = on - timedelta(days=ASK_AGAIN_DAYS.on(on))
    return Q(asked_at__isnull=True) | Q(asked_at__date__lte=last)


def _listed(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    return (
        rows.select_related("employee__unit", "employee__institution", "guide__employee")
        .annotate(since=Coalesce("last_held_on", "starts_on"))
        .order_by(F("since").asc(nulls_last=True), "pk")
    )
