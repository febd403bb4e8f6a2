"""Standards in force, what changed between two versions, and the dictionary as a tree."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from pamong.competency import access
from pamong.competency.models import (
    Competency,
    CompetencyEdition,
    PositionStandard,
    StandardStatus,
)
from pamong.people.access import Viewer
from pamong.people.models import Position
from pamong.policy.words import GENERIC, Cluster


def standard_in_force(position: Position | int, on: date) -> PositionStandard | None:
    """The newest version that has begun; the first counts from always."""
    rows = PositionStandard.objects.filter(position=position, status=StandardStatus.IN_FORCE)
    rows = rows.prefetch_related("levels__competency")
    return rows.filter(since__lte=on).order_by("-since").first() or rows.order_by("since").first()


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One competency that differs; None where a version does not require it."""

    competency: Competency
    before: int | None
    after: int | None


def difference(before: PositionStandard | None, after: PositionStandard) -> list[LevelChange]:
    """What a version changes against an earlier one, in the order of the dictionary."""
    old = {row.competency: row.level for row in before.levels.select_related("competency")} if before else {}
    new = {row.competency: row.level for row in after.levels.select_related("competency")}
    return [
        LevelChange(competency, old.get(competency), new.get(competency))
        for competency in sorted({*old, *new}, key=lambda competency: competency.pk)
        if old.get(competency) != new.get(competency)
    ]


def versions_of(viewer: Viewer, position: Position) -> list[PositionStandard]:
    """Versions of a position's standard, newest first."""
    rows = access.standards_visible_to(viewer).filter(position=position)
    return list(rows.order_by("-since", "-id").prefetch_related("levels__competency"))


def last_version_before(standard: PositionStandard) -> PositionStandard | None:
    rows = PositionStandard.objects.filter(
        position=standard.position_id, status=StandardStatus.IN_FORCE, since__lte=standard.since
    )
    return rows.exclude(pk=standard.pk).order_by("-since").first()


@dataclass(frozen=True, slots=True)
class Branch:
    """A cluster of the dictionary: the generic competencies in the law's order, then the others by name."""

    cluster: Cluster
    competencies: list[Competency]


def dictionary_tree(viewer: Viewer) -> list[Branch]:
    """Three branches; each competency has `editions_newest`, the newest first. Two queries."""
    rows = access.competencies_visible_to(viewer).prefetch_related(
        Prefetch(
            "editions", CompetencyEdition.objects.order_by("-since", "-number"), to_attr="editions_newest"
        )
    )
    order = {code: place for place, code in enumerate(GENERIC)}
    every = sorted(rows, key=lambda one: (order.get(one.code, len(order)), one.name))
    return [Branch(cluster, [one for one in every if one.cluster == cluster]) for cluster in Cluster]


def edition_in_force(competency: Competency, on: date) -> CompetencyEdition | None:
    """The text that counts on a day; the first counts from always."""
    rows = competency.editions.all()
    newest = rows.filter(since__lte=on).order_by("-since", "-number").first()
    return newest or rows.order_by("since", "number").first()
