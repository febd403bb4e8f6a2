"""Whom a change of a template touches, part by part: those who still come to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q

from pamong.programme.actions.documents import documents_of
from pamong.programme.actions.programmes import OPEN_PLANS, Item, Shape
from pamong.programme.models import Engagement, Template
from pamong.programme.workflow import EngagementState


class TemplatePart(StrEnum):
    """What of a template may change by itself."""

    PLAN = "plan"  # months, sessions, days between them, minutes: taken over on purpose only
    GOALS = "goals"
    TASKS = "tasks"
    DISCUSSION = "discussion"  # every month
    PREPARATION = "preparation"  # for each session
    CLOSING = "closing"  # questions at the end
    DOCUMENTS = "documents"


# Tasks are given out with the agreement; the questions at the end and the material are read until it is over.
_UNAGREED = (EngagementState.MATCHED, EngagementState.APPOINTED)
_OPEN = (*OPEN_PLANS, EngagementState.EVALUATING)
_STATES = {
    TemplatePart.PLAN: OPEN_PLANS,
    TemplatePart.GOALS: OPEN_PLANS,
    TemplatePart.TASKS: _UNAGREED,
    TemplatePart.DISCUSSION: OPEN_PLANS,
    TemplatePart.PREPARATION: OPEN_PLANS,
    TemplatePart.CLOSING: _OPEN,
    TemplatePart.DOCUMENTS: _OPEN,
}
_PLAN = ("months", "sessions", "every_days", "minutes")


@dataclass(frozen=True, slots=True)
class Touched:
    """How many engagements go by a template and are not over, and how many of them each part touches."""

    all: int
    by_part: dict[TemplatePart, int]

    def of(self, parts: Sequence[TemplatePart]) -> dict[TemplatePart, int]:
        """The parts that touch somebody."""
        return {part: self.by_part[part] for part in parts if self.by_part[part]}


def touched_by(template: Template) -> Touched:
    counts = {part.value: Count("pk", filter=Q(state__in=states)) for part, states in _STATES.items()}
    rows = Engagement.objects.filter(template=template, state__in=_OPEN).order_by()
    found = rows.aggregate(all=Count("pk"), **counts)
    return Touched(found["all"], {part: found[part.value] for part in TemplatePart})


def parts_changed(template: Template, shape: Shape, items: Sequence[Item]) -> list[TemplatePart]:
    """What a template would no longer be, in the order of its page."""

    def texts(words: Sequence[str]) -> list[str]:
        return [text.strip() for text in words if text.strip()]

    tasks = [
        (one.title.strip()[:200], one.owner, one.anchor, one.days, one.session, one.milestone)
        for one in items
        if one.title.strip()
    ]
    columns = ("title", "owner", "anchor", "days", "session", "milestone")
    differs = {
        TemplatePart.PLAN: any(getattr(shape, name) != getattr(template, name) for name in _PLAN),
        TemplatePart.GOALS: (shape.goals_least, shape.goals_most)
        != (template.goals_least, template.goals_most),
        TemplatePart.TASKS: tasks != list(template.tasks.values_list(*columns)),
        TemplatePart.DISCUSSION: (shape.monthly_review, texts(shape.questions))
        != (template.monthly_review, template.questions),
        TemplatePart.PREPARATION: texts(shape.guide_texts) != template.guide_texts,
        TemplatePart.CLOSING: list(dict.fromkeys(texts(shape.closing_questions)))
        != template.closing_questions,
        TemplatePart.DOCUMENTS: documents_of(shape.documents) != template.documents,
    }
    return [part for part in TemplatePart if differs[part]]
