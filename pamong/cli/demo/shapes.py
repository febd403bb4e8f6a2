"""The headers of every file kind, and a table of rows in one of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

GENERIC_CODES = (
    "integritas",
    "kerjasama",
    "komunikasi",
    "orientasi",
    "pelayanan_publik",
    "pengembangan_diri",
    "mengelola_perubahan",
    "pengambilan_keputusan",
    "perekat_bangsa",
)

HEADERS: dict[str, tuple[str, ...]] = {
    "unit": ("kode_unit", "nama_unit", "kode_induk", "kode_instansi", "lokasi"),
    "jabatan": (
        "kode_jabatan",
        "nama_jabatan",
        "nama_unit",
        "jenis_jabatan",
        "kelompok_jabatan",
        "urusan_pemerintahan",
        "pangkat_minimal",
        "pendidikan_formal",
        *GENERIC_CODES,
        "pelatihan_struktural",
        "pelatihan_fungsional",
        "pelatihan_teknis",
        "berlaku_mulai",
    ),
    "kamus": ("kompetensi", "kelompok", "level", "deskripsi", "indikator", "kode_kompetensi", "definisi"),
    "standar": ("kode_jabatan", "kode_kompetensi", "jenis", "level", "berlaku_mulai"),
    "pegawai": (
        "nip",
        "nama",
        "jenis_asn",
        "golongan",
        "kode_jabatan",
        "kode_unit",
        "kode_instansi",
        "nip_atasan",
        "tmt_jabatan",
        "pendidikan",
        "email",
        "status",
        "akhir_kontrak",
    ),
    "riwayat": ("nip", "kode_jabatan", "kode_unit", "kode_instansi", "mulai", "selesai", "jenis"),
    "asesmen": ("nip", "kode_kompetensi", "level", "sumber", "tanggal"),
    "kinerja": ("nip", "tahun", "hasil_kerja", "perilaku_kerja", "indikator_di_bawah", "nilai"),
    "penyebab": ("nip", "tahun", "penyebab"),
}

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented institution; `tables` holds rows of text in the order of `HEADERS`."""

    code: str
    name: str
    on: date
    tables: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in HEADERS})

    def rows(self, kind: str) -> Iterator[dict[str, str]]:
        """The rows of one kind, by column name."""
        header = HEADERS[kind]
        return (dict(zip(header, row, strict=True)) for row in self.tables[kind])
