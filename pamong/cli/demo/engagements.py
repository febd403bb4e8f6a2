"""Some 170 running and 90 finished engagements: who with whom, how long ago, and how each goes."""

from collections import Counter
from collections.abc import Iterator
from random import Random

from django.db.models import Count

from pamong.cli.demo.calendar import Agenda
from pamong.cli.demo.cohorts import gather_cohorts
from pamong.cli.demo.guides import GENERIC_SETS, Register
from pamong.cli.demo.letters import write_letters
from pamong.cli.demo.meetings import PLANNED, RHYTHM
from pamong.cli.demo.walks import Walk
from pamong.competency.models import Competency
from pamong.people.models import Account, Employee
from pamong.policy.words import CounsellorKind, EmployeeStatus, GradeLevel, Method
from pamong.programme import actions
from pamong.programme.models import Guide
from pamong.recommendation.actions.analysis import aside_of
from pamong.recommendation.models import Result

DAYS_BACK = 180  # working days
RUNNING, FINISHED, PEOPLE = 170, 90, 850
# In turn; most go smoothly.
GOING = (
    "smooth", "smooth", "attention", "smooth", "evaluating", "smooth", "smooth", "matched", "smooth", "stuck",
    "smooth", "appointed", "smooth", "smooth", "paused", "smooth", "agreed", "smooth", "smooth", "evaluating",
)  # fmt: skip
OVER = ("completed", "completed", "completed", "stopped", "completed", "completed", "transferred", "completed", "completed", "declined")  # fmt: skip
# Seven, so that every story meets every method.
METHODS = (
    Method.COACHING, Method.MENTORING, Method.COACHING, Method.MENTORING, Method.COACHING, Method.MENTORING, Method.COACHING,
)  # fmt: skip
CLOSED_GOING = (
    "smooth",
    "evaluating",
    "smooth",
    "paused",
    "smooth",
    "stuck",
    "agreed",
    "smooth",
    "appointed",
    "smooth",
)
CLOSED_OVER = ("completed", "stopped", "completed", "transferred", "completed", "declined")
MORE_COACHES, MORE_MENTORS, MORE_COUNSELLORS = 34, 34, 4
LEAD = (GradeLevel.JPT_PRATAMA, GradeLevel.ADMINISTRATOR, GradeLevel.PENGAWAS, GradeLevel.AHLI_MADYA)


class Pairing:
    """People and guides who can be put together by the rules, each employee once a method."""

    def __init__(self, register: Register, agenda: Agenda, taken: set[int | None], rng: Random) -> None:
        self.register, self.agenda, self.taken, self.rng = register, agenda, taken, rng
        self.known = {c.code: c for c in Competency.objects.filter(institution=register.institution)}
        self.loads: Counter[int] = Counter()
        self.number = 0
        guides = {guide.employee_id for guide in register.guides}
        rows = Result.objects.filter(current=True, set_aside="", employee__institution=register.institution)
        rows = rows.filter(employee__status=EmployeeStatus.ACTIVE, employee__superior__isnull=False)
        rows = rows.exclude(method=Method.COUNSELLING).exclude(employee__in=guides)
        rows = rows.select_related("employee__superior__superior", "employee__unit", "employee__position")
        self.people = list(rows.order_by("employee__nip"))
        rng.shuffle(self.people)
        self.more_guides()

    def more_guides(self) -> None:
        """Superiors who coach their own people, more mentors, and counsellors beside the register's first."""
        register, number = self.register, 100
        known = {guide.employee_id for guide in register.guides}
        leads = Employee.objects.filter(
            institution=register.institution, status=EmployeeStatus.ACTIVE, position__grade_level__in=LEAD
        ).exclude(pk__in=[pk for pk in known if pk])
        leads = leads.exclude(account__is_demo=True)
        heads: list[Employee] = list(
            leads.annotate(led=Count("team")).filter(led__gte=2).order_by("-led", "nip")
        )
        share = max(1, min(PEOPLE, Employee.objects.filter(institution=register.institution).count()))
        size = share / PEOPLE
        for who in heads[: round(MORE_COACHES * size) + 1]:
            number += 1
            register.appoint(Method.COACHING, who, number, capacity=5, qualification="Pelatihan coaching bagi atasan, 24 JP")  # fmt: skip
            known.add(who.pk)
        others = [one for one in leads.order_by("nip") if one.pk not in known]
        for turn, who in enumerate(others[: round(MORE_MENTORS * size) + 1]):
            number += 1
            codes = GENERIC_SETS[turn % len(GENERIC_SETS)]
            skills = {self.known[code]: 4 + turn % 2 for code in codes if code in self.known}
            register.appoint(Method.MENTORING, who, number, capacity=5, skills=skills, qualification="Sertifikat mentor instansi, 40 JP")  # fmt: skip
            known.add(who.pk)
        rest = [one for one in others if one.pk not in known]
        for who in rest[: round(MORE_COUNSELLORS * size) + 1]:
            number += 1
            register.appoint(
                Method.COUNSELLING,
                who,
                number,
                counsellor_kind=CounsellorKind.INDEPENDENT.value,
                counselling_training="Pelatihan konseling kinerja, 30 JP",
                qualification="Magister psikologi",
                capacity=5,
            )
            known.add(who.pk)
        self.taken |= known
        self.people = [one for one in self.people if one.employee_id not in known]

    def gap(self, result: Result, guide: Guide) -> Competency | None:
        """Of what the guide offers, the competency most levels short."""
        levels = result.inputs.get("levels", {})
        skills = {skill.competency.code for skill in guide.skills.all()} if guide.pk else set()
        codes = [code for code in levels if code in self.known and (not skills or code in skills)]
        short = sorted(codes, key=lambda code: (-(levels[code][0] - (levels[code][1] or 0)), code))
        return self.known[short[0]] if short else None

    def walk(self, method: Method, story: str, guide: Guide, result: Result, started: int) -> Walk:
        self.number += 1
        self.loads[guide.pk] += 1
        self.taken.add(result.employee_id)
        return Walk(
            self.register,
            self.agenda,
            self.rng,
            self.number,
            method,
            guide,
            result.employee,
            None if method is Method.COUNSELLING else self.gap(result, guide),
            started,
            story,
            enrichment=method is not Method.COUNSELLING and self.number % 8 == 5,
        )

    def candidates(self, guide: Guide) -> Iterator[Result]:
        """Coaching of the coach's own people; mentoring and konseling of others'."""
        for one in self.people:
            if one.employee_id in self.taken or aside_of(
                one.employee, Method(guide.method), self.register.on
            ):
                continue
            own = one.employee.superior_id == guide.employee_id
            if own == (guide.method == Method.COACHING):
                yield one

    def next_pair(self, method: Method) -> tuple[Guide, Result] | None:
        """The guide with most room for somebody; by the order of the register."""
        guides = [
            guide
            for guide in self.register.guides
            if guide.method == method
            and guide.employee_id
            and guide.paused_until is None
            and guide.end is None
            and guide.counsellor_kind != CounsellorKind.ASSESSOR
            and self.loads[guide.pk] < guide.capacity - 2 * (guide.pk in self.spared)
        ]
        for guide in sorted(guides, key=lambda one: (self.loads[one.pk] / one.capacity, one.pk)):
            found = next(self.candidates(guide), None)
            if found is not None and (method is Method.COUNSELLING or self.gap(found, guide)):
                return guide, found
        return None

    @property
    def spared(self) -> set[int]:
        """Guides of the first register keep two places for the requests of the last weeks."""
        return {guide.pk for guide in self.register.guides[:22]}


def lay(
    register: Register, agenda: Agenda, taken: set[int | None], cast: dict[str, Account], rng: Random
) -> None:
    """Everything that lies more than some weeks back, and what follows of it until today."""
    pairing = Pairing(register, agenda, taken, rng)
    people = Employee.objects.filter(institution=register.institution).count()
    size = min(1.0, people / PEOPLE)
    walks = list(_for_accounts(pairing, cast))
    walks += _finished(pairing, round(FINISHED * size))
    walks += _running(pairing, round(RUNNING * size) - sum(w.story not in OVER for w in walks))
    for walk in walks:
        walk.lay()
    gather_cohorts(register, agenda, walks)
    _one_leaves(register, agenda, walks)
    left = [walk for walk in walks if walk.story in ("matched", "declined")]
    starts = {walk.started for walk in walks if walk not in left}
    write_letters(register, agenda, cast, starts, {walk.employee.pk for walk in left})


def _one_leaves(register: Register, agenda: Agenda, walks: list[Walk]) -> None:
    """A mentor who moves away: what becomes of those mentored waits for the planner's decision."""
    loads = Counter(
        walk.guide.pk
        for walk in walks
        if walk.method is Method.MENTORING and walk.story in ("smooth", "stuck")
    )
    demo = set(Account.objects.filter(is_demo=True).values_list("employee", flat=True))
    guides = [one for one in register.guides if loads[one.pk] and one.employee_id not in demo]
    if not guides:
        return
    leaves, last = min(guides, key=lambda one: (loads[one.pk], one.pk)), agenda.ago(2)
    agenda.add(
        1,
        lambda day: actions.end_appointment(
            by=register.planner, guide=leaves, last=last, reason="Mutasi ke instansi lain", on=day
        ),
    )


def _finished(pairing: Pairing, number: int) -> Iterator[Walk]:
    """Over; as a place is not given twice at a time, each counts for its guide like one that goes on."""
    for turn in range(number):
        closed = turn % 9 == 4
        method = Method.COUNSELLING if closed else METHODS[turn % len(METHODS)]
        pair = pairing.next_pair(method)
        if pair is None:
            continue
        story = CLOSED_OVER[turn // 9 % len(CLOSED_OVER)] if closed else OVER[turn % len(OVER)]
        started = PLANNED[method] * RHYTHM[method] + 14 + turn % 22
        yield pairing.walk(method, story, *pair, started)


def _running(pairing: Pairing, number: int) -> Iterator[Walk]:
    for turn in range(number):
        method = Method.COUNSELLING if turn % 13 == 6 else METHODS[turn % len(METHODS)]
        pair = pairing.next_pair(method) or pairing.next_pair(Method.MENTORING)
        if pair is None:
            continue
        method, story = Method(pair[0].method), GOING[turn % len(GOING)]
        if method is Method.COUNSELLING:
            story = CLOSED_GOING[turn // 13 % len(CLOSED_GOING)]
        yield pairing.walk(method, story, *pair, _started(method, story, turn))


def _started(method: Method, story: str, turn: int) -> int:
    """As long ago as the story needs, in working days."""
    rhythm, most = RHYTHM[method], PLANNED[method]
    if story in ("matched", "appointed", "agreed"):
        return 2 + turn % 4
    if story == "evaluating":
        return most * rhythm + 4 + turn % 6
    if story == "stuck":
        return 4 * rhythm + turn % 7
    return 3 + (turn * 7) % (most * rhythm - 8) if story == "smooth" else 3 * rhythm + turn % 9


def _for_accounts(pairing: Pairing, cast: dict[str, Account]) -> Iterator[Walk]:
    """Each demo account has an engagement of its own to stand in."""
    by = {guide.employee_id: guide for guide in pairing.register.guides}
    rows = Result.objects.filter(current=True).select_related(
        "employee__superior__superior", "employee__unit", "employee__position"
    )
    mine = rows.filter(employee=cast["pegawai"].employee_id).first() if "pegawai" in cast else None
    coach = by.get(cast["coach"].employee_id) if "coach" in cast else None
    if mine is not None and coach is not None and coach.method == Method.COACHING:
        yield pairing.walk(Method.COACHING, "smooth", coach, mine, 47)
    for name, stories in (
        ("coach", ("attention", "evaluating")),
        ("mentor", ("smooth", "stuck", "completed")),
        ("atasan", ("smooth", "completed")),
        ("konselor", ("smooth", "completed")),
    ):
        guide = by.get(cast[name].employee_id) if name in cast else None
        if name == "konselor" and guide is None:
            continue
        if guide is None:
            continue
        guide = _of_method(pairing.register.guides, guide, name)
        for turn, story in enumerate(stories):
            found = next(pairing.candidates(guide), None)
            if found is not None:
                method = Method(guide.method)
                rhythm, most = RHYTHM[method], PLANNED[method]
                ended = story in ("completed", "evaluating")
                started = most * rhythm + 14 + turn if ended else 3 * rhythm + 2 + turn
                yield pairing.walk(method, story, guide, found, started)


def _of_method(guides: list[Guide], guide: Guide, name: str) -> Guide:
    """The appointment of the account's own method, where the person has several."""
    wanted = {
        "coach": Method.COACHING,
        "mentor": Method.MENTORING,
        "atasan": Method.COACHING,
        "konselor": Method.COUNSELLING,
    }[name]
    own = (one for one in guides if one.employee_id == guide.employee_id and one.method == wanted)
    return next(own, guide)
