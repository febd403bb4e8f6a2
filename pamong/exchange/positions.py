"""Positions of a file with their standards; spellings of ranks and grades are read kindly."""

import re
from typing import Any

from pamong.exchange.planning import Work
from pamong.exchange.rows import FILL, MEND, NONE_WORDS, Row
from pamong.exchange.standards import FIRST, Dictionary, Standards, read_level
from pamong.exchange.units import UnitNames, set_heads
from pamong.people.models import Position
from pamong.policy.ranks import RANKS
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import GENERIC, GradeLevel

RANK_NAMES = {name.lower().replace("tingkat", "tk"): code for code, name in RANKS.items()}
_RANK_CODE = re.compile(r"\b(IV|I{1,3})\s*[./-]?\s*([a-e])\b", re.IGNORECASE)
_CONTRACT_RANK = re.compile(r"^(X?(I{1,3}|IV|V|VI{1,2})|VIII|IX|X)$", re.IGNORECASE)  # I to XVII
# Longest words first: "ahli utama" before "utama".
_GRADES: tuple[tuple[str, GradeLevel], ...] = (
    ("tinggi utama", GradeLevel.JPT_UTAMA),
    ("tinggi madya", GradeLevel.JPT_MADYA),
    ("tinggi pratama", GradeLevel.JPT_PRATAMA),
    ("jpt utama", GradeLevel.JPT_UTAMA),
    ("jpt madya", GradeLevel.JPT_MADYA),
    ("jpt pratama", GradeLevel.JPT_PRATAMA),
    ("ahli utama", GradeLevel.AHLI_UTAMA),
    ("ahli madya", GradeLevel.AHLI_MADYA),
    ("ahli muda", GradeLevel.AHLI_MUDA),
    ("ahli pertama", GradeLevel.AHLI_PERTAMA),
    ("penyelia", GradeLevel.PENYELIA),
    ("mahir", GradeLevel.MAHIR),
    ("terampil", GradeLevel.TERAMPIL),
    ("pemula", GradeLevel.PEMULA),
    ("administrator", GradeLevel.ADMINISTRATOR),
    ("pengawas", GradeLevel.PENGAWAS),
    ("pelaksana", GradeLevel.PELAKSANA),
)
_FUNCTIONAL_ENDS = {
    "utama": GradeLevel.AHLI_UTAMA,
    "madya": GradeLevel.AHLI_MADYA,
    "muda": GradeLevel.AHLI_MUDA,
    "pertama": GradeLevel.AHLI_PERTAMA,
    "penyelia": GradeLevel.PENYELIA,
    "mahir": GradeLevel.MAHIR,
    "terampil": GradeLevel.TERAMPIL,
    "pemula": GradeLevel.PEMULA,
}


def read_rank(text: str) -> tuple[str, S | None]:
    """ "Penata (III.c)" → "III/c"; where name and code disagree the code counts and a sentence tells."""
    found = _RANK_CODE.search(text)
    name = re.sub(r"\(.*?\)|/.*$|[.]", " ", text).casefold()
    name = " ".join(re.sub(r"\btingkat\b", "tk", re.sub(r"\btk\s*1\b", "tk i", name)).split())
    by_name = RANK_NAMES.get(name)
    if found:
        code = f"{found[1].upper()}/{found[2].lower()}"
        if by_name and by_name != code:
            return code, S(
                f'Pangkat "{text}": nama berarti {by_name}, kode {code}; kode yang dipakai.',
                f'Rank "{text}": the name means {by_name}, the code {code}; the code counts.',
            )
        return code, None
    if by_name:
        return by_name, None
    plain = text.strip().upper()
    return (plain, None) if plain and _CONTRACT_RANK.match(plain) else ("", None)


def read_grade(kind: str, group: str, name: str) -> str:
    """The grade level by kelompok, else jenis, else the end of the position's name; "" when unknown."""
    for text in (group, kind):
        plain = text.casefold()
        for words, grade in _GRADES:
            if words in plain:
                return grade
    plain = name.casefold()
    for words, grade in _GRADES[6:10]:
        if words in plain:
            return grade
    if "fungsional" in f"{kind} {group}".casefold() and plain.split():
        return _FUNCTIONAL_ENDS.get(plain.split()[-1], "")
    return ""


def tidy(row: Row, name: str) -> str:
    """The text without points and spaces at its end; a repair is told."""
    place = row.sheet.places.get(name)
    raw = row.cells[place] if place is not None else ""
    text = " ".join(raw.split()).rstrip(" .")
    if text != raw:
        row.repaired(
            S(
                f"Titik atau spasi berlebih pada {name} dirapikan.",
                f"Stray points or spaces in {name} tidied.",
            )
        )
    return text


def _none(text: str) -> str:
    return "" if text.casefold().rstrip(".") in NONE_WORDS else text


def plan_positions(work: Work) -> None:
    positions = {
        q.code: q for q in Position.objects.filter(institution=work.institution).select_related("unit")
    }
    names, dictionary = UnitNames(work), Dictionary(work)
    standards = Standards(work, dictionary)
    seen: set[str] = set()
    for row in work.sheet:
        code = row.filled("kode_jabatan")
        name = tidy(row, "nama_jabatan")
        levels = {competency: read_level(row, competency) for competency in GENERIC}
        since = row.day("berlaku_mulai") or FIRST
        if not name:
            row.wrong("nama_jabatan", S("isi", "a value"), FILL)
        if code is None or not name or None in levels.values():
            continue
        if code in seen:
            row.wrong("kode_jabatan", S("kode yang belum dipakai", "a code not used yet"), MEND)
            continue
        seen.add(code)
        unit = None
        if row.text("kode_unit"):
            unit = names.by_code.get(row.text("kode_unit"))
            if unit is None:
                row.wrong("kode_unit", S("kode unit yang ada", "a unit code that exists"), MEND)
                continue
        elif tidy(row, "nama_unit"):
            old = positions.get(code)
            unit = names.named(" ".join(row.text("nama_unit").split()).rstrip(" ."))
            if old is not None and old.unit is not None and old.unit.name.casefold() == unit.name.casefold():
                unit = old.unit
        kind, group = tidy(row, "jenis_jabatan"), tidy(row, "kelompok_jabatan")
        rank, told = read_rank(row.text("pangkat_minimal"))
        if told:
            row.repaired(told)
        elif not rank and _none(row.text("pangkat_minimal")):
            row.repaired(
                S(
                    f'Pangkat "{row.text("pangkat_minimal")}" tidak dikenal dan dikosongkan.',
                    f'Rank "{row.text("pangkat_minimal")}" is unknown and left empty.',
                )
            )
        training = {
            word: _none(row.text(f"pelatihan_{word}"))
            for word in ("struktural", "fungsional", "teknis")
            if _none(row.text(f"pelatihan_{word}"))
        }
        values = {
            "name": name[:300],
            "unit": unit,
            "kind": kind[:60],
            "grade_level": str(read_grade(kind, group, name)),
            "field": tidy(row, "urusan_pemerintahan")[:200],
            "minimum_rank": rank,
            "education": _none(tidy(row, "pendidikan_formal"))[:200],
            "training": training,
        }
        if not values["grade_level"]:
            row.repaired(
                S("Jenjang tidak dikenali dan dikosongkan.", "The grade is not recognised and left empty.")
            )
        position = positions.get(code)
        if position is None:
            position = positions[code] = Position(institution=work.institution, code=code, **values)
            work.plan.create(position)
            fate = "new"
        else:
            kept: dict[str, Any] = {
                n: v for n, v in values.items() if v or n == "training"
            }  # an empty cell leaves what is stored
            fate = "changed" if work.plan.change(position, **kept) else "unchanged"
        given = {competency: level for competency, level in levels.items() if level}
        if given:
            laid = standards.lay(position, since, given, work.sheet.table.name)
            fate = "changed" if fate == "unchanged" and laid != "unchanged" else fate
        row.fate(fate)
    standards.derive(positions.values())
    work.plan.later(lambda: set_heads(work.plan, names.units, positions.values()))
