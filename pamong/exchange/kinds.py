"""The kinds of files and their columns, as people write them: one table for readers, templates and pages."""

from dataclasses import dataclass
from enum import StrEnum

from pamong.policy.sentence import Sentence as S
from pamong.policy.words import (
    GENERIC,
    AsnKind,
    Axis,
    Cause,
    Cluster,
    EmployeeStatus,
    PlacementKind,
    Source,
)


class Form(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NIP = "nip"
    DAY = "day"
    WHOLE = "whole"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `needed` in the header; `filled` in every row; `words` where only some are allowed;
    `longest`, in letters, where a code or name must be kept whole."""

    name: str
    example: str = ""
    form: Form = Form.TEXT
    needed: bool = True
    filled: bool = False
    words: tuple[str, ...] = ()
    low: int = 0
    high: int = 10_000
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `wide` kinds may also come with one row a person."""

    name: str
    title: S
    columns: tuple[Column, ...]
    wide: bool = False

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @property
    def needed(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.needed)


def _words(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


def _nip(example: str = "198703122010121003") -> Column:
    return Column("nip", example, Form.NIP, filled=True)


def _word(
    name: str, words: type[StrEnum], example: str, *, filled: bool = False, needed: bool = True
) -> Column:
    return Column(name, example, Form.WORD, filled=filled, needed=needed, words=_words(words))


def _day(name: str, example: str, *, filled: bool = False, needed: bool = True) -> Column:
    return Column(name, example, Form.DAY, filled=filled, needed=needed)


_AGENCY = Column("kode_instansi", "LADN")
_FROM = _day("berlaku_mulai", "2025-01-01", needed=False)

_ALL = (
    Kind(
        "unit",
        S("Unit kerja", "Units"),
        (
            Column("kode_unit", "P01", filled=True, longest=40),
            Column("nama_unit", "Pusat Pengembangan Kompetensi", filled=True, longest=300),
            Column("kode_induk", "D01"),
            _AGENCY,
            Column("lokasi", "Jakarta", needed=False, longest=100),
        ),
    ),
    Kind(
        "jabatan",
        S("Jabatan dan standarnya", "Positions and their standards"),
        (
            Column("kode_jabatan", "J-0101", filled=True, longest=60),
            Column("nama_jabatan", "Kepala Subbagian Umum", filled=True, longest=300),
            Column("nama_unit", "Subbagian Umum", longest=300),
            Column("jenis_jabatan", "Struktural", words=("Struktural", "Fungsional", "Pelaksana")),
            Column("kelompok_jabatan", "Jabatan Pengawas"),
            Column("urusan_pemerintahan", "Kepegawaian"),
            Column("pangkat_minimal", "Penata (III.c)"),
            Column("pendidikan_formal", "S-1/D-IV"),
            *(Column(code, "2", Form.WHOLE, high=5) for code in GENERIC),
            Column("pelatihan_struktural", "Tidak dipersyaratkan"),
            Column("pelatihan_fungsional", "Tidak dipersyaratkan"),
            Column("pelatihan_teknis", "Tidak dipersyaratkan"),
            Column("kode_unit", "P01", needed=False),
            _FROM,
        ),
    ),
    Kind(
        "kamus",
        S("Kamus kompetensi", "Competency dictionary"),
        (
            Column("kompetensi", "Integritas", filled=True, longest=200),
            _word("kelompok", Cluster, "manajerial", filled=True),
            Column("level", "1", Form.WHOLE, filled=True, low=1, high=5),
            Column("deskripsi", "Bersikap jujur dalam pekerjaannya sendiri", filled=True),
            Column("indikator", "Menepati janji | Menaati kode etik"),
            Column("kode_kompetensi", "integritas", needed=False, longest=80),
            Column("definisi", "Kesatuan antara ucapan dan tindakan", needed=False),
        ),
    ),
    Kind(
        "standar",
        S("Standar kompetensi jabatan", "Position standards"),
        (
            Column("kode_jabatan", "J-0101", filled=True),
            Column("kode_kompetensi", "integritas", filled=True, longest=80),
            _word("jenis", Cluster, "manajerial", filled=True),
            Column("level", "2", Form.WHOLE, high=5),
            _FROM,
        ),
    ),
    Kind(
        "pegawai",
        S("Pegawai", "Employees"),
        (
            _nip(),
            Column("nama", "Sekar Ayuningtyas", filled=True, longest=200),
            _word("jenis_asn", AsnKind, "PNS", filled=True),
            Column("golongan", "III/c"),
            Column("kode_jabatan", "J-0101"),
            Column("kode_unit", "P01"),
            _AGENCY,
            Column("nip_atasan", "197501172000031002", Form.NIP),
            _day("tmt_jabatan", "2023-04-01"),
            Column("pendidikan", "S-1 Administrasi Negara"),
            Column("email", "sekar@contoh.go.id", longest=254),
            _word("status", EmployeeStatus, "aktif", needed=False),
            _day("akhir_kontrak", "", needed=False),
        ),
    ),
    Kind(
        "riwayat",
        S("Riwayat jabatan", "Position history"),
        (
            _nip(),
            Column("kode_jabatan", "J-0101"),
            Column("kode_unit", "P01"),
            _AGENCY,
            _day("mulai", "2019-02-01", filled=True),
            _day("selesai", "2023-03-31"),
            _word("jenis", PlacementKind, "definitif", filled=True),
        ),
    ),
    Kind(
        "asesmen",
        S("Hasil penilaian kompetensi", "Competency assessments"),
        (
            _nip(),
            Column("kode_kompetensi", "integritas", filled=True),
            Column("level", "2", Form.WHOLE, filled=True, high=5),
            _word("sumber", Source, "uji_kompetensi", filled=True),
            _day("tanggal", "2026-03-12", filled=True),
        ),
        wide=True,
    ),
    Kind(
        "kinerja",
        S("Evaluasi kinerja", "Performance evaluations"),
        (
            _nip(),
            Column("tahun", "2025", Form.WHOLE, filled=True, low=1950, high=9999),
            _word("hasil_kerja", Axis, "sesuai"),
            _word("perilaku_kerja", Axis, "sesuai"),
            Column("indikator_di_bawah", "0", Form.WHOLE, high=1000),
            Column("nilai", "", Form.NUMBER, high=120),
        ),
        wide=True,
    ),
    Kind(
        "penyebab",
        S("Penyebab kesenjangan kinerja", "Causes of performance gaps"),
        (
            _nip(),
            Column("tahun", "2025", Form.WHOLE, filled=True, low=1950, high=9999),
            _word("penyebab", Cause, "keterampilan"),
        ),
    ),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}

# What institutions commonly write and what the contract calls it, beside each institution's own words.
SYNONYMS: dict[str, str] = {
    "di_atas_ekspektasi": Axis.ABOVE,
    "sesuai_ekspektasi": Axis.AS_EXPECTED,
    "di_bawah_ekspektasi": Axis.BELOW,
    "dibawah_ekspektasi": Axis.BELOW,
    "diatas_ekspektasi": Axis.ABOVE,
    "diatas": Axis.ABOVE,
    "dibawah": Axis.BELOW,
    "p3k": AsnKind.PPPK,
    "sosiokultural": Cluster.SOCIOCULTURAL,
    "sosial_kultur": Cluster.SOCIOCULTURAL,
    "pelaksana_tugas": PlacementKind.ACTING,
    "pelaksana_harian": PlacementKind.DAILY_ACTING,
    "asesmen_center": Source.TEST,
    "assessment_center": Source.TEST,
    "penilaian_atasan": Source.SUPERIOR,
    "360°": Source.ROUND,
    "penilaian_360": Source.ROUND,
    "penilaian_360°": Source.ROUND,
    "bukti_kerja": Source.EVIDENCE,
    "penilaian_mandiri": Source.SELF,
}
