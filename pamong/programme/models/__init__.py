"""Tables of the programme; one module a subject."""

from pamong.programme.models.calendars import BusyCalendar, BusyTime, Feed
from pamong.programme.models.cases import Handover, Referral
from pamong.programme.models.engagements import TAKING_A_PLACE, Engagement, Fit
from pamong.programme.models.goals import Goal, GoalKind, Milestone, Progress, Proof, ProofKind, Review
from pamong.programme.models.matching import DraftChange, Matching, MatchingStatus, RequiredPair
from pamong.programme.models.openings import Opening
from pamong.programme.models.papers import Agreement, Letter, Letterhead, LetterKind, SignsAs
from pamong.programme.models.programmes import Anchor, Cohort, TaskOwner, Template, TemplateTask
from pamong.programme.models.proposals import OPEN_STATES, Answer, Proposal, Step, Wish, WishState
from pamong.programme.models.register import GUIDED, GUIDED_CHOICES, Guide, GuideSkill, OffDay
from pamong.programme.models.results import Closing, CounsellingResult, Feedback, Reassessment, Report
from pamong.programme.models.sessions import MissedBy, Note, NoteKind, Session, Task

__all__ = [
    "GUIDED",
    "GUIDED_CHOICES",
    "OPEN_STATES",
    "TAKING_A_PLACE",
    "Agreement",
    "Anchor",
    "Answer",
    "BusyCalendar",
    "BusyTime",
    "Closing",
    "Cohort",
    "CounsellingResult",
    "DraftChange",
    "Engagement",
    "Feed",
    "Feedback",
    "Fit",
    "Goal",
    "GoalKind",
    "Guide",
    "GuideSkill",
    "Handover",
    "Letter",
    "LetterKind",
    "Letterhead",
    "Matching",
    "MatchingStatus",
    "Milestone",
    "MissedBy",
    "Note",
    "NoteKind",
    "OffDay",
    "Opening",
    "Progress",
    "Proof",
    "ProofKind",
    "Proposal",
    "Reassessment",
    "Referral",
    "Report",
    "RequiredPair",
    "Review",
    "Session",
    "SignsAs",
    "Step",
    "Task",
    "TaskOwner",
    "Template",
    "TemplateTask",
    "Wish",
    "WishState",
]
