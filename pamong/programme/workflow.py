"""Which state may follow which, by whose hand, and who owns a state: pure tables, from which the pictures are made."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from pamong.policy.errors import NotAllowed, WrongState
from pamong.policy.sentence import Sentence


class Party(StrEnum):
    """In what capacity somebody acts on a proposal or an engagement."""

    EMPLOYEE = "employee"
    PROPOSER = "proposer"  # whoever brought the proposal in
    SUPERIOR = "superior"
    PLANNER = "planner"
    GUIDE = "guide"
    AUTHORITY = "authority"  # the competent official
    CLOCK = "clock"  # the nightly command, or what follows of itself


class ProposalState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    MATCHED = "matched"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class EngagementState(StrEnum):
    MATCHED = "matched"
    APPOINTED = "appointed"
    AGREED = "agreed"
    RUNNING = "running"
    PAUSED = "paused"
    EVALUATING = "evaluating"
    COMPLETED = "completed"
    DECLINED = "declined"
    STOPPED = "stopped"
    TRANSFERRED = "transferred"


class SessionState(StrEnum):
    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class AgreementState(StrEnum):
    DRAFT = "draft"
    HALF = "half"  # confirmed by one side
    IN_FORCE = "in_force"
    REPLACED = "replaced"  # reopened; a newer version takes its place


class ProofState(StrEnum):
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class LetterState(StrEnum):
    DRAFT = "draft"
    NUMBERED = "numbered"  # the number of the agency's letter system is known
    SIGNED = "signed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"  # after it had its number: something in it was wrong


class CohortState(StrEnum):
    OPEN = "open"
    RUNNING = "running"
    CLOSING = "closing"
    ARCHIVED = "archived"


T = TypeVar("T", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[T]):
    """One arrow: from these states to that one, by these parties."""

    name: str
    start: frozenset[T]
    end: T
    by: frozenset[Party]


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """All moves of one noun; nothing else is possible."""

    noun: str
    first: frozenset[T]
    moves: tuple[Move[T], ...]
    owners: dict[T, Sentence]  # who is waited for in the state; a state without one is an end

    def end_of(self, name: str, state: T, parties: Iterable[Party]) -> T:
        """The state after a move; WrongState where it does not start here, NotAllowed by another's hand."""
        move = self.move(name)
        if state not in move.start:
            raise WrongState
        if move.by.isdisjoint(parties):
            raise NotAllowed
        return move.end

    def move(self, name: str) -> Move[T]:
        return next(move for move in self.moves if move.name == name)

    def may(self, state: T, parties: Iterable[Party]) -> frozenset[str]:
        """The names of the moves that these parties may make from a state."""
        own = set(parties)
        return frozenset(m.name for m in self.moves if state in m.start and not m.by.isdisjoint(own))


def _move(name: str, start: Iterable[T], end: T, *by: Party) -> Move[T]:
    return Move(name, frozenset(start), end, frozenset(by))


_P, _E = ProposalState, EngagementState
OPEN_PROPOSALS = frozenset({_P.DRAFT, _P.PROPOSED, _P.APPROVED, _P.DEFERRED, _P.WAITING})
# An engagement in one of these takes one of the guide's places.
OPEN_ENGAGEMENTS = frozenset({_E.MATCHED, _E.APPOINTED, _E.AGREED, _E.RUNNING, _E.PAUSED, _E.EVALUATING})

PROPOSAL: Table[ProposalState] = Table(
    "proposal",
    frozenset({_P.DRAFT, _P.PROPOSED, _P.APPROVED}),  # a decided recommendation begins approved
    (
        _move("submit", {_P.DRAFT}, _P.PROPOSED, Party.PROPOSER),
        _move("endorse", {_P.PROPOSED}, _P.PROPOSED, Party.SUPERIOR),
        _move("approve", {_P.PROPOSED}, _P.APPROVED, Party.PLANNER),
        _move("reject", {_P.PROPOSED}, _P.REJECTED, Party.SUPERIOR, Party.PLANNER),
        _move("defer", {_P.PROPOSED, _P.APPROVED, _P.WAITING}, _P.DEFERRED, Party.PLANNER),
        _move("resume", {_P.DEFERRED}, _P.PROPOSED, Party.PLANNER, Party.CLOCK),
        _move("wait", {_P.APPROVED}, _P.WAITING, Party.PLANNER, Party.CLOCK),
        _move("offer", {_P.WAITING}, _P.APPROVED, Party.PLANNER, Party.CLOCK),
        _move("choose", {_P.APPROVED}, _P.APPROVED, Party.EMPLOYEE, Party.PLANNER),
        _move("match", {_P.APPROVED}, _P.MATCHED, Party.GUIDE, Party.PLANNER),
        # The engagement was declined, or the guide changes: the choice begins anew.
        _move("choose_again", {_P.MATCHED}, _P.APPROVED, Party.EMPLOYEE, Party.GUIDE, Party.PLANNER),
        _move("withdraw", OPEN_PROPOSALS, _P.WITHDRAWN, Party.EMPLOYEE, Party.PROPOSER),
    ),
    {
        _P.DRAFT: Sentence("pengusul", "the proposer"),
        _P.PROPOSED: Sentence(
            "tahap berikutnya dalam rantai persetujuan", "the next in the chain of answers"
        ),
        _P.APPROVED: Sentence("pegawai dan pembimbing yang dipilih", "the employee and the guide chosen"),
        _P.DEFERRED: Sentence("pengelola", "the planner"),
        _P.WAITING: Sentence("pengelola", "the planner"),
    },
)
ENGAGEMENT: Table[EngagementState] = Table(
    "engagement",
    frozenset({_E.MATCHED}),
    (
        # A counsellor's own appointment is the letter of every konseling: no second one may name the person.
        _move("appoint", {_E.MATCHED}, _E.APPOINTED, Party.PLANNER, Party.AUTHORITY, Party.CLOCK),
        _move("agree", {_E.APPOINTED}, _E.AGREED, Party.EMPLOYEE, Party.GUIDE),
        _move("begin", {_E.AGREED}, _E.RUNNING, Party.EMPLOYEE, Party.GUIDE),
        _move("pause", {_E.RUNNING}, _E.PAUSED, Party.EMPLOYEE, Party.GUIDE, Party.PLANNER),
        _move("resume", {_E.PAUSED}, _E.RUNNING, Party.EMPLOYEE, Party.GUIDE, Party.PLANNER),
        _move("evaluate", {_E.RUNNING}, _E.EVALUATING, Party.EMPLOYEE, Party.GUIDE, Party.PLANNER),
        _move("complete", {_E.EVALUATING}, _E.COMPLETED, Party.GUIDE, Party.PLANNER),
        _move("decline", {_E.MATCHED, _E.APPOINTED}, _E.DECLINED, Party.EMPLOYEE, Party.GUIDE),
        _move(
            "stop",
            {_E.AGREED, _E.RUNNING, _E.PAUSED, _E.EVALUATING},
            _E.STOPPED,
            Party.EMPLOYEE,
            Party.GUIDE,
            Party.PLANNER,
        ),
        _move(
            "transfer",
            OPEN_ENGAGEMENTS - {_E.EVALUATING},
            _E.TRANSFERRED,
            Party.EMPLOYEE,
            Party.GUIDE,
            Party.PLANNER,
        ),
    ),
    {
        _E.MATCHED: Sentence("pengelola, untuk surat penunjukan", "the planner, for the letter of appointment"),
        _E.APPOINTED: Sentence("pegawai dan pembimbing, untuk kesepakatan", "employee and guide, for the agreement"),
        _E.AGREED: Sentence("pegawai dan pembimbing, untuk sesi pertama", "employee and guide, for the first session"),
        _E.RUNNING: Sentence("pegawai dan pembimbing", "employee and guide"),
        _E.PAUSED: Sentence("pegawai dan pembimbing", "employee and guide"),
        _E.EVALUATING: Sentence("pegawai dan pembimbing, untuk evaluasi", "employee and guide, for the evaluation"),
    },
)  # fmt: skip
_S, _A, _F, _L, _C = SessionState, AgreementState, ProofState, LetterState, CohortState
_TWO = (Party.EMPLOYEE, Party.GUIDE)
SESSION: Table[SessionState] = Table(
    "session",
    frozenset({_S.PROPOSED, _S.HELD}),  # held at once where it is logged afterwards
    (
        _move("confirm", {_S.PROPOSED}, _S.SCHEDULED, *_TWO),
        _move("reschedule", {_S.PROPOSED, _S.SCHEDULED, _S.MISSED}, _S.PROPOSED, *_TWO),
        _move("hold", {_S.PROPOSED, _S.SCHEDULED}, _S.HELD, *_TWO),
        _move("confirm_held", {_S.HELD}, _S.HELD, *_TWO, Party.CLOCK),
        _move("miss", {_S.SCHEDULED}, _S.MISSED, *_TWO),
        _move("deny", {_S.HELD}, _S.MISSED, *_TWO),  # by the side that has not said so itself
        _move("cancel", {_S.PROPOSED, _S.SCHEDULED}, _S.CANCELLED, *_TWO, Party.PLANNER, Party.CLOCK),
    ),
    {
        _S.PROPOSED: Sentence("pihak yang belum menjawab", "the side that has not answered"),
        _S.SCHEDULED: Sentence("pegawai dan pembimbing", "employee and guide"),
    },
)
AGREEMENT: Table[AgreementState] = Table(
    "agreement",
    frozenset({_A.DRAFT}),
    (
        _move("change", {_A.DRAFT, _A.HALF}, _A.DRAFT, *_TWO),
        _move("confirm", {_A.DRAFT}, _A.HALF, *_TWO),
        _move("confirm_too", {_A.HALF}, _A.IN_FORCE, *_TWO),
        _move("reopen", {_A.IN_FORCE}, _A.REPLACED, *_TWO),
    ),
    {
        _A.DRAFT: Sentence("pegawai dan pembimbing", "employee and guide"),
        _A.HALF: Sentence("pihak yang belum menyetujui", "the side that has not confirmed"),
        _A.IN_FORCE: Sentence("tidak siapa pun; dapat dibuka lagi", "nobody; it can be reopened"),
    },
)
PROOF: Table[ProofState] = Table(
    "proof",
    frozenset({_F.SUBMITTED}),
    (
        _move("accept", {_F.SUBMITTED}, _F.ACCEPTED, Party.GUIDE, Party.SUPERIOR),
        _move("return", {_F.SUBMITTED}, _F.RETURNED, Party.GUIDE, Party.SUPERIOR),
        _move("resubmit", {_F.RETURNED}, _F.SUBMITTED, Party.EMPLOYEE),
        _move("withdraw", {_F.SUBMITTED, _F.RETURNED}, _F.WITHDRAWN, Party.EMPLOYEE),
    ),
    {
        _F.SUBMITTED: Sentence("pembimbing atau atasan", "the guide or the superior"),
        _F.RETURNED: Sentence("pegawai", "the employee"),
    },
)
LETTER: Table[LetterState] = Table(
    "letter",
    frozenset({_L.DRAFT}),
    (
        _move("leave_out", {_L.DRAFT}, _L.DRAFT, Party.PLANNER, Party.AUTHORITY),
        _move("number", {_L.DRAFT}, _L.NUMBERED, Party.PLANNER, Party.AUTHORITY),
        _move("sign", {_L.NUMBERED}, _L.SIGNED, Party.PLANNER, Party.AUTHORITY),
        _move("cancel", {_L.DRAFT}, _L.CANCELLED, Party.PLANNER, Party.AUTHORITY),
        _move("withdraw", {_L.NUMBERED, _L.SIGNED}, _L.WITHDRAWN, Party.PLANNER, Party.AUTHORITY),
    ),
    {
        _L.DRAFT: Sentence("pengelola, untuk nomor surat", "the planner, for the letter's number"),
        _L.NUMBERED: Sentence("pengelola, untuk naskah bertanda tangan", "the planner, for the signed copy"),
    },
)
COHORT: Table[CohortState] = Table(
    "cohort",
    frozenset({_C.OPEN}),
    (
        _move("start", {_C.OPEN}, _C.RUNNING, Party.PLANNER),
        _move("close", {_C.RUNNING}, _C.CLOSING, Party.PLANNER),
        _move("reopen", {_C.CLOSING}, _C.RUNNING, Party.PLANNER),
        _move("archive", {_C.OPEN, _C.CLOSING}, _C.ARCHIVED, Party.PLANNER),
    ),
    {state: Sentence("pengelola", "the planner") for state in (_C.OPEN, _C.RUNNING, _C.CLOSING)},
)
TABLES: tuple[Table[Any], ...] = (PROPOSAL, ENGAGEMENT, SESSION, AGREEMENT, PROOF, LETTER, COHORT)


def pictures() -> str:
    """The whole of docs/workflow.md."""
    lines = [
        "# Workflow",
        "",
        "Generated from `pamong/programme/workflow.py`; do not edit by hand. A move that is not here is not possible.",
    ]
    for table in TABLES:
        lines += ["", f"## {table.noun.capitalize()}", "", "```mermaid", "stateDiagram-v2"]
        lines += [f"    [*] --> {state}" for state in _sorted(table.first)]
        for move in table.moves:
            lines += [f"    {start} --> {move.end}: {move.name}" for start in _sorted(move.start)]
        ends = {move.end for move in table.moves} - set(table.owners)
        lines += [f"    {state} --> [*]" for state in _sorted(ends)]
        lines += ["```", "", "| move | from | to | by |", "|---|---|---|---|"]
        lines += [
            f"| {move.name} | {', '.join(_sorted(move.start))} | {move.end} | {', '.join(_sorted(move.by))} |"
            for move in table.moves
        ]
        lines += ["", "| state | waits for |", "|---|---|"]
        lines += [f"| {state} | {who.en} |" for state, who in table.owners.items()]
    return "\n".join(lines) + "\n"


def _sorted(words: Iterable[StrEnum]) -> list[str]:
    return sorted(word.value for word in words)
