"""A cohort that waits for mentors: some find one nearby, some are too many for a place, and some find nobody.

Each kind of reason that the rules know is there, so that whoever looks at a draft sees what can be done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from pamong.cli.demo.calendar import the
from pamong.cli.demo.tale import HOURS, Tale
from pamong.competency.models import Competency
from pamong.people.models import Employee
from pamong.people.queries import place_of, places_in
from pamong.policy.guiding import GRADE_ORDER
from pamong.policy.words import EmployeeStatus, GradeLevel, Method
from pamong.programme.models import Guide, Proposal
from pamong.recommendation.models import Result

MOST = 34
PEOPLE_PER_SEEKER = 25  # a small institution has fewer
PURPOSES = (
    "Memimpin satu perbaikan layanan dari awal sampai dipakai.",
    "Menyusun rancangan pelatihan yang lulus uji coba pertama.",
    "Membaca data unit dan menyampaikannya dalam satu halaman.",
    "Menyiapkan diri memimpin tim kecil lintas unit.",
)


@dataclass(frozen=True, slots=True)
class Search:
    """What some of the cohort look for; `number` of every 34, and whom of them the mentors leave out.

    Without a code it is the competency in which the person is most levels short.
    """

    code: str
    number: int
    grades: tuple[GradeLevel, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A mentor of the cohort: what he offers at which level and in how many places."""

    code: str
    level: int
    places: int
    grades: tuple[GradeLevel, ...]
    town: str = ""
    qualification: str = "Sertifikat mentor instansi, 40 JP"


_MUDA, _PERTAMA = (GradeLevel.AHLI_MUDA,), (GradeLevel.AHLI_PERTAMA,)
_YOUNG = (*_PERTAMA, *_MUDA)
_EXPERTS = (
    GradeLevel.ADMINISTRATOR,
    GradeLevel.AHLI_MADYA,
    GradeLevel.AHLI_UTAMA,
    GradeLevel.JPT_PRATAMA,
    GradeLevel.PENGAWAS,
    GradeLevel.AHLI_MUDA,
)
REFUSED = "penyusunan_regulasi"
TOWNS = ("", "Bandung", "Jakarta", "Makassar")  # where the next one sits, if somebody there may
SEARCHES = (
    Search("", 12),
    Search("perancangan_pembelajaran", 8, _YOUNG),
    Search("pembelajaran_digital", 5, _YOUNG),
    Search("pengelolaan_keuangan", 3),  # nobody offers it
    Search("analisis_kebijakan", 2, _MUDA),  # the one who does is a level below
    Search("komunikasi_publik", 1, _MUDA),  # the one who does has a lower grade
    Search("manajemen_talenta", 1, _YOUNG),  # the one who does has no qualification on record
    Search(REFUSED, 2, _YOUNG),  # the one who does says no to one of the two
)
OFFERS = (
    Offer("perancangan_pembelajaran", 4, 2, _EXPERTS, "Jakarta"),
    Offer("perancangan_pembelajaran", 3, 2, _EXPERTS, "Makassar"),
    Offer("pembelajaran_digital", 5, 1, _EXPERTS, "Bandung"),
    Offer("pembelajaran_digital", 3, 2, _EXPERTS, "Jakarta"),
    Offer("analisis_kebijakan", 2, 2, _EXPERTS, "Jakarta"),
    Offer("komunikasi_publik", 4, 2, _PERTAMA, "Jakarta"),
    Offer("manajemen_talenta", 4, 2, _EXPERTS, "Jakarta", qualification=""),
    Offer(REFUSED, 4, 2, _EXPERTS, "Jakarta"),
)


def gather_seekers(tale: Tale, size: int) -> None:
    """So many approved requests that wait for the planner's matching, and mentors who cannot take all."""
    offered = dict(_appointed(tale, size / MOST)) if size >= len(SEARCHES) else {}
    rows = Result.objects.filter(current=True, set_aside="", employee__institution=tale.institution)
    rows = rows.filter(employee__status=EmployeeStatus.ACTIVE, employee__superior__isnull=False)
    rows = rows.exclude(method="konseling").select_related(
        "employee__superior", "employee__unit", "employee__position"
    )
    people = list(rows.order_by("employee__nip"))
    Random(tale.register.on.toordinal()).shuffle(
        people
    )  # its own, so that the other stories stay as they are
    places = places_in(tale.institution.pk)
    for number, search in enumerate(_spread(size)):
        may = [one for one in people if _looks(tale, one, search)]
        near = [one for one in may if place_of(one.employee.unit, places) == TOWNS[number % len(TOWNS)]]
        found = next(iter(near or may), None)
        if found is None:
            continue
        tale.taken.add(found.employee_id)
        wanted = tale.known.get(search.code) or _short(tale, found, number)
        if wanted is None:
            continue
        refuses = offered.get(REFUSED) if search.code == REFUSED and number % 2 else None
        _ask(tale, found, wanted, number, refuses)


def _spread(size: int) -> Iterator[Search]:
    """As many of each search as its share of the cohort."""
    for search in SEARCHES:
        yield from [search] * max(1, round(search.number * size / MOST))


def _short(tale: Tale, result: Result, number: int) -> Competency | None:
    """One of the competencies in which somebody is short and others may guide, each in turn."""
    levels = result.inputs.get("levels", {})
    codes = sorted(
        code
        for code, (required, held, *_source) in levels.items()
        if code in tale.offered and code in tale.known and held is not None and held < required
    )
    return tale.known[codes[number % len(codes)]] if codes else tale.competency(result)


def _looks(tale: Tale, result: Result, search: Search) -> bool:
    """Whether somebody may look for it: free, staying, and of a standard that asks for it."""
    who = result.employee
    grade = who.position.grade_level if who.position else ""
    levels = result.inputs.get("levels", {})
    return (
        who.pk not in tale.taken
        and (not search.code or search.code in levels)
        and (not search.grades or grade in search.grades)
        and tale.stays(result)
    )


def _appointed(tale: Tale, share: float) -> Iterator[tuple[str, Guide]]:
    """The mentors of the cohort, each of them nobody's yet; in the town asked for where it has one.

    A small cohort has one mentor a competency, and fewer places: some of it wait in vain as well.
    """
    staff = Employee.objects.filter(institution=tale.institution, status=EmployeeStatus.ACTIVE)
    staff = staff.exclude(account__is_demo=True).select_related("position", "unit").order_by("nip")
    places = places_in(tale.institution.pk)
    people = [one for one in staff if one.position and one.position.grade_level]
    # The highest first, so that nobody but the one meant so has too low a grade.
    people.sort(key=lambda one: -GRADE_ORDER[GradeLevel(one.position.grade_level)] if one.position else 0)
    known: set[str] = set()
    for number, offer in enumerate(OFFERS):
        places_of_share = round(offer.places * share)
        if offer.code in known and not places_of_share:
            continue
        known.add(offer.code)
        may = [
            one
            for one in people
            if one.pk not in tale.taken and one.position and one.position.grade_level in offer.grades
        ]
        who = next((one for one in may if place_of(one.unit, places) == offer.town), may[0] if may else None)
        competency = tale.known.get(offer.code)
        if who is None or competency is None:
            continue
        tale.taken.add(who.pk)
        made = tale.register.appoint(
            Method.MENTORING,
            who,
            200 + number,
            qualification=offer.qualification,
            skills={competency: offer.level},
            capacity=max(1, places_of_share),
        )
        yield offer.code, made


def _ask(tale: Tale, result: Result, competency: Competency, number: int, refuses: Guide | None) -> None:
    """Brought by the superior, approved, and waiting; to some a mentor has said no already."""
    employee, superior, made = result.employee, result.employee.superior, list[Proposal]()
    if superior is None:
        return
    by = tale.register.account(superior)

    def bring(day: date) -> None:
        tale.approved(
            made,
            day,
            by=by,
            employee=employee,
            method=Method.MENTORING,
            purpose=PURPOSES[number % len(PURPOSES)],
            competency=competency,
            hours=HOURS[number % len(HOURS)] if number % 4 else (),
            sitting=("luring", "daring", "campuran")[number % 3],
        )

    ago = 4 + number % 7
    tale.agenda.add(ago, bring)
    if refuses is not None:
        tale.agenda.add(ago - 1, lambda day: tale.choose(the(made), day, guide=refuses))
        tale.agenda.add(ago - 2, lambda day: tale.guide_says(the(made), day, yes=False))
