"""Tables of the programme; one module a subject."""

from pamong.programme.models.engagements import TAKING_A_PLACE, Engagement
from pamong.programme.models.matching import Matching, MatchingStatus
from pamong.programme.models.proposals import OPEN_STATES, Answer, Proposal, Step, Wish, WishState
from pamong.programme.models.register import GUIDED, GUIDED_CHOICES, Guide, GuideSkill, OffDay

__all__ = [
    "GUIDED",
    "GUIDED_CHOICES",
    "OPEN_STATES",
    "TAKING_A_PLACE",
    "Answer",
    "Engagement",
    "Guide",
    "GuideSkill",
    "Matching",
    "MatchingStatus",
    "OffDay",
    "Proposal",
    "Step",
    "Wish",
    "WishState",
]
