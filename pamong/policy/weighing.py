"""The rules for one person without their sentences: facts in; gap, rating, box and suggestion out."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pamong.policy import channel, levels, performance
from pamong.policy import parameters as p
from pamong.policy.bands import band
from pamong.policy.facts import Evaluation, Facts
from pamong.policy.finding import Finding
from pamong.policy.levels import CountedLevel
from pamong.policy.sentence import Sentence
from pamong.policy.settings import DEFAULTS, Settings
from pamong.policy.words import (
    Cause,
    Completeness,
    Gap,
    JpmCategory,
    Method,
    Rating,
    SelectionCategory,
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the rules say of one person on one day. The suggestion is advice; a human decides."""

    levels: tuple[CountedLevel, ...]
    jpm: Decimal | None
    jpm_category: JpmCategory | None
    selection_category: SelectionCategory | None
    forced: bool  # the JPM lifted the generic gap
    generic_gap: Gap
    technical_gap: Gap
    evaluation: Evaluation | None
    rating: Rating | None
    behaviour_below: bool
    performance_gap: Gap
    box: int | None
    cause: Cause | None
    main: Method | None
    rule: str
    extra: tuple[Method, ...]
    extra_rules: tuple[str, ...]  # the rule that added each extra
    completeness: Completeness
    headline: Sentence = field(default=Sentence("", ""))
    findings: tuple[Finding, ...] = ()

    @property
    def situation(self) -> channel.Situation:
        """The five things the channel rules looked at."""
        return channel.Situation(
            self.behaviour_below, self.cause, self.performance_gap, self.generic_gap, self.technical_gap
        )

    @property
    def gaps(self) -> int:
        """Competencies of the standard with a known gap."""
        return sum(row.gap not in (Gap.NONE, Gap.UNKNOWN) for row in self.levels)


def weigh(facts: Facts, *, on: date, settings: Settings = DEFAULTS) -> Analysis:
    """The same result without its sentences; quick enough to ask what would change it."""
    counted = levels.count_levels(facts.required, facts.assessed, on=on, settings=settings)
    jpm = levels.job_person_match(counted)
    category = levels.jpm_category(jpm, on)
    lifts = levels.is_forced(counted, category, on)
    generic = levels.generic_gap(counted, forced=lifts)
    technical = levels.technical_gap(counted)
    evaluation = performance.counted_evaluation(facts.evaluations, on=on)
    rating = performance.rating(evaluation, on=on)
    gap = performance.performance_gap(evaluation, on=on, settings=settings)
    below = performance.behaviour_below(evaluation)
    cause = performance.counted_cause(facts.causes, on=on)
    suggestion = channel.suggest(channel.Situation(below, cause, gap, generic, technical))
    return Analysis(
        levels=counted,
        jpm=jpm,
        jpm_category=category,
        selection_category=None if jpm is None else band(jpm, p.JPM_SELECTION.on(on)),
        forced=lifts and generic is not levels.generic_gap(counted, forced=False),
        generic_gap=generic,
        technical_gap=technical,
        evaluation=evaluation,
        rating=rating,
        behaviour_below=below,
        performance_gap=gap,
        box=performance.box(rating, jpm, on=on, settings=settings),
        cause=cause,
        main=suggestion.main,
        rule=suggestion.rule.code,
        extra=tuple(method for method, _ in suggestion.extra),
        extra_rules=tuple(rule.code for _, rule in suggestion.extra),
        completeness=_completeness(counted, generic, technical, gap, suggestion.rule.code),
    )


def _completeness(
    counted: tuple[CountedLevel, ...], generic: Gap, technical: Gap, gap: Gap, rule: str
) -> Completeness:
    """The last that applies wins."""
    if gap is Gap.UNKNOWN or (generic is Gap.UNKNOWN and technical is Gap.UNKNOWN):
        return Completeness.MISSING
    if rule in channel.PROVISIONAL_RULES:
        return Completeness.PROVISIONAL
    if any(row.stale for row in counted):
        return Completeness.STALE
    return Completeness.COMPLETE
