"""The people behind the demo accounts, and the cases of the team that a visitor looks at first."""

from dataclasses import dataclass

from pamong.policy.words import GradeLevel as G


@dataclass(frozen=True, slots=True)
class CastMember:
    """A fixed person; `family` is a key of `careers.FAMILIES`, or "" for the head of the unit."""

    username: str
    role: str
    name: str
    nip: str
    unit: str
    family: str
    level: G
    rank: str
    education: str
    case: str


TEAM_UNIT = "LPA.SU.2.1"
TEAM_SIZE = 8
# The rest of the team: a cause owed, a konseling suggestion, and what else a superior meets.
TEAM_CASES = ("JALUR-08", "JALUR-01", "JALUR-10", "JALUR-13", "JALUR-12", "JALUR-06", "JALUR-13")

CAST: tuple[CastMember, ...] = (
    CastMember(
        "admin",
        "admin",
        "Rizki Maulana",
        "198705222010121002",
        "LPA.SU.2.2",
        "prakom",
        G.AHLI_MUDA,
        "III/d",
        "S-1 Teknik Informatika",
        "JALUR-13",
    ),
    CastMember(
        "perencana",
        "planner",
        "Sari Wulandari",
        "197909142003122001",
        "LPA.SU.2",
        "asdma",
        G.AHLI_MADYA,
        "IV/a",
        "S-2 Administrasi Publik",
        "JALUR-13",
    ),
    CastMember(
        "talenta",
        "talent_officer",
        "Ni Made Widiantari",
        "198811032012122004",
        "LPA.D3.3.1",
        "asesor",
        G.AHLI_MUDA,
        "III/d",
        "S-2 Psikologi",
        "JALUR-10",
    ),
    CastMember(
        "pyb",
        "competent_authority",
        "Hartono Kusuma",
        "196902171994031003",
        "LPA.SU",
        "",
        G.JPT_MADYA,
        "IV/e",
        "S-3 Administrasi Publik",
        "JALUR-13",
    ),
    CastMember(
        "pimpinan",
        "unit_head",
        "Yulia Chaniago",
        "197406191999032002",
        "LPA.D1.2",
        "",
        G.JPT_PRATAMA,
        "IV/c",
        "S-3 Ilmu Administrasi",
        "JALUR-13",
    ),
    CastMember(
        "atasan",
        "superior",
        "Bambang Raharjo",
        "197801252002121001",
        "LPA.SU.2.1",
        "",
        G.ADMINISTRATOR,
        "IV/a",
        "S-2 Manajemen",
        "JALUR-13",
    ),
    CastMember(
        "coach",
        "coach",
        "Ratna Dewi",
        "198003082005012003",
        "LPA.SU.2.2",
        "",
        G.ADMINISTRATOR,
        "IV/a",
        "S-2 Manajemen",
        "JALUR-13",
    ),
    CastMember(
        "mentor",
        "mentor",
        "Yohanes Kleden",
        "197610111999031005",
        "LPA.D1.2",
        "ak",
        G.AHLI_MADYA,
        "IV/b",
        "S-2 Kebijakan Publik",
        "JALUR-13",
    ),
    CastMember(
        "konselor",
        "counsellor",
        "Tiurma Nainggolan",
        "197908302005022002",
        "LPA.D3.3",
        "asesor",
        G.AHLI_MADYA,
        "IV/a",
        "S-2 Psikologi",
        "JALUR-13",
    ),
    CastMember(
        "pegawai",
        "",
        "Dimas Prakoso",
        "199104122015021003",
        "LPA.SU.2.1",
        "asdma",
        G.AHLI_MUDA,
        "III/c",
        "S-1 Administrasi Negara",
        "JALUR-03",
    ),
    CastMember(
        "auditor",
        "auditor",
        "Andi Hasna Palinggi",
        "198506172009122001",
        "LPA.IN",
        "auditor",
        G.AHLI_MUDA,
        "III/d",
        "S-1 Akuntansi",
        "JALUR-13",
    ),
    CastMember(
        "orang-luar",
        "planner",
        "Gilang Firmansyah",
        "198612052011011002",
        "DKN.1.1",
        "asdma",
        G.AHLI_MUDA,
        "III/d",
        "S-1 Ilmu Pemerintahan",
        "JALUR-13",
    ),
)

# (username, role code, nip, institution, unit). Superior and unit head are derived from the reporting line and
# need no grant; the overseer belongs to no institution.
ACCOUNTS: list[tuple[str, str, str | None, str | None, str | None]] = [
    (one.username, one.role, one.nip, one.unit.split(".")[0], one.unit) for one in CAST
]
ACCOUNTS.insert(11, ("pembina", "overseer", None, None, None))
DERIVED_ROLES = frozenset({"", "unit_head", "superior"})

# What Dimas Prakoso's levels are, below a standard of three in everything.
EMPLOYEE_NIP = "199104122015021003"
EMPLOYEE_LEVELS = {
    "integritas": 3,
    "kerjasama": 3,
    "komunikasi": 2,
    "orientasi": 1,
    "pelayanan_publik": 3,
    "pengembangan_diri": 2,
    "mengelola_perubahan": 3,
    "pengambilan_keputusan": 3,
    "perekat_bangsa": 4,
}
