"""Regulations, and where in them a rule stands."""

from dataclasses import dataclass
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
    """A regulation by its official short name, which English keeps unless it is a common word, and its title."""

    code: str
    title: Sentence
    english: str = ""

    def at(self, article: str | Sentence = "", tag: Tag = Tag.SECONDARY) -> "Citation":
        return Citation(self, article if isinstance(article, Sentence) else Sentence(article, article), tag)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a regulation, and how sure we are of it."""

    regulation: Regulation
    article: Sentence
    tag: Tag

    @property
    def words(self) -> Sentence:
        """How the place is cited: "PP 11/2017 Pasal 203 ayat (4)"."""
        code = self.regulation.code
        return Sentence(
            f"{code} {self.article.id}".strip(),
            f"{self.regulation.english or code} {self.article.en}".strip(),
        )

    def __str__(self) -> str:
        return self.words.id

    @property
    def proposal(self) -> bool:
        """Whether this is ours and not the law's; a screen must say so."""
        return self.tag is Tag.PROPOSAL


PP_11_2017 = Regulation(
    "PP 11/2017",
    Sentence(
        "Manajemen Pegawai Negeri Sipil (jo. PP 17/2020)",
        "Management of civil servants (amended by PP 17/2020)",
    ),
)
PP_49_2018 = Regulation("PP 49/2018", Sentence("Manajemen PPPK", "Management of contract employees (PPPK)"))
PP_30_2019 = Regulation(
    "PP 30/2019", Sentence("Penilaian Kinerja PNS", "Performance appraisal of civil servants")
)
PERMENPANRB_6_2022 = Regulation(
    "PermenPANRB 6/2022",
    Sentence("Pengelolaan Kinerja Pegawai ASN", "Performance management of ASN employees"),
)
PERMENPANRB_38_2017 = Regulation(
    "PermenPANRB 38/2017",
    Sentence("Standar Kompetensi Jabatan ASN", "Competency standards of ASN positions"),
)
PERMENPANRB_3_2020 = Regulation(
    "PermenPANRB 3/2020", Sentence("Manajemen Talenta ASN", "Talent management of ASN employees")
)
BKN_26_2019 = Regulation(
    "Peraturan BKN 26/2019",
    Sentence("Penilaian kompetensi", "Assessment of competency"),
    "BKN Regulation 26/2019",
)
PERLAN_10_2018 = Regulation(
    "Peraturan LAN 10/2018",
    Sentence("Pengembangan Kompetensi PNS", "Competency development of civil servants"),
    "LAN Regulation 10/2018",
)
PERKALAN_8_2020 = Regulation(
    "Peraturan Kepala LAN 8/2020",
    Sentence(
        "Pedoman Coaching, Konseling, dan Mentoring di LAN",
        "Guide to coaching, counselling and mentoring in LAN",
    ),
    "Regulation of the Head of LAN 8/2020",
)
UU_27_2022 = Regulation("UU 27/2022", Sentence("Pelindungan Data Pribadi", "Protection of personal data"))
UU_20_2023 = Regulation("UU 20/2023", Sentence("Aparatur Sipil Negara", "State civil apparatus (ASN)"))
LAN_STUDY = Regulation(
    "Kajian LAN 2023",
    Sentence(
        "Coaching, konseling, dan mentoring dalam pengembangan kompetensi ASN",
        "Coaching, counselling and mentoring in the competency development of ASN employees",
    ),
    "LAN study 2023",
)
PAMONG = Regulation(
    "Pamong 2026.1",
    Sentence(
        "Usulan Pamong, dapat diganti oleh aturan instansi",
        "A proposal of Pamong; the institution's own rules may replace it",
    ),
)
