"""Who sees an engagement and what of it, by the one table of secrecy; in what capacity one acts on it."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from pamong.people.access import (
    Viewer,
    has_role_over,
    in_scope_of,
    is_superior_of,
    people_whose,
    reaches_all,
    relations_to,
    roles_reading,
    united,
)
from pamong.people.access import can_see_record as record_open_to
from pamong.people.models import Employee, Institution, Unit
from pamong.people.roles import Role
from pamong.policy.errors import NotAllowed
from pamong.policy.secrecy import Data, Reader, may_read
from pamong.policy.words import CounsellorKind, Method
from pamong.programme.access.proposals import guides_as, is_guide, is_self
from pamong.programme.models import (
    Cohort,
    Engagement,
    Feedback,
    Guide,
    Note,
    NoteKind,
    Opening,
    Report,
    Session,
    Task,
    Template,
)
from pamong.programme.workflow import OPEN_ENGAGEMENTS, Party

# Granted roles that oversee the engagements of their scope.
OVERSEES = roles_reading(Data.PROGRESS)
# Engagements in one of these still go on.
OPEN = OPEN_ENGAGEMENTS


def _mine(viewer: Viewer, rows: QuerySet[Engagement]) -> list[QuerySet[Engagement]]:
    """Those in which this person is one of the two: as guide, and as employee."""
    mine = [rows.filter(guide__in=Guide.objects.filter(guides_as(viewer)))]
    return [*mine, rows.filter(employee=viewer.employee)] if viewer.employee else mine


def engagements_visible_to(viewer: Viewer) -> QuerySet[Engagement]:
    """Coaching and mentoring: one's own on either side, the team's, the unit's, and by role. No konseling."""
    if viewer.institution is None:
        return Engagement.objects.none()
    rows = Engagement.objects.filter(institution=viewer.institution).exclude(method=Method.COUNSELLING)
    if reaches_all(viewer, *OVERSEES):
        return rows
    reached = rows.filter(employee__in=people_whose(viewer, Data.PROGRESS).values("pk"))
    return united(reached, *_mine(viewer, rows))


def my_engagements(viewer: Viewer) -> QuerySet[Engagement]:
    """Those in which this person is one of the two, konseling among them."""
    if viewer.institution is None:
        return Engagement.objects.none()
    return united(*_mine(viewer, Engagement.objects.filter(institution=viewer.institution)))


def cases_visible_to(viewer: Viewer) -> QuerySet[Engagement]:
    """Konseling: only the two of it; what was opened in an emergency is read on a page of its own."""
    return my_engagements(viewer).filter(method=Method.COUNSELLING)


def guided_by(viewer: Viewer) -> QuerySet[Employee]:
    """People whom this person coaches or mentors today."""
    rows = Engagement.objects.filter(
        guide__in=Guide.objects.filter(guides_as(viewer)),
        institution=viewer.institution,
        state__in=[state.value for state in OPEN],
    ).exclude(method=Method.COUNSELLING)
    return Employee.objects.filter(pk__in=rows.values("employee"), institution=viewer.institution)


def can_see_record(viewer: Viewer, employee: Employee) -> bool:
    """Level, gap and rating: by relation, and a coach or mentor while they guide the person."""
    if record_open_to(viewer, employee):
        return True
    guides = may_read(Data.RECORD, {Reader.GUIDE})
    return guides and guided_by(viewer).filter(pk=employee.pk).exists()


def readers(viewer: Viewer, engagement: Engagement) -> frozenset[Reader]:
    """What this person is to an engagement today; the table says what that lets them read."""
    employee, guide = engagement.employee, engagement.guide
    found = set(relations_to(viewer, employee))
    if viewer.institution is None or employee.institution_id != viewer.institution.pk or Reader.SELF in found:
        return frozenset(found)
    counselling = engagement.method == Method.COUNSELLING
    if is_guide(viewer, guide):
        found.add(Reader.COUNSELLOR if counselling else Reader.GUIDE)
    if guide.employee is not None and guide.employee.superior_id in viewer.superior_ids:
        found.add(Reader.LEADER_ABOVE)
    elif guide.appointed_only and has_role_over(viewer, employee, Role.COMPETENT_AUTHORITY):
        found.add(Reader.LEADER_APPOINTER)
    if is_guide(viewer, guide):
        # Nobody reads what was said about his own guidance, whatever else he is.
        found -= {Reader.LEADER_ABOVE, Reader.LEADER_APPOINTER}
    if counselling and _receives_result(viewer, engagement):
        found.add(Reader.REPORT_LINE)
    return frozenset(found)


def _appointed_only(viewer: Viewer) -> Q:
    """Of engagements: such guides of people whom this person is the competent authority of."""
    people = Employee.objects.filter(
        in_scope_of(viewer, Role.COMPETENT_AUTHORITY), institution=viewer.institution
    )
    top = Q(engagement__guide__employee__isnull=True) | Q(engagement__guide__employee__superior__isnull=True)
    return top & Q(engagement__employee__in=people.values("pk"))


def feedback_received_by(viewer: Viewer) -> QuerySet[Feedback]:
    """Format B.1.8 that came to this person: as the superior of the guide, or as the authority of one without."""
    if viewer.institution is None:
        return Feedback.objects.none()
    rows = Q(to__isnull=True) & _appointed_only(viewer)
    if viewer.employee:
        rows |= Q(to=viewer.employee)
    mine = Engagement.objects.filter(guide__in=Guide.objects.filter(guides_as(viewer)))
    if viewer.employee:
        mine |= Engagement.objects.filter(employee=viewer.employee)
    return Feedback.objects.filter(rows, engagement__institution=viewer.institution).exclude(
        engagement__in=mine.values("pk")
    )


def _receives_result(viewer: Viewer, engagement: Engagement) -> bool:
    """By the kind of counsellor: the superior of the rating official or of the counsellor, or the authority."""
    guide = engagement.guide
    if guide.counsellor_kind == CounsellorKind.INDEPENDENT:
        return has_role_over(viewer, engagement.employee, Role.COMPETENT_AUTHORITY)
    return guide.employee is not None and guide.employee.superior_id in viewer.superior_ids


def can_read(viewer: Viewer, engagement: Engagement, data: Data) -> bool:
    return may_read(data, readers(viewer, engagement))


def check_can_read(viewer: Viewer, engagement: Engagement, data: Data) -> None:
    if not can_read(viewer, engagement, data):
        raise NotAllowed


def parties_in(viewer: Viewer, engagement: Engagement) -> frozenset[Party]:
    """In what capacities this person may act on an engagement today; nobody holds two sides of one."""
    if is_self(viewer, engagement.employee):
        return frozenset({Party.EMPLOYEE})
    found = set()
    if is_guide(viewer, engagement.guide):
        found.add(Party.GUIDE)
    if engagement.method == Method.COUNSELLING:
        return frozenset(found)
    if is_superior_of(viewer, engagement.employee):
        found.add(Party.SUPERIOR)
    if has_role_over(viewer, engagement.employee, Role.PLANNER):
        found.add(Party.PLANNER)
    if has_role_over(viewer, engagement.employee, Role.COMPETENT_AUTHORITY):
        found.add(Party.AUTHORITY)
    return frozenset(found)


def check_is_one_of_the_two(viewer: Viewer, engagement: Engagement) -> Party:
    """Which side this person is; NotAllowed for everybody else."""
    both = parties_in(viewer, engagement) & {Party.EMPLOYEE, Party.GUIDE}
    if not both:
        raise NotAllowed
    return next(iter(both))


def openings_of(viewer: Viewer, at: datetime) -> QuerySet[Opening]:
    """Openings of notes that were granted to this person and still last."""
    return Opening.objects.filter(asked_by=viewer.account, granted=True, until__gt=at)


def notes_visible_to(viewer: Viewer, engagement: Engagement) -> QuerySet[Note]:
    """The notes this person may read, by kind; an opening adds the shared and the counselling ones, never private."""
    who = readers(viewer, engagement)
    rows = Q(kind=NoteKind.PRIVATE, author=viewer.account) if who else Q(pk__in=())
    if may_read(Data.SHARED_NOTES, who) and engagement.method != Method.COUNSELLING:
        rows |= Q(kind=NoteKind.SHARED)
    if may_read(Data.COUNSELLING, who):
        rows |= Q(kind=NoteKind.COUNSELLING)
    if may_read(Data.COUNSELLING_RELEASED, who):
        rows |= Q(kind=NoteKind.RELEASED)
    one_of_the_two = who & {Reader.SELF, Reader.GUIDE, Reader.COUNSELLOR}
    if not one_of_the_two and openings_of(viewer, timezone.now()).filter(engagement=engagement).exists():
        rows |= Q(kind__in=(NoteKind.SHARED, NoteKind.COUNSELLING, NoteKind.RELEASED))
    return Note.objects.filter(rows, engagement=engagement)


def own_notes(viewer: Viewer) -> QuerySet[Note]:
    """Of all one's own engagements as the employee: what was shared, what was released, what one wrote for oneself."""
    if viewer.employee is None:
        return Note.objects.none()
    rows = Q(kind=NoteKind.PRIVATE, author=viewer.account)
    for data, kind in (
        (Data.SHARED_NOTES, NoteKind.SHARED),
        (Data.COUNSELLING_RELEASED, NoteKind.RELEASED),
    ):
        if may_read(data, {Reader.SELF}):
            rows |= Q(kind=kind)
    return Note.objects.filter(rows, engagement__employee=viewer.employee)


def sessions_visible_to(viewer: Viewer) -> QuerySet[Session]:
    """Sessions in whole, topic and place among them: of the two only."""
    return Session.objects.filter(engagement__in=my_engagements(viewer).values("pk"))


def tasks_visible_to(viewer: Viewer) -> QuerySet[Task]:
    return Task.objects.filter(engagement__in=my_engagements(viewer).values("pk"))


def can_shape(viewer: Viewer, institution: Institution, unit: Unit | None) -> bool:
    """Templates and cohorts are the planner's; a unit's own way is its head's too."""
    if viewer.institution != institution:
        return False
    if reaches_all(viewer, Role.PLANNER):
        return True
    return unit is not None and any(unit.path.startswith(path) for path in viewer.units_headed)


def check_can_shape(viewer: Viewer, institution: Institution, unit: Unit | None) -> None:
    if not can_shape(viewer, institution, unit):
        raise NotAllowed


def templates_visible_to(viewer: Viewer) -> QuerySet[Template]:
    """How the institution does it is open to everybody in it."""
    if viewer.institution is None:
        return Template.objects.none()
    return Template.objects.filter(institution=viewer.institution)


def cohorts_visible_to(viewer: Viewer) -> QuerySet[Cohort]:
    """The planner's and the auditor's."""
    if viewer.institution is None or not viewer.has(Role.PLANNER, Role.AUDITOR):
        return Cohort.objects.none()
    return Cohort.objects.filter(institution=viewer.institution)


def feedback_visible_to(viewer: Viewer) -> QuerySet[Feedback]:
    """Format B.1.8: one's own, those on guides one is the superior or the authority of, and the auditor's."""
    if viewer.institution is None:
        return Feedback.objects.none()
    audited = Employee.objects.filter(
        in_scope_of(viewer, *roles_reading(Data.FEEDBACK)), institution=viewer.institution
    )
    rows = Q(engagement__guide__employee__superior__in=viewer.superior_ids)
    rows |= Q(engagement__employee__in=audited.values("pk")) | _appointed_only(viewer)
    if viewer.employee:
        rows |= Q(engagement__employee=viewer.employee)
    # Nobody reads what was said about his own guidance.
    own = Engagement.objects.filter(guide__in=Guide.objects.filter(guides_as(viewer)))
    found = Feedback.objects.filter(rows, engagement__institution=viewer.institution)
    return found.exclude(engagement__in=own.values("pk"))


def reports_visible_to(viewer: Viewer) -> QuerySet[Report]:
    """Reports of coaching and mentoring: of the engagements one sees, and those of one's superiors' people."""
    if viewer.institution is None:
        return Report.objects.none()
    rows = Q(engagement__in=engagements_visible_to(viewer).values("pk"))
    rows |= Q(
        engagement__employee__superior__superior__in=viewer.superior_ids,
        engagement__institution=viewer.institution,
    )
    return Report.objects.filter(rows).exclude(engagement__method=Method.COUNSELLING)
