"""A template for each kind: the headers, one example row, and drop-downs where words are given."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pamong.exchange.kinds import KINDS, Form

_LAST = 5_000  # rows that carry the drop-downs and the text format


def template(kind: str, institution: str = "") -> bytes:
    """The XLSX template of a kind; its example speaks of the institution with this code."""
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(kind)
    for place, column in enumerate(KINDS[kind].columns, start=1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, column.name)
        head.font = Font(bold=column.filled)
        own = institution if column.name == "kode_instansi" and institution else column.example
        example = sheet.cell(2, place, own)
        if column.form in (Form.WHOLE, Form.NUMBER) and column.example:
            example.value = int(column.example)
        sheet.column_dimensions[letter].width = max(14, len(column.name) + 3)
        if column.form in (Form.NIP, Form.TEXT, Form.DAY):
            for line in range(2, 502):
                sheet.cell(line, place).number_format = "@"  # a NIP must never become a number
        if column.words:
            words = DataValidation("list", formula1=f'"{",".join(column.words)}"', allow_blank=True)
            words.add(f"{letter}2:{letter}{_LAST}")
            sheet.add_data_validation(words)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
