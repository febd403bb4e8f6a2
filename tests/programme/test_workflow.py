"""The whole matrix state × move × party: what is not in a table is refused, whoever tries."""

from pathlib import Path

import pytest

from pamong.policy.errors import NotAllowed, WrongState
from pamong.programme.workflow import (
    AGREEMENT,
    COHORT,
    ENGAGEMENT,
    LETTER,
    OPEN_ENGAGEMENTS,
    OPEN_PROPOSALS,
    PROOF,
    PROPOSAL,
    SESSION,
    AgreementState,
    CohortState,
    EngagementState,
    LetterState,
    Party,
    ProofState,
    ProposalState,
    SessionState,
    pictures,
)

PAGE = Path(__file__).parents[2] / "docs" / "workflow.md"
# The arrows by hand, as the product's page on programmes has them; nothing is read from the tables here.
PROPOSAL_ARROWS = {
    ("draft", "submit"): ("proposed", {"proposer"}),
    ("proposed", "endorse"): ("proposed", {"superior"}),
    ("proposed", "approve"): ("approved", {"planner"}),
    ("proposed", "reject"): ("rejected", {"superior", "planner"}),
    ("proposed", "defer"): ("deferred", {"planner"}),
    ("approved", "defer"): ("deferred", {"planner"}),
    ("waiting", "defer"): ("deferred", {"planner"}),
    ("deferred", "resume"): ("proposed", {"planner", "clock"}),
    ("approved", "wait"): ("waiting", {"planner", "clock"}),
    ("waiting", "offer"): ("approved", {"planner", "clock"}),
    ("approved", "choose"): ("approved", {"employee", "planner"}),
    ("approved", "match"): ("matched", {"guide", "planner"}),
    ("matched", "choose_again"): ("approved", {"employee", "guide", "planner"}),
    **{
        (state, "withdraw"): ("withdrawn", {"employee", "proposer"})
        for state in ("draft", "proposed", "approved", "deferred", "waiting")
    },
}
BOTH, ALL = {"employee", "guide"}, {"employee", "guide", "planner"}
ENGAGEMENT_ARROWS = {
    ("matched", "appoint"): ("appointed", {"planner", "authority", "clock"}),
    ("appointed", "agree"): ("agreed", BOTH),
    ("agreed", "begin"): ("running", BOTH),
    ("running", "pause"): ("paused", ALL),
    ("paused", "resume"): ("running", ALL),
    ("running", "evaluate"): ("evaluating", ALL),
    ("evaluating", "complete"): ("completed", {"guide", "planner"}),
    ("matched", "decline"): ("declined", BOTH),
    ("appointed", "decline"): ("declined", BOTH),
    **{(state, "stop"): ("stopped", ALL) for state in ("agreed", "running", "paused", "evaluating")},
    **{
        (state, "transfer"): ("transferred", ALL)
        for state in ("matched", "appointed", "agreed", "running", "paused")
    },
}
SESSION_ARROWS = {
    ("proposed", "confirm"): ("scheduled", BOTH),
    **{(state, "reschedule"): ("proposed", BOTH) for state in ("proposed", "scheduled", "missed")},
    **{(state, "hold"): ("held", BOTH) for state in ("proposed", "scheduled")},
    ("held", "confirm_held"): ("held", BOTH | {"clock"}),
    ("scheduled", "miss"): ("missed", BOTH),
    ("held", "deny"): ("missed", BOTH),
    **{(state, "cancel"): ("cancelled", ALL | {"clock"}) for state in ("proposed", "scheduled")},
}
AGREEMENT_ARROWS = {
    **{(state, "change"): ("draft", BOTH) for state in ("draft", "half")},
    ("draft", "confirm"): ("half", BOTH),
    ("half", "confirm_too"): ("in_force", BOTH),
    ("in_force", "reopen"): ("replaced", BOTH),
}
PROOF_ARROWS = {
    ("submitted", "accept"): ("accepted", {"guide", "superior"}),
    ("submitted", "return"): ("returned", {"guide", "superior"}),
    ("returned", "resubmit"): ("submitted", {"employee"}),
    **{(state, "withdraw"): ("withdrawn", {"employee"}) for state in ("submitted", "returned")},
}
OFFICE = {"planner", "authority"}
LETTER_ARROWS = {
    ("draft", "leave_out"): ("draft", OFFICE),
    ("draft", "number"): ("numbered", OFFICE),
    ("numbered", "sign"): ("signed", OFFICE),
    ("draft", "cancel"): ("cancelled", OFFICE),
    **{(state, "withdraw"): ("withdrawn", OFFICE) for state in ("numbered", "signed")},
}
COHORT_ARROWS = {
    ("open", "start"): ("running", {"planner"}),
    ("running", "close"): ("closing", {"planner"}),
    ("closing", "reopen"): ("running", {"planner"}),
    **{(state, "archive"): ("archived", {"planner"}) for state in ("open", "closing")},
}
DRAWN = (
    (PROPOSAL, PROPOSAL_ARROWS, ProposalState),
    (ENGAGEMENT, ENGAGEMENT_ARROWS, EngagementState),
    (SESSION, SESSION_ARROWS, SessionState),
    (AGREEMENT, AGREEMENT_ARROWS, AgreementState),
    (PROOF, PROOF_ARROWS, ProofState),
    (LETTER, LETTER_ARROWS, LetterState),
    (COHORT, COHORT_ARROWS, CohortState),
)
CASES = [
    pytest.param(table, arrows, state, id=f"{table.noun}-{state}")
    for table, arrows, states in DRAWN
    for state in states
]


@pytest.mark.parametrize(("table", "arrows", "state"), CASES)
def test_every_move_by_everybody_is_possible_only_as_drawn(table, arrows, state) -> None:  # type: ignore[no-untyped-def]
    for move in sorted({name for _, name in arrows}):
        end, hands = arrows.get((state.value, move), ("", set()))
        if not end:
            assert move not in table.may(state, set(Party))
        for party in Party:
            if not end:
                with pytest.raises(WrongState):
                    table.end_of(move, state, {party})
            elif party.value in hands:
                assert table.end_of(move, state, {party}) == end
                assert move in table.may(state, {party})
            else:
                with pytest.raises(NotAllowed):
                    table.end_of(move, state, {party})
                assert move not in table.may(state, {party})


def test_no_move_is_left_out_of_the_arrows() -> None:
    for table, arrows, _states in DRAWN:
        drawn = {(start.value, move.name) for move in table.moves for start in move.start}
        assert drawn == set(arrows)


def test_a_state_without_an_owner_is_an_end() -> None:
    ends = set(ProposalState) - set(PROPOSAL.owners)
    assert ends == {ProposalState.MATCHED, ProposalState.REJECTED, ProposalState.WITHDRAWN}
    assert set(PROPOSAL.owners) == OPEN_PROPOSALS
    assert set(ENGAGEMENT.owners) == OPEN_ENGAGEMENTS


def test_the_picture_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == pictures(), "run `make docs`"
