"""The contract's CSV files of matching: read, checked cell by cell, and refused in one sentence."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pamong.matching.errors import BadInput

Row = dict[str, Any]  # a row's cells by column, as their column reads them
_WHOLE = re.compile(r"\d{1,18}")
_NIP_DIGITS = 18
_SLOT = re.compile(r"(sen|sel|rab|kam|jum|sab|min)-([01]\d|2[0-3])")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what a cell should hold, and how it is read; None from `read` is a wrong cell."""

    name: str
    expected: str
    read: Callable[[str], object]
    cure: str = "perbaiki isinya"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; the columns `once` may together occur once. Pairs are read by place, not by name."""

    name: str
    columns: tuple[Column, ...]
    once: tuple[str, ...]
    by_place: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of a file as read, and what the reader should know of it."""

    rows: list[Row]
    lines: list[int]  # of the file, where each row begins
    notices: list[str]


def identity(text: str) -> str | None:
    """An id; a NIP may be written with spaces."""
    tight = "".join(text.split())
    return (tight if tight.isdecimal() and len(tight) == _NIP_DIGITS else text) or None


def ids(text: str) -> tuple[str, ...] | None:
    """Ids between semicolons, each once, best first."""
    found = [identity(part.strip()) for part in text.split(";") if part.strip()]
    names = tuple(name for name in found if name)
    return names if len(set(names)) == len(names) else None


def slots(text: str) -> frozenset[str] | None:
    """Slots as sen-09;rab-13; none is not declared."""
    found = [part.strip() for part in text.split(";") if part.strip()]
    return frozenset(found) if all(_SLOT.fullmatch(part) for part in found) else None


def levels(text: str) -> dict[str, int] | None:
    """Competencies with their level, as integritas:4;komunikasi:3."""
    found: dict[str, int] = {}
    for part in text.split(";"):
        if not part.strip():
            continue
        name, _, level = (piece.strip() for piece in part.rpartition(":"))
        if not name or name in found or level not in ("0", "1", "2", "3", "4", "5"):
            return None
        found[name] = int(level)
    return found


def whole(low: int, high: int | None = None) -> Callable[[str], int | None]:
    """A whole number within bounds."""

    def read(text: str) -> int | None:
        if not _WHOLE.fullmatch(text):
            return None
        value = int(text)
        return value if low <= value and (high is None or value <= high) else None

    return read


def _text(text: str) -> str:
    return text


def _maybe_level(text: str) -> int | None:
    return -1 if not text else whole(0, 5)(text)


def _waived(text: str) -> bool | None:
    return {"ya": True, "tidak": False, "": False}.get(text)


_IDS = "id yang dipisahkan titik koma, masing-masing satu kali"
_SHARED = (
    Column("id", "id yang tidak kosong", identity, "isi sel itu atau hapus barisnya"),
    Column("jenjang", "bilangan bulat 1 sampai 9", whole(1, 9), "perbaiki angkanya"),
    Column("kode_unit", "teks", _text),
    Column("kode_instansi", "teks", _text),
    Column("urusan", "teks", _text),
    Column("lokasi", "teks", _text),
    Column("slot", "slot seperti sen-09;rab-13 (hari sen sel rab kam jum sab min, jam 00 sampai 23)", slots),
    Column("preferensi", _IDS, ids),
    Column("tolak", _IDS, ids),
)
_NUMBER = "perbaiki angkanya"
MENTEES = Kind(
    "mentees",
    (
        *_SHARED,
        Column("kompetensi", "kode kompetensi", lambda text: text or None, "isi sel itu atau hapus barisnya"),
        Column("level_standar", "bilangan bulat 0 sampai 5", whole(0, 5), _NUMBER),
        Column("level_dimiliki", "bilangan bulat 0 sampai 5 atau kosong", _maybe_level, _NUMBER),
    ),
    once=("id",),
)
MENTORS = Kind(
    "mentors",
    (
        *_SHARED,
        Column("kompetensi", "kode dan level 0 sampai 5 seperti integritas:4;komunikasi:3, tiap kode satu kali", levels),
        Column("kapasitas", "bilangan bulat 0 atau lebih", whole(0), _NUMBER),
        Column("bebas_jenjang", "ya, tidak, atau kosong", _waived, "ganti dengan ya atau kosongkan", optional=True),
    ),
    once=("id",),
)  # fmt: skip
_MENTEE = Column("mentee", "id yang tidak kosong", identity, "isi sel itu atau hapus barisnya")
_MENTOR = Column("mentor", "id yang tidak kosong", identity, "isi sel itu atau hapus barisnya")
SCORES = Kind(
    "scores",
    (_MENTEE, _MENTOR, Column("score", "bilangan bulat 0 atau lebih", whole(0), _NUMBER)),
    once=("mentee", "mentor"),
)
CAPACITIES = Kind(
    "capacities",
    (_MENTOR, Column("kapasitas", "bilangan bulat 0 atau lebih", whole(0), _NUMBER)),
    once=("mentor",),
)
PAIRS = Kind(
    "pairs",
    (_MENTEE, Column("mentor", "id atau kosong", lambda text: identity(text) or "")),
    once=(),
    by_place=True,
)


def read(path: Path, kind: Kind) -> Read:
    """The rows of a file; BadInput for the first cell or column that the contract does not allow."""
    records = _records(path)
    first = next(records, None)
    if first is None:
        raise BadInput(f"{path.name} kosong, padahal diharapkan baris judul kolom; isi berkas itu.")
    names = [name.strip() for name in first[1]]
    places, notices = _places(path, kind, names)
    rows: list[Row] = []
    lines: list[int] = []
    seen: dict[tuple[object, ...], int] = {}
    for line, cells in records:
        if len(cells) != len(names):
            raise BadInput(
                f"{path.name}, baris {line}: ada {len(cells)} sel, padahal diharapkan {len(names)} seperti baris "
                "judul; apit teks yang memuat pemisah dengan tanda petik ganda."
            )
        row = {column.name: _cell(path, line, column, cells[at]) for column, at in places}
        key = tuple(row[name] for name in kind.once)
        if kind.once and seen.setdefault(key, line) != line:
            raise BadInput(
                f'{path.name}, baris {line}, kolom {kind.once[-1]}: "{key[-1]}" sudah ada pada baris {seen[key]}, '
                f"padahal diharapkan {' dan '.join(kind.once)} yang sama satu kali saja; hapus salah satunya."
            )
        rows.append(row)
        lines.append(line)
    return Read(rows, lines, notices)


def _cell(path: Path, line: int, column: Column, text: str) -> object:
    value = column.read(text.strip())
    if value is None:
        shown = f'"{text}"' if text.strip() else "kosong"
        raise BadInput(
            f"{path.name}, baris {line}, kolom {column.name}: {shown}, padahal diharapkan {column.expected}; "
            f"{column.cure}."
        )
    return value


def _places(path: Path, kind: Kind, names: list[str]) -> tuple[list[tuple[Column, int]], list[str]]:
    """Each wanted column's place in the file, and the notice of those that are not used."""
    if kind.by_place:
        if len(names) < len(kind.columns):
            raise BadInput(
                f"{path.name}, baris 1: ada {len(names)} kolom, padahal diharapkan paling sedikit "
                f"{len(kind.columns)} (mentee, mentor); tambahkan kolomnya."
            )
        return [(column, at) for at, column in enumerate(kind.columns)], []
    found = []
    for column in kind.columns:
        if names.count(column.name) > 1:
            raise BadInput(
                f"{path.name}, baris 1: kolom {column.name} ada dua kali, padahal diharapkan satu kali; "
                "hapus salah satunya."
            )
        if column.name in names:
            found.append((column, names.index(column.name)))
        elif not column.optional:
            raise BadInput(
                f"{path.name}, baris 1: kolom {column.name} tidak ada (yang terbaca: {', '.join(names)}); "
                "tambahkan kolom itu dengan nama persis demikian."
            )
    known = {column.name for column in kind.columns}
    extra = [name for name in names if name not in known]
    told = f"{path.name}: kolom {', '.join(extra)} tidak dikenal dan diabaikan."
    return found, [told] if extra else []


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells of a UTF-8 CSV with `,` or `;`; empty lines are passed over."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            stream.seek(0)
            reader = csv.reader(
                stream, delimiter=";" if head.count(";") > head.count(",") else ",", strict=True
            )
            line = 1
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield line, cells
                line = reader.line_num + 1
    except FileNotFoundError as error:
        raise BadInput(f"Berkas {path} tidak ada; periksa nama dan foldernya.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name} bukan teks UTF-8; simpan ulang sebagai CSV UTF-8.") from error
    except csv.Error as error:
        raise BadInput(
            f"{path.name} tidak terbaca sebagai CSV ({error}); perbaiki tanda petiknya."
        ) from error
    except OSError as error:
        raise BadInput(f"{path} tidak dapat dibaca ({error.strerror}); periksa berkas itu.") from error
