"""Institutions side by side for the national overseer: aggregates of five and more."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Q

from pamong.people.access import Viewer
from pamong.people.models import Institution
from pamong.people.roles import Role
from pamong.policy.errors import NotAllowed
from pamong.policy.words import Gap, Method
from pamong.recommendation.models import Result

SMALLEST = 5  # a smaller group is not shown


@dataclass(frozen=True, slots=True)
class Side:
    """One institution; None where fewer than five people stand behind a number."""

    institution: Institution
    people: int | None
    assessed: int | None
    gap: int | None
    mean_jpm: float | None
    methods: dict[str, int | None]


def institutions_side_by_side(viewer: Viewer) -> list[Side]:
    """Two queries, whatever the number of institutions."""
    if not viewer.has(Role.OVERSEER):
        raise NotAllowed
    known = ~Q(generic_gap=Gap.UNKNOWN) | ~Q(technical_gap=Gap.UNKNOWN)
    numbers: dict[int, Any] = {
        row["employee__institution_id"]: row
        for row in Result.objects.filter(current=True)
        .values("employee__institution_id")
        .annotate(
            people=Count("pk"),
            assessed=Count("pk", filter=known),
            gap=Count("pk", filter=Q(gaps__gt=0)),
            rated=Count("jpm"),
            mean=Avg("jpm"),
            **{method.name: Count("pk", filter=Q(method=method)) for method in Method},
        )
        .order_by()
    }
    return [_side(one, numbers.get(one.pk, {})) for one in Institution.objects.order_by("name")]


def _side(institution: Institution, row: dict[str, Any]) -> Side:
    mean = row.get("mean")
    return Side(
        institution,
        _shown(row.get("people")),
        _shown(row.get("assessed")),
        _shown(row.get("gap")),
        float(mean) if mean is not None and row["rated"] >= SMALLEST else None,
        {method.value: _shown(row.get(method.name)) for method in Method},
    )


def _shown(number: float | None) -> int | None:
    """The number, unless fewer than five people stand behind it."""
    return int(number) if number is not None and number >= SMALLEST else None
