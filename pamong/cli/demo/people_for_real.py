"""Invented people on positions that were read from a real file, with evidence for the analysis."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pamong.cli.demo.careers import GRADES
from pamong.cli.demo.cases import Plan, choose, deal
from pamong.cli.demo.evidence import Evidence
from pamong.cli.demo.institution import ANALYSIS_DAY
from pamong.cli.demo.names import name as invent_name
from pamong.cli.demo.shapes import GENERIC_CODES, Invented
from pamong.cli.demo.workforce import Registry, career
from pamong.policy.words import GradeLevel


@dataclass(frozen=True, slots=True)
class RealPosition:
    """A position as it stands after the import; `levels` are its required levels by competency code."""

    code: str
    unit: str
    grade_level: str  # "" when unknown
    levels: Mapping[str, int]


def people_for_real(
    positions: Iterable[RealPosition],
    *,
    institution: str,
    seed: int = 1,
    on: date = ANALYSIS_DAY,
) -> Invented:
    """Tables pegawai, asesmen, kinerja and penyebab: one head, two or three holders elsewhere."""
    rng = Random(seed)
    registry = Registry(f"{institution.lower()}.example")
    made = Invented(institution, institution, on)
    seats: list[tuple[RealPosition, GradeLevel, date, str, str]] = []
    superior = ""
    for position in positions:
        level = GradeLevel(position.grade_level) if position.grade_level else GradeLevel.PELAKSANA
        structural = GRADES[level].kind == "Struktural"
        for _ in range(1 if structural else rng.randint(2, 3)):
            nip, male, pppk, rank, started, status, end = career(rng, on, level, registry)
            person = invent_name(rng, male)
            since = max(started, (on - timedelta(days=rng.randrange(200, 1500))).replace(day=1))
            kind = "PPPK" if pppk else "PNS"
            # fmt: off
            made.tables["pegawai"].append((
                nip, person, kind, rank, position.code, position.unit, institution, superior,
                since.isoformat(), GRADES[level].schooling[0], registry.email(person), status, end,
            ))
            # fmt: on
            seats.append((position, level, started, nip, status))
            if structural and (not superior or level in (GradeLevel.JPT_PRATAMA, GradeLevel.ADMINISTRATOR)):
                superior = nip
    traits = [
        (level, max((position.levels.get(code, 0) for code in GENERIC_CODES), default=0), status == "cpns")
        for position, level, _, _, status in seats
    ]
    evidence = Evidence(rng, on)
    for (position, _, started, nip, _), (_, highest, _), case in zip(
        seats, traits, deal(rng, traits), strict=True
    ):
        generic = tuple(position.levels.get(code, 0) for code in GENERIC_CODES)
        technical = {c: n for c, n in position.levels.items() if c not in GENERIC_CODES and n}
        plan = choose(rng, case, highest) or Plan("good", "met", "met")
        evidence.write(nip, plan, generic, technical, (on - started).days)
    made.tables["asesmen"] = evidence.assessments
    made.tables["kinerja"] = evidence.evaluations
    made.tables["penyebab"] = evidence.causes
    return made
