"""Evaluations and dialogues for pages; notes in words only for whom access lets read."""

from dataclasses import dataclass

from pamong.people.access import Viewer
from pamong.people.models import Employee
from pamong.performance import access
from pamong.performance.models import Dialogue, Evaluation
from pamong.performance.notes import decrypt


@dataclass(frozen=True, slots=True)
class Spoken:
    """A dialogue with its texts opened."""

    dialogue: Dialogue
    note: str
    answer: str
    may_answer: bool


def evaluations_of(employee: Employee) -> list[Evaluation]:
    """All years, newest first."""
    return list(employee.evaluations.order_by("-year"))


def dialogues_of(viewer: Viewer, employee: Employee) -> list[Spoken]:
    """The person's dialogues that this viewer may read, newest first, corrections included."""
    rows = access.dialogues_visible_to(viewer).filter(employee=employee).order_by("-year", "-id")
    return [opened(viewer, row) for row in rows]


def opened(viewer: Viewer, dialogue: Dialogue) -> Spoken:
    access.check_can_read_dialogue(viewer, dialogue)
    return Spoken(
        dialogue,
        decrypt(dialogue.note),
        decrypt(dialogue.answer),
        access.can_answer_dialogue(viewer, dialogue),
    )


def current_dialogue(employee: Employee, year: int) -> Dialogue | None:
    return Dialogue.objects.filter(employee=employee, year=year, current=True).first()
