"""Positions and the people on them: careers that agree with grade, rank, age and the reporting line."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pamong.cli.demo.blueprint import UnitPlan
from pamong.cli.demo.careers import FAMILIES, GRADES, MIXES, RANKS, Family
from pamong.cli.demo.cast import CAST, TEAM_CASES, TEAM_SIZE, TEAM_UNIT, CastMember
from pamong.cli.demo.names import name as invent_name
from pamong.policy.words import GradeLevel as G

_PPPK_GRADES = {
    G.PELAKSANA: "V",
    G.TERAMPIL: "VII",
    G.MAHIR: "VIII",
    G.AHLI_PERTAMA: "IX",
    G.AHLI_MUDA: "XI",
}
_PPPK_SHARE = {G.PELAKSANA: 0.3, G.TERAMPIL: 0.3, G.MAHIR: 0.15, G.AHLI_PERTAMA: 0.27, G.AHLI_MUDA: 0.03}
_NEWCOMERS = (G.AHLI_PERTAMA, G.TERAMPIL)
_UNDER_ADMINISTRATOR = {G.AHLI_MADYA, G.AHLI_UTAMA}
_UNDER_PENGAWAS = {G.AHLI_MADYA, G.AHLI_UTAMA, G.AHLI_MUDA, G.PENYELIA}
_UNDER_PRATAMA = {G.AHLI_MUDA, G.AHLI_MADYA, G.AHLI_UTAMA}
_SUBJECTS = {
    "Kepegawaian": ("Administrasi Negara", "Psikologi", "Manajemen"),
    "Keuangan": ("Akuntansi", "Manajemen Keuangan"),
    "Hukum": ("Ilmu Hukum",),
    "Informatika": ("Teknik Informatika", "Sistem Informasi"),
    "Komunikasi": ("Ilmu Komunikasi",),
    "Kearsipan": ("Kearsipan", "Ilmu Perpustakaan"),
    "Pendidikan dan Pelatihan": ("Teknologi Pendidikan", "Administrasi Publik", "Manajemen Pendidikan"),
}
_OTHER_SUBJECTS = (
    "Administrasi Publik",
    "Ilmu Pemerintahan",
    "Ekonomi Pembangunan",
    "Statistika",
    "Sosiologi",
)


@dataclass(frozen=True, slots=True)
class Post:
    """A position of a unit."""

    code: str
    title: str
    unit: UnitPlan
    level: G
    field: str
    technical: tuple[str, ...]


@dataclass(slots=True)
class Person:
    """An invented employee; `serves_since` is the first day of the appointment."""

    nip: str
    name: str
    pppk: bool
    rank: str
    post: Post
    superior: str
    since: date
    serves_since: date
    education: str
    email: str
    status: str
    contract_end: str
    case: str = ""


@dataclass(slots=True)
class Workforce:
    """Everybody and every position of an institution, and who acts where nobody is appointed."""

    posts: list[Post] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    acting: list[tuple[Person, Post]] = field(default_factory=list)


class Registry:
    """Hands out NIPs and addresses, each once."""

    def __init__(self, domain: str) -> None:
        self._domain = domain
        self._serials: dict[str, int] = {}
        self._local: dict[str, int] = {}
        self._taken = {one.nip for one in CAST}

    def nip(self, birth: date, appointed: str, male: bool) -> str:
        stem = f"{birth:%Y%m%d}{appointed}{1 if male else 2}"
        while True:
            serial = self._serials[stem] = self._serials.get(stem, 0) + 1
            nip = f"{stem}{serial:03}"
            if nip not in self._taken:
                return nip

    def email(self, name: str) -> str:
        local = name.lower().replace(" ", ".")
        count = self._local[local] = self._local.get(local, 0) + 1
        return f"{local}{count if count > 1 else ''}@{self._domain}"


def _birth(rng: Random, on: date, age: int) -> date:
    return on - timedelta(days=age * 365 + age // 4 + rng.randrange(2, 362))


def career(
    rng: Random, on: date, level: G, registry: Registry
) -> tuple[str, bool, bool, str, date, str, str]:
    """One career for a grade level: nip, male, pppk, rank, first day of service, status, end of contract."""
    grade = GRADES[level]
    male = rng.random() < 0.52
    chance = rng.random()
    if chance < _PPPK_SHARE.get(level, 0.0):
        year = on.year - rng.choice((1, 1, 2, 2, 3, 3, 4))
        birth = _birth(rng, on, rng.randrange(27, 52))
        end_year = on.year + rng.choice((0, 1, 1, 2, 2, 3, 4))
        nip = registry.nip(birth, f"{year}21", male)
        return (
            nip,
            male,
            True,
            _PPPK_GRADES[level],
            date(year, rng.choice((2, 3, 6)), 1),
            "aktif",
            f"{end_year}-12-31",
        )
    low, high = grade.ranks
    if level in _NEWCOMERS and chance > 0.93:
        started = (on - timedelta(days=rng.randrange(60, 240))).replace(day=1)
        nip = registry.nip(_birth(rng, on, rng.randrange(22, 30)), f"{started:%Y%m}", male)
        return nip, male, False, RANKS[low], started, "cpns", ""
    rank = rng.randint(low, high)
    entry = 0 if level in (G.PELAKSANA, G.PEMULA) and rank < 4 else 2 if "D III" in grade.schooling else 4
    served = 1.5 + max(0, rank - entry) * rng.uniform(2.9, 4.1) + min(14.0, rng.expovariate(0.3))
    age = int(rng.uniform(22, 28) + served)
    if rng.random() < 0.016 or age > grade.oldest:
        birth = on.replace(year=on.year - grade.oldest - 1, day=1) + timedelta(days=rng.randrange(40, 330))
        served = min(served, grade.oldest - 23.0)
    else:
        birth = _birth(rng, on, age)
    started = (on - timedelta(days=int(served * 365.25))).replace(
        month=rng.choice((1, 2, 3, 3, 4, 12)), day=1
    )
    luck = rng.random()
    away = level in (G.AHLI_PERTAMA, G.AHLI_MUDA, G.PELAKSANA, G.MAHIR)
    status = "tugas_belajar" if away and luck < 0.022 else "cltn" if away and luck < 0.028 else "aktif"
    return registry.nip(birth, f"{started:%Y%m}", male), male, False, RANKS[rank], started, status, ""


def _education(rng: Random, level: G, field_name: str, rank: str) -> str:
    school = rng.choice(GRADES[level].schooling)
    if school == "S 1 / D IV" or (level is G.PELAKSANA and rank >= "III"):
        school = "S-1"
    subject = rng.choice(_SUBJECTS.get(field_name, _OTHER_SUBJECTS))
    return (
        "SLTA"
        if school == "SLTA"
        else f"{school.replace('S 2', 'S-2').replace('S 3', 'S-3').replace('D III', 'D-III')} {subject}"
    )


def _rungs(unit: UnitPlan, family: Family) -> list[tuple[G, int]]:
    if unit.level is G.ADMINISTRATOR:
        return [rung for rung in family.rungs if rung[0] not in _UNDER_ADMINISTRATOR]
    if unit.level is G.PENGAWAS:
        return [rung for rung in family.rungs if rung[0] not in _UNDER_PENGAWAS]
    return [rung for rung in family.rungs if rung[0] in _UNDER_PRATAMA] or list(family.rungs)


class Recruiter:
    """Fills a unit tree with positions and people."""

    def __init__(self, rng: Random, units: list[UnitPlan], on: date, domain: str) -> None:
        self.rng, self.units, self.on = rng, units, on
        self.made = Workforce()
        self.registry = Registry(domain)
        self.by_code = {unit.code: unit for unit in units}
        self._posts: dict[tuple[str, str, G], Post] = {}
        self._cast = {unit.code: [one for one in CAST if one.unit == unit.code] for unit in units}

    def post(self, unit: UnitPlan, family_code: str, level: G) -> Post:
        """The unit's position of a family and level, made when first asked for; "" is the head's."""
        key = (unit.code, family_code, level)
        if key not in self._posts:
            code = f"{unit.code.split('.')[0]}-{len(self._posts) + 1:04}"
            if family_code:
                family = FAMILIES[family_code]
                title = f"{family.name} {GRADES[level].suffix}".strip()
                made = Post(code, title, unit, level, family.field, family.technical)
            else:
                main = FAMILIES[MIXES[unit.mix][0][0]]
                technical = main.technical[:2] if GRADES[level].technical else ()
                made = Post(code, unit.head, unit, level, main.field, technical)
            self._posts[key] = made
            self.made.posts.append(made)
        return self._posts[key]

    def hire(self, post: Post, superior: str, one: CastMember | None = None, case: str = "") -> Person:
        rng, on = self.rng, self.on
        if one is None:
            nip, male, pppk, rank, started, status, end = career(rng, on, post.level, self.registry)
            name = invent_name(rng, male)
            education = _education(rng, post.level, post.field, rank)
        else:
            nip, name, rank, education, case = one.nip, one.name, one.rank, one.education, one.case
            pppk, status, end = False, "aktif", ""
            started = date(int(nip[8:12]), int(nip[12:14]), 1)
        served = (on - started).days
        days = served if served < 420 else rng.randrange(200, min(served - 200, 2600))
        since = (on - timedelta(days=days)).replace(day=1)
        person = Person(
            nip, name, pppk, rank, post, superior, max(since, started), started, education,
            self.registry.email(name), status, end, case,
        )  # fmt: skip
        self.made.people.append(person)
        return person

    def fill(self, people: int) -> Workforce:
        heads = self._heads(people)
        self._staff(people - len(self.made.people), heads)
        return self.made

    def _heads(self, people: int) -> dict[str, Person]:
        """Heads from the top down; a few units have none, and the head of a neighbour acts there."""
        heads: dict[str, Person] = {}
        vacant: list[UnitPlan] = []
        seconds = {
            unit.code for unit in self.units if unit.level is G.JPT_PRATAMA and not self._cast[unit.code]
        }
        room = max(1, people // 300)
        for unit in self.units:
            post = self.post(unit, "", unit.level)
            cast = [one for one in self._cast[unit.code] if not one.family]
            superior = heads[unit.parent].nip if unit.parent else ""
            if not cast and len(vacant) < room and unit.code in seconds and self.rng.random() < 0.15:
                vacant.append(unit)
                heads[unit.code] = heads[unit.parent]  # until a neighbour is found
                continue
            heads[unit.code] = self.hire(post, superior, cast[0] if cast else None)
        empty = {unit.code for unit in vacant}
        children: dict[str, list[UnitPlan]] = {}
        for unit in self.units:
            children.setdefault(unit.parent, []).append(unit)
        for unit in vacant:
            near = [u for u in children[unit.parent] if u.level is unit.level and u.code not in empty]
            actor = heads[self.rng.choice(near).code] if near else heads[unit.parent]
            self.made.acting.append((actor, self.post(unit, "", unit.level)))
            for part in children.get(unit.code, ()):
                heads[part.code].superior = actor.nip
            heads[unit.code] = actor
        return heads

    def _staff(self, count: int, heads: dict[str, Person]) -> None:
        quotas = {unit.code: 0 for unit in self.units}
        fixed = {code: len([one for one in cast if one.family]) for code, cast in self._cast.items()}
        if TEAM_UNIT in quotas:
            fixed[TEAM_UNIT] = TEAM_SIZE
        left = count - sum(fixed.values())
        open_units = [unit for unit in self.units if unit.code != TEAM_UNIT and unit.share]
        total = sum(unit.share for unit in open_units)
        exact = {unit.code: left * unit.share / total for unit in open_units}
        quotas.update({code: int(value) for code, value in exact.items()})
        rest = left - sum(quotas.values())
        for code in sorted(exact, key=lambda code: (int(exact[code]) - exact[code], code))[:rest]:
            quotas[code] += 1
        for unit in self.units:
            for family, _ in MIXES[unit.mix] if unit.share else ():
                for level, _ in _rungs(unit, FAMILIES[family]):
                    self.post(unit, family, level)
            superior = heads[unit.code].nip
            for one in self._cast[unit.code]:
                if one.family:
                    self.hire(self.post(unit, one.family, one.level), superior, one)
            if unit.code == TEAM_UNIT:
                for case in TEAM_CASES:
                    self._team_member(unit, superior, case)
                continue
            families, weights = zip(*MIXES[unit.mix], strict=True)
            for _ in range(quotas[unit.code]):
                family = self.rng.choices(families, weights)[0]
                self._newcomer(unit, family, superior)

    def _newcomer(self, unit: UnitPlan, family: str, superior: str, case: str = "") -> Person | None:
        rungs = _rungs(unit, FAMILIES[family]) or list(FAMILIES[family].rungs)
        levels, weights = zip(*rungs, strict=True)
        level = self.rng.choices(levels, weights)[0]
        return self.hire(self.post(unit, family, level), superior, None, case)

    def _team_member(self, unit: UnitPlan, superior: str, case: str) -> None:
        """The team that is looked at first is at work: nobody in it is away or new."""
        level = self.rng.choice((G.AHLI_PERTAMA, G.AHLI_MUDA))
        person = self.hire(self.post(unit, "asdma", level), superior, None, case)
        while person.status != "aktif" or person.pppk:
            self.made.people.pop()
            person = self.hire(self.post(unit, "asdma", level), superior, None, case)
