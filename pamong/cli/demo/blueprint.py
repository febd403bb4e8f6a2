"""The unit trees of the invented institutions, small or large."""

from dataclasses import dataclass

from pamong.policy.words import GradeLevel as G


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit, its head and what kind of staff it has; `share` weighs the number of staff.

    `place` is empty where the unit sits with the one above.
    """

    code: str
    name: str
    parent: str
    head: str
    level: G
    mix: str
    share: int
    place: str = ""


# A group is a bureau, centre or office with its parts: (kode, name, parent, mix, short name for unique part names, parts).
_P, _A, _S = G.JPT_PRATAMA, G.ADMINISTRATOR, G.PENGAWAS
_Group = tuple[str, str, str, str, str, tuple[tuple[str, G, str, int], ...]]


def _centre(code: str, name: str, parent: str, mix: str, short: str, first: str, second: str) -> _Group:
    parts = (
        (f"Bidang {first}", _A, mix, 12),
        (f"Bidang {second}", _A, mix, 11),
        (f"Subbagian Tata Usaha {short}", _S, "tata_usaha", 6),
    )
    return (code, name, parent, mix, short, parts)


_GROUPS: tuple[_Group, ...] = (
    (
        "SU.2",
        "Biro Sumber Daya Manusia dan Organisasi",
        "SU",
        "sdm",
        "SDM",
        (
            ("Bagian Pengembangan Pegawai", _A, "sdm", 8),
            ("Bagian Administrasi Kepegawaian", _A, "sdm", 10),
            ("Bagian Organisasi dan Tata Laksana", _A, "sdm", 9),
        ),
    ),
    _centre(
        "D1.2",
        "Pusat Kajian Pelayanan Publik",
        "D1",
        "kajian",
        "PKPP",
        "Kajian Standar Pelayanan",
        "Kajian Partisipasi Publik",
    ),
    _centre(
        "D3.3",
        "Pusat Penilaian Kompetensi",
        "D3",
        "asesmen",
        "PPK",
        "Penyelenggaraan Penilaian",
        "Pengembangan Alat Penilaian",
    ),
    (
        "IN",
        "Inspektorat",
        "",
        "pengawasan",
        "Inspektorat",
        (("Subbagian Tata Usaha Inspektorat", _S, "tata_usaha", 5),),
    ),
    (
        "SU.1",
        "Biro Perencanaan dan Kinerja",
        "SU",
        "rencana",
        "Perencanaan",
        (("Bagian Program dan Anggaran", _A, "rencana", 10), ("Bagian Pemantauan Kinerja", _A, "rencana", 9)),
    ),
    _centre(
        "D2.1",
        "Pusat Pelatihan Kepemimpinan Nasional",
        "D2",
        "pelatihan",
        "PPKN",
        "Perancangan Pelatihan Kepemimpinan",
        "Penyelenggaraan Pelatihan Kepemimpinan",
    ),
    (
        "SU.3",
        "Biro Keuangan dan Barang Milik Negara",
        "SU",
        "keuangan",
        "Keuangan",
        (
            ("Bagian Perbendaharaan", _A, "keuangan", 10),
            ("Bagian Akuntansi dan Pelaporan", _A, "keuangan", 9),
            ("Subbagian Barang Milik Negara", _S, "keuangan", 6),
        ),
    ),
    ("B1", "Balai Besar Pembelajaran Aparatur Makassar", "", "pelatihan", "Makassar", ()),
    (
        "SU.5",
        "Biro Umum dan Layanan Pengadaan",
        "SU",
        "umum",
        "Umum",
        (
            ("Bagian Rumah Tangga", _A, "umum", 12),
            ("Bagian Layanan Pengadaan", _A, "umum", 9),
            ("Subbagian Arsip dan Persuratan", _S, "umum", 9),
            ("Subbagian Tata Usaha Pimpinan", _S, "umum", 7),
        ),
    ),
    _centre(
        "D1.1",
        "Pusat Kajian Reformasi Birokrasi",
        "D1",
        "kajian",
        "PKRB",
        "Kajian Kelembagaan",
        "Kajian Manajemen ASN",
    ),
    ("B2", "Balai Besar Pembelajaran Aparatur Medan", "", "pelatihan", "Medan", ()),
    _centre(
        "D2.2",
        "Pusat Pelatihan Administrator dan Pengawas",
        "D2",
        "pelatihan",
        "PPAP",
        "Perancangan Pelatihan Manajerial",
        "Penyelenggaraan Pelatihan Manajerial",
    ),
    (
        "SU.4",
        "Biro Hukum, Kerja Sama, dan Hubungan Masyarakat",
        "SU",
        "hukum",
        "Hukum",
        (
            ("Bagian Hukum", _A, "hukum", 9),
            ("Bagian Kerja Sama", _A, "hukum", 8),
            ("Bagian Hubungan Masyarakat dan Protokol", _A, "humas", 10),
        ),
    ),
    _centre(
        "D4.2",
        "Pusat Teknologi dan Data Pembelajaran",
        "D4",
        "digital",
        "PTDP",
        "Pengembangan Sistem",
        "Konten dan Data",
    ),
    ("B3", "Balai Besar Pembelajaran Aparatur Bandung", "", "pelatihan", "Bandung", ()),
    _centre(
        "D3.1",
        "Pusat Standardisasi dan Akreditasi Pelatihan",
        "D3",
        "pelatihan",
        "PSAP",
        "Standar Pelatihan",
        "Akreditasi Lembaga Pelatihan",
    ),
    _centre(
        "D1.3",
        "Pusat Kajian Tata Kelola Daerah",
        "D1",
        "kajian",
        "PKTD",
        "Kajian Kapasitas Daerah",
        "Kajian Inovasi Daerah",
    ),
    ("B4", "Balai Besar Pembelajaran Aparatur Samarinda", "", "pelatihan", "Samarinda", ()),
    _centre(
        "D2.3",
        "Pusat Pelatihan Dasar dan Orientasi",
        "D2",
        "pelatihan",
        "PPDO",
        "Pelatihan Dasar CPNS",
        "Orientasi PPPK",
    ),
    _centre(
        "D4.1",
        "Pusat Inovasi Administrasi Negara",
        "D4",
        "kajian",
        "PIAN",
        "Laboratorium Inovasi",
        "Penyebarluasan Inovasi",
    ),
    _centre(
        "D3.2",
        "Pusat Pembinaan Widyaiswara",
        "D3",
        "pelatihan",
        "PPW",
        "Karier Widyaiswara",
        "Mutu Pengajaran",
    ),
    ("B5", "Balai Besar Pembelajaran Aparatur Jayapura", "", "pelatihan", "Jayapura", ()),
    ("B6", "Balai Besar Pembelajaran Aparatur Kupang", "", "pelatihan", "Kupang", ()),
)
_DEPUTIES = {
    "SU": ("Sekretariat Utama", "Sekretaris Utama"),
    "D1": ("Deputi Bidang Kajian Administrasi Negara",) * 2,
    "D2": ("Deputi Bidang Pembelajaran Kepemimpinan",) * 2,
    "D3": ("Deputi Bidang Mutu dan Penilaian Kompetensi",) * 2,
    "D4": ("Deputi Bidang Inovasi dan Pembelajaran Digital",) * 2,
}
_TOWNS = [
    "Aceh",
    "Padang",
    "Pekanbaru",
    "Jambi",
    "Palembang",
    "Bengkulu",
    "Lampung",
    "Serang",
    "Bogor",
    "Cirebon",
    "Semarang",
    "Surakarta",
    "Yogyakarta",
    "Malang",
    "Surabaya",
    "Jember",
    "Denpasar",
    "Mataram",
    "Pontianak",
    "Palangkaraya",
    "Banjarmasin",
    "Balikpapan",
    "Tarakan",
    "Manado",
    "Gorontalo",
    "Palu",
    "Kendari",
    "Parepare",
    "Mamuju",
    "Ambon",
    "Ternate",
    "Sorong",
    "Manokwari",
    "Merauke",
    "Nabire",
    "Wamena",
    "Timika",
    "Biak",
    "Tanjungpinang",
    "Pangkalpinang",
]
_SEAT = "Jakarta"
_AWAY = {"D2.3": "Bogor", "D4.2": "Bandung"}  # centres that do not sit at headquarters
_SMALLEST = 60
_PEOPLE_PER_GROUP = 37
_PEOPLE_PER_OFFICE = 130


def _office(code: str, name: str, short: str) -> _Group:
    parts = (
        (f"Bagian Umum Balai {short}", _A, "umum", 9),
        (f"Bidang Pembelajaran Balai {short}", _A, "pelatihan", 13),
        (f"Bidang Penilaian dan Kajian Balai {short}", _A, "asesmen", 9),
        (f"Subbagian Tata Usaha Balai {short}", _S, "tata_usaha", 6),
    )
    return (code, name, "", "pelatihan", short, parts)


def _group_units(root: str, group: _Group) -> list[UnitPlan]:
    code, name, parent, mix, short, parts = group
    if name.startswith("Balai"):
        parts = _office(code, name, short)[5]
    above = f"{root}.{parent}" if parent else root
    head = "Inspektur" if name == "Inspektorat" else f"Kepala {name}"
    own = f"{root}.{code}"
    # A regional office bears the name of its town; a town's second office has a number behind it.
    place = short.rstrip(" 0123456789") if name.startswith("Balai") else _AWAY.get(code, "")
    units = [UnitPlan(own, name, above, head, _P, mix, 14 if name == "Inspektorat" else 5, place)]
    for number, (part, level, part_mix, share) in enumerate(parts, 1):
        units.append(UnitPlan(f"{own}.{number}", part, own, f"Kepala {part}", level, part_mix, share))
    return units


def institute(people: int) -> list[UnitPlan]:
    """The tree of the LPA for that many people; grows by regional offices above about a thousand."""
    if people < _SMALLEST:
        raise ValueError(f"the demo institution needs at least {_SMALLEST} people, not {people}")
    groups = list(_GROUPS[: max(4, people // _PEOPLE_PER_GROUP)])
    for number in range(max(0, people - 1100) // _PEOPLE_PER_OFFICE):
        turn, place = divmod(number, len(_TOWNS))
        short = _TOWNS[place] + (f" {turn + 1}" if turn else "")
        groups.append(_office(f"R{number + 1:03}", f"Balai Pembelajaran Aparatur {short}", short))
    used = {group[2] for group in groups}
    units = [
        UnitPlan(
            "LPA",
            "Lembaga Pembelajaran Aparatur",
            "",
            "Kepala Lembaga Pembelajaran Aparatur",
            G.JPT_UTAMA,
            "pimpinan",
            0,
            _SEAT,
        )
    ]
    for code, (name, head) in _DEPUTIES.items():
        if code in used:
            units.append(UnitPlan(f"LPA.{code}", name, "LPA", head, G.JPT_MADYA, "pimpinan", 1))
    for group in groups:
        units.extend(_group_units("LPA", group))
    return units


def stranger() -> list[UnitPlan]:
    """The tree of the DKN, another and much smaller institution."""
    return [
        UnitPlan(
            "DKN",
            "Dewan Kearsipan Nusantara",
            "",
            "Kepala Dewan Kearsipan Nusantara",
            G.JPT_MADYA,
            "pimpinan",
            0,
            "Surakarta",
        ),
        UnitPlan("DKN.1", "Sekretariat Dewan", "DKN", "Sekretaris Dewan", _P, "sdm", 3),
        UnitPlan(
            "DKN.1.1",
            "Bagian Kepegawaian dan Umum",
            "DKN.1",
            "Kepala Bagian Kepegawaian dan Umum",
            _A,
            "sdm",
            7,
        ),
        UnitPlan("DKN.2", "Pusat Pelestarian Arsip", "DKN", "Kepala Pusat Pelestarian Arsip", _P, "arsip", 8),
        UnitPlan("DKN.3", "Pusat Layanan Arsip", "DKN", "Kepala Pusat Layanan Arsip", _P, "arsip", 7),
    ]
