"""Lists out as CSV and XLSX, streamed; NIP stays text and nothing runs as a formula."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from pamong.policy.nip import format_nip

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
NIP_DIGITS = 18
_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS) else value


class _Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV with byte order mark and `;`, as Indonesian spreadsheets open it."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(headers)
    for row in rows:
        yield writer.writerow([_text(value) for value in row])


def xlsx_chunks(
    headers: Sequence[str], rows: Iterable[Sequence[object]], title: str = "Data"
) -> Iterator[bytes]:
    """The bytes of an XLSX; rows go to disk one by one, memory stays flat."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.append(list(headers))
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(64 * 1024):
            yield chunk


def _text(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, str) and len(value) == NIP_DIGITS and value.isdecimal():
        # A bare NIP in a CSV becomes 1,99104E+17 when a spreadsheet opens it; with its spaces it stays text.
        return format_nip(value)
    return neutral(value)


def _cell(sheet: object, value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    # A control character that was pasted with a sentence would break the whole file.
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", str(neutral(str(value)))))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
