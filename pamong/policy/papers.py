"""What official papers of a programme rest on, and what a signed copy may weigh."""

from dataclasses import dataclass
from datetime import date

from pamong.policy.citation import (
    PAMONG,
    PERKALAN_8_2020,
    PERLAN_10_2018,
    PERMENPANRB_6_2022,
    PP_11_2017,
    UU_20_2023,
    Regulation,
    Tag,
)
from pamong.policy.dated import ALWAYS, Dated, Since
from pamong.policy.secrecy import Data
from pamong.policy.sentence import Sentence as S

CHECKED_ON = date(2026, 11, 24)
MEGABYTE = 1024 * 1024  # bytes
MOST_COPY_MEGABYTES = Dated(
    S("ukuran terbesar naskah bertanda tangan", "largest size of a signed copy"),
    Since(ALWAYS, 5, PAMONG.at(tag=Tag.PROPOSAL)),
    checked_on=CHECKED_ON,
    unit="MB",
)


MOST_HEAD_LINES = 3  # under the institution's name; more is no head any more
MOST_COPIES = 10  # of a letter
LONGEST_LINE = 120


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that an engagement leaves behind: in which of the three stages, and whose eyes it is for."""

    code: str  # of its address
    name: S
    stage: S
    data: Data


_BEFORE, _UNDERWAY, _AFTER = S("pra", "before"), S("pelaksanaan", "under way"), S("pasca", "after")
PAPERS: tuple[Paper, ...] = (
    Paper("agreement", S("Kesepakatan", "Agreement"), _BEFORE, Data.AGREEMENT),
    Paper("card", S("Kartu kendali", "Control card"), _UNDERWAY, Data.PROGRESS),
    Paper("b18", S("Umpan balik B.1.8", "Feedback B.1.8"), _AFTER, Data.FEEDBACK),
    Paper("b19", S("Penilaian ulang B.1.9", "Reassessment B.1.9"), _AFTER, Data.REASSESSMENT),
    Paper("report", S("Laporan untuk atasan", "Report to the superior"), _AFTER, Data.REPORT),
)


@dataclass(frozen=True, slots=True)
class Basis:
    """A regulation as a decree names it in full, from the day it is in force."""

    regulation: Regulation
    written: str
    since: date


# In the order of their rank, as letters list them.
_LAW = (
    Basis(
        UU_20_2023,
        "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara",
        date(2023, 10, 31),
    ),
    Basis(
        PP_11_2017,
        "Peraturan Pemerintah Nomor 11 Tahun 2017 tentang Manajemen Pegawai Negeri Sipil "
        "sebagaimana telah diubah dengan Peraturan Pemerintah Nomor 17 Tahun 2020",
        date(2020, 2, 28),
    ),
    Basis(
        PERMENPANRB_6_2022,
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 6 Tahun 2022 "
        "tentang Pengelolaan Kinerja Pegawai Aparatur Sipil Negara",
        date(2022, 1, 1),
    ),
    Basis(
        PERLAN_10_2018,
        "Peraturan Lembaga Administrasi Negara Nomor 10 Tahun 2018 "
        "tentang Pengembangan Kompetensi Pegawai Negeri Sipil",
        date(2018, 1, 1),
    ),
)
# The institution's own guide: of LAN alone, by its code.
_OWN = {
    "LAN": (
        Basis(
            PERKALAN_8_2020,
            "Peraturan Kepala Lembaga Administrasi Negara Nomor 8 Tahun 2020 tentang Pedoman Coaching, "
            "Konseling, dan Mentoring di Lingkungan Lembaga Administrasi Negara",
            date(2020, 1, 1),
        ),
    )
}


def basis_of(institution_code: str, on: date) -> tuple[str, ...]:
    """What a letter of this institution rests on, in full, on a day."""
    return tuple(one.written for one in (*_LAW, *_OWN.get(institution_code, ())) if one.since <= on)
