"""How a letter of appointment stands, in words: its state, and until when the next step is waited for."""

from datetime import date
from typing import Any

from pamong.programme.models import Letter
from pamong.programme.workflow import LetterState
from pamong.web.said import LETTER_STATES, LETTER_TONES

WAITS = (LetterState.DRAFT, LetterState.NUMBERED)  # for its number, for the signed copy


def state_said(letter: Letter, on: date) -> dict[str, Any]:
    until = letter.due if letter.state in WAITS else None
    return {
        "said": LETTER_STATES[letter.state],
        "tone": LETTER_TONES[letter.state],
        "until": until,
        "late": until is not None and until < on,
    }
