"""What time brings: reminders, escalations, wishes passed on, deferrals ended, places offered. Twice does no harm."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.models import Institution
from pamong.policy import programme as p
from pamong.policy.words import Method
from pamong.policy.workdays import workdays_between
from pamong.programme.actions.choosing import ask_next_guide
from pamong.programme.actions.engagements import go_on
from pamong.programme.actions.proposals import locked, move, take_up_again
from pamong.programme.actions.silence import escalate_letters
from pamong.programme.actions.waiting import offered
from pamong.programme.models import Engagement, Proposal, Session, Step, Wish, WishState
from pamong.programme.queries import cards, days_off
from pamong.programme.workflow import SESSION, EngagementState, Party, ProposalState, SessionState
from pamong.recommendation.actions import escalate_contests, escalate_undecided, find_undecided

K = TypeVar("K")


def keep_time(*, institution: Institution, on: date) -> Counter[str]:
    """Everything that is due in an institution; how often each thing was done."""
    done: Counter[str] = Counter()
    for name, work in _WORK.items():
        done[name] = work(institution, on)
    return done


def _remind(institution: Institution, on: date) -> int:
    """On the last day for an answer, once; and of suggestions that nobody decides."""
    rows = _unanswered(institution).filter(due__lte=on, reminded_at__isnull=True)
    return rows.update(reminded_at=timezone.now()) + find_undecided(institution=institution, on=on)


def _escalate(institution: Institution, on: date) -> int:
    """Working days after the reminder; never taken for consent."""
    off = days_off(institution, date(on.year - 1, 1, 1)) | days_off(institution, on)
    number = escalate_letters(institution, on, off)
    number += escalate_contests(institution=institution, on=on)
    number += escalate_undecided(institution=institution, on=on, off=off)
    late = p.ESCALATION_DAYS.on(on)
    silent = _unanswered(institution).filter(reminded_at__isnull=False, escalated_at__isnull=True)
    # Every counsellor is asked for a konseling already, and nobody else may learn of it.
    for step in silent.exclude(party=Party.PLANNER, proposal__method=Method.COUNSELLING):
        if step.due is None or workdays_between(step.due, on, off) < late:
            continue
        with transaction.atomic():
            claimed = Step.objects.filter(pk=step.pk, answer="", escalated_at__isnull=True)
            if claimed.update(escalated_at=timezone.now()):
                record(by=None, verb="escalate", subject=step.proposal, employee=step.proposal.employee_id)
                number += 1
    return number


def _unanswered(institution: Institution) -> QuerySet[Step]:
    return Step.objects.filter(
        proposal__institution=institution,
        proposal__state=ProposalState.PROPOSED,
        answer="",
        asked_at__isnull=False,
    ).select_related("proposal")


def _pass_on(institution: Institution, on: date) -> int:
    """A guide who did not answer in time: the next wish is asked."""
    late = Wish.objects.filter(proposal__institution=institution, state=WishState.ASKED, due__lt=on)
    return _each(late.values_list("proposal_id", "pk"), lambda pair: _pass_one(pair, on))


def _pass_one(pair: tuple[int, int], on: date) -> bool:
    proposal = locked(Proposal(pk=pair[0]))
    claimed = Wish.objects.filter(pk=pair[1], state=WishState.ASKED, due__lt=on)
    if not claimed.update(state=WishState.PASSED, answered_at=timezone.now()):
        return False
    ask_next_guide(proposal, on)
    record(by=None, verb="pass_on_wish", subject=proposal, employee=proposal.employee_id)
    return True


def _resume(institution: Institution, on: date) -> int:
    """A deferral whose day has come."""
    due = Proposal.objects.filter(
        institution=institution, state=ProposalState.DEFERRED, deferred_until__lte=on
    )
    return _each(due.values_list("pk", flat=True), lambda pk: _resume_one(pk, on))


def _resume_one(pk: int, on: date) -> bool:
    proposal = locked(Proposal(pk=pk))
    if proposal.state != ProposalState.DEFERRED:
        return False
    proposal.reason = ""
    take_up_again(proposal, {Party.CLOCK}, on)
    record(by=None, verb="resume_proposal", subject=proposal, employee=proposal.employee_id)
    return True


def _offer(institution: Institution, on: date) -> int:
    """Who waits longest is offered first, as many as places are free."""
    waiting = Proposal.objects.filter(institution=institution, state=ProposalState.WAITING)
    number = 0
    for proposal in waiting.order_by("state_since", "pk").select_related("institution", "competency"):
        best = cards(proposal, on)[:1]
        if not best or best[0].refusals:
            continue
        with transaction.atomic():
            held = locked(proposal)
            if held.state != ProposalState.WAITING:
                continue
            if not offered(held, best[0].guide, {Party.CLOCK}, on):
                continue
            record(by=None, verb="offer_place", subject=held, employee=held.employee_id)
        number += 1
    return number


def _lapse(institution: Institution, on: date) -> int:
    """A place offered and not taken up in time goes to the next in line; one waits at the end again."""
    late = Proposal.objects.filter(
        institution=institution, state=ProposalState.APPROVED, offered_until__lt=on
    ).exclude(wishes__state=WishState.ASKED)
    return _each(late.values_list("pk", flat=True), lambda pk: _lapse_one(pk, on))


def _lapse_one(pk: int, on: date) -> bool:
    proposal = locked(Proposal(pk=pk))
    if proposal.state != ProposalState.APPROVED or not (
        proposal.offered_until and proposal.offered_until < on
    ):
        return False
    move(proposal, "wait", {Party.CLOCK}, timezone.now())
    record(by=None, verb="lapse_offer", subject=proposal, employee=proposal.employee_id)
    return True


def _silent(institution: Institution, on: date) -> int:
    """A session that one side told, and the other let pass, counts as held; nothing is lost by silence."""
    days = timedelta(days=p.SILENT_HELD_DAYS.on(on))
    rows = Session.objects.filter(engagement__institution=institution, state=SessionState.HELD)
    told = rows.filter(
        Q(employee_held_at__isnull=True, guide_held_at__date__lte=on - days)
        | Q(guide_held_at__isnull=True, employee_held_at__date__lte=on - days)
    )
    return _each(told.values_list("pk", flat=True), _silent_one)


def _silent_one(pk: int) -> bool:
    session = Session.objects.select_for_update(of=("self",)).select_related("engagement").get(pk=pk)
    side = "employee" if session.employee_held_at is None else "guide"
    if getattr(session, f"{side}_held_at") is not None:
        return False
    SESSION.end_of("confirm_held", SessionState(session.state), {Party.CLOCK})
    setattr(session, f"{side}_held_at", timezone.now())
    session.save(update_fields=[f"{side}_held_at"])
    record(by=None, verb="count_as_held", subject=session, employee=session.engagement.employee_id)
    return True


def _unpause(institution: Institution, on: date) -> int:
    """A pause whose day has come."""
    due = Engagement.objects.filter(
        institution=institution, state=EngagementState.PAUSED, paused_until__lte=on
    )
    return _each(due.values_list("pk", flat=True), lambda pk: _unpause_one(pk, on))


def _unpause_one(pk: int, on: date) -> bool:
    held_one = Engagement.objects.select_for_update(of=("self",)).get(pk=pk)
    if held_one.state != EngagementState.PAUSED:
        return False
    go_on(by=None, engagement=held_one, on=on)
    return True


def _each(ids: Iterable[K], work: Callable[[K], bool]) -> int:
    number = 0
    for one in list(ids):
        with transaction.atomic():
            number += work(one)
    return number


_WORK: dict[str, Callable[[Institution, date], int]] = {
    "resumed": _resume,
    "reminded": _remind,
    "escalated": _escalate,
    "passed_on": _pass_on,
    "lapsed": _lapse,
    "offered": _offer,
    "counted": _silent,
    "unpaused": _unpause,
}
