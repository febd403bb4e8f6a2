"""A person contests a record of theirs; the planner answers within 72 hours."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account, Employee
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.recommendation import access
from pamong.recommendation.models import Contest

ANSWER_HOURS = 72  # UU 27/2022
_EMPTY = Sentence("Isi tidak boleh kosong.", "It cannot be empty.")


@transaction.atomic
def contest(*, by: Account, employee: Employee, about: str, text: str, on: date) -> Contest:
    """Say that a record of one's own is wrong."""
    if by.employee_id != employee.pk:
        raise NotAllowed
    if not text.strip() or not about.strip():
        raise Invalid(_EMPTY)
    row = Contest.objects.create(
        employee=employee,
        about=about.strip()[:40],
        text=text.strip(),
        due=timezone.now() + timedelta(hours=ANSWER_HOURS),
    )
    record(by=by, verb="contest", subject=row, employee=employee, after={"about": row.about})
    return row


@transaction.atomic
def answer_contest(*, by: Account, contest: Contest, answer: str, on: date) -> Contest:
    """Answer it once."""
    access.check_can_decide(viewer(by, on), contest.employee)
    if contest.answered_at is not None:
        raise WrongState
    if not answer.strip():
        raise Invalid(_EMPTY)
    contest.answer, contest.answered_by, contest.answered_at = answer.strip(), by, timezone.now()
    contest.save(update_fields=["answer", "answered_by", "answered_at"])
    record(by=by, verb="answer_contest", subject=contest, employee=contest.employee)
    return contest
