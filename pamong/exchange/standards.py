"""Versions of position standards: given by a file, filled by the grade where generic levels are absent."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from pamong.competency.models import Competency, PositionStandard, StandardLevel, StandardStatus
from pamong.exchange.planning import Work
from pamong.exchange.rows import MEND, NONE_WORDS, Row
from pamong.people.models import Position
from pamong.policy import parameters as p
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import GENERIC, GradeLevel

FIRST = date(2000, 1, 1)  # of a version without berlaku_mulai; the first counts from always
_BY_NAME = {re.sub(r"[^a-z]", "", name.id.casefold()): code for code, (_, name) in GENERIC.items()}


def code_of_name(name: str) -> str:
    """The code of a competency's name: the generic nine keep theirs, the rest take a slug."""
    plain = re.sub(r"[^a-z]", "", name.casefold())
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:80]


class Dictionary:
    """The institution's competencies by code; generic ones are made when first met."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.by_code = {c.code: c for c in Competency.objects.filter(institution=work.institution)}

    def get(self, code: str) -> Competency | None:
        if code not in self.by_code and code in GENERIC:
            cluster, name = GENERIC[code]
            return self.add(code, name.id, cluster)
        return self.by_code.get(code)

    def add(self, code: str, name: str, cluster: str) -> Competency:
        made = Competency(institution=self.work.institution, code=code, name=name, cluster=cluster)
        self.work.plan.create(made)
        self.by_code[code] = made
        return made


class Standards:
    """Existing versions of the institution's positions, and new ones laid over them."""

    def __init__(self, work: Work, dictionary: Dictionary) -> None:
        self.work, self.dictionary = work, dictionary
        self.by_position: dict[int, dict[date, PositionStandard]] = defaultdict(dict)
        self.levels: dict[int, dict[str, int]] = defaultdict(dict)
        self.new: set[int] = set()  # ids of position objects that got a version here
        rows = PositionStandard.objects.filter(
            position__institution=work.institution, status=StandardStatus.IN_FORCE
        )
        for standard in rows:
            self.by_position[standard.position_id][standard.since] = standard
        # Joined, not looked for in a list: before the database knows how large its tables have become, it went through
        # that list for every level, for more than a minute.
        pairs = StandardLevel.objects.filter(
            standard__position__institution=work.institution, standard__status=StandardStatus.IN_FORCE
        ).values_list("standard_id", "competency__code", "level")
        for standard_id, code, level in pairs:
            self.levels[standard_id][code] = level

    def lay(self, position: Position, since: date, given: dict[str, int], source: str) -> str:
        """Make the version of a day hold the given levels (0 takes one out); the fate of its rows.

        A version that differs is archived, never altered: assessments keep what they were made against.
        """
        old = self.by_position[position.pk].get(since) if position.pk else None
        wanted: dict[str, int] = {}
        if old is not None:
            wanted = {c: n for c, n in self.levels[old.pk].items() if not (old.derived and c in GENERIC)}
        wanted.update(given)
        wanted = {code: level for code, level in wanted.items() if level}
        derived = not any(code in GENERIC for code in wanted)
        if derived:
            wanted.update(self._of_grade(position))
            derived = any(code in GENERIC for code in wanted)
        if not wanted or (old is not None and self.levels[old.pk] == wanted and old.derived == derived):
            if old is not None:
                self.new.add(id(position))
            return "unchanged"
        if old is not None:
            self.work.plan.change(old, early=True, status=StandardStatus.ARCHIVED)
        made = PositionStandard(
            position=position,
            since=since,
            status=StandardStatus.IN_FORCE,
            derived=derived,
            source=source[:200],
        )
        self.work.plan.create(made)
        self.new.add(id(position))
        for code, level in wanted.items():
            competency = self.dictionary.get(code)
            self.work.plan.create(StandardLevel(standard=made, competency=competency, level=level))
        return "changed" if old is not None else "new"

    def derive(self, positions: Iterable[Position]) -> None:
        """Positions with a grade and no version at all take the levels of their grade."""
        count = 0
        for position in positions:
            if id(position) in self.new or (position.pk and self.by_position.get(position.pk)):
                continue
            if position.grade_level and self.lay(position, FIRST, {}, "") == "new":
                count += 1
        if count:
            self.work.notes.notice(
                S(
                    f"{count} jabatan tanpa standar memakai level menurut jenjangnya (turunan).",
                    f"{count} positions without a standard take the levels of their grade (derived).",
                )
            )

    def _of_grade(self, position: Position) -> dict[str, int]:
        if not position.grade_level:
            return {}
        table = p.STANDARD_LEVELS.on(self.work.on)
        return dict(zip(GENERIC, table[GradeLevel(position.grade_level)], strict=True))


def read_level(row: Row, name: str) -> int | None:
    """A required level: 1 to 5, 0 where none is asked, None where the cell is wrong."""
    if row.text(name).casefold().rstrip(".") in NONE_WORDS:
        return 0
    return row.whole(name, 0, 5)


def plan_standards(work: Work) -> None:
    positions = {q.code: q for q in Position.objects.filter(institution=work.institution)}
    dictionary = Dictionary(work)
    standards = Standards(work, dictionary)
    versions: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    lines: dict[tuple[str, date], list[Row]] = defaultdict(list)
    for row in work.sheet:
        code, wanted = row.filled("kode_jabatan"), row.filled("kode_kompetensi")
        cluster, level = row.word("jenis"), read_level(row, "level")
        since = row.day("berlaku_mulai") or FIRST
        if cluster is None and not row.text("jenis"):
            row.filled("jenis")
        if code is None or wanted is None or cluster is None or level is None:
            continue
        if code not in positions:
            row.wrong(
                "kode_jabatan",
                S("kode jabatan yang ada", "a position code that exists"),
                S(
                    "Impor jabatannya lebih dahulu atau perbaiki kodenya.",
                    "Import the position first or mend the code.",
                ),
            )
            continue
        competency = dictionary.get(wanted)
        if competency is None:
            competency = dictionary.add(wanted, wanted.replace("_", " ").capitalize(), cluster)
            row.repaired(
                S(
                    f"Kompetensi {wanted} belum ada di kamus dan dibuat; lengkapi lewat berkas kamus.",
                    f"Competency {wanted} was not in the dictionary and is made; complete it by a kamus file.",
                )
            )
        elif competency.cluster != cluster:
            row.wrong("jenis", S(competency.cluster, competency.cluster), MEND)
            continue
        key = (code, since)
        if wanted in versions[key]:
            row.wrong(
                "kode_kompetensi",
                S(
                    "satu baris per jabatan, kompetensi, dan berlaku_mulai",
                    "one row per position, competency and day",
                ),
                S("Hapus salah satu barisnya.", "Remove one of the rows."),
            )
            continue
        versions[key][wanted] = level
        lines[key].append(row)
    for (code, since), given in versions.items():
        fate = standards.lay(positions[code], since, given, work.sheet.table.name)
        for row in lines[code, since]:
            row.fate(fate)
