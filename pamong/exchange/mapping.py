"""What a file's columns and words may mean: the choices of a person who matches them to the contract."""

from collections.abc import Iterable
from dataclasses import dataclass

from pamong.competency.models import Competency
from pamong.exchange.actions import codes_of, table_of
from pamong.exchange.kinds import KINDS, Column
from pamong.exchange.models import Import
from pamong.exchange.report import Report
from pamong.exchange.wide import VALUES, competency_of, yearly
from pamong.people.models import Institution
from pamong.policy.errors import WrongState

YEARS_OFFERED = 4
SAMPLES = 3
_IGNORED = "abaikan: "


@dataclass(frozen=True, slots=True)
class Header:
    """A column of the file: its title, a few values of it, and what it is taken for ("" for nothing)."""

    title: str
    samples: tuple[str, ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the file that is none of its column's, how often, and what it may mean."""

    column: str
    written: str
    times: int
    words: tuple[str, ...]


def headers_of(item: Import) -> list[Header]:
    """The file's titles as now understood, in their order."""
    if item.content is None:
        raise WrongState
    table = table_of(bytes(item.content), item.file_name)
    codes = codes_of(item.institution) if KINDS[item.kind].wide else {}
    found = []
    for place, title in enumerate(table.headers):
        if title:
            values = (row[place].strip() for row in table.rows[:50])
            samples = tuple(dict.fromkeys(value for value in values if value))[:SAMPLES]
            found.append(Header(title, samples, _meaning(item, title, codes)))
    return found


def _meaning(item: Import, title: str, codes: dict[str, str]) -> str:
    name = str(item.mapping.get(title, title))
    if name.startswith(_IGNORED):
        return ""
    if KINDS[item.kind].column(name):
        return name
    if item.kind == "asesmen":
        return competency_of(name, codes) or ""
    return "_".join(found) if item.kind == "kinerja" and (found := yearly(name)) else ""


def meanings(kind: str, institution: Institution, year: int) -> list[tuple[str, str]]:
    """(value, words) of all that a column of this kind of file may be."""
    offered = [(column.name, column.name) for column in KINDS[kind].columns]
    if kind == "asesmen":
        rows = Competency.objects.filter(institution=institution).order_by("name")
        offered += [(code, f"level {name}") for code, name in rows.values_list("code", "name")]
    if kind == "kinerja":
        years = range(year, year - YEARS_OFFERED, -1)
        offered += [(f"{name}_{of}", f"{name} {of}") for of in years for name in VALUES]
    return offered


def constants_of(kind: str) -> list[Column]:
    """Columns that one value may fill for the whole file."""
    return [
        column for column in KINDS[kind].columns if column.name in ("sumber", "tanggal", "tahun", "jenis_asn")
    ]


def mapping_of(item: Import, chosen: dict[str, str], constants: dict[str, str]) -> dict[str, str]:
    """The choices as an import keeps them: title → meaning, "=column" → value of all rows."""
    own = {header.title: header.meaning for header in headers_of(item)}
    mapping = {title: meaning for title, meaning in chosen.items() if meaning and meaning != title}
    for title, meaning in chosen.items():
        known = KINDS[item.kind].column(title) is not None
        if not meaning and (known or own.get(title)):
            mapping[title] = _IGNORED + title  # it would be understood by its title
    # A column that the file lacks and that may be empty is empty in every row.
    long = item.kind != "kinerja" or "tahun" in chosen.values()
    for column in KINDS[item.kind].columns:
        if long and column.needed and not column.filled and column.name not in chosen.values():
            mapping[f"={column.name}"] = ""
    return mapping | {f"={name}": value for name, value in constants.items() if value}


def unknown_words(kind: str, report: Report) -> list[UnknownWord]:
    """Words that the check did not understand, most frequent first."""
    found: dict[tuple[str, str], int] = {}
    for problem in report.errors:
        column = KINDS[kind].column(problem.column)
        if column is not None and column.words and problem.row and problem.value:
            key = (problem.column, problem.value)
            found[key] = found.get(key, 0) + 1
    order: Iterable[tuple[tuple[str, str], int]] = sorted(found.items(), key=lambda pair: -pair[1])
    return [
        UnknownWord(name, written, times, known.words)
        for (name, written), times in order
        if (known := KINDS[kind].column(name)) is not None
    ]
