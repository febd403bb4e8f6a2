"""Every write on the register, proposals, wishes and engagements; one module a subject."""

from pamong.programme.actions.choosing import (
    accept,
    choose,
    decline,
    decline_engagement,
    put_on_waiting_list,
)
from pamong.programme.actions.deadlines import keep_time
from pamong.programme.actions.matching import (
    carry_out_matching,
    discard_matching,
    publish_matching,
    request_matching,
)
from pamong.programme.actions.proposals import (
    answer,
    propose,
    propose_decided,
    propose_many,
    resume,
    withdraw,
)
from pamong.programme.actions.register import (
    MOST_CAPACITY,
    appoint,
    end_appointment,
    pause_guide,
    set_off_day,
)

__all__ = [
    "MOST_CAPACITY",
    "accept",
    "answer",
    "appoint",
    "carry_out_matching",
    "choose",
    "decline",
    "decline_engagement",
    "discard_matching",
    "end_appointment",
    "keep_time",
    "pause_guide",
    "propose",
    "propose_decided",
    "propose_many",
    "publish_matching",
    "put_on_waiting_list",
    "request_matching",
    "resume",
    "set_off_day",
    "withdraw",
]
