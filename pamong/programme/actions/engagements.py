"""The road of an engagement: how it begins, pauses, changes hands and ends."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.competency.models import Assessment
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Light, Method, Source
from pamong.programme import access, notices
from pamong.programme.actions.proposals import REASON, await_choice, locked
from pamong.programme.actions.proposals import move as move_proposal
from pamong.programme.models import Engagement, Fit, Proposal, Reassessment, Session, WishState
from pamong.programme.queries.plans import plan_for
from pamong.programme.workflow import ENGAGEMENT, EngagementState, Party, SessionState

AHEAD = (SessionState.PROPOSED, SessionState.SCHEDULED)
# Whoever measured at the start measures again; of a test the planner arranges another.
_ASKED = {
    Source.SUPERIOR: Party.SUPERIOR,
    Source.SELF: Party.EMPLOYEE,
    Source.TEST: Party.PLANNER,
    Source.ROUND: Party.PLANNER,
    Source.EVIDENCE: Party.GUIDE,
}


def held(engagement: Engagement) -> Engagement:
    """The engagement as it stands, kept until the transaction ends."""
    rows = Engagement.objects.select_for_update(of=("self",)).select_related(
        "institution", "employee__unit", "employee__superior", "guide__employee", "template", "proposal"
    )
    return rows.get(pk=engagement.pk)


def told(engagement: Engagement, **words: object) -> dict[str, object]:
    """What the trail may tell: of a konseling only that something was done."""
    return {} if engagement.method == Method.COUNSELLING else dict(words)


def move(engagement: Engagement, name: str, parties: Iterable[Party], now: datetime) -> None:
    """Set and save the state after a move of the table."""
    engagement.state = ENGAGEMENT.end_of(name, EngagementState(engagement.state), parties)
    engagement.state_since = now
    if engagement.state not in access.OPEN:
        engagement.ended_at = now
    if engagement.state != EngagementState.PAUSED:
        engagement.paused_until = None
    changed = ("state", "state_since", "ended_at", "paused_until", "sealed_reason", "sealed_follow_up")
    engagement.save(update_fields=changed)


def acting(by: Account, engagement: Engagement, on: date) -> tuple[Engagement, frozenset[Party]]:
    """The engagement held, and in what capacities the account acts; NotAllowed for none."""
    engagement = held(engagement)
    parties = access.parties_in(viewer(by, on), engagement)
    if not parties:
        raise NotAllowed
    return engagement, parties


def written(reason: str) -> str:
    """A reason that was given; Invalid where it was not."""
    if not reason.strip():
        raise Invalid(REASON)
    return reason.strip()


def born(proposal: Proposal, engagement: Engagement, on: date) -> None:
    """Set the plan of a new engagement, not yet saved: the unit's own way, the institution's, or the preset."""
    plan = plan_for(proposal, on)
    engagement.context, engagement.enrichment_form = proposal.context, proposal.enrichment_form
    engagement.template = plan.template
    engagement.months, engagement.sessions = plan.months, plan.sessions
    engagement.every_days, engagement.minutes = plan.every_days, plan.minutes


@transaction.atomic
def answer_fit(*, by: Account, engagement: Engagement, fit: str, on: date) -> Engagement:
    """The question after the first session; the employee's "no" opens the way to another guide."""
    engagement, _ = acting(by, engagement, on)
    side = access.check_is_one_of_the_two(viewer(by, on), engagement)
    if fit not in Fit.values:
        raise Invalid(Sentence("Pilih salah satu jawaban.", "Choose one of the answers."))
    name = "employee_fit" if side is Party.EMPLOYEE else "guide_fit"
    setattr(engagement, name, fit)
    engagement.save(update_fields=[name])
    record(by=by, verb="answer_fit", subject=engagement, employee=engagement.employee)
    return engagement


@transaction.atomic
def pause(*, by: Account, engagement: Engagement, until: date, reason: str, on: date) -> Engagement:
    """Rest until a day; sessions ahead are cancelled, the plan is moved by as many days."""
    engagement, parties = acting(by, engagement, on)
    engagement.reason = written(reason)
    most = p.LONGEST_PAUSE_DAYS.on(on)
    if not on < until <= on + timedelta(days=most):
        raise Invalid(
            Sentence(
                "Jeda berakhir setelah hari ini, paling lama {most} hari lagi.",
                "A pause ends after today, at most {most} days from now.",
            ).fill(most=most)
        )
    move(engagement, "pause", parties, timezone.now())
    engagement.paused_until = until
    if engagement.ends_on is not None:
        engagement.ends_on += until - on
    engagement.save(update_fields=["paused_until", "ends_on"])
    cancel_ahead(engagement, by, engagement.reason)
    notices.turned(engagement, "pause", by, until)
    record(
        by=by,
        verb="pause",
        subject=engagement,
        employee=engagement.employee,
        after=told(engagement, until=until),
    )
    return engagement  # fmt: skip


@transaction.atomic
def go_on(*, by: Account | None, engagement: Engagement, on: date) -> Engagement:
    """End a pause."""
    engagement = held(engagement)
    parties = access.parties_in(viewer(by, on), engagement) if by else {Party.PLANNER}
    if not parties:
        raise NotAllowed
    engagement.reason = ""
    move(engagement, "resume", parties, timezone.now())
    set_lights(engagement, on)
    notices.turned(engagement, "resume", by)
    record(by=by, verb="go_on", subject=engagement, employee=engagement.employee)
    return engagement


@transaction.atomic
def settle(*, by: Account, engagement: Engagement, on: date, reason: str = "") -> Engagement:
    """It goes on although a side moved, left or is appointed no more: decided by the planner, of a konseling by its two."""
    engagement, parties = acting(by, engagement, on)
    closed = engagement.method == Method.COUNSELLING
    if not closed and Party.PLANNER not in parties:
        raise NotAllowed
    if engagement.state not in access.OPEN:
        raise WrongState
    # Of a konseling no reason is asked: it would stand in the open.
    reason = "" if closed else written(reason)
    engagement.settled_on = on
    engagement.save(update_fields=["settled_on"])
    record(by=by, verb="settle_engagement", subject=engagement, employee=engagement.employee, reason=reason)
    return engagement


@transaction.atomic
def stop(*, by: Account, engagement: Engagement, reason: str, on: date) -> Engagement:
    """Either side, or the planner, ends it early; without blame, and not counted as completed."""
    engagement, parties = acting(by, engagement, on)
    engagement.reason = written(reason)
    move(engagement, "stop", parties, timezone.now())
    cancel_ahead(engagement, by, engagement.reason)
    notices.turned(engagement, "stop", by)
    record(by=by, verb="stop", subject=engagement, employee=engagement.employee)
    return engagement


@transaction.atomic
def transfer(*, by: Account, engagement: Engagement, reason: str, on: date) -> Proposal:
    """Another guide goes on: this one ends as transferred and the choice opens again; notes are not handed over.

    The planner may at any time; the employee once the guide was found not to fit; a counsellor who cannot go on.
    """
    proposal = locked(Proposal(pk=engagement.proposal_id))
    engagement, parties = acting(by, engagement, on)
    unfit = engagement.employee_fit == Fit.NO
    if not (
        Party.PLANNER in parties
        or (Party.EMPLOYEE in parties and (unfit or engagement.method == Method.COUNSELLING))
        or (Party.GUIDE in parties and engagement.method == Method.COUNSELLING)
    ):
        raise NotAllowed
    engagement.reason = written(reason)
    now = timezone.now()
    move(engagement, "transfer", parties, now)
    cancel_ahead(engagement, by, engagement.reason)
    move_proposal(proposal, "choose_again", parties & {Party.EMPLOYEE, Party.GUIDE, Party.PLANNER}, now)
    await_choice(proposal, on)
    current = proposal.wishes.filter(current=True)
    current.filter(state=WishState.ACCEPTED).update(state=WishState.PASSED)
    current.filter(state__in=(WishState.NEXT, WishState.ASKED)).update(state=WishState.PASSED)
    notices.turned(engagement, "transfer", by)
    record(by=by, verb="transfer", subject=engagement, employee=engagement.employee)
    return proposal


@transaction.atomic
def begin_evaluation(*, by: Account, engagement: Engagement, on: date) -> Engagement:
    """The sessions are over: both evaluate, and whoever measured at the start is asked to measure again."""
    engagement, parties = acting(by, engagement, on)
    if engagement.held == 0:
        raise WrongState(
            Sentence(
                "Belum ada sesi yang terlaksana, jadi belum ada yang dievaluasi. Hentikan bila tidak dilanjutkan.",
                "No session was held yet, so there is nothing to evaluate. Stop it if it does not go on.",
            )
        )
    now = timezone.now()
    move(engagement, "evaluate", parties, now)
    cancel_ahead(engagement, by, "")
    _ask_again(engagement, on, now)
    record(by=by, verb="begin_evaluation", subject=engagement, employee=engagement.employee)
    return engagement


def _ask_again(engagement: Engagement, on: date, now: datetime) -> None:
    """One question a competency of the goals, to whoever gave the newest level before the start; never of a konseling."""
    if engagement.method == Method.COUNSELLING:
        return
    goals = engagement.goals.filter(competency__isnull=False, dropped_at__isnull=True)
    competencies = set(goals.values_list("competency_id", flat=True))
    if not competencies and engagement.proposal.competency_id:
        competencies = {engagement.proposal.competency_id}
    first = engagement.starts_on or on
    rows = Assessment.objects.filter(
        employee=engagement.employee_id, competency__in=competencies, assessed_on__lte=first
    )
    newest = {row.competency_id: row for row in rows.order_by("assessed_on", "pk")}
    Reassessment.objects.bulk_create(
        Reassessment(
            engagement=engagement,
            competency_id=competency,
            source=newest[competency].source if competency in newest else Source.SUPERIOR,
            before=newest[competency].level if competency in newest else None,
            party=_ASKED[Source(newest[competency].source) if competency in newest else Source.SUPERIOR],
            asked_at=now,
        )
        for competency in sorted(competencies)
    )


def cancel_ahead(engagement: Engagement, by: Account | None, reason: str) -> None:
    """Nothing that still lies ahead takes place."""
    for session in engagement.meetings.filter(state__in=AHEAD):
        session.state, session.reason = SessionState.CANCELLED, reason[:300]
        session.sequence += 1
        session.save(update_fields=["state", "sealed_reason", "sequence"])
        notices.session_cancelled(session, by)


def recount(engagement: Engagement) -> None:
    """How many sessions were held and when the last was, from the sessions themselves."""
    starts = [
        timezone.localtime(start).date()
        for start in Session.objects.filter(engagement=engagement, state=SessionState.HELD).values_list(
            "start", flat=True
        )
    ]
    engagement.held, engagement.last_held_on = len(starts), max(starts, default=None)
    engagement.save(update_fields=["held", "last_held_on"])
    if engagement.last_held_on is not None and engagement.starts_on is not None:
        set_lights(engagement, max(engagement.last_held_on, engagement.starts_on))


def set_lights(engagement: Engagement, last: date) -> None:
    """On which days the light will turn if nothing is held after `last`."""
    days = p.turns(last, engagement.every_days, on=last)
    engagement.attention_on, engagement.stuck_on = days[Light.ATTENTION], days[Light.STUCK]
    engagement.save(update_fields=["attention_on", "stuck_on"])
