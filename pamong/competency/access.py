"""The dictionary and standards are open within an institution; assessments go by relation."""

from django.db.models import QuerySet

from pamong.competency.models import Assessment, Competency, PositionStandard, StandardStatus
from pamong.people.access import Viewer, employees_visible_to, has_role_over, reaches_all
from pamong.people.models import Employee, Institution
from pamong.people.roles import Role
from pamong.policy.errors import NotAllowed


def competencies_visible_to(viewer: Viewer) -> QuerySet[Competency]:
    return (
        Competency.objects.filter(institution=viewer.institution)
        if viewer.institution
        else (Competency.objects.none())
    )


def standards_visible_to(viewer: Viewer) -> QuerySet[PositionStandard]:
    """Drafts only for those who may change them."""
    if viewer.institution is None:
        return PositionStandard.objects.none()
    rows = PositionStandard.objects.filter(position__institution=viewer.institution)
    if can_change_standards(viewer, viewer.institution):
        return rows
    return rows.exclude(status=StandardStatus.DRAFT)


def assessments_visible_to(viewer: Viewer) -> QuerySet[Assessment]:
    return Assessment.objects.filter(employee__in=employees_visible_to(viewer).values("pk"))


def can_change_standards(viewer: Viewer, institution: Institution) -> bool:
    """The planner of the whole institution."""
    return viewer.institution == institution and reaches_all(viewer, Role.PLANNER)


def check_can_change_standards(viewer: Viewer, institution: Institution) -> None:
    if not can_change_standards(viewer, institution):
        raise NotAllowed


def can_correct_level(viewer: Viewer, employee: Employee) -> bool:
    """Planner and talent officer; nobody corrects their own."""
    own = viewer.employee is not None and viewer.employee.pk == employee.pk
    return not own and has_role_over(viewer, employee, Role.PLANNER, Role.TALENT_OFFICER)


def check_can_correct_level(viewer: Viewer, employee: Employee) -> None:
    if not can_correct_level(viewer, employee):
        raise NotAllowed
