"""Some sixty invented proposals in every state, by the real actions on believable days."""

from datetime import date
from random import Random

from django.core.mail import get_connection

from pamong.cli.demo.calendar import Agenda
from pamong.cli.demo.engagements import DAYS_BACK, lay
from pamong.cli.demo.for_accounts import requests_for
from pamong.cli.demo.guides import Register, fill
from pamong.cli.demo.matching import MOST as COHORT
from pamong.cli.demo.matching import PEOPLE_PER_SEEKER, gather_seekers
from pamong.cli.demo.programmes import shape_programmes
from pamong.cli.demo.tale import Tale
from pamong.exchange.calendar import event_file
from pamong.people.actions import deliver
from pamong.people.models import Account, Employee, Institution
from pamong.programme import actions
from pamong.programme.models import Proposal

MOST = 60
PEOPLE_PER_PROPOSAL = 8  # a small institution has fewer
# Most frequent first, so that a small institution has each state too.
STORIES = (
    "asked_superior", "asked_guide", "asked_planner", "decided", "matched", "late", "decided_asked", "deferred",
    "waiting", "rejected", "closed_asked", "all_declined", "plan", "talent", "withdrawn", "closed_guide",
    "approved", "feedback", "decided", "matched", "asked_superior", "scarce_taken", "waiting", "asked_guide",
    "decided_matched", "enrichment", "closed_decided", "asked_planner", "decided", "late",
)  # fmt: skip


def populate(institution: Institution, on: date, cast: dict[str, Account]) -> int:
    """The register, then the agenda day by day with the nightly command between; the number of proposals."""
    people = {name: one.employee for name, one in cast.items() if one.employee is not None}
    register = Register(institution, on, cast["perencana"], counsellor=cast.get("konselor"))
    fill(register, people)
    led = people["atasan"].unit if "atasan" in people else None
    shape_programmes(institution, register.planner, on, led)
    agenda, rng = Agenda(institution, on, DAYS_BACK), Random(on.toordinal())
    tale = Tale(register, agenda, cast, rng)
    requests_for(tale, people)
    lay(register, agenda, tale.taken, cast, rng)
    size = min(MOST, Employee.objects.filter(institution=institution).count() // PEOPLE_PER_PROPOSAL)
    for number in range(size):
        tale.begin(STORIES[number % len(STORIES)], number)
    people_here = Employee.objects.filter(institution=institution).count()
    gather_seekers(tale, min(COHORT, people_here // PEOPLE_PER_SEEKER))
    recent = agenda.ago(30)

    def night(day: date) -> None:
        """Long ago once a week is enough: nobody looks at the day on which a silent session was counted."""
        if day < on and (day >= recent or day.weekday() == 4):
            _night(institution, day)

    agenda.live(night)
    return Proposal.objects.filter(institution=institution).count()


def _night(institution: Institution, day: date) -> None:
    """The nightly command. The mail of an invented past is marked as sent and goes nowhere."""
    actions.keep_time(institution=institution, on=day)
    nowhere = get_connection("django.core.mail.backends.dummy.EmailBackend")
    while deliver(attach=event_file, connection=nowhere):
        pass
