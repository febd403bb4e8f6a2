"""Letters of appointment that nobody makes or numbers go on to whoever the rules have next."""

from collections.abc import Container
from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.models import Institution
from pamong.policy.programme import ESCALATION_DAYS
from pamong.policy.workdays import workdays_between
from pamong.programme.models import Engagement, Letter
from pamong.programme.queries.letters import MAY_BE_NAMED, letterless
from pamong.programme.workflow import LetterState


def escalate_letters(institution: Institution, on: date, off: Container[date]) -> int:
    """Working days after their last day, once each; whoever signs is asked for the signature from the start."""
    late = ESCALATION_DAYS.on(on)

    def is_late(due: date | None) -> bool:
        return due is not None and workdays_between(due, on, off) >= late

    number = 0
    pairs = letterless(institution).filter(letter_due__lt=on, letter_escalated_at__isnull=True)
    for pk, due in list(pairs.values_list("pk", "letter_due")):
        number += is_late(due) and _escalate_pair(pk)
    drafts = Letter.objects.filter(
        institution=institution, state=LetterState.DRAFT, due__lt=on, escalated_at__isnull=True
    )
    for pk, due in list(drafts.values_list("pk", "due")):
        number += is_late(due) and _escalate_draft(pk)
    return number


@transaction.atomic
def _escalate_pair(pk: int) -> bool:
    one = Engagement.objects.select_for_update(of=("self",)).get(pk=pk)
    if one.state not in MAY_BE_NAMED or one.letter_id or one.letter_escalated_at:
        return False
    one.letter_escalated_at = timezone.now()
    one.save(update_fields=["letter_escalated_at"])
    record(by=None, verb="escalate", subject=one, employee=one.employee_id)
    return True


@transaction.atomic
def _escalate_draft(pk: int) -> bool:
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=pk)
    if letter.state != LetterState.DRAFT or letter.escalated_at:
        return False
    letter.escalated_at = timezone.now()
    letter.save(update_fields=["escalated_at"])
    record(by=None, verb="escalate", subject=letter)
    return True
