"""Who watches how the institution's engagements go, and whom they may ask about it. No konseling is among them."""

from django.db.models import QuerySet

from pamong.people.access import Viewer, in_scope_of, reaches_all
from pamong.people.models import Employee
from pamong.people.roles import Role
from pamong.policy.words import Method
from pamong.programme.access.engagements import my_engagements
from pamong.programme.models import Engagement


def can_monitor(viewer: Viewer) -> bool:
    """The planner's and the auditor's page."""
    return viewer.institution is not None and viewer.has(Role.PLANNER, Role.AUDITOR)


def can_ask_how_it_goes(viewer: Viewer) -> bool:
    """The planner's; the auditor only reads."""
    return viewer.institution is not None and viewer.has(Role.PLANNER)


def can_count_counselling(viewer: Viewer) -> bool:
    """The planner of the whole institution: numbers of several scopes would tell of one person by their difference."""
    return viewer.institution is not None and reaches_all(viewer, Role.PLANNER)


def engagements_monitored_by(viewer: Viewer) -> QuerySet[Engagement]:
    """Coaching and mentoring of the people in the scope of the role."""
    return _of(viewer, Role.PLANNER, Role.AUDITOR)


def engagements_to_ask(viewer: Viewer) -> QuerySet[Engagement]:
    """Those of the planner's scope; nobody writes officially to oneself."""
    return _of(viewer, Role.PLANNER).exclude(pk__in=my_engagements(viewer).values("pk"))


def _of(viewer: Viewer, *roles: Role) -> QuerySet[Engagement]:
    if viewer.institution is None:
        return Engagement.objects.none()
    people = Employee.objects.filter(in_scope_of(viewer, *roles), institution=viewer.institution)
    rows = Engagement.objects.filter(employee__in=people.values("pk"), institution=viewer.institution)
    return rows.exclude(method=Method.COUNSELLING)
