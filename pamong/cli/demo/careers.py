"""What a grade level asks (levels, ranks, ages) and which job families the invented institutions have.

The levels per grade are the facts of PermenPANRB 38/2017 as gathered in `docs/regulations.md`.
"""

from dataclasses import dataclass

from pamong.policy.words import GradeLevel as G

_EXPERT = (5, 4, 4, 4, 4, 4, 4, 4, 5)
_SKILLED = (2, 2, 1, 1, 1, 1, 1, 1, 2)


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade level: its name in files, required levels, ranks (index into `RANKS`) and education."""

    group: str
    kind: str
    suffix: str
    levels: tuple[int, ...]
    ranks: tuple[int, int]
    oldest: int  # years; pension age less one
    schooling: tuple[str, ...]
    training: str
    technical: int


RANKS = [
    "II/a",
    "II/b",
    "II/c",
    "II/d",
    "III/a",
    "III/b",
    "III/c",
    "III/d",
    "IV/a",
    "IV/b",
    "IV/c",
    "IV/d",
    "IV/e",
]
RANK_NAMES = dict(
    zip(
        RANKS,
        [
            "Pengatur Muda",
            "Pengatur Muda Tk. I",
            "Pengatur",
            "Pengatur Tk. I",
            "Penata Muda",
            "Penata Muda Tk. I",
            "Penata",
            "Penata Tk. I",
            "Pembina",
            "Pembina Tk. I",
            "Pembina Utama Muda",
            "Pembina Utama Madya",
            "Pembina Utama",
        ],
        strict=True,
    )
)
_S1, _S2, _S3, _D3, _SMA = (
    ("S 1 / D IV",),
    ("S 1 / D IV", "S 2"),
    ("S 2", "S 3"),
    ("D III",),
    ("SLTA", "D III"),
)
_FUNCTIONAL = "Fungsional"

GRADES: dict[G, Grade] = {
    G.JPT_UTAMA: Grade(
        "Jabatan Pimpinan Tinggi Utama", "Struktural", "", (5,) * 9, (12, 12), 59, _S3, "PKN Tingkat I", 0
    ),
    G.JPT_MADYA: Grade(
        "Jabatan Pimpinan Tinggi Madya", "Struktural", "", (5,) * 9, (11, 12), 59, _S3, "PKN Tingkat I", 0
    ),
    G.JPT_PRATAMA: Grade(
        "Jabatan Pimpinan Tinggi Pratama", "Struktural", "", (4,) * 9, (9, 11), 59, _S3, "PKN Tingkat II", 0
    ),
    G.ADMINISTRATOR: Grade("Jabatan Administrator", "Struktural", "", (3,) * 9, (8, 9), 57, _S2, "PKA", 3),
    G.PENGAWAS: Grade("Jabatan Pengawas", "Struktural", "", (2,) * 9, (6, 7), 57, _S2, "PKP", 2),
    G.PELAKSANA: Grade("Jabatan Pelaksana", "Pelaksana", "", (1,) * 9, (0, 5), 57, _SMA, "", 1),
    G.AHLI_UTAMA: Grade(
        "Jabatan Fungsional Ahli Utama", _FUNCTIONAL, "Ahli Utama", _EXPERT, (11, 12), 64, _S3, "", 5
    ),
    G.AHLI_MADYA: Grade(
        "Jabatan Fungsional Ahli Madya", _FUNCTIONAL, "Ahli Madya", (4,) * 9, (8, 10), 59, _S2, "", 4
    ),
    G.AHLI_MUDA: Grade(
        "Jabatan Fungsional Ahli Muda", _FUNCTIONAL, "Ahli Muda", (3,) * 9, (6, 7), 57, _S2, "", 3
    ),
    G.AHLI_PERTAMA: Grade(
        "Jabatan Fungsional Ahli Pertama", _FUNCTIONAL, "Ahli Pertama", (2,) * 9, (4, 5), 57, _S1, "", 2
    ),
    G.PENYELIA: Grade(
        "Jabatan Fungsional Penyelia", _FUNCTIONAL, "Penyelia", (3,) * 9, (6, 7), 57, _D3, "", 3
    ),
    G.MAHIR: Grade("Jabatan Fungsional Mahir", _FUNCTIONAL, "Mahir", (2,) * 9, (4, 5), 57, _D3, "", 2),
    G.TERAMPIL: Grade(
        "Jabatan Fungsional Terampil", _FUNCTIONAL, "Terampil", _SKILLED, (2, 3), 57, _D3, "", 1
    ),
    G.PEMULA: Grade("Jabatan Fungsional Pemula", _FUNCTIONAL, "Pemula", (1,) * 9, (0, 1), 57, _SMA, "", 1),
}
GROUPS = {grade.group: level for level, grade in GRADES.items()}

_EXPERTS = ((G.AHLI_PERTAMA, 40), (G.AHLI_MUDA, 38), (G.AHLI_MADYA, 19), (G.AHLI_UTAMA, 3))
_ANALYSTS = ((G.AHLI_PERTAMA, 48), (G.AHLI_MUDA, 38), (G.AHLI_MADYA, 14))
_TECHNICIANS = ((G.TERAMPIL, 45), (G.MAHIR, 35), (G.PENYELIA, 20))
_STAFF = ((G.PELAKSANA, 100),)


@dataclass(frozen=True, slots=True)
class Family:
    """A job family: its field, grade levels with weights, and technical competencies."""

    name: str
    field: str
    rungs: tuple[tuple[G, int], ...]
    technical: tuple[str, ...]


FAMILIES: dict[str, Family] = {
    "asdma": Family(
        "Analis SDM Aparatur",
        "Kepegawaian",
        _ANALYSTS,
        ("manajemen_talenta", "metode_kajian", "perancangan_pembelajaran"),
    ),
    "asesor": Family(
        "Asesor SDM Aparatur",
        "Kepegawaian",
        _EXPERTS,
        ("asesmen_kompetensi", "manajemen_talenta", "metode_kajian"),
    ),
    "psdma": Family(
        "Pranata SDM Aparatur", "Kepegawaian", _TECHNICIANS, ("manajemen_talenta", "layanan_administrasi")
    ),
    "wi": Family(
        "Widyaiswara",
        "Pendidikan dan Pelatihan",
        _EXPERTS,
        ("fasilitasi_pembelajaran", "perancangan_pembelajaran", "pembelajaran_digital"),
    ),
    "ptp": Family(
        "Pengembang Teknologi Pembelajaran",
        "Pendidikan dan Pelatihan",
        _ANALYSTS,
        ("pembelajaran_digital", "perancangan_pembelajaran"),
    ),
    "ak": Family(
        "Analis Kebijakan",
        "Penelitian dan Pengembangan",
        _EXPERTS,
        ("analisis_kebijakan", "metode_kajian", "komunikasi_publik"),
    ),
    "perencana": Family("Perencana", "Perencanaan", _ANALYSTS, ("perencanaan_anggaran", "metode_kajian")),
    "keu": Family(
        "Analis Pengelolaan Keuangan APBN",
        "Keuangan",
        _ANALYSTS,
        ("pengelolaan_keuangan", "perencanaan_anggaran"),
    ),
    "pk_keu": Family(
        "Pranata Keuangan APBN", "Keuangan", _TECHNICIANS, ("pengelolaan_keuangan", "layanan_administrasi")
    ),
    "hukum": Family(
        "Perancang Peraturan Perundang-undangan",
        "Hukum",
        _ANALYSTS,
        ("penyusunan_regulasi", "analisis_kebijakan"),
    ),
    "humas": Family(
        "Pranata Hubungan Masyarakat", "Komunikasi", _ANALYSTS, ("komunikasi_publik", "pembelajaran_digital")
    ),
    "pbj": Family(
        "Pengelola Pengadaan Barang/Jasa",
        "Kesekretariatan",
        _ANALYSTS,
        ("pengelolaan_keuangan", "penyusunan_regulasi"),
    ),
    "prakom": Family("Pranata Komputer", "Informatika", _ANALYSTS, ("pembelajaran_digital", "metode_kajian")),
    "auditor": Family("Auditor", "Pengawasan", _EXPERTS, ("pengawasan_intern", "pengelolaan_keuangan")),
    "arsip": Family(
        "Arsiparis",
        "Kearsipan",
        ((G.TERAMPIL, 35), (G.MAHIR, 25), (G.PENYELIA, 15), (G.AHLI_PERTAMA, 25)),
        ("layanan_administrasi", "pembelajaran_digital"),
    ),
    "pengolah": Family(
        "Pengolah Data dan Informasi", "Kesekretariatan", _STAFF, ("layanan_administrasi", "metode_kajian")
    ),
    "admin": Family("Pengadministrasi Perkantoran", "Kesekretariatan", _STAFF, ("layanan_administrasi",)),
    "penata": Family(
        "Penata Layanan Operasional", "Kesekretariatan", _STAFF, ("layanan_administrasi", "komunikasi_publik")
    ),
}

# Which families sit in a unit, with weights.
MIXES: dict[str, tuple[tuple[str, int], ...]] = {
    "pimpinan": (("penata", 1),),
    "sdm": (("asdma", 60), ("psdma", 20), ("pengolah", 20)),
    "rencana": (("perencana", 65), ("keu", 15), ("pengolah", 20)),
    "keuangan": (("keu", 40), ("pk_keu", 45), ("pengolah", 15)),
    "hukum": (("hukum", 60), ("ak", 15), ("penata", 25)),
    "humas": (("humas", 65), ("prakom", 10), ("penata", 25)),
    "umum": (("arsip", 25), ("penata", 30), ("admin", 30), ("pbj", 15)),
    "kajian": (("ak", 78), ("pengolah", 12), ("prakom", 10)),
    "pelatihan": (("wi", 58), ("ptp", 20), ("asdma", 8), ("pengolah", 14)),
    "asesmen": (("asesor", 68), ("asdma", 14), ("pengolah", 18)),
    "digital": (("prakom", 45), ("ptp", 40), ("pengolah", 15)),
    "pengawasan": (("auditor", 85), ("pengolah", 15)),
    "tata_usaha": (("arsip", 20), ("psdma", 15), ("pk_keu", 20), ("admin", 25), ("penata", 20)),
    "arsip": (("arsip", 60), ("ak", 20), ("pengolah", 20)),
}


def rank_text(index: int) -> str:
    """As rank files write it: "Penata Muda / (III.a)"."""
    rank = RANKS[index]
    return f"{RANK_NAMES[rank]} / ({rank.replace('/', '.')})"
