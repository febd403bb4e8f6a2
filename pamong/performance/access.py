"""Who writes and reads a dialogue: the superior writes, the person reads and answers, nobody else."""

from django.db.models import Q, QuerySet

from pamong.people.access import Viewer, employees_visible_to, is_superior_of, relations_to, team_of
from pamong.people.models import Employee
from pamong.performance.models import Dialogue, Evaluation
from pamong.policy.errors import NotAllowed
from pamong.policy.secrecy import Data, Reader, may_read


def evaluations_visible_to(viewer: Viewer) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(employee__in=employees_visible_to(viewer).values("pk"))


def dialogues_visible_to(viewer: Viewer) -> QuerySet[Dialogue]:
    """Cause and note: one's own, those of one's team, and what one wrote before the team changed."""
    mine = Q(employee__in=team_of(viewer).values("pk")) | Q(written_by=viewer.account)
    if viewer.employee:
        mine |= Q(employee=viewer.employee)
    rows = Dialogue.objects.filter(mine, employee__institution=viewer.institution)
    return rows.select_related("employee", "written_by")


def can_write_dialogue(viewer: Viewer, employee: Employee) -> bool:
    """The direct superior of today, acting included."""
    return is_superior_of(viewer, employee)


def check_can_write_dialogue(viewer: Viewer, employee: Employee) -> None:
    if not can_write_dialogue(viewer, employee):
        raise NotAllowed


def can_read_dialogue(viewer: Viewer, dialogue: Dialogue) -> bool:
    """The person, the superior of today, and a former superior what they wrote."""
    who = relations_to(viewer, dialogue.employee)
    if dialogue.written_by_id == viewer.account.pk:
        who |= {Reader.AUTHOR}
    return may_read(Data.DIALOGUE_NOTE, who)


def check_can_read_dialogue(viewer: Viewer, dialogue: Dialogue) -> None:
    if not can_read_dialogue(viewer, dialogue):
        raise NotAllowed


def can_answer_dialogue(viewer: Viewer, dialogue: Dialogue) -> bool:
    """The person themselves, on the current one, once."""
    own = viewer.employee is not None and viewer.employee.pk == dialogue.employee_id
    return own and dialogue.current and dialogue.answered_at is None


def check_can_answer_dialogue(viewer: Viewer, dialogue: Dialogue) -> None:
    if not can_answer_dialogue(viewer, dialogue):
        raise NotAllowed
