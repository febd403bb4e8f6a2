"""A konseling beside its sessions: its result up the line of the rule, its handover, and the openings of notes."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from pamong.people.access import Viewer, has_role_over, in_scope_of
from pamong.people.models import Employee
from pamong.people.roles import Role
from pamong.policy.errors import NotAllowed
from pamong.policy.secrecy import Data, Reader, may_read
from pamong.policy.words import CounsellorKind, Method
from pamong.programme.access.engagements import readers
from pamong.programme.access.proposals import guides_as, is_guide, is_self
from pamong.programme.models import (
    CounsellingResult,
    Engagement,
    Guide,
    Handover,
    Note,
    NoteKind,
    Opening,
)


def results_visible_to(viewer: Viewer) -> QuerySet[CounsellingResult]:
    """Results that came to this person by the rule; never one's own, and never their content."""
    none = CounsellingResult.objects.none()
    if viewer.institution is None or not may_read(Data.COUNSELLING_REPORT, {Reader.REPORT_LINE}):
        return none
    over = Employee.objects.filter(
        in_scope_of(viewer, Role.COMPETENT_AUTHORITY), institution=viewer.institution
    )
    free = Q(engagement__guide__counsellor_kind=CounsellorKind.INDEPENDENT)
    rows = (free & Q(engagement__employee__in=over.values("pk"))) | (
        ~free & Q(engagement__guide__employee__superior__in=viewer.superior_ids)
    )
    found = CounsellingResult.objects.filter(rows, engagement__employee__institution=viewer.institution)
    # Nobody receives the result of a konseling of which he was one of the two.
    found = found.exclude(engagement__guide__in=Guide.objects.filter(guides_as(viewer)).values("pk"))
    return found.exclude(engagement__employee=viewer.employee) if viewer.employee else found


def receives_results(viewer: Viewer) -> bool:
    """Whether any came to this person: the page is there for nobody else."""
    return results_visible_to(viewer).exists()


def handovers_before(viewer: Viewer, engagement: Engagement) -> QuerySet[Handover]:
    """Summaries of earlier counsellors of the same request that the person lets this counsellor read."""
    if Reader.COUNSELLOR not in readers(viewer, engagement) or not may_read(
        Data.COUNSELLING_HANDOVER, {Reader.SUCCESSOR}
    ):
        return Handover.objects.none()
    return Handover.objects.filter(
        consented=True,
        engagement__proposal=engagement.proposal_id,
        engagement__matched_at__lt=engagement.matched_at,
    )


# ── Openings ─────────────────────────────────────────────────────────────────────────────────


def can_ask_opening(viewer: Viewer, engagement: Engagement) -> bool:
    """The auditor; the planner of what he knows of, which a konseling is not. Never of one's own."""
    if is_self(viewer, engagement.employee) or is_guide(viewer, engagement.guide):
        return False
    if has_role_over(viewer, engagement.employee, Role.AUDITOR):
        return True
    return engagement.method != Method.COUNSELLING and has_role_over(
        viewer, engagement.employee, Role.PLANNER
    )


def check_can_ask_opening(viewer: Viewer, engagement: Engagement) -> None:
    if not can_ask_opening(viewer, engagement):
        raise NotAllowed


def can_answer_opening(viewer: Viewer, opening: Opening) -> bool:
    """The competent authority; not who asked, and neither of the two."""
    engagement = opening.engagement
    return (
        opening.asked_by_id != viewer.account.pk
        and not is_self(viewer, engagement.employee)
        and not is_guide(viewer, engagement.guide)
        and has_role_over(viewer, engagement.employee, Role.COMPETENT_AUTHORITY)
    )


def check_can_answer_opening(viewer: Viewer, opening: Opening) -> None:
    if not can_answer_opening(viewer, opening):
        raise NotAllowed


def openings_visible_to(viewer: Viewer) -> QuerySet[Opening]:
    """Those one asked for, those one answers, and for the auditor that they were."""
    if viewer.institution is None:
        return Opening.objects.none()
    people = Employee.objects.filter(
        in_scope_of(viewer, Role.COMPETENT_AUTHORITY, Role.AUDITOR), institution=viewer.institution
    )
    rows = Q(asked_by=viewer.account) | Q(engagement__employee__in=people.values("pk"))
    found = Opening.objects.filter(rows, engagement__institution=viewer.institution)
    return found.exclude(engagement__employee=viewer.employee) if viewer.employee else found


def openings_about(viewer: Viewer) -> QuerySet[Opening]:
    """Openings of one's own notes that were granted: the person is always told."""
    if viewer.employee is None:
        return Opening.objects.none()
    return Opening.objects.filter(granted=True, engagement__employee=viewer.employee)


def can_see_openings(viewer: Viewer) -> bool:
    return viewer.has(Role.AUDITOR, Role.PLANNER, Role.COMPETENT_AUTHORITY)


def openable_notes() -> QuerySet[Note]:
    """What an opening may ever open: private notes never."""
    return Note.objects.exclude(kind=NoteKind.PRIVATE)


def engagements_to_open(viewer: Viewer, employee: Employee) -> list[Engagement]:
    """Of one person, those whose notes this person may ask to open."""
    rows = Engagement.objects.filter(employee=employee, institution=viewer.institution)
    rows = rows.filter(Exists(openable_notes().filter(engagement=OuterRef("pk")))).select_related(
        "employee__unit", "guide__employee"
    )
    return [one for one in rows if can_ask_opening(viewer, one)]
