"""The contract's input files of an analysis: names, columns, kinds and allowed values.

Only columns the analysis uses are asked for; the others of the contract are read over.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from pamong.policy.words import AsnKind, Axis, Cause, Cluster, EmployeeStatus, Source

NOT_REQUIRED = "Tidak dipersyaratkan"


class Kind(Enum):
    TEXT = "teks"
    WHOLE = "bilangan bulat"
    NUMBER = "bilangan dengan titik desimal"
    DAY = "tanggal YYYY-MM-DD atau DD-MM-YYYY"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, the words or bounds it may hold, whether a cell or all of it may lack."""

    name: str
    kind: Kind = Kind.TEXT
    words: tuple[str, ...] = ()
    low: int = 0
    high: int | None = None
    empty: bool = True
    optional: bool = False
    blank_word: str = ""  # a word that means the same as an empty cell

    @property
    def expected(self) -> str:
        """What a cell should hold, for the sentence."""
        if self.words:
            return "salah satu dari " + ", ".join(self.words)
        if self.kind in (Kind.WHOLE, Kind.NUMBER):
            top = f"{self.low} sampai {self.high}" if self.high is not None else f"{self.low} atau lebih"
            return f"{self.kind.value} {top}"
        return self.kind.value


@dataclass(frozen=True, slots=True)
class File:
    """One file of the folder, `once` the columns that together may occur once."""

    name: str
    columns: tuple[Column, ...]
    optional: bool = False
    once: tuple[str, ...] = ()
    known: tuple[str, ...] = ()  # further columns of the contract, not used here

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _level(**more: Any) -> Column:
    return Column("level", Kind.WHOLE, low=0, high=5, **more)


_YEAR = Column("tahun", Kind.WHOLE, low=1900, high=9999, empty=False)
_NIP = Column("nip", empty=False)

PEOPLE = File(
    "pegawai",
    (
        _NIP,
        Column("kode_jabatan"),
        Column("kode_unit"),
        Column("kode_instansi"),
        Column("jenis_asn", words=tuple(AsnKind), optional=True),
        Column("status", words=tuple(EmployeeStatus), optional=True),
    ),
    once=("nip",),
    known=(
        "nama",
        "golongan",
        "nip_atasan",
        "tmt_jabatan",
        "pendidikan",
        "email",
        "akhir_kontrak",
    ),
)
STANDARDS = File(
    "standar",
    (
        Column("kode_jabatan", empty=False),
        Column("kode_kompetensi", empty=False),
        Column("jenis", words=tuple(Cluster), empty=False),
        _level(blank_word=NOT_REQUIRED),
        Column("berlaku_mulai", Kind.DAY, optional=True),
    ),
    once=("kode_jabatan", "kode_kompetensi", "berlaku_mulai"),
)
ASSESSMENTS = File(
    "asesmen",
    (
        _NIP,
        Column("kode_kompetensi", empty=False),
        _level(empty=False),
        Column("sumber", words=tuple(Source), empty=False),
        Column("tanggal", Kind.DAY, empty=False),
    ),
)
EVALUATIONS = File(
    "kinerja",
    (
        _NIP,
        _YEAR,
        Column("hasil_kerja", words=tuple(Axis)),
        Column("perilaku_kerja", words=tuple(Axis)),
        Column("indikator_di_bawah", Kind.WHOLE),
        Column("nilai", Kind.NUMBER, low=0, high=120),
    ),
)
CAUSES = File("penyebab", (_NIP, _YEAR, Column("penyebab", words=tuple(Cause))), optional=True)

FILES = (PEOPLE, STANDARDS, ASSESSMENTS, EVALUATIONS, CAUSES)
