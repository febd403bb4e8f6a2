"""How a programme is planned: the unit's own way, the institution's template, or the preset of the rules."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from pamong.policy import programme as p
from pamong.policy.words import Context, Method
from pamong.programme.models import Proposal, Template


@dataclass(frozen=True, slots=True)
class Plan:
    """Months, sessions, days between them and minutes of one; goals at least and at most."""

    months: int
    sessions: int
    every_days: int
    minutes: int
    goals: tuple[int, int]
    template: Template | None = None


def templates_for(proposal: Proposal) -> QuerySet[Template]:
    """Those it may be planned by, that of the nearest unit first."""
    unit = proposal.employee.unit
    above = [int(pk) for pk in unit.path.strip("/").split("/")] if unit is not None else []
    rows = Template.objects.filter(
        Q(unit__isnull=True) | Q(unit__in=above),
        institution=proposal.institution_id,
        method=proposal.method,
        context=proposal.context,
        active=True,
    )
    return rows.order_by(Length("unit__path").desc(nulls_last=True), "-pk")


def preset_for(proposal: Proposal, on: date) -> p.Preset:
    """How it is planned where there is no template."""
    return p.preset_of(Method(proposal.method), Context(proposal.context), on=on)


def plan_for(proposal: Proposal, on: date) -> Plan:
    """The plan an engagement of this proposal begins with; the nearest unit with a way of its own counts."""
    nearest = templates_for(proposal).first()
    if nearest is not None:
        return Plan(
            nearest.months,
            nearest.sessions,
            nearest.every_days,
            nearest.minutes,
            (nearest.goals_least, nearest.goals_most),
            nearest,
        )
    preset = preset_for(proposal, on)
    return Plan(preset.months, preset.sessions, preset.every_days, preset.minutes, preset.goals)
