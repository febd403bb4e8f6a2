"""Reading CSV (UTF-8, with or without a byte order mark; `;` or `,`) and XLSX into one shape of table."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from pamong.policy.errors import Invalid
from pamong.policy.sentence import Sentence as S

MOST_ROWS = 2_000_000
_XLSX_START = b"PK\x03\x04"
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number, the rest it made up
_FORMULA = re.compile(rb"<f[ >/]")


@dataclass(frozen=True, slots=True)
class Table:
    """Headers as contract columns, rows of text, and the line of the file each row came from.

    `origins` names the column of the file where it is another than the contract's (wide shape).
    """

    headers: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    name: str = ""
    checksum: str = ""
    origins: list[str] | None = None

    def renamed(self, mapping: dict[str, str]) -> "Table":
        """With the columns a person mapped to the contract's names."""
        return replace(self, headers=tuple(mapping.get(name, name) for name in self.headers))


def read_table(content: bytes, name: str = "", checksum: str = "") -> Table:
    """The first sheet of an XLSX or the rows of a CSV; Invalid says what is wrong with the file."""
    rows = _xlsx(content, name) if content.startswith(_XLSX_START) else _csv(content, name)
    numbered = [(line, row) for line, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if not numbered:
        raise Invalid(
            S(
                f"Berkas {name} kosong; diharapkan satu baris judul dan isinya. Pilih berkas lain.",
                f"File {name} is empty; expected a header and rows. Choose another file.",
            )
        )
    _, header = numbered.pop(0)
    headers = tuple(cell.strip() for cell in header)
    named = [h for h in headers if h]
    if len(named) != len(set(named)):
        twice = next(h for h in named if named.count(h) > 1)
        raise Invalid(
            S(
                f'Berkas {name}, baris judul: kolom "{twice}" ada dua kali; diharapkan sekali. Hapus salah satunya.',
                f'File {name}, header: column "{twice}" is there twice; expected once. Remove one.',
            )
        )
    width = len(headers)
    lines, cells = [], []
    for line, row in numbered:
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise Invalid(
                S(
                    f"Berkas {name}, baris {line}: {len(row)} sel, padahal judulnya {width} kolom. "
                    "Beri tanda kutip pada isi yang memuat pemisah.",
                    f"File {name}, row {line}: {len(row)} cells, but the header has {width} columns. "
                    "Quote the text that holds the separator.",
                )
            )
        lines.append(line)
        cells.append((row + [""] * (width - len(row)))[:width])
    return Table(headers, cells, lines, name, checksum)


def _csv(content: bytes, name: str) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Invalid(
            S(
                f"Berkas {name}, baris {line}: bukan teks UTF-8 dan bukan XLSX. Simpan ulang sebagai CSV UTF-8 "
                "atau XLSX.",
                f"File {name}, row {line}: neither UTF-8 text nor XLSX. Save it again as CSV UTF-8 or XLSX.",
            )
        ) from error
    if "\0" in text:
        raise Invalid(
            S(
                f"Berkas {name} bukan teks. Simpan ulang sebagai CSV UTF-8 atau XLSX.",
                f"File {name} is not text. Save it again as CSV UTF-8 or XLSX.",
            )
        )
    first = text.lstrip("\r\n").split("\n", 1)[0]
    comma = max(";,\t", key=first.count)
    named = re.match(r"sep=(.)\r?\n", text)  # a line for spreadsheets only
    if named:
        comma, text = named[1], text[named.end() - 1 :]
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        for row in reader:
            # A quoted cell may span lines; the row is told by the line it ends on.
            rows.extend([] for _ in range(reader.line_num - len(rows) - 1))
            rows.append(row)
            _check_size(len(rows), name)
    except csv.Error as error:
        line = len(rows) + 1  # where the row began that has no end
        raise Invalid(
            S(
                f"Berkas {name}, baris {line}: susunan CSV tidak terbaca. Periksa tanda kutipnya.",
                f"File {name}, row {line}: the CSV cannot be read. Check its quotes.",
            )
        ) from error
    return rows


def _check_size(rows: int, name: str) -> None:
    if rows > MOST_ROWS:
        raise Invalid(
            S(
                f"Berkas {name} berisi lebih dari {MOST_ROWS} baris. Bagilah menjadi beberapa berkas.",
                f"File {name} has more than {MOST_ROWS} rows. Split it.",
            )
        )


def _xlsx(content: bytes, name: str) -> list[list[str]]:
    try:
        rows = []
        for cells in _sheet(content, values=True):
            rows.append([_said(cell) for cell in cells])
            _check_size(len(rows), name)
        if _has_formulas(content):
            _check_formulas(content, rows, name)
    except Invalid:
        raise
    except Exception as error:  # a broken file breaks its reader in many ways
        raise Invalid(
            S(
                f"Berkas {name} tidak terbaca sebagai XLSX. Buka, lalu simpan ulang sebagai XLSX atau CSV UTF-8.",
                f"File {name} cannot be read as XLSX. Open it and save it again as XLSX or CSV UTF-8.",
            )
        ) from error
    return rows


def _sheet(content: bytes, *, values: bool) -> Iterable[tuple[object, ...]]:
    """Rows of the first sheet: results of formulas, or the formulas themselves."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=values)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # some programs write a wrong extent
    yield from sheet.iter_rows(values_only=True)
    book.close()


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/") and _FORMULA.search(book.read(name)):
                return True
    return False


def _check_formulas(content: bytes, rows: list[list[str]], name: str) -> None:
    """A formula whose result was never stored would be read as an empty cell."""
    for line, (said, written) in enumerate(zip(rows, _sheet(content, values=False), strict=False), start=1):
        for place, (result, formula) in enumerate(zip(said, written, strict=False)):
            if result == "" and formula not in (None, ""):
                column = (rows[0][place] if place < len(rows[0]) else "") or get_column_letter(place + 1)
                shown = formula if isinstance(formula, str) else "=…"
                raise Invalid(
                    S(
                        f'Berkas {name}, baris {line}, kolom {column}: rumus "{shown}" tanpa hasil; diharapkan '
                        "nilai. Buka di lembar kerja lalu simpan ulang, atau tempel sebagai nilai.",
                        f'File {name}, row {line}, column {column}: the formula "{shown}" has no result; expected '
                        "a value. Open it in a spreadsheet and save it again, or paste it as a value.",
                    )
                )


def _said(value: object) -> str:
    """A spreadsheet's value as text: whole numbers without a point, days as YYYY-MM-DD.

    A number of more digits than it keeps is said as a spreadsheet shows it, so that no invented digit is taken
    for one that was written.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and abs(value) >= _EXACT:
        return f"{value:.5E}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
