"""Regulations, and where in them a rule stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pamong.policy.sentence import Sentence


class Tag(StrEnum):
    """How sure we are of a rule's source."""

    TEXT = "T"
    SECONDARY = "S"
    MEMORY = "M"
    PROPOSAL = "P"

    @property
    def meaning(self) -> Sentence:
        return _MEANING[self]


_MEANING = {
    Tag.TEXT: Sentence("bunyi peraturan telah dibaca", "the wording of the regulation was read"),
    Tag.SECONDARY: Sentence(
        "dari sumber kedua: paparan, pedoman, aplikasi pemerintah, atau penelitian",
        "from a secondary source: slides, guides, government applications or a study",
    ),
    Tag.MEMORY: Sentence(
        "belum diperiksa pada sumbernya; periksa sebelum dipakai menetapkan",
        "not checked against its source; verify before relying on it",
    ),
    Tag.PROPOSAL: Sentence("usulan kami, bukan peraturan", "a proposal of ours, not a regulation"),
}


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation by its short code, its title and the year it was made."""

    code: str
    title: str
    since: date | None = None

    def at(self, article: str = "", tag: Tag = Tag.SECONDARY) -> "Citation":
        return Citation(self, article, tag)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a regulation, and how sure we are of it."""

    regulation: Regulation
    article: str
    tag: Tag

    def __str__(self) -> str:
        return f"{self.regulation.code} {self.article}".strip()

    @property
    def proposal(self) -> bool:
        """Whether this is ours and not the law's; a screen must say so."""
        return self.tag is Tag.PROPOSAL


PP_11_2017 = Regulation("PP 11/2017", "Manajemen Pegawai Negeri Sipil (jo. PP 17/2020)")
PP_49_2018 = Regulation("PP 49/2018", "Manajemen PPPK")
PP_30_2019 = Regulation("PP 30/2019", "Penilaian Kinerja PNS")
PERMENPANRB_6_2022 = Regulation("PermenPANRB 6/2022", "Pengelolaan Kinerja Pegawai ASN")
PERMENPANRB_38_2017 = Regulation("PermenPANRB 38/2017", "Standar Kompetensi Jabatan ASN")
PERMENPANRB_3_2020 = Regulation("PermenPANRB 3/2020", "Manajemen Talenta ASN")
BKN_26_2019 = Regulation("Peraturan BKN 26/2019", "Penilaian kompetensi")
PERLAN_10_2018 = Regulation("Peraturan LAN 10/2018", "Pengembangan Kompetensi PNS")
PERKALAN_8_2020 = Regulation(
    "Peraturan Kepala LAN 8/2020", "Pedoman Coaching, Konseling, dan Mentoring di LAN"
)
UU_20_2023 = Regulation("UU 20/2023", "Aparatur Sipil Negara")
LAN_STUDY = Regulation(
    "Kajian LAN 2023", "Coaching, konseling, dan mentoring dalam pengembangan kompetensi ASN"
)
PAMONG = Regulation("Pamong 2026.1", "Usulan Pamong, dapat diganti oleh aturan instansi")
