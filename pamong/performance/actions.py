"""Writes on dialogues. What follows for the suggestion is above: recommendation.actions.record_cause."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.actions import hold
from pamong.people.models import Account, Employee
from pamong.performance import access
from pamong.performance.models import Dialogue
from pamong.performance.notes import encrypt
from pamong.policy.errors import Invalid, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Cause


@transaction.atomic
def record_dialogue(
    *,
    by: Account,
    employee: Employee,
    year: int,
    held_on: date,
    cause: Cause | str,
    on: date,
    note: str = "",
    reason: str = "",
) -> Dialogue:
    """Record the dialogue of a year; a second one corrects the first, with a reason, and keeps it.

    The trail tells that it happened, never the cause or the note.
    """
    access.check_can_write_dialogue(viewer(by, on), employee)
    if cause not in set(Cause):
        raise Invalid(Sentence("Pilih satu penyebab.", "Choose one cause."))
    if held_on > on or year not in (on.year, on.year - 1):
        raise Invalid(
            Sentence(
                "Dialog dicatat setelah berlangsung, untuk tahun ini atau tahun lalu.",
                "A dialogue is recorded after it was held, for this year or the last.",
            )
        )
    hold([employee])
    earlier = Dialogue.objects.select_for_update().filter(employee=employee, year=year, current=True).first()
    if earlier is not None:
        if not reason.strip():
            raise Invalid(Sentence("Sebutkan alasan koreksinya.", "Say why the earlier cause is corrected."))
        earlier.current = False
        earlier.save(update_fields=["current"])
    dialogue = Dialogue.objects.create(
        employee=employee,
        year=year,
        held_on=held_on,
        cause=cause,
        note=encrypt(note.strip()) if note.strip() else None,
        written_by=by,
        reason=reason.strip(),
    )
    record(
        by=by,
        verb="correct_dialogue" if earlier else "record_dialogue",
        subject=dialogue,
        employee=employee,
        before={"dialogue": earlier.pk} if earlier else None,
        after={"year": year, "held_on": held_on},
    )
    return dialogue


@transaction.atomic
def answer_dialogue(*, by: Account, dialogue: Dialogue, text: str, on: date) -> Dialogue:
    """The person answers in their own words; encrypted like the note."""
    if dialogue.answered_at is not None:
        raise WrongState(
            Sentence("Dialog ini sudah Anda tanggapi.", "You have already answered this dialogue.")
        )
    access.check_can_answer_dialogue(viewer(by, on), dialogue)
    dialogue.answer = encrypt(text.strip()) if text.strip() else None
    dialogue.answered_at = timezone.now()
    dialogue.save(update_fields=["answer", "answered_at"])
    record(by=by, verb="answer_dialogue", subject=dialogue, employee=dialogue.employee)
    return dialogue
