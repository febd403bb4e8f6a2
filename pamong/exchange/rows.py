"""A row of a file, its cells read by kind of value; what is wrong is noted with its cure."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from pamong.exchange.kinds import SYNONYMS, Kind
from pamong.exchange.report import Notes
from pamong.exchange.sheets import Table
from pamong.policy.errors import BadNip
from pamong.policy.nip import Nip, parse_nip
from pamong.policy.sentence import Sentence as S

_DAY_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
_NUMBER = re.compile(r"^[0-9]{1,9}([.,][0-9]{1,30})?$")
NONE_WORDS = frozenset({"", "-", "–", "tidak dipersyaratkan", "tidak diperlukan"})
FILL = S("Isi selnya.", "Fill the cell.")
MEND = S("Perbaiki nilainya.", "Mend the value.")


class Row:
    """One row with its line in the file."""

    __slots__ = ("cells", "line", "origin", "sheet")

    def __init__(self, sheet: "Sheet", cells: list[str], line: int, origin: str) -> None:
        self.sheet, self.cells, self.line, self.origin = sheet, cells, line, origin

    def text(self, name: str) -> str:
        """Without spaces at the ends and double spaces inside; "" where there is no such column."""
        place = self.sheet.places.get(name)
        return "" if place is None else " ".join(self.cells[place].split())

    def filled(self, name: str) -> str | None:
        """The text, or None and a problem where the cell is empty."""
        text = self.text(name)
        if not text:
            self.wrong(name, S("isi", "a value"), FILL)
            return None
        return text

    def day(self, name: str, *, past: bool = True) -> date | None:
        """A day, not after the day of the import unless `past` is off; None where empty or wrong."""
        text = self.text(name)
        if not text:
            return None
        value = read_day(text)
        if value is None:
            self.wrong(name, S("tanggal YYYY-MM-DD atau DD-MM-YYYY", "a date YYYY-MM-DD or DD-MM-YYYY"), MEND)
        elif past and value > self.sheet.on:
            self.wrong(
                name,
                S(f"tanggal paling lambat {self.sheet.on}", f"a date not after {self.sheet.on}"),
                S(
                    "Perbaiki tanggalnya atau impor setelah hari itu.",
                    "Mend the date or import after that day.",
                ),
            )
        else:
            return value
        return None

    def whole(self, name: str, low: int, high: int) -> int | None:
        text = self.text(name)
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) < 10 and low <= int(text) <= high:
            return int(text)
        self.wrong(name, S(f"bilangan bulat {low} sampai {high}", f"a whole number {low} to {high}"), MEND)
        return None

    def number(self, name: str, high: int) -> Decimal | None:
        """A decimal with point or comma, 0 to `high`. Two places are kept and never rounded up: a score of
        89.996 does not reach a bound of 90."""
        text = self.text(name)
        if not text:
            return None
        if _NUMBER.match(text) and (value := Decimal(text.replace(",", "."))) <= high:
            # What a spreadsheet calculates may miss the number it shows by a trifle.
            return value.quantize(Decimal("0.000001")).quantize(Decimal("0.01"), ROUND_DOWN)
        self.wrong(name, S(f"bilangan 0 sampai {high}", f"a number 0 to {high}"), MEND)
        return None

    def word(self, name: str) -> str | None:
        """One of the column's words, also by a synonym or by the institution's own word for it."""
        text = self.text(name)
        if not text:
            return None
        found = self.sheet.meaning(name, text)
        if found is None:
            allowed = ", ".join(self.sheet.words(name))
            self.wrong(
                name,
                S(f"salah satu dari {allowed}", f"one of {allowed}"),
                S("Perbaiki katanya atau petakan nilainya.", "Mend the word or map the value."),
            )
        return found

    def nip(self, name: str = "nip") -> Nip | None:
        text = self.text(name)
        if not text:
            return None
        read = _nip(text)
        if isinstance(read, Nip):
            return read
        self.wrong(name, S("NIP 18 angka", "an 18-digit NIP"), read)
        return None

    def wrong(self, name: str, expected: S, cure: S, value: str | None = None) -> None:
        shown = self.text(name) if value is None else value
        self.sheet.notes.problem(self.line, self.origin or name, shown, expected, cure)

    def repaired(self, sentence: S) -> None:
        self.sheet.notes.notice(sentence, self.line)

    def fate(self, fate: str) -> None:
        """Count this row as new, changed or unchanged."""
        self.sheet.notes.fates[fate] += 1


class Sheet:
    """A table read as one kind: its rows, where each column stands, and its own words."""

    def __init__(
        self,
        table: Table,
        kind: Kind,
        on: date,
        notes: Notes,
        meanings: dict[tuple[str, str], str] | None = None,
    ) -> None:
        self.table, self.kind, self.on, self.notes = table, kind, on, notes
        self.places = {name: place for place, name in enumerate(table.headers) if kind.column(name)}
        self._longest = [(c.name, c.longest) for c in kind.columns if c.longest and c.name in self.places]
        self._meanings = meanings or {}
        self._known: dict[tuple[str, str], str | None] = {}

    def check_header(self) -> bool:
        """Note what is missing as problems and what is ignored as one notice."""
        missing = [name for name in self.kind.needed if name not in self.places]
        for name in missing:
            self.notes.problem(
                0,
                name,
                "",
                S(f"kolom {name}", f"column {name}"),
                S("Tambahkan kolomnya atau petakan kolom lain.", "Add the column or map another."),
            )
        extra = [name for name in self.table.headers if name and name not in self.places]
        if extra and not missing:
            names = ", ".join(extra)
            self.notes.notice(S(f"Kolom yang diabaikan: {names}.", f"Columns ignored: {names}."))
        return not missing

    def __iter__(self) -> Iterator[Row]:
        origins = self.table.origins
        for index, cells in enumerate(self.table.rows):
            row = Row(self, cells, self.table.lines[index], origins[index] if origins else "")
            for name, longest in self._longest:
                if len(row.text(name)) > longest:
                    row.wrong(name, S(f"paling banyak {longest} huruf", f"at most {longest} letters"), MEND)
            yield row

    def words(self, name: str) -> tuple[str, ...]:
        column = self.kind.column(name)
        return column.words if column else ()

    def meaning(self, name: str, text: str) -> str | None:
        """What a written word means in a column; None where nobody knows."""
        key = (name, text)
        if key not in self._known:
            self._known[key] = self._meaning(name, text)
        return self._known[key]

    def _meaning(self, name: str, text: str) -> str | None:
        words = self.words(name)
        own = self._meanings.get((name, text.casefold()))
        if own in words:
            return own
        plain = re.sub(r"[\s\-/]+", "_", text.casefold().strip(" ."))
        for word in words:
            if plain == word.casefold():
                return word
        synonym = SYNONYMS.get(plain)
        return synonym if synonym in words else None


@lru_cache(maxsize=20_000)
def read_day(text: str) -> date | None:
    text = text.removesuffix(" 00:00:00")
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    return None


@lru_cache(maxsize=200_000)
def _nip(text: str) -> Nip | S:
    try:
        return parse_nip(text)
    except BadNip as error:
        return error.sentence
