"""A person contests a record of theirs; the planner answers within 72 hours, or whoever the rules have next."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.actions import hold
from pamong.people.models import Account, Employee, Institution
from pamong.policy import silence
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.recommendation import access
from pamong.recommendation.models import Contest

_EMPTY = Sentence("Isi tidak boleh kosong.", "It cannot be empty.")


@transaction.atomic
def contest(*, by: Account, employee: Employee, about: str, text: str, on: date) -> Contest:
    """Say that a record of one's own is wrong."""
    if by.employee_id != employee.pk:
        raise NotAllowed
    if not text.strip() or not about.strip():
        raise Invalid(_EMPTY)
    about, text = about.strip()[:40], text.strip()
    # Sent twice by a second tap it waits once.
    hold([employee])
    waiting = Contest.objects.filter(employee=employee, about=about, text=text, answered_at__isnull=True)
    if (known := waiting.first()) is not None:
        return known
    row = Contest.objects.create(
        employee=employee,
        about=about,
        text=text,
        due=timezone.now() + timedelta(hours=silence.CONTEST_HOURS.on(on)),
    )
    record(by=by, verb="contest", subject=row, employee=employee, after={"about": row.about})
    return row


@transaction.atomic
def answer_contest(*, by: Account, contest: Contest, answer: str, on: date) -> Contest:
    """Answer it once."""
    contest = (
        Contest.objects.select_for_update(of=("self",)).select_related("employee__unit").get(pk=contest.pk)
    )
    access.check_can_answer_contest(viewer(by, on), contest)
    if contest.answered_at is not None:
        raise WrongState
    if not answer.strip():
        raise Invalid(_EMPTY)
    contest.answer, contest.answered_by, contest.answered_at = answer.strip(), by, timezone.now()
    contest.save(update_fields=["answer", "answered_by", "answered_at"])
    record(by=by, verb="answer_contest", subject=contest, employee=contest.employee)
    return contest


@transaction.atomic
def escalate_contests(*, institution: Institution, on: date) -> int:
    """Reports left unanswered so long that who is next must still have time; how many. Twice does no harm."""
    hours = timedelta(hours=silence.CONTEST_PASSED_HOURS.on(on))
    silent = Contest.objects.select_for_update().filter(
        employee__institution=institution,
        answered_at__isnull=True,
        escalated_at__isnull=True,
        at__lte=timezone.now() - hours,
    )
    rows = list(silent.order_by("pk"))
    for row in rows:
        row.escalated_at = timezone.now()
        row.save(update_fields=["escalated_at"])
        record(by=None, verb="escalate", subject=row, employee=row.employee_id)
    return len(rows)
