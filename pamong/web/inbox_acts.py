"""What is answered in the inbox itself: what one has to know for it, the answers, and the action behind each.

Everything else has a page of its own where more is read or written. Who may is asked by the actions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from pamong.people.models import Account, Employee
from pamong.policy.secrecy import Data, readers_of
from pamong.policy.words import Method
from pamong.programme import actions
from pamong.programme.models import (
    Engagement,
    Fit,
    Opening,
    Proof,
    Proposal,
    Review,
    Session,
    Step,
    Task,
    Wish,
)
from pamong.programme.queries import Due
from pamong.programme.queries import Kind as Proposing
from pamong.recommendation import actions as deciding
from pamong.recommendation.models import Result
from pamong.recommendation.queries import Kind, Waiting
from pamong.web.templatetags.pamong import label, say, tanggal, tanggal_jam


@dataclass(frozen=True, slots=True)
class Answer:
    """One button; `reason` names who reads the words that belong to it, where it needs any."""

    code: str
    words: str | Promise
    reason: Data | None = None

    @property
    def readers(self) -> str:
        return say(readers_of(self.reason)) if self.reason else ""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was sent."""

    by: Account
    on: date
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Act:
    """`closed`: of a konseling too, where neither facts nor buttons say a word of it.

    Without answers the facts alone tell one line from another; it is answered on its page.
    """

    rows: Callable[[], QuerySet[Any]]
    facts: Callable[[Any, bool], Iterable[str]]
    answers: tuple[Answer, ...] = ()
    do: Callable[[Any, Given], object] | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """An act with one thing of it: what the inbox shows under a line."""

    kind: str
    item: int
    facts: tuple[str, ...]
    answers: tuple[Answer, ...]


def _of_session(session: Session, closed: bool) -> list[str]:
    when = _("%(when)s, %(n)s menit") % {"when": tanggal_jam(session.start), "n": session.minutes}
    return [when] if closed or not session.place else [when, session.place]


def _of_review(review: Review, _closed: bool) -> list[str]:
    said = [(_("Tercapai"), review.achieved), (_("Target berikutnya"), review.next_target)]
    said += [(_("Kesulitan"), review.difficulty)] if review.difficulty else []
    return [f"{what}: {words}" for what, words in said]


def _of_proof(proof: Proof, _closed: bool) -> list[str]:
    return [proof.title, _("Tujuan: %(words)s") % {"words": proof.goal.title}]


def _of_proposal(proposal: Proposal) -> list[str]:
    found = [_("Tujuan: %(words)s") % {"words": proposal.purpose}] if proposal.purpose else []
    if proposal.competency is not None:
        found.append(_("Kompetensi: %(name)s") % {"name": proposal.competency.name})
    return found


def _of_opening(opening: Opening, _closed: bool) -> list[str]:
    words = _("Diminta %(asked)s, disetujui %(by)s, sampai %(until)s.") % {
        "asked": opening.asked_by,
        "by": opening.answered_by,
        "until": tanggal_jam(opening.until),
    }
    return [words, opening.reason]


def _of_offer(proposal: Proposal, _closed: bool) -> list[str]:
    guide, until = proposal.offered_guide, tanggal(proposal.offered_until)
    return [_("Tempat pada %(guide)s, disimpan sampai %(day)s.") % {"guide": guide, "day": until}]


def _answer_proposal(step: Step, given: Given) -> None:
    actions.answer(by=given.by, proposal=step.proposal, answer=given.code, reason=given.reason, on=given.on)


def _answer_wish(wish: Wish, given: Given) -> None:
    if given.code == "decline":
        actions.decline(by=given.by, wish=wish, reason=given.reason, on=given.on)
    else:
        actions.accept(by=given.by, wish=wish, on=given.on)


def _take(proposal: Proposal, given: Given) -> None:
    guides = [proposal.offered_guide] if proposal.offered_guide else []
    actions.choose(by=given.by, proposal=proposal, guides=guides, on=given.on)


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related("engagement")


_PROPOSED = Act(
    lambda: Step.objects.select_related("proposal__competency", "proposal__employee"),
    lambda step, _closed: _of_proposal(step.proposal),
    (Answer("approved", _l("Setujui")), Answer("rejected", _l("Tolak"), Data.PROPOSAL)),
    _answer_proposal,
)
_HELD = Act(
    _sessions,
    _of_session,
    (Answer("held", _l("Terlaksana")),),
    lambda one, given: actions.close_session(by=given.by, session=one, on=given.on),
    closed=True,
)
ACTS: dict[StrEnum, Act] = {
    Due.ANSWER_SESSION: Act(
        _sessions,
        _of_session,
        (Answer("confirm", _l("Setujui waktunya")),),
        lambda one, given: actions.confirm_session(by=given.by, session=one, on=given.on),
        closed=True,
    ),
    Due.CLOSE_SESSION: _HELD,
    Due.CONFIRM_HELD: _HELD,
    Due.ANSWER_FIT: Act(
        Engagement.objects.all,
        lambda _one, _closed: (),
        (
            Answer(Fit.YES.value, _l("Cocok")),
            Answer(Fit.UNSURE.value, _l("Belum yakin")),
            Answer(Fit.NO.value, _l("Tidak cocok")),
        ),
        lambda one, given: actions.answer_fit(by=given.by, engagement=one, fit=given.code, on=given.on),
        closed=True,
    ),
    Due.DO_TASK: Act(
        Task.objects.all,
        lambda one, _closed: (one.title,),
        (Answer("done", _l("Sudah dikerjakan")),),
        lambda one, given: actions.set_task_done(by=given.by, task=one, done=True, on=given.on),
    ),
    Due.SEE_REVIEW: Act(
        Review.objects.all,
        _of_review,
        (Answer("seen", _l("Sudah saya baca")),),
        lambda one, given: actions.see_review(by=given.by, review=one, on=given.on),
    ),
    Due.VERIFY_PROOF: Act(lambda: Proof.objects.select_related("goal"), _of_proof),
    Due.MEND_PROOF: Act(lambda: Proof.objects.select_related("goal"), _of_proof),
    Proposing.ANSWER_PROPOSAL: _PROPOSED,
    Proposing.ESCALATED_PROPOSAL: _PROPOSED,
    Proposing.GUIDE_ASKED: Act(
        lambda: Wish.objects.select_related("proposal__competency", "proposal__employee"),
        lambda wish, _closed: _of_proposal(wish.proposal),
        (Answer("accept", _l("Bersedia")), Answer("decline", _l("Belum dapat"), Data.PROPOSAL)),
        _answer_wish,
    ),
    Proposing.TAKE_PLACE: Act(
        lambda: Proposal.objects.select_related("offered_guide__employee"),
        _of_offer,
        (Answer("take", _l("Ambil tempat ini")),),
        _take,
    ),
    Proposing.NOTES_OPENED: Act(
        lambda: Opening.objects.select_related("asked_by", "answered_by"),
        _of_opening,
        (Answer("seen", _l("Sudah saya baca")),),
        lambda one, given: actions.see_opening(by=given.by, opening=one, on=given.on),
    ),
    Kind.SAY_VIEW: Act(
        lambda: Result.objects.select_related("employee"),
        lambda one, _closed: (_("Saran: %(method)s") % {"method": label(one.method, "Method")},),
        (Answer("agree", _l("Setuju")), Answer("not_now", _l("Belum saatnya"), Data.VIEW)),
        lambda one, given: deciding.say_view(
            by=given.by, employee=one.employee, view=given.code, reason=given.reason, on=given.on
        ),
    ),
}
# Where the facts are of a person: what is read of him, and in what capacity.
_READS: dict[StrEnum, tuple[str, str]] = {
    Proposing.ANSWER_PROPOSAL: ("proposal", "superior"),
    Proposing.ESCALATED_PROPOSAL: ("proposal", "superior"),
    Proposing.GUIDE_ASKED: ("proposal", "guide"),
    Kind.SAY_VIEW: ("suggestion", "superior"),
}
# Of which several wait at once with the same words; their facts are short and of nobody's record.
_ALIKE = frozenset(
    {Due.ANSWER_SESSION, Due.CLOSE_SESSION, Due.CONFIRM_HELD, Due.DO_TASK, Due.VERIFY_PROOF, Due.MEND_PROOF}
)


def thing_of(kind: str) -> str:
    """While a page lies open the other side may report the session: it is the same that is answered."""
    return Due.CLOSE_SESSION.value if kind == Due.CONFIRM_HELD.value else kind


def act_of(row: Waiting) -> Act | None:
    """How a line is answered in place; None where it has a page for that."""
    act = ACTS.get(row.kind)
    if act is None or row.item_id is None or (row.rule == Method.COUNSELLING and not act.closed):
        return None
    return act


Reads = dict[tuple[str, str], list[Employee]]


def offered(rows: Iterable[Waiting]) -> tuple[dict[tuple[str, int], Offered], Reads]:
    """By kind and item what can be answered, one query a kind of thing; and of whom what is read with it, in what
    capacity."""
    wanted: dict[StrEnum, list[Waiting]] = defaultdict(list)
    for row in rows:
        if act_of(row) is not None:
            wanted[row.kind].append(row)
    made: dict[tuple[str, int], Offered] = {}
    read: Reads = defaultdict(list)
    for kind, some in wanted.items():
        act = ACTS[kind]
        things: dict[int, Any] = act.rows().in_bulk([row.item_id for row in some])
        for row in some:
            thing = things.get(row.item_id or 0)
            if thing is None:
                continue  # gone since the inbox was read
            closed = row.rule == Method.COUNSELLING
            facts = tuple(words for words in act.facts(thing, closed) if words)
            made[kind.value, thing.pk] = Offered(kind.value, thing.pk, facts, act.answers)
            if kind in _READS:
                read[_READS[kind]].append(
                    thing.employee if kind is Kind.SAY_VIEW else thing.proposal.employee
                )
    return made, read


def told_apart(rows: Iterable[Waiting]) -> list[tuple[Waiting, tuple[str, ...]]]:
    """Each line with the short facts that tell it from others alike."""
    listed = list(rows)
    offers, _reads = offered(row for row in listed if row.kind in _ALIKE)
    found = [offers.get((row.kind.value, row.item_id or 0)) for row in listed]
    return [(row, offer.facts if offer else ()) for row, offer in zip(listed, found, strict=True)]


def answer(row: Waiting, given: Given) -> bool:
    """Do it; whether there was something to do. A reason that is missing is the action's to refuse."""
    act = act_of(row)
    if act is None or act.do is None or given.code not in {one.code for one in act.answers}:
        return False
    thing = act.rows().filter(pk=row.item_id).first()
    if thing is None:
        return False
    act.do(thing, given)
    return True
