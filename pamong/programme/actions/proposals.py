"""Writes on proposals: five entrances, one chain of answers, and the way out."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.competency.models import Competency
from pamong.people.access import Viewer, viewer
from pamong.people.models import Account, Employee
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Context, Entrance, Method
from pamong.programme import access
from pamong.programme.actions.register import SLOT
from pamong.programme.models import GUIDED, OPEN_STATES, TAKING_A_PLACE, Answer, Engagement, Proposal, Step
from pamong.programme.queries import counselling_under_way, due_after
from pamong.programme.workflow import PROPOSAL, Party, ProposalState
from pamong.recommendation.access import counselling_waiting_for
from pamong.recommendation.actions.analysis import aside_of
from pamong.recommendation.models import Decision, Verdict

SITTINGS = ("luring", "daring", "campuran")
REASON = Sentence("Alasan harus diisi.", "A reason is needed.")
NOT_ASKED = Sentence(
    "Usulan ini tidak lagi menunggu jawaban.", "This proposal no longer waits for an answer."
)
# Who answers, in order, by entrance. A decided recommendation was answered already.
CHAINS: dict[Entrance, tuple[Party, ...]] = {
    Entrance.RECOMMENDATION: (),
    Entrance.SUPERIOR: (Party.PLANNER,),
    Entrance.OWN: (Party.SUPERIOR, Party.PLANNER),
    Entrance.PLAN: (Party.PLANNER,),
    Entrance.TALENT: (Party.SUPERIOR, Party.PLANNER),
}
# In the locked area nobody but the counsellors answers, whom the rules count as its planners.
LOCKED_CHAIN = (Party.PLANNER,)


def told(proposal: Proposal, **words: object) -> dict[str, object]:
    """What the trail may tell: of a konseling only that something was done."""
    return {} if proposal.method == Method.COUNSELLING else dict(words)


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it stands, held until the transaction ends."""
    held = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal.pk)
    return held.select_related(
        "employee", "employee__unit", "employee__position", "employee__superior", "institution", "competency"
    ).get()


def move(proposal: Proposal, name: str, parties: Iterable[Party], now: datetime) -> None:
    """Set the state after a move; saved by the caller's `save`."""
    proposal.state = PROPOSAL.end_of(name, ProposalState(proposal.state), parties)
    proposal.state_since = now
    if proposal.state != ProposalState.DEFERRED:
        proposal.deferred_until = None
    if name not in ("offer", "choose"):
        proposal.offered_until = proposal.offered_guide = None
    proposal.choose_by = None
    dates = ("deferred_until", "offered_until", "choose_by")
    proposal.save(update_fields=["state", "state_since", *dates, "offered_guide", "sealed_reason"])


def await_choice(proposal: Proposal, on: date) -> None:
    """The employee is to choose a guide, or to choose again; by a day, after which others help."""
    proposal.choose_by = due_after(proposal.institution, on, p.ANSWER_DAYS.on(on))
    proposal.save(update_fields=["choose_by"])


@transaction.atomic
def propose(
    *,
    by: Account,
    employee: Employee,
    method: str,
    entrance: Entrance,
    on: date,
    purpose: str,
    competency: Competency | None = None,
    sitting: str = "",
    hours: tuple[str, ...] = (),
    context: Context = Context.DAILY,
) -> Proposal:
    """Bring a proposal in by one of four entrances; its chain is asked at once."""
    if entrance is Entrance.RECOMMENDATION:
        raise NotAllowed  # a decision is the only way in
    access.check_can_propose(viewer(by, on), employee, entrance)
    if not purpose.strip():
        raise Invalid(Sentence("Tuliskan tujuannya.", "Say what it is for."))
    if context is Context.ENRICHMENT and method == Method.COUNSELLING:
        raise Invalid(
            Sentence(
                "Pengayaan dilakukan dengan coaching atau mentoring.",
                "Enrichment is done by coaching or mentoring.",
            )
        )
    if entrance is Entrance.TALENT and context is not Context.ENRICHMENT:
        context = Context.TALENT
    if entrance is Entrance.SUPERIOR and method == Method.COUNSELLING:
        # "There is one already" would tell that there is one: the words join it, and the answer is the same.
        Employee.objects.select_for_update(of=("self",)).get(pk=employee.pk)
        before = counselling_under_way(employee)
        if before is not None:
            return _joined(before, by, purpose.strip())
    proposal = _new(by, employee, method, entrance, context, on, purpose, competency, sitting, hours)
    proposal.state = ProposalState.PROPOSED
    proposal.enrichment_form = method if context is Context.ENRICHMENT else ""
    proposal.save()
    chain = LOCKED_CHAIN if method == Method.COUNSELLING else CHAINS[entrance]
    for order, party in enumerate(chain):
        who = employee.superior if party is Party.SUPERIOR else None
        if party is Party.SUPERIOR and who is None:
            continue
        Step.objects.create(proposal=proposal, order=order, party=party, employee=who)
    ask_next(proposal, on)
    record(
        by=by,
        verb="propose",
        subject=proposal,
        employee=employee,
        after=told(proposal, method=method, entrance=entrance),
    )
    return proposal


def _new(
    by: Account,
    employee: Employee,
    method: str,
    entrance: Entrance,
    context: Context,
    on: date,
    purpose: str,
    competency: Competency | None,
    sitting: str,
    hours: tuple[str, ...],
) -> Proposal:
    if method not in GUIDED or (sitting and sitting not in SITTINGS):
        raise Invalid
    if method == Method.COUNSELLING and entrance not in access.COUNSELLING_ENTRANCES:
        raise Invalid(
            Sentence(
                "Konseling diminta sendiri, diusulkan atasan langsung, atau dari saran yang diputuskan.",
                "Counselling is asked for oneself, proposed by the direct superior, or comes from a decided suggestion.",
            )
        )
    if any(not SLOT.match(slot) for slot in hours):
        raise Invalid
    if competency is not None and competency.institution_id != employee.institution_id:
        raise NotAllowed
    if aside_of(employee, Method(method), on):
        raise Invalid(
            Sentence(
                "{name} sedang dikesampingkan; pengelola dapat menyertakannya dengan alasan.",
                "{name} is set aside; the planner may take them in with a reason.",
            ).fill(name=employee.name)
        )
    # The row of the employee is the lock: two proposals at once become one and a sentence.
    Employee.objects.select_for_update(of=("self",)).get(pk=employee.pk)
    _refuse_twice(employee, method)
    return Proposal(
        institution=employee.institution,
        employee=employee,
        method=method,
        entrance=entrance,
        context=context,
        competency=competency,
        purpose=purpose.strip(),
        sitting=sitting,
        hours=sorted(hours),
        state_since=timezone.now(),
        proposed_by=by,
    )


def _joined(proposal: Proposal, by: Account, purpose: str) -> Proposal:
    """What the superior says stands in the road of the request, where the person and their counsellor read it."""
    proposal, now = locked(proposal), timezone.now()
    last = proposal.steps.order_by("-order").first()
    Step.objects.create(
        proposal=proposal,
        order=last.order + 1 if last else 0,
        party=Party.SUPERIOR,
        employee=by.employee,
        asked_at=now,
        answer=Answer.APPROVED,
        reason=purpose,
        answered_by=by,
        answered_at=now,
    )
    record(by=by, verb="propose", subject=proposal, employee=proposal.employee)
    return proposal


def _refuse_twice(employee: Employee, method: str) -> None:
    spoken = Method(method).label
    if Proposal.objects.filter(employee=employee, method=method, state__in=OPEN_STATES).exists():
        raise WrongState(
            Sentence(
                "{name} sudah punya usulan {method} yang belum selesai.",
                "{name} already has a proposal of {method} that is open.",
            ).fill(name=employee.name, method=spoken)
        )
    if Engagement.objects.filter(employee=employee, method=method, state__in=TAKING_A_PLACE).exists():
        raise WrongState(
            Sentence("{name} sedang menjalani {method}.", "{name} is in {method} already.").fill(
                name=employee.name, method=spoken
            )
        )


@transaction.atomic
def propose_decided(*, by: Account, decision: Decision, on: date) -> Proposal:
    """The decided method becomes a proposal that is approved already, for its largest gap."""
    employee = decision.employee
    method = decision.form if decision.method == Method.ENRICHMENT else decision.method
    who = viewer(by, on)
    if method == Method.COUNSELLING:
        if not counselling_waiting_for(who).filter(pk=decision.pk).exists():
            raise NotAllowed  # only counsellors open that list
    else:
        access.check_can_propose(who, employee, Entrance.RECOMMENDATION)
    if not decision.current or decision.verdict not in (Verdict.ACCEPT, Verdict.OTHER):
        raise WrongState
    if method not in GUIDED:
        raise Invalid(
            Sentence(
                "Metode ini tidak memerlukan pembimbing; tindak lanjutnya melalui rencana pengembangan.",
                "This method needs no guide; it goes on through the development plan.",
            )
        )
    context = Context.ENRICHMENT if decision.method == Method.ENRICHMENT else Context.DAILY
    competency = None if method == Method.COUNSELLING else _largest_gap(decision)
    proposal = _new(
        by, employee, method, Entrance.RECOMMENDATION, context, on, decision.need, competency, "", ()
    )
    proposal.decision, proposal.enrichment_form = decision, decision.form
    proposal.state = ProposalState.APPROVED
    proposal.save()
    await_choice(proposal, on)
    record(
        by=by,
        verb="propose",
        subject=proposal,
        employee=employee,
        after=told(proposal, method=method, entrance=Entrance.RECOMMENDATION),
    )
    return proposal


def propose_many(*, by: Account, decisions: Iterable[Decision], on: date) -> list[Proposal]:
    """The same for many; all or none, each with its own record."""
    with transaction.atomic():
        return [propose_decided(by=by, decision=decision, on=on) for decision in decisions]


def _largest_gap(decision: Decision) -> Competency | None:
    """The competency most levels short in the result that was decided on; the first by code among equals."""
    levels = decision.result.inputs.get("levels", {})
    short = {code: line[0] - line[1] for code, line in levels.items() if line[1] is not None}
    code = min(short, key=lambda key: (-short[key], key), default="")
    if not code or short[code] < 1:
        return None
    return Competency.objects.filter(institution=decision.employee.institution_id, code=code).first()


def ask_next(proposal: Proposal, on: date) -> Step | None:
    """Ask whoever is next in the chain; nothing where all have answered."""
    step = proposal.steps.filter(answer="").order_by("order").first()
    if step is not None and step.asked_at is None:
        step.asked_at = timezone.now()
        step.due = due_after(proposal.institution, on, p.ANSWER_DAYS.on(on))
        step.save(update_fields=["asked_at", "due"])
    return step


@transaction.atomic
def answer(
    *,
    by: Account,
    proposal: Proposal,
    answer: Answer | str,
    on: date,
    reason: str = "",
    until: date | None = None,
) -> Proposal:
    """Whoever is next in the chain approves, rejects or, being the planner, defers until a day."""
    answer, reason = _answer(answer), reason.strip()
    proposal = locked(proposal)
    parties = access.parties_to(viewer(by, on), proposal)
    if not parties:
        raise NotAllowed
    step = proposal.steps.filter(answer="").order_by("order").first()
    if proposal.state != ProposalState.PROPOSED or step is None:
        raise WrongState(NOT_ASKED)
    if step.party not in parties:
        # Whoever answered before and taps again did nothing wrong; it waits for somebody else now.
        raise WrongState if proposal.steps.filter(answered_by=by).exists() else NotAllowed
    if answer is not Answer.APPROVED and not reason:
        raise Invalid(REASON)
    if (answer is Answer.DEFERRED) != (until is not None) or (until is not None and until <= on):
        raise Invalid(
            Sentence(
                "Penundaan memerlukan tanggal setelah hari ini; jawaban lain tidak.",
                "A deferral needs a day after today; other answers have none.",
            )
        )
    now, acting = timezone.now(), {Party(step.party)}
    if answer is Answer.DEFERRED:  # the step stays open: the same person answers when the day has come
        proposal.reason, proposal.deferred_until = reason, until
        move(proposal, "defer", acting, now)
    else:
        step.answer, step.reason, step.answered_by, step.answered_at = answer, reason, by, now
        step.save(update_fields=["answer", "sealed_reason", "answered_by", "answered_at"])
        proposal.reason = reason
        if answer is Answer.REJECTED:
            move(proposal, "reject", acting, now)
        elif proposal.steps.filter(answer="").exists():
            move(proposal, "endorse", acting, now)
            ask_next(proposal, on)
        else:
            move(proposal, "approve", acting, now)
            await_choice(proposal, on)
    record(
        by=by,
        verb="answer_proposal",
        subject=proposal,
        employee=proposal.employee,
        after=told(proposal, answer=answer, until=until),
        reason="" if proposal.method == Method.COUNSELLING else reason,
    )
    return proposal


def _answer(word: str) -> Answer:
    try:
        return Answer(word)
    except ValueError as error:
        raise Invalid from error


@transaction.atomic
def withdraw(*, by: Account, proposal: Proposal, reason: str, on: date) -> Proposal:
    """The employee or whoever proposed takes it back, at any time before the match."""
    proposal = locked(proposal)
    who = viewer(by, on)
    parties = _parties(who, proposal)
    if not reason.strip():
        raise Invalid(REASON)
    proposal.reason = reason.strip()
    move(proposal, "withdraw", parties, timezone.now())
    _drop_wishes(proposal)
    record(
        by=by,
        verb="withdraw_proposal",
        subject=proposal,
        employee=proposal.employee,
        reason="" if proposal.method == Method.COUNSELLING else proposal.reason,
    )
    return proposal


def _parties(who: Viewer, proposal: Proposal) -> frozenset[Party]:
    parties = access.parties_to(who, proposal)
    if not parties:
        raise NotAllowed
    return parties


def _drop_wishes(proposal: Proposal) -> None:
    proposal.wishes.filter(current=True, state__in=("next", "asked")).update(current=False, state="passed")


@transaction.atomic
def resume(*, by: Account, proposal: Proposal, on: date) -> Proposal:
    """A deferred proposal goes on before its day; whoever was next is asked anew."""
    proposal = locked(proposal)
    parties = _parties(viewer(by, on), proposal)
    proposal.reason = ""
    take_up_again(proposal, parties, on)
    record(by=by, verb="resume_proposal", subject=proposal, employee=proposal.employee)
    return proposal


def take_up_again(proposal: Proposal, parties: Iterable[Party], on: date) -> None:
    """From deferred back into the chain; by hand or by the clock."""
    move(proposal, "resume", parties, timezone.now())
    waiting = proposal.steps.filter(answer="").order_by("order").first()
    if waiting is None:  # it was approved before it was deferred
        order = proposal.steps.count()
        Step.objects.create(proposal=proposal, order=order, party=Party.PLANNER)
    else:
        proposal.steps.filter(pk=waiting.pk).update(asked_at=None, reminded_at=None, escalated_at=None)
    ask_next(proposal, on)
