"""Mengapa: the findings behind a result, as much of them as the viewer may read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from pamong.people.access import Viewer
from pamong.people.models import Employee
from pamong.policy.analysis import Analysis, CountedLevel, analyse
from pamong.policy.boxes import BOX_ADVICE, disagrees
from pamong.policy.changes import Change, what_would_change
from pamong.policy.channel import Situation, suggest
from pamong.policy.explain import explain_channel, headline
from pamong.policy.finding import Finding
from pamong.policy.record import result_row
from pamong.policy.sentence import Sentence
from pamong.policy.words import Cause, Gap, Method, Rating
from pamong.recommendation import access
from pamong.recommendation.access import CauseSeen
from pamong.recommendation.models import Result
from pamong.recommendation.queries.facts import facts_of, settings_of, standard_of, standards_of

# Column of a stored result → what the rules would store now.
_STORED = {
    "method": "saran",
    "rule": "kode_aturan",
    "rating": "predikat",
    "generic_gap": "gap_umum",
    "technical_gap": "gap_teknis",
    "performance_gap": "gap_kinerja",
    "cause": "penyebab",
    "completeness": "keyakinan",
    "jpm": "jpm",
    "box": "kotak",
}
DISCUSSED = Sentence("Dibahas dalam dialog", "Discussed in the dialogue")


@dataclass(frozen=True, slots=True)
class Why:
    """`cause` is what this viewer may read of it; None when there is none or it is not theirs to read.

    `outdated` says that data or settings changed since; only the stored suggestion is explained then, for
    what it would be now may belong to another list.
    """

    analysis: Analysis
    headline: Sentence
    findings: tuple[Finding, ...]
    cause: Sentence | None
    changes: tuple[Change, ...]
    box_advice: Sentence | None
    box_disagrees: bool
    outdated: Sentence | None = None


def why(viewer: Viewer, result: Result) -> Why:
    """Computed again by the single path for the result's day; five queries."""
    employee = result.employee
    counselling = result.method == Method.COUNSELLING
    if counselling:
        access.check_can_see_counselling(viewer, employee)
    else:
        access.check_can_see_suggestion(viewer, result)
    settings = settings_of(employee.institution, result.on)
    standard = standard_of(employee.position, result.on)
    required = {employee.position_id or 0: standard.required}
    facts = facts_of([employee], result.on, required=required)[employee.pk]
    names = standard.names
    found = analyse(facts, on=result.on, settings=settings, names=names)
    row = result_row(found)
    if any(getattr(result, stored) != row[now] for stored, now in _STORED.items()):
        return _of_then(viewer, result, found)
    first, findings, cause = said(viewer, employee, found)
    return Why(
        analysis=found if cause is not None or found.cause is None else replace(found, cause=None),
        headline=first,
        findings=findings,
        cause=cause,
        changes=what_would_change(
            facts, on=result.on, settings=settings, names=names, counselling=counselling
        ),
        box_advice=BOX_ADVICE[found.box] if found.box else None,
        box_disagrees=not counselling and disagrees(found.box, found.main),
    )


def _of_then(viewer: Viewer, result: Result, found: Analysis) -> Why:
    """The stored suggestion from the situation that was stored with it."""
    situation = Situation(
        bool(result.inputs.get("behaviour_below")),
        Cause(result.cause) if result.cause else None,
        Gap(result.performance_gap),
        Gap(result.generic_gap),
        Gap(result.technical_gap),
    )
    suggestion = suggest(situation)
    then = replace(
        found,
        behaviour_below=situation.behaviour_below,
        cause=situation.cause,
        performance_gap=situation.performance,
        generic_gap=situation.generic,
        technical_gap=situation.technical,
        main=Method(result.method) if result.method else None,
        rule=result.rule,
        extra=tuple(method for method, _ in suggestion.extra),
        extra_rules=tuple(rule.code for _, rule in suggestion.extra),
    )
    then = replace(then, headline=headline(then), findings=tuple(explain_channel(then)))
    first, findings, cause = said(viewer, result.employee, then)
    counselling = result.method == Method.COUNSELLING
    return Why(
        analysis=then if cause is not None else replace(then, cause=None),
        headline=first,
        findings=findings,
        cause=cause,
        changes=(),
        box_advice=BOX_ADVICE[result.box] if result.box else None,
        box_disagrees=not counselling and disagrees(result.box, then.main),
        outdated=Sentence(
            "Data atau pengaturan berubah sejak analisis {day}. Jalankan analisis lagi agar sarannya menyesuaikan.",
            "Data or settings changed since the analysis of {day}. Run the analysis again so that the suggestion "
            "follows.",
        ).fill(day=result.on),
    )


def said(
    viewer: Viewer, employee: Employee, found: Analysis
) -> tuple[Sentence, tuple[Finding, ...], Sentence | None]:
    """Headline, findings and cause; sentences that name a cause give way where it may not be read."""
    if found.cause is None:
        return found.headline, found.findings, None
    seen = access.cause_seen(viewer, employee, found.cause)
    if seen is CauseSeen.WHOLE:
        return found.headline, found.findings, found.cause.label.capital()
    method = found.main.label.capital() if found.main else Sentence("Tanpa saran", "No suggestion")
    neutral = method + Sentence(f" ({found.rule})", f" ({found.rule})")
    told = DISCUSSED if seen is CauseSeen.DISCUSSED else None
    if told is not None:
        neutral = method + Sentence(": ", ": ") + told
    findings = tuple(
        replace(row, sentence=neutral, inputs={k: v for k, v in row.inputs.items() if k != "cause"})
        if "cause" in row.inputs
        else row
        for row in found.findings
    )
    return neutral, findings, told


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A person and their counted levels by competency code."""

    employee: Employee
    levels: dict[str, CountedLevel]
    rating: Rating | None = None

    @property
    def worst(self) -> CountedLevel | None:
        """The largest known gap."""
        short = [level for level in self.levels.values() if level.short]
        return max(short, key=lambda level: level.short) if short else None


def heat_map(viewer: Viewer, employees: Iterable[Employee]) -> list[HeatRow]:
    """People × competencies. Pass people the viewer may see; six queries."""
    if isinstance(employees, QuerySet):
        employees = employees.select_related("position")
    people = list(employees)
    if viewer.institution is None or not people:
        return []
    settings = settings_of(viewer.institution, viewer.on)
    grades = {one.position.pk: one.position.grade_level for one in people if one.position}
    required = standards_of(grades, viewer.on, grades=grades)
    facts = facts_of(people, viewer.on, required=required, with_causes=False)
    rows = []
    for person in people:
        found = analyse(facts[person.pk], on=viewer.on, settings=settings)
        levels = {level.competency: level for level in found.levels}
        rows.append(HeatRow(person, levels, found.rating))
    return rows
