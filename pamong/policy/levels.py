"""Which assessment counts for each competency of the standard, the gap it leaves, and the JPM."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pamong.policy import parameters as p
from pamong.policy.bands import GAP_ORDER, band, level_gap_bands, worst
from pamong.policy.days import months_before
from pamong.policy.facts import Assessed, Required
from pamong.policy.settings import Settings
from pamong.policy.words import GENERIC, Cluster, Gap, GradeLevel, JpmCategory, Source, SourceChoice


@dataclass(frozen=True, slots=True)
class CountedLevel:
    """One competency of the standard and the assessment that counts for it.

    `replaced` are the newest assessments of the other sources, newest first.
    """

    competency: str
    cluster: Cluster
    required: int
    held: int | None
    source: Source | None
    on: date | None
    stale: bool
    replaced: tuple[Assessed, ...]
    gap: Gap

    @property
    def short(self) -> int:
        """Levels below the standard; 0 when none is missing or nothing is known."""
        return max(0, self.required - self.held) if self.held is not None else 0

    @property
    def generic(self) -> bool:
        return self.cluster is not Cluster.TECHNICAL


def count_levels(
    required: Iterable[Required], assessed: Iterable[Assessed], *, on: date, settings: Settings
) -> tuple[CountedLevel, ...]:
    """One row per competency required at level 1 or more, in the order of the standard."""
    by_competency: dict[str, dict[tuple[Source, date], Assessed]] = {}
    for row in assessed:
        if row.on > on:
            continue  # known only later
        same = by_competency.setdefault(row.competency, {})
        key = (row.source, row.on)
        # The later row of the file wins, before any other comparison.
        if key not in same or (row.order, row.level) >= (same[key].order, same[key].level):
            same[key] = row
    oldest = stale_before(on, settings.stale_months)
    bands = level_gap_bands(settings)
    counted = []
    nothing: tuple[Assessed, ...] = ()
    for line in required:
        if line.level < 1:
            continue
        rows = list(by_competency.get(line.competency, {}).values())
        best = _choose(rows, settings)
        if best is None:
            gap, stale, replaced = Gap.UNKNOWN, False, nothing
        else:
            gap, stale = band(line.level - best.level, bands), best.on < oldest
            replaced = _others(rows, best, settings)
        counted.append(
            CountedLevel(
                line.competency,
                line.cluster,
                line.level,
                best.level if best else None,
                best.source if best else None,
                best.on if best else None,
                stale,
                replaced,
                gap,
            )
        )
    return tuple(counted)


def derived_standard(grade: GradeLevel, *, on: date) -> tuple[Required, ...]:
    """The generic standard of a grade, for a position that has none of its own."""
    held = p.STANDARD_LEVELS.on(on)[grade]
    return tuple(
        Required(code, level, cluster)
        for (code, (cluster, _)), level in zip(GENERIC.items(), held, strict=True)
    )


def stale_before(on: date, months: int) -> date:
    """Assessments dated before this day are stale."""
    return months_before(on, months)


def job_person_match(levels: Iterable[CountedLevel]) -> Decimal | None:
    """100 × Σ held ÷ Σ required of the assessed generic competencies, capped at 100, half up."""
    assessed = [row for row in levels if row.generic and row.held is not None]
    total = sum(row.required for row in assessed)
    if total == 0:
        return None
    held = min(total, sum(row.held or 0 for row in assessed))
    # Whole hundredths, half up: floor((10000·held + total/2) / total) without fractions.
    return Decimal((20_000 * held + total) // (2 * total)).scaleb(-2)


def jpm_category(jpm: Decimal | None, on: date) -> JpmCategory | None:
    return None if jpm is None else band(jpm, p.JPM_DEVELOPMENT.on(on))


def is_forced(levels: Iterable[CountedLevel], category: JpmCategory | None, on: date) -> bool:
    """Whether the JPM lifts the generic gap: enough of the standard is assessed, and it is too low."""
    generic = [row for row in levels if row.generic]
    known = sum(row.held is not None for row in generic)
    part, whole = p.FORCED_SHARE.on(on)
    return category is p.FORCED_CATEGORY and known * whole >= len(generic) * part


def generic_gap(levels: Iterable[CountedLevel], *, forced: bool) -> Gap:
    gap = worst([row.gap for row in levels if row.generic])
    if forced and GAP_ORDER.index(gap) < GAP_ORDER.index(p.FORCED_GAP):
        return p.FORCED_GAP
    return gap


def technical_gap(levels: Iterable[CountedLevel]) -> Gap:
    return worst([row.gap for row in levels if not row.generic])


def _choose(rows: list[Assessed], settings: Settings) -> Assessed | None:
    if not rows:
        return None
    rank = settings.source_order.index
    match settings.source_choice:
        case SourceChoice.PRIORITY:
            return max(rows, key=lambda r: (-rank(r.source), r.on))
        case SourceChoice.LATEST:
            return max(rows, key=lambda r: (r.on, -rank(r.source)))
        case SourceChoice.HIGHEST:
            return max(rows, key=lambda r: (r.level, r.on, -rank(r.source)))


def _others(rows: list[Assessed], best: Assessed, settings: Settings) -> tuple[Assessed, ...]:
    newest: dict[Source, Assessed] = {}
    for row in sorted(rows, key=lambda r: r.on):
        if row.source is not best.source:
            newest[row.source] = row
    rank = settings.source_order.index
    return tuple(sorted(newest.values(), key=lambda r: (-r.on.toordinal(), rank(r.source))))
