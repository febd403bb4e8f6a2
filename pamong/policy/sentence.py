"""Sentences in both languages, and how days and numbers are written in them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

_MONTHS_ID = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_WEEKDAYS_ID = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
_WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same words in Indonesian and in English."""

    id: str
    en: str

    def in_(self, language: str) -> str:
        """The words in a language code such as "id" or "en-gb"; Indonesian unless English is asked."""
        return self.en if language.startswith("en") else self.id

    def __str__(self) -> str:
        return self.id

    def __add__(self, other: "Sentence") -> "Sentence":
        return Sentence(self.id + other.id, self.en + other.en)

    def fill(self, **parts: object) -> "Sentence":
        """Fill the named places; a part that is a Sentence speaks the language of its place."""
        return Sentence(
            self.id.format(**{name: _spoken(part, "id") for name, part in parts.items()}),
            self.en.format(**{name: _spoken(part, "en") for name, part in parts.items()}),
        )

    def capital(self) -> "Sentence":
        """With a capital first letter."""
        return Sentence(self.id[:1].upper() + self.id[1:], self.en[:1].upper() + self.en[1:])


def day(value: date) -> Sentence:
    """24 November 2026; the order of the words is the same in both languages."""
    return Sentence(
        f"{value.day} {_MONTHS_ID[value.month - 1]} {value.year}",
        f"{value.day} {_MONTHS_EN[value.month - 1]} {value.year}",
    )


def month(value: date) -> Sentence:
    """As "November 2026"."""
    return Sentence(
        f"{_MONTHS_ID[value.month - 1]} {value.year}", f"{_MONTHS_EN[value.month - 1]} {value.year}"
    )


def moment(value: datetime) -> Sentence:
    """Kamis, 26 November 2026, 10.00: the time as it stands in its own zone, which is not named."""
    weekday = Sentence(_WEEKDAYS_ID[value.weekday()], _WEEKDAYS_EN[value.weekday()])
    clock = Sentence(f"{value:%H.%M}", f"{value:%H:%M}")
    return Sentence("{weekday}, {day}, {clock}", "{weekday}, {day}, {clock}").fill(
        weekday=weekday, day=value.date(), clock=clock
    )


def number(value: Decimal | int) -> Sentence:
    """Decimal comma in Indonesian, point in English; no zeros after the last digit that counts."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Sentence(text.replace(".", ","), text)


def listing(parts: list[Sentence]) -> Sentence:
    """A, B dan C; the empty list is an empty sentence."""
    if not parts:
        return Sentence("", "")
    if len(parts) == 1:
        return parts[0]
    head = parts[:-1]
    return Sentence(
        ", ".join(p.id for p in head) + " dan " + parts[-1].id,
        ", ".join(p.en for p in head) + " and " + parts[-1].en,
    )


def _spoken(part: object, language: str) -> str:
    if isinstance(part, Sentence):
        return part.in_(language)
    if isinstance(part, date):
        return day(part).in_(language)
    if isinstance(part, Decimal | int) and not isinstance(part, bool):
        return number(part).in_(language)
    return str(part)
