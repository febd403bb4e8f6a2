"""People who go together: from the cohort that is long over to the one still gathering."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from pamong.cli.demo.calendar import Agenda, the
from pamong.cli.demo.guides import Register
from pamong.cli.demo.meetings import PLANNED, RHYTHM
from pamong.cli.demo.walks import Walk
from pamong.policy.days import months_after
from pamong.policy.words import Context, Method
from pamong.programme import actions
from pamong.programme.models import Cohort, Template
from pamong.programme.workflow import CohortState

SERIES = (
    (Method.COACHING, False, "Coaching kinerja"),
    (Method.MENTORING, False, "Mentoring"),
    (Method.COACHING, True, "Pengayaan dengan coaching"),
    (Method.MENTORING, True, "Pengayaan dengan mentoring"),
)
LEAST, MOST = 4, 18  # people; the others go each by themselves
NUMERALS = ("I", "II", "III", "IV")
BEFORE = 8  # working days from the opening to the first who begins
AHEAD = 7  # working days until a cohort that still gathers begins


def gather_cohorts(register: Register, agenda: Agenda, walks: Sequence[Walk]) -> None:
    """One of each series in each state, as far as there are people for it, the oldest first."""
    groups: dict[tuple[Method, bool, CohortState], list[Walk]] = defaultdict(list)
    for walk in sorted(walks, key=lambda one: (-one.started, one.number)):
        if not walk.closed and walk.story != "declined":
            groups[walk.method, walk.enrichment, _state_for(walk)].append(walk)
    for method, enrichment, name in SERIES:
        numbers = Counter[int]()
        for state in (CohortState.ARCHIVED, CohortState.CLOSING, CohortState.RUNNING, CohortState.OPEN):
            people = groups[method, enrichment, state][:MOST]
            if len(people) < LEAST:
                continue
            starts = agenda.coming[AHEAD] if state is CohortState.OPEN else agenda.ago(people[0].started)
            said = f"{name} {starts.year}, angkatan {NUMERALS[numbers[starts.year]]}"
            numbers[starts.year] += 1
            Gathering(register, agenda, people, state, said, starts).lay()


def _span(walk: Walk) -> int:
    return PLANNED[walk.method] * RHYTHM[walk.method]


def _state_for(walk: Walk) -> CohortState:
    """How far the cohort has come with which somebody went who began so long ago."""
    if walk.story in ("matched", "appointed", "agreed"):
        return CohortState.OPEN
    if walk.started < _span(walk) + 4:
        return CohortState.RUNNING
    return CohortState.CLOSING if walk.started < _span(walk) + 14 else CohortState.ARCHIVED


@dataclass
class Gathering:
    """One cohort laid into the agenda: opened, joined, and moved as far as it has come."""

    register: Register
    agenda: Agenda
    people: Sequence[Walk]
    state: CohortState
    name: str
    starts: date
    made: list[Cohort] = field(default_factory=list)

    def lay(self) -> None:
        oldest, youngest = self.people[0].started, self.people[-1].started
        over = youngest - _span(self.people[-1])
        self.agenda.add(oldest + BEFORE, self.open)
        if self.state is not CohortState.OPEN:
            self.agenda.add(oldest, partial(self.move, "start"))
        for walk in self.people:  # who is matched later joins later
            self.agenda.add(walk.started + 3, partial(self.join, walk))
        if self.state in (CohortState.CLOSING, CohortState.ARCHIVED):
            self.agenda.add(over - 1, partial(self.move, "close"))
        if self.state is CohortState.ARCHIVED:
            self.agenda.add(over - 4, partial(self.move, "archive"))

    def open(self, day: date) -> None:
        first = self.people[0]
        template = Template.objects.get(
            institution=self.register.institution,
            unit=None,
            method=first.method,
            context=Context.ENRICHMENT if first.enrichment else Context.DAILY,
        )
        self.made.append(
            actions.open_cohort(
                by=self.register.planner,
                institution=self.register.institution,
                template=template,
                name=self.name,
                starts_on=self.starts,
                ends_on=months_after(self.starts, template.months),
                on=day,
            )
        )

    def move(self, step: str, day: date) -> None:
        actions.move_cohort(by=self.register.planner, cohort=the(self.made), step=step, on=day)

    def join(self, walk: Walk, day: date) -> None:
        actions.join_cohort(
            by=self.register.planner, cohort=the(self.made), engagements=[walk.here()], on=day
        )
