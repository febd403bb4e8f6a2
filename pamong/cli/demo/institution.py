"""The two invented institutions, whole: every file kind as rows, the same for the same arguments."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from pamong.cli.demo import blueprint
from pamong.cli.demo.careers import GRADES, rank_text
from pamong.cli.demo.cases import Plan, choose, deal
from pamong.cli.demo.cast import EMPLOYEE_LEVELS, EMPLOYEE_NIP
from pamong.cli.demo.evidence import Evidence
from pamong.cli.demo.shapes import GENERIC_CODES, HEADERS, Invented, Row
from pamong.cli.demo.workforce import Person, Post, Recruiter, Workforce

ANALYSIS_DAY = date(2026, 11, 24)
PEOPLE = 850
STRANGERS = 30
_SEED = 20261124
_CLUSTER = dict.fromkeys(GENERIC_CODES, "manajerial") | {"perekat_bangsa": "sosial_kultural"}
_HERE = Path(__file__).parent
_SHIPPED = _HERE.parent.parent / "competency" / "shipped" / "kamus.csv"
_EMPLOYEE_PLAN = Plan("high", "middle", "met", "pengalaman")


def invent(people: int = PEOPLE, *, seed: int = _SEED, on: date = ANALYSIS_DAY) -> Invented:
    """The Lembaga Pembelajaran Aparatur with that many people (60 and more)."""
    units = blueprint.institute(people)
    return _invent("LPA", units, people, Random(seed), on)


def invent_stranger(*, seed: int = _SEED, on: date = ANALYSIS_DAY) -> Invented:
    """The Dewan Kearsipan Nusantara, some thirty people; part of its standards are left to be derived."""
    return _invent("DKN", blueprint.stranger(), STRANGERS, Random(seed + 1), on)


def _invent(code: str, units: list[blueprint.UnitPlan], people: int, rng: Random, on: date) -> Invented:
    made = Invented(code, units[0].name, on)
    force = Recruiter(rng, units, on, f"{code.lower()}.example").fill(people)
    made.tables["unit"] = [(unit.code, unit.name, unit.parent, code, unit.place) for unit in units]
    made.tables["kamus"] = _dictionary(_SHIPPED) + _dictionary(_HERE / "kamus_teknis.csv")
    _positions(made, force)
    made.tables["pegawai"] = [_employee(person, code) for person in force.people]
    _history(made, force, rng)
    _evidence(made, force.people, rng)
    return made


def _dictionary(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row[column] for column in HEADERS["kamus"]) for row in csv.DictReader(file)]


def _technical(post: Post) -> dict[str, int]:
    level = GRADES[post.level].technical
    return dict.fromkeys(post.technical, level) if level else {}


def _positions(made: Invented, force: Workforce) -> None:
    """Positions with the levels of the first version; `standar` holds the version that replaced it."""
    since = date(made.on.year - 1, 1, 2).isoformat()
    first = date(made.on.year - 7, 1, 2).isoformat()
    for post in force.posts:
        grade = GRADES[post.level]
        derived = made.code == "DKN" and grade.kind == "Pelaksana"
        levels = ("",) * 9 if derived else tuple(map(str, grade.levels))
        made.tables["jabatan"].append(
            (
                post.code,
                post.title,
                post.unit.name,
                grade.kind,
                grade.group,
                post.field,
                rank_text(grade.ranks[0]),
                grade.schooling[0],
                *levels,
                grade.training or "Tidak dipersyaratkan",
                f"Pelatihan Fungsional {post.title}" if grade.suffix else "Tidak dipersyaratkan",
                f"Pelatihan Teknis {post.field}" if grade.technical else "Tidak dipersyaratkan",
                "" if derived else first,
            )
        )
        if not derived:
            rows = made.tables["standar"]
            rows.extend(
                (post.code, name, _CLUSTER[name], str(level), since)
                for name, level in zip(GENERIC_CODES, grade.levels, strict=True)
            )
            rows.extend(
                (post.code, name, "teknis", str(level), since) for name, level in _technical(post).items()
            )


def _employee(person: Person, institution: str) -> Row:
    return (
        person.nip,
        person.name,
        "PPPK" if person.pppk else "PNS",
        person.rank,
        person.post.code,
        person.post.unit.code,
        institution,
        person.superior,
        person.since.isoformat(),
        person.education,
        person.email,
        person.status,
        person.contract_end,
    )


def _history(made: Invented, force: Workforce, rng: Random) -> None:
    """Where people came from (mutasi), and who acts for a vacant or absent head (Plt, Plh)."""
    rows = made.tables["riwayat"]
    by_field: dict[str, list[Post]] = {}
    for post in force.posts:
        by_field.setdefault(post.field, []).append(post)
    for person in force.people:
        before = (person.since - person.serves_since).days
        if before < 900 or rng.random() > 0.45:
            continue
        same_field = by_field[person.post.field]
        tried = (rng.choice(same_field) for _ in range(20))
        highest = GRADES[person.post.level].ranks
        earlier = next((p for p in tried if p is not person.post and GRADES[p.level].ranks <= highest), None)
        if earlier is None:
            continue
        begun = (person.since - timedelta(days=rng.randrange(400, min(before, 1900)))).replace(day=1)
        rows.append(_stretch(made, person, earlier, begun, person.since - timedelta(days=1), "definitif"))
    for actor, post in force.acting:
        rows.append(
            _stretch(made, actor, post, made.on - timedelta(days=rng.randrange(40, 120)), None, "plt")
        )
    heads = [
        person
        for person in force.people
        if GRADES[person.post.level].kind == "Struktural" and person.superior
    ]
    teams: dict[str, list[Person]] = {}
    for head in heads:
        teams.setdefault(head.superior, []).append(head)
    for absent in rng.sample(heads, max(1, len(force.people) // 300)):
        mates = [head for head in teams[absent.superior] if head is not absent]
        if not mates:
            continue
        stand_in = rng.choice(mates)
        begun, ended = made.on - timedelta(days=20), made.on - timedelta(days=8)
        rows.append(_stretch(made, stand_in, absent.post, begun, ended, "plh"))


def _stretch(made: Invented, person: Person, post: Post, start: date, end: date | None, kind: str) -> Row:
    last = end.isoformat() if end else ""
    return (person.nip, post.code, post.unit.code, made.code, start.isoformat(), last, kind)


def _evidence(made: Invented, people: list[Person], rng: Random) -> None:
    evidence = Evidence(rng, made.on)
    dealt = [person for person in people if not person.case]
    traits = [
        (person.post.level, max(GRADES[person.post.level].levels), person.status == "cpns")
        for person in dealt
    ]
    for person, case in zip(dealt, deal(rng, traits), strict=True):
        person.case = case
    for person in people:
        generic = GRADES[person.post.level].levels
        served = (made.on - person.serves_since).days
        if person.nip == EMPLOYEE_NIP:
            evidence.write(
                person.nip, _EMPLOYEE_PLAN, generic, _technical(person.post), served, EMPLOYEE_LEVELS
            )
            continue
        plan = choose(rng, person.case, max(generic))
        if plan is None or (plan.technical == "gap" and not _technical(person.post)):
            plan = (
                Plan("good", "met", "met")
                if plan is None
                else Plan(plan.performance, plan.generic, "met", plan.cause)
            )
        evidence.write(person.nip, plan, generic, _technical(person.post), served)
    made.tables["asesmen"] = evidence.assessments
    made.tables["kinerja"] = evidence.evaluations
    made.tables["penyebab"] = evidence.causes
