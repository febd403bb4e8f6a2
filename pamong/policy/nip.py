"""The civil servant's number: 18 digits that carry birth, appointment, sex and a serial.

Positions: birth YYYYMMDD, appointment YYYYMM (PPPK has 21 in the month's place), sex 1 or 2, serial 001 to 999.
"""

import re
from dataclasses import dataclass
from datetime import date

from pamong.policy.errors import BadNip
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import AsnKind

PPPK_MONTHS = frozenset({"21"})  # in the month's place
_LEAST_AGE = 15  # years between birth and appointment; less is a mistyped number
_SCIENTIFIC = re.compile(r"^\d[.,]?\d*[eE]\+?\d+$")


@dataclass(frozen=True, slots=True)
class Nip:
    """A NIP whose parts were read."""

    digits: str
    birth: date
    appointed_year: int
    appointed_month: int | None  # None for PPPK
    male: bool
    serial: int

    @property
    def kind(self) -> AsnKind:
        return AsnKind.PPPK if self.appointed_month is None else AsnKind.PNS

    def __str__(self) -> str:
        return format_nip(self.digits)


def format_nip(digits: str) -> str:
    """8-6-1-3 with spaces; anything that is not 18 digits is shown as it is."""
    if len(digits) != 18:
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def clean_nip(text: str) -> str:
    """Without the spaces and the apostrophe spreadsheets put before a number kept as text."""
    return re.sub(r"[\s\u00a0]", "", text.strip().lstrip("'`’"))


def parse_nip(text: str) -> Nip:
    """Read a NIP; BadNip says which part is wrong and what to do."""
    digits = text if _whole(text) else clean_nip(text)  # a stored NIP needs no cleaning
    if not _whole(digits):
        if _SCIENTIFIC.match(digits):
            raise _bad(
                "NIP {text} telah diubah lembar kerja menjadi bilangan ilmiah sehingga angkanya hilang. "
                "Ubah format kolom NIP menjadi Teks, lalu isi ulang dari sumbernya.",
                "The spreadsheet turned NIP {text} into scientific notation, so digits are lost. "
                "Set the NIP column to Text and enter it again from its source.",
                text,
            )
        raise _bad(
            "NIP {text} bukan 18 angka. Periksa kembali angkanya.",
            "NIP {text} is not 18 digits. Check the number.",
            text,
        )
    if digits.endswith("000"):
        raise _bad(
            "Tiga angka terakhir NIP {text} adalah 000; biasanya lembar kerja membulatkannya. "
            "Ubah format kolom NIP menjadi Teks, lalu isi ulang dari sumbernya.",
            "The last three digits of NIP {text} are 000; a spreadsheet usually rounded them. "
            "Set the NIP column to Text and enter it again from its source.",
            text,
        )
    birth = _birth(digits, text)
    year, month = int(digits[8:12]), digits[12:14]
    if month not in PPPK_MONTHS and not 1 <= int(month) <= 12:
        raise _bad(
            "Angka ke-13 dan 14 NIP {text} harus bulan pengangkatan 01 sampai 12, atau 21 untuk PPPK.",
            "Digits 13 and 14 of NIP {text} must be the month of appointment 01 to 12, or 21 for PPPK.",
            text,
        )
    if year < birth.year + _LEAST_AGE:
        raise _bad(
            "Tahun pengangkatan pada NIP {text} terlalu dekat dengan tahun lahirnya. Periksa kembali angkanya.",
            "The year of appointment in NIP {text} is too near the year of birth. Check the number.",
            text,
        )
    if digits[14] not in "12":
        raise _bad(
            "Angka ke-15 NIP {text} harus 1 (laki-laki) atau 2 (perempuan).",
            "Digit 15 of NIP {text} must be 1 (male) or 2 (female).",
            text,
        )
    return Nip(
        digits,
        birth,
        year,
        None if month in PPPK_MONTHS else int(month),
        digits[14] == "1",
        int(digits[15:]),
    )


def check_kind(nip: Nip, kind: AsnKind) -> None:
    """Raise BadNip when the month's place says PPPK and the record PNS, or the other way round."""
    if nip.kind is not kind:
        raise BadNip(
            S(
                "NIP {nip} berpola {pattern}, tetapi jenis ASN tercatat {kind}. Perbaiki salah satunya.",
                "NIP {nip} has the pattern of a {pattern}, but the record says {kind}. Mend one of them.",
            ).fill(nip=str(nip), pattern=nip.kind.label, kind=kind.label)
        )


def _whole(text: str) -> bool:
    return len(text) == 18 and text.isascii() and text.isdigit()


def _birth(digits: str, text: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError as error:
        raise _bad(
            "Delapan angka pertama NIP {text} bukan tanggal lahir (tahun, bulan, hari).",
            "The first eight digits of NIP {text} are not a date of birth (year, month, day).",
            text,
        ) from error


def _bad(indonesian: str, english: str, text: str) -> BadNip:
    return BadNip(S(indonesian, english).fill(text=text.strip()))
