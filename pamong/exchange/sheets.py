"""Reading CSV (UTF-8, with or without a byte order mark; `;` or `,`) and XLSX into one shape of table."""

import csv
import io
import zipfile
from dataclasses import dataclass, replace
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pamong.policy.errors import Invalid
from pamong.policy.sentence import Sentence as S

MOST_ROWS = 2_000_000
_XLSX_START = b"PK\x03\x04"


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
    if len(numbered) > MOST_ROWS:
        raise Invalid(
            S(
                f"Berkas {name} berisi lebih dari {MOST_ROWS} baris. Bagilah menjadi beberapa berkas.",
                f"File {name} has more than {MOST_ROWS} rows. Split it.",
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
        raise Invalid(
            S(
                f"Berkas {name} bukan teks UTF-8 dan bukan XLSX. Simpan ulang sebagai CSV UTF-8 atau XLSX.",
                f"File {name} is neither UTF-8 text nor XLSX. Save it again as CSV UTF-8 or XLSX.",
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
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        for row in reader:
            # A quoted cell may span lines; the row is told by the line it ends on.
            rows.extend([] for _ in range(reader.line_num - len(rows) - 1))
            rows.append(row)
    except csv.Error as error:
        raise Invalid(
            S(
                f"Berkas {name}, baris {reader.line_num}: susunan CSV tidak terbaca. Periksa tanda kutipnya.",
                f"File {name}, row {reader.line_num}: the CSV cannot be read. Check its quotes.",
            )
        ) from error
    return rows


def _xlsx(content: bytes, name: str) -> list[list[str]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong extent
        rows = [[_said(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise Invalid(
            S(
                f"Berkas {name} tidak terbaca sebagai XLSX. Buka, lalu simpan ulang sebagai XLSX atau CSV UTF-8.",
                f"File {name} cannot be read as XLSX. Open it and save it again as XLSX or CSV UTF-8.",
            )
        ) from error
    return rows


def _said(value: object) -> str:
    """A spreadsheet's value as text: whole numbers without a point, days as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
