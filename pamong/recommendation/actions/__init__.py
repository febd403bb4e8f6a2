"""Every write on runs, results, views, decisions and settings; one module a subject."""

from pamong.recommendation.actions.analysis import (
    correct_level,
    record_cause,
    reevaluate,
    take_in,
)
from pamong.recommendation.actions.contests import answer_contest, contest, escalate_contests
from pamong.recommendation.actions.decisions import (
    ask_dialogue,
    decide,
    decide_many,
    reopen,
    say_view,
)
from pamong.recommendation.actions.runs import analyse, carry_out, request_run
from pamong.recommendation.actions.settings import set_setting
from pamong.recommendation.actions.undecided import (
    ask_after_undecided,
    escalate_undecided,
    find_undecided,
)

__all__ = [
    "analyse",
    "answer_contest",
    "ask_after_undecided",
    "ask_dialogue",
    "carry_out",
    "contest",
    "correct_level",
    "decide",
    "decide_many",
    "escalate_contests",
    "escalate_undecided",
    "find_undecided",
    "record_cause",
    "reevaluate",
    "reopen",
    "request_run",
    "say_view",
    "set_setting",
    "take_in",
]
