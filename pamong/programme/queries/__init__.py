"""Reads on the register, the queue and days; one module a subject."""

from pamong.programme.queries.away import why_away
from pamong.programme.queries.calendar import feed_by_token, feed_events, open_feed, token_hash
from pamong.programme.queries.calendar import zone_of as calendar_zone
from pamong.programme.queries.cases import (
    cases,
    counselling_count,
    has_notes,
    openings,
    results_received,
    with_room,
)
from pamong.programme.queries.cohorts import MOST_OFFERED, cohorts, members, who_may_join
from pamong.programme.queries.days import days_off, due_after, national_days_off
from pamong.programme.queries.engagements import Wanted as EngagementsWanted
from pamong.programme.queries.engagements import (
    engagements,
    for_room,
    goals_with_proof,
    hours_of,
    open_tasks,
    proofs_of,
    sessions_of,
)
from pamong.programme.queries.guides import Card, card_of, cards, loads, register, relation
from pamong.programme.queries.inbox import Kind, inbox
from pamong.programme.queries.letters import (
    Proven,
    current_agreement,
    last_signatories,
    letters,
    pairs_of,
    proven,
    waiting_for_letter,
    with_people,
)
from pamong.programme.queries.lights import light_of, with_light
from pamong.programme.queries.links import closing_of, closing_token
from pamong.programme.queries.monitoring import (
    Overview,
    asked_lately,
    overview,
    slow,
    slow_since,
    stuck,
    to_ask,
)
from pamong.programme.queries.papers import (
    engagements_with_papers,
    goals_of,
    held_sessions,
    learning_hours,
    reassessments_of,
    result_of,
)
from pamong.programme.queries.plans import Plan, plan_for
from pamong.programme.queries.pool import (
    Candidate,
    Pool,
    Wanted,
    candidates,
    pool_of,
    required_pairs,
    seekers,
    wanted,
)
from pamong.programme.queries.queue import (
    Queue,
    late_steps,
    locked_queue,
    queue,
    waiting_position,
    with_chain,
    with_choices,
    with_people_of,
)
from pamong.programme.queries.slots import Slot, free_slots
from pamong.programme.queries.waiting import Due

__all__ = [
    "MOST_OFFERED",
    "Candidate",
    "Card",
    "Due",
    "EngagementsWanted",
    "Kind",
    "Overview",
    "Plan",
    "Pool",
    "Proven",
    "Queue",
    "Slot",
    "Wanted",
    "asked_lately",
    "calendar_zone",
    "candidates",
    "card_of",
    "cards",
    "cases",
    "closing_of",
    "closing_token",
    "cohorts",
    "counselling_count",
    "current_agreement",
    "days_off",
    "due_after",
    "engagements",
    "engagements_with_papers",
    "feed_by_token",
    "feed_events",
    "for_room",
    "free_slots",
    "goals_of",
    "goals_with_proof",
    "has_notes",
    "held_sessions",
    "hours_of",
    "inbox",
    "last_signatories",
    "late_steps",
    "learning_hours",
    "letters",
    "light_of",
    "loads",
    "locked_queue",
    "members",
    "national_days_off",
    "open_feed",
    "open_tasks",
    "openings",
    "overview",
    "pairs_of",
    "plan_for",
    "pool_of",
    "proofs_of",
    "proven",
    "queue",
    "reassessments_of",
    "register",
    "relation",
    "required_pairs",
    "result_of",
    "results_received",
    "seekers",
    "sessions_of",
    "slow",
    "slow_since",
    "stuck",
    "to_ask",
    "token_hash",
    "waiting_for_letter",
    "waiting_position",
    "wanted",
    "who_may_join",
    "why_away",
    "with_chain",
    "with_choices",
    "with_light",
    "with_people",
    "with_people_of",
    "with_room",
]
