"""An invented register: coaches, mentors and counsellors of every kind, one outside, one paused, one ended."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from pamong.competency.models import Competency
from pamong.people.actions import create_account
from pamong.people.models import Account, Employee, Institution
from pamong.policy.words import CounsellorKind as Kind
from pamong.policy.words import EmployeeStatus, GradeLevel, Method
from pamong.programme.actions import appoint, end_appointment, pause_guide
from pamong.programme.models import Guide

SERVES_SINCE = 320  # days before the day of the demo
COACHES, MENTORS = 8, 9
HOURS = (
    ("sen-09", "sen-10", "rab-13", "jum-09"),
    ("sel-10", "kam-13", "kam-14"),
    ("sen-13", "rab-09", "rab-10", "jum-13"),
    ("sel-09", "sel-13", "kam-09", "jum-10"),
)
HIGH = (GradeLevel.ADMINISTRATOR, GradeLevel.AHLI_MADYA, GradeLevel.AHLI_UTAMA, GradeLevel.JPT_PRATAMA)
GENERIC_SETS = (
    ("komunikasi", "kerjasama", "mengelola_perubahan"),
    ("orientasi", "pengambilan_keputusan", "pelayanan_publik"),
    ("pengembangan_diri", "komunikasi", "integritas"),
    ("mengelola_perubahan", "orientasi", "pengembangan_diri", "perekat_bangsa"),
)


@dataclass
class Register:
    """Who was appointed, with the accounts by which they and others act."""

    institution: Institution
    on: date
    planner: Account
    guides: list[Guide] = field(default_factory=list)
    scarce: Guide | None = None  # the only mentor of a technical competency
    counsellor: Account | None = None  # who takes up requests of konseling
    _accounts: dict[int, Account] = field(default_factory=dict)

    def account(self, who: Employee) -> Account:
        """The person's account, made when needed; it has no password."""
        if who.pk not in self._accounts:
            known = Account.objects.filter(employee=who).first()
            self._accounts[who.pk] = known or create_account(
                by=None, institution=self.institution, username=who.nip, employee=who, on=self.on
            )
        return self._accounts[who.pk]

    def appoint(self, method: Method, who: Employee | None, number: int, **more: Any) -> Guide:
        started = (self.on - timedelta(days=SERVES_SINCE)).replace(day=1)
        if who is not None:
            self.account(who)
        made = appoint(
            by=self.planner,
            institution=self.institution,
            method=method,
            employee=who,
            letter=f"KP.04.02/{number:03}/{started.year}",
            start=started,
            capacity=int(str(more.pop("capacity", 3 + number % 2))),
            hours=HOURS[number % len(HOURS)],
            on=self.on,
            **more,
        )
        self.guides.append(made)
        return made


def fill(register: Register, cast: dict[str, Employee]) -> None:
    """Everybody the demo's proposals meet, the people of the demo accounts among them."""
    known = {one.code: one for one in Competency.objects.filter(institution=register.institution)}
    number = 1
    for who in _coaches(register, cast):
        # Whoever looks at the demo finds a place with the people of its accounts.
        room = {"capacity": 8} if who in cast.values() else {}
        register.appoint(
            Method.COACHING, who, number, qualification="Pelatihan coaching bagi atasan, 24 JP", **room
        )
        number += 1
    for turn, who in enumerate(_mentors(register, cast)):
        skills = {known[code]: 4 for code in GENERIC_SETS[turn % len(GENERIC_SETS)] if code in known}
        if who == cast.get("mentor"):
            skills = {known[code]: 4 for codes in GENERIC_SETS for code in codes if code in known}
        words = "Sertifikat mentor instansi, 40 JP"
        room = {"capacity": 8} if who == cast.get("mentor") else {}
        register.appoint(Method.MENTORING, who, number, qualification=words, skills=skills, **room)
        number += 1
    register.appoint(
        Method.MENTORING,
        None,
        number,
        name="Dr. Laksmi Adriani",
        organisation="Sekolah Tinggi Administrasi Nusantara",
        account=create_account(
            by=None,
            institution=register.institution,
            username="laksmi.adriani",
            name="Dr. Laksmi Adriani",
            on=register.on,
        ),
        qualification="Dosen kepemimpinan sektor publik; coach bersertifikat",
        skills={known[code]: 5 for code in GENERIC_SETS[1] if code in known},
        capacity=2,
    )
    _counsellors(register, cast, number + 1)
    _scarce(register, known, number + 4)
    _pause_and_end(register)


def _people(register: Register) -> list[Employee]:
    rows = Employee.objects.filter(
        institution=register.institution, status=EmployeeStatus.ACTIVE, position__grade_level__in=HIGH
    )
    rows = rows.exclude(account__is_demo=True).select_related("position", "unit", "superior")
    return list(rows.order_by("nip")[:200])


def _coaches(register: Register, cast: dict[str, Employee]) -> list[Employee]:
    """Direct superiors first, as coaching usually is theirs."""
    leads = Employee.objects.filter(institution=register.institution, status=EmployeeStatus.ACTIVE)
    leads = leads.filter(position__grade_level=GradeLevel.ADMINISTRATOR).exclude(account__is_demo=True)
    leads = leads.annotate(led=Count("team")).filter(led__gte=3)
    found = [cast[name] for name in ("coach", "atasan") if name in cast]
    return found + list(leads.order_by("nip").select_related("position")[: COACHES - len(found)])


def _mentors(register: Register, cast: dict[str, Employee]) -> list[Employee]:
    taken = {guide.employee_id for guide in register.guides}
    found = [cast["mentor"]] if "mentor" in cast else []
    return found + [one for one in _people(register) if one.pk not in taken][: MENTORS - len(found)]


def _counsellors(register: Register, cast: dict[str, Employee], number: int) -> None:
    """The three kinds: of the function, independent, and a rating official who was trained."""
    trained = "Pelatihan konseling kinerja, 30 JP"
    kinds = [(cast.get("konselor"), Kind.OFFICIAL), (cast.get("atasan"), Kind.ASSESSOR)]
    taken = {guide.employee_id for guide in register.guides}
    independent = [one for one in reversed(_people(register)) if one.pk not in taken][:1]
    kinds += [(one, Kind.INDEPENDENT) for one in independent]
    for offset, (who, kind) in enumerate(kinds):
        if who is not None:
            register.appoint(
                Method.COUNSELLING,
                who,
                number + offset,
                counsellor_kind=kind.value,
                counselling_training=trained,
                qualification="Magister psikologi" if kind is not Kind.ASSESSOR else "",
                capacity=4,
            )


def _scarce(register: Register, known: dict[str, Competency], number: int) -> None:
    """One mentor with one place for a technical competency that many need."""
    wanted = known.get("metode_kajian")
    taken = {guide.employee_id for guide in register.guides}
    free = [one for one in _people(register) if one.pk not in taken][:1]
    if wanted is not None and free:
        register.scarce = register.appoint(
            Method.MENTORING,
            free[0],
            number,
            qualification="Peneliti utama kajian kebijakan",
            skills={wanted: 5},
            capacity=1,
        )


def _pause_and_end(register: Register) -> None:
    mentors = [one for one in register.guides if one.method == Method.MENTORING and one.employee]
    if len(mentors) < 5:
        return
    paused, ended = mentors[3], mentors[4]
    reason = "Tugas belajar singkat di luar kota"
    until = register.on + timedelta(days=21)
    pause_guide(by=register.planner, guide=paused, until=until, reason=reason, on=register.on)
    last = register.on - timedelta(days=35)
    end_appointment(by=register.planner, guide=ended, last=last, reason="Mutasi ke unit lain", on=register.on)
