"""How a letter of appointment stands, in words: its state, until when the next step is waited for, why it ended."""

from datetime import date
from typing import Any

from pamong.audit.models import Event
from pamong.audit.queries import last_of
from pamong.programme.models import Letter
from pamong.programme.workflow import LetterState
from pamong.web.said import LETTER_STATES, LETTER_TONES

WAITS = (LetterState.DRAFT, LetterState.NUMBERED)  # for its number, for the signed copy

ENDS = {LetterState.CANCELLED: "cancel_letter", LetterState.WITHDRAWN: "withdraw_letter"}


def ended(letter: Letter) -> Event | None:
    """By whom, when and why a letter was withdrawn or given up, for whoever reads the whole of it."""
    verb = ENDS.get(LetterState(letter.state))
    return last_of(letter, verb) if verb else None


def state_said(letter: Letter, on: date) -> dict[str, Any]:
    until = letter.due if letter.state in WAITS else None
    return {
        "said": LETTER_STATES[letter.state],
        "tone": LETTER_TONES[letter.state],
        "until": until,
        "late": until is not None and until < on,
    }
