"""How a programme is planned: the unit's own way, the institution's template, or the preset of the rules."""

from collections.abc import Sequence
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


def months_of(proposals: Sequence[Proposal], on: date) -> dict[int, int]:
    """How long each is planned, by its number; of proposals of one institution, in one query."""
    if not proposals:
        return {}
    units: dict[tuple[str, str, int | None], int] = {}
    rows = Template.objects.filter(institution=proposals[0].institution_id, active=True).order_by("pk")
    for method, context, unit, months in rows.values_list("method", "context", "unit_id", "months"):
        units[method, context, unit] = months  # the newest of a unit counts
    found = {}
    for proposal in proposals:
        where = proposal.employee.unit
        path = [int(pk) for pk in where.path.strip("/").split("/")] if where is not None else []
        ways = [(proposal.method, proposal.context, above) for above in (*reversed(path), None)]
        planned = next((units[way] for way in ways if way in units), None)
        found[proposal.pk] = preset_for(proposal, on).months if planned is None else planned
    return found


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
