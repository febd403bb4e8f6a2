"""What an institution may choose, and within which bounds.

The database holds each value as JSON (lists, words, numbers); `read` turns it into a checked value.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from pamong.policy import parameters as p
from pamong.policy.errors import OutOfBounds
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import Source, SourceChoice


@dataclass(frozen=True, slots=True)
class Settings:
    """An institution's choices on one day; the defaults are those of the parameters."""

    source_choice: SourceChoice = p.SOURCE_CHOICE.last
    source_order: tuple[Source, ...] = p.SOURCE_ORDER.last
    stale_months: int = p.STALE_MONTHS.last
    gap_bands: tuple[int, int, int] = p.GAP_BANDS.last  # low, medium, high: levels short
    minimum_index: Decimal = p.MINIMUM_INDEX.last
    box_cutoffs: tuple[Decimal, Decimal] = p.BOX_CUTOFFS.last  # JPM of medium, of high
    coaching_sessions: int = p.SESSIONS_COUNTED.last
    mentoring_sessions: int = p.SESSIONS_COUNTED.last
    counselling_hours: int = p.COUNSELLING_HOURS.last
    matching_weights: tuple[int, ...] = p.MATCHING_WEIGHTS.last


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Bound:
    """The bounds of one setting: what it is, the sentence that refuses, its number of values."""

    name: str
    title: S
    rule: S
    low: int
    high: int
    count: int = 1  # values in it; more than one is written as a list
    rising: bool = False
    total: int | None = None
    whole: bool = True
    words: tuple[str, ...] = ()  # a choice among words instead of numbers


def _bound(name: str, title: S, rule: S, low: int = 0, high: int = 0, **more: Any) -> Bound:
    return Bound(name, title, rule, low, high, **more)


BOUNDS: dict[str, Bound] = {
    b.name: b
    for b in (
        _bound(
            "source_choice",
            p.SOURCE_CHOICE.name,
            S(
                "Cara memilih sumber adalah salah satu dari priority, latest, atau highest.",
                "The way of choosing is one of priority, latest or highest.",
            ),
            words=tuple(SourceChoice),
        ),
        _bound(
            "source_order",
            p.SOURCE_ORDER.name,
            S(
                "Urutan sumber memuat kelima sumber, masing-masing satu kali.",
                "The order holds all five sources, each once.",
            ),
            count=len(Source),
            words=tuple(Source),
        ),
        _bound(
            "stale_months",
            p.STALE_MONTHS.name,
            S(
                "Penilaian menjadi kedaluwarsa antara 12 dan 60 bulan.",
                "An assessment becomes stale between 12 and 60 months.",
            ),
            12,
            60,
        ),
        _bound(
            "gap_bands",
            p.GAP_BANDS.name,
            S(
                "Batas rendah, sedang, dan tinggi harus naik, antara 1 dan 5 level.",
                "The bounds of low, medium and high must rise, between 1 and 5 levels.",
            ),
            1,
            5,
            count=3,
            rising=True,
        ),
        _bound(
            "minimum_index",
            p.MINIMUM_INDEX.name,
            S(
                "Indeks kinerja minimum adalah 80 sampai 110.",
                "The minimum performance index is 80 to 110.",
            ),
            80,
            110,
            whole=False,
        ),
        _bound(
            "box_cutoffs",
            p.BOX_CUTOFFS.name,
            S(
                "Batas potensial kotak talenta harus naik, antara 60 dan 95.",
                "The potential cut-offs of the nine-box must rise, between 60 and 95.",
            ),
            60,
            95,
            count=2,
            rising=True,
            whole=False,
        ),
        _bound(
            "coaching_sessions",
            S("sesi coaching yang dihitung sebulan", "coaching sessions counted a month"),
            S(
                "Paling banyak 2 sesi coaching sebulan yang dihitung.",
                "At most 2 coaching sessions a month are counted.",
            ),
            0,
            2,
        ),
        _bound(
            "mentoring_sessions",
            S("sesi mentoring yang dihitung sebulan", "mentoring sessions counted a month"),
            S(
                "Paling banyak 2 sesi mentoring sebulan yang dihitung.",
                "At most 2 mentoring sessions a month are counted.",
            ),
            0,
            2,
        ),
        _bound(
            "counselling_hours",
            p.COUNSELLING_HOURS.name,
            S("Satu sesi konseling bernilai 0 sampai 2 JP.", "A counselling session is worth 0 to 2 JP."),
            0,
            2,
        ),
        _bound(
            "matching_weights",
            p.MATCHING_WEIGHTS.name,
            S(
                "Setiap bobot 0 sampai 60 dan jumlah keenamnya 100.",
                "Each weight is 0 to 60 and the six together are 100.",
            ),
            0,
            60,
            count=6,
            total=100,
        ),
    )
}


def check(name: str, value: object) -> None:
    """Raise OutOfBounds with the rule's sentence unless the setting may have this value."""
    read(name, value)


def read(name: str, value: object) -> object:
    """The typed value of a setting from JSON, a form or a typed value; OutOfBounds when not allowed."""
    bound = BOUNDS.get(name)
    if bound is None:
        raise OutOfBounds(
            S("Pengaturan {name} tidak dikenal.", "The setting {name} is not known.").fill(name=name)
        )
    one = _word(bound) if bound.words else _number(bound)
    if bound.count == 1:
        return one(value)
    if not isinstance(value, list | tuple) or len(value) != bound.count:
        raise OutOfBounds(bound.rule)
    values = tuple(one(item) for item in value)
    if bound.words and len(set(values)) != len(values):
        raise OutOfBounds(bound.rule)
    if bound.rising and any(a >= b for a, b in itertools.pairwise(values)):  # type: ignore[operator]  # numbers, no words
        raise OutOfBounds(bound.rule)
    if bound.total is not None and sum(values) != bound.total:  # type: ignore[arg-type]  # the same
        raise OutOfBounds(bound.rule)
    return values


def from_values(values: Mapping[str, object]) -> Settings:
    """Settings from stored values by name; what is not named keeps its default."""
    return Settings(**{name: read(name, value) for name, value in values.items()})  # type: ignore[arg-type]  # `read` types it


def to_value(name: str, settings: Settings) -> object:
    """One setting as JSON can hold it: text, a whole number or a list of them."""
    value = getattr(settings, name)
    return [_plain(item) for item in value] if isinstance(value, tuple) else _plain(value)


def to_values(settings: Settings) -> dict[str, object]:
    """All settings as JSON can hold them, for a run's record and its checksum."""
    return {f.name: to_value(f.name, settings) for f in fields(settings)}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else str(value)
    return str(value) if isinstance(value, str) else value


def _word(bound: Bound) -> Callable[[object], object]:
    kind = SourceChoice if bound.name == "source_choice" else Source

    def one(value: object) -> object:
        if not isinstance(value, str) or value not in bound.words:
            raise OutOfBounds(bound.rule)
        return kind(value)

    return one


def _number(bound: Bound) -> Callable[[object], object]:
    def one(value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
            raise OutOfBounds(bound.rule)
        try:
            exact = Decimal(str(value).strip().replace(",", "."))
        except InvalidOperation as error:
            raise OutOfBounds(bound.rule) from error
        # Two places at most, so the batch can compare whole hundredths.
        if not exact.is_finite() or exact != round(exact, 0 if bound.whole else 2):
            raise OutOfBounds(bound.rule)
        if not bound.low <= exact <= bound.high:
            raise OutOfBounds(bound.rule)
        return int(exact) if bound.whole else exact

    return one
