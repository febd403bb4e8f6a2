"""Every number, band and table of the rules, each dated, cited and tagged; nothing else.

Band tables run from the highest bound down: the first bound not above the value gives the word.
Bounds of JPM and scores are Decimals of at most two places, so a hundredfold whole number is exact.
"""

from datetime import date
from decimal import Decimal as D
from typing import TypeVar

from pamong.policy.citation import (
    BKN_26_2019,
    PAMONG,
    PERLAN_10_2018,
    PERMENPANRB_3_2020,
    PERMENPANRB_6_2022,
    PERMENPANRB_38_2017,
    PP_11_2017,
    PP_30_2019,
    PP_49_2018,
    Citation,
    Tag,
)
from pamong.policy.dated import ALWAYS, Dated, Since
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import (
    Axis,
    Gap,
    GradeLevel,
    JpmCategory,
    Method,
    Potential,
    Rating,
    SelectionCategory,
    Source,
    SourceChoice,
)

T = TypeVar("T")
Bands = tuple[tuple[D, T], ...]  # (at least, word), highest first; the last bound is 0

CHECKED_ON = date(2026, 11, 24)
_OURS = PAMONG.at(tag=Tag.PROPOSAL)


def _always(name: S, value: T, cite: Citation, unit: str = "") -> Dated[T]:
    return Dated(name, Since(ALWAYS, value, cite), checked_on=CHECKED_ON, unit=unit)


# --- competency (gap, JPM, standards) ---
SOURCE_CHOICE = _always(
    S("cara memilih sumber penilaian", "way of choosing the source"), SourceChoice.PRIORITY, _OURS
)
SOURCE_ORDER = _always(
    S("urutan sumber penilaian", "order of sources"),
    (Source.TEST, Source.SUPERIOR, Source.ROUND, Source.EVIDENCE, Source.SELF),
    _OURS,
)
STALE_MONTHS = _always(
    S("umur penilaian yang kedaluwarsa", "age at which an assessment is stale"),
    36,
    BKN_26_2019.at(tag=Tag.MEMORY),
    "bulan",
)
GAP_BANDS = _always(
    S("batas kesenjangan kompetensi rendah / sedang / tinggi", "competency gap bands low / medium / high"),
    (1, 2, 3),
    _OURS,
    "level",
)
# At least this share of the generic standard must be assessed before a low JPM lifts the gap.
FORCED_SHARE = _always(
    S(
        "bagian kompetensi umum yang harus dinilai agar JPM dapat menaikkan kesenjangan",
        "share of the generic competencies assessed before the JPM can lift the gap",
    ),
    (1, 2),
    _OURS,
)
FORCED_CATEGORY = JpmCategory.LESS_OPTIMAL
FORCED_GAP = Gap.MEDIUM
JPM_DEVELOPMENT: Dated[Bands[JpmCategory]] = _always(
    S("kategori JPM untuk pengembangan", "JPM categories for development"),
    (
        (D(90), JpmCategory.OPTIMAL),
        (D(78), JpmCategory.FAIRLY_OPTIMAL),
        (D(0), JpmCategory.LESS_OPTIMAL),
    ),
    BKN_26_2019.at(
        S(
            "(peraturannya belum diperiksa, batasnya terlihat dipakai)",
            "(regulation not yet checked; the bounds are seen in use)",
        ),
        Tag.SECONDARY,
    ),
    "%",
)
JPM_SELECTION: Dated[Bands[SelectionCategory]] = _always(
    S("kategori JPM untuk seleksi", "JPM categories for selection"),
    ((D(80), SelectionCategory.MS), (D(68), SelectionCategory.MMS), (D(0), SelectionCategory.KMS)),
    BKN_26_2019.at(
        S(
            "(peraturannya belum diperiksa, batasnya terlihat dipakai)",
            "(regulation not yet checked; the bounds are seen in use)",
        ),
        Tag.SECONDARY,
    ),
    "%",
)
# Levels in the order of words.GENERIC; used where a position has no standard of its own.
STANDARD_LEVELS: Dated[dict[GradeLevel, tuple[int, ...]]] = _always(
    S("level standar menurut jenjang", "standard level by grade"),
    {
        GradeLevel.JPT_UTAMA: (5,) * 9,
        GradeLevel.JPT_MADYA: (5,) * 9,
        GradeLevel.JPT_PRATAMA: (4,) * 9,
        GradeLevel.ADMINISTRATOR: (3,) * 9,
        GradeLevel.PENGAWAS: (2,) * 9,
        GradeLevel.PELAKSANA: (1,) * 9,
        GradeLevel.AHLI_UTAMA: (5, 4, 4, 4, 4, 4, 4, 4, 5),
        GradeLevel.AHLI_MADYA: (4,) * 9,
        GradeLevel.AHLI_MUDA: (3,) * 9,
        GradeLevel.AHLI_PERTAMA: (2,) * 9,
        GradeLevel.PENYELIA: (3,) * 9,
        GradeLevel.MAHIR: (2,) * 9,
        GradeLevel.TERAMPIL: (2, 2, 1, 1, 1, 1, 1, 1, 2),
        GradeLevel.PEMULA: (1,) * 9,
    },
    PERMENPANRB_38_2017.at(S("(JPT Utama dari ingatan)", "(JPT Utama from memory)"), Tag.SECONDARY),
    "level",
)

# --- performance ---
RATING_MATRIX: Dated[dict[tuple[Axis, Axis], Rating]] = _always(
    S("predikat dari hasil kerja × perilaku kerja", "rating from work × behaviour"),
    {
        (Axis.ABOVE, Axis.BELOW): Rating.POOR,
        (Axis.ABOVE, Axis.AS_EXPECTED): Rating.GOOD,
        (Axis.ABOVE, Axis.ABOVE): Rating.VERY_GOOD,
        (Axis.AS_EXPECTED, Axis.BELOW): Rating.POOR,
        (Axis.AS_EXPECTED, Axis.AS_EXPECTED): Rating.GOOD,
        (Axis.AS_EXPECTED, Axis.ABOVE): Rating.GOOD,
        (Axis.BELOW, Axis.BELOW): Rating.VERY_POOR,
        (Axis.BELOW, Axis.AS_EXPECTED): Rating.NEEDS_IMPROVEMENT,
        (Axis.BELOW, Axis.ABOVE): Rating.NEEDS_IMPROVEMENT,
    },
    PERMENPANRB_6_2022.at(S("lampiran", "annex"), Tag.SECONDARY),
)
SCORE_RATING: Dated[Bands[Rating]] = _always(
    S("predikat dari nilai", "rating from the score"),
    (
        (D(90), Rating.GOOD),
        (D(70), Rating.FAIR),
        (D(50), Rating.POOR),
        (D(0), Rating.VERY_POOR),
    ),
    PP_30_2019.at(
        S("Pasal 41 (batas 50 dari ingatan)", "Article 41 (the bound of 50 from memory)"), Tag.TEXT
    ),
)
RATING_GAP: Dated[dict[Rating, Gap]] = _always(
    S("kesenjangan kinerja dari predikat matriks", "performance gap from the matrix rating"),
    {
        Rating.VERY_GOOD: Gap.NONE,
        Rating.GOOD: Gap.NONE,
        Rating.NEEDS_IMPROVEMENT: Gap.HIGH,
        Rating.POOR: Gap.HIGH,
        Rating.VERY_POOR: Gap.HIGH,
    },
    _OURS,
)
# The one matrix rating that indicators below expectation turn into another gap, from this count on.
INDICATORS_MATTER: Dated[tuple[Rating, int, Gap]] = _always(
    S("indikator di bawah ekspektasi pada predikat Baik", "indicators below expectation at Good"),
    (Rating.GOOD, 1, Gap.LOW),
    _OURS,
)
MINIMUM_INDEX = _always(S("indeks kinerja minimum", "minimum performance index"), D(90), _OURS)
# Below the index; the band of "none" comes from the setting and goes first.
SCORE_GAP_BELOW_INDEX: Dated[Bands[Gap]] = _always(
    S("kesenjangan kinerja dari nilai di bawah indeks", "performance gap from a score under the index"),
    ((D(80), Gap.LOW), (D(70), Gap.MEDIUM), (D(0), Gap.HIGH)),
    _OURS,
)
YEARS_BACK = _always(
    S("umur evaluasi dan penyebab yang masih dipakai", "age of the evaluation and cause still used"),
    1,
    _OURS,
    "tahun",
)

# --- talent ---
BOX_AXIS: Dated[dict[Rating, Axis]] = _always(
    S("sumbu kinerja kotak talenta", "performance axis of the nine-box"),
    {
        Rating.VERY_GOOD: Axis.ABOVE,
        Rating.GOOD: Axis.AS_EXPECTED,
        Rating.NEEDS_IMPROVEMENT: Axis.BELOW,
        Rating.FAIR: Axis.BELOW,
        Rating.POOR: Axis.BELOW,
        Rating.VERY_POOR: Axis.BELOW,
    },
    _OURS,
)
BOX_CUTOFFS = _always(
    S("batas potensial kotak talenta (JPM)", "potential cut-offs of the nine-box (JPM)"),
    (D(78), D(90)),
    _OURS,
    "%",
)
BOXES: Dated[dict[tuple[Axis, Potential], int]] = _always(
    S("kotak talenta", "nine-box"),
    {
        (Axis.ABOVE, Potential.LOW): 4,
        (Axis.ABOVE, Potential.MEDIUM): 7,
        (Axis.ABOVE, Potential.HIGH): 9,
        (Axis.AS_EXPECTED, Potential.LOW): 2,
        (Axis.AS_EXPECTED, Potential.MEDIUM): 5,
        (Axis.AS_EXPECTED, Potential.HIGH): 8,
        (Axis.BELOW, Potential.LOW): 1,
        (Axis.BELOW, Potential.MEDIUM): 3,
        (Axis.BELOW, Potential.HIGH): 6,
    },
    PERMENPANRB_3_2020.at(tag=Tag.SECONDARY),
)

# --- learning hours and matching, which later work uses; settings already refer to them ---
SESSIONS_COUNTED = _always(
    S("sesi yang dihitung sebulan, tiap metode", "sessions counted a month, per method"),
    2,
    PERLAN_10_2018.at(S("lampiran", "annex"), Tag.SECONDARY),
)
SESSION_HOURS = _always(
    S("JP satu sesi coaching atau mentoring", "learning hours of a coaching or mentoring session"),
    2,
    PERLAN_10_2018.at(S("lampiran", "annex"), Tag.SECONDARY),
    "JP",
)
COUNSELLING_HOURS = _always(
    S("JP satu sesi konseling", "learning hours of a counselling session"), 0, _OURS, "JP"
)
YEARLY_HOURS_PNS = _always(
    S("JP minimum PNS setahun", "least learning hours of a PNS a year"),
    20,
    PP_11_2017.at(S("Pasal 203 ayat (4)", "Article 203(4)"), Tag.SECONDARY),
    "JP",
)
YEARLY_HOURS_PPPK = _always(
    S("JP maksimum PPPK setahun kontrak", "most learning hours of a PPPK a contract year"),
    24,
    PP_49_2018.at(tag=Tag.MEMORY),
    "JP",
)
MATCHING_WEIGHTS = _always(
    S(
        "bobot kecocokan: kompetensi, jenjang, urusan, jadwal, tempat, pilihan",
        "weights of fit: competency, grade, field, slots, place, preferences",
    ),
    (40, 15, 15, 10, 10, 10),
    _OURS,
)
# Shares are hundredths of a term's weight. Steps run from the highest bound down, as bands do.
Shares = tuple[tuple[int, int], ...]  # (at least, share)
FIT_LEVEL: Dated[Shares] = _always(
    S(
        "bagian kompetensi menurut level mentor di atas standar",
        "share of competency by the mentor's levels above the standard",
    ),
    ((1, 100), (0, 75)),
    _OURS,
)
FIT_GRADE: Dated[Shares] = _always(
    S("bagian jenjang menurut jarak jenjang mentor", "share of grade by the mentor's grades above"),
    ((4, 30), (3, 60), (1, 100), (0, 60), (-8, 30)),  # below 0 only where the appointment waives the grade
    _OURS,
)
FIT_FIELD = _always(
    S("bagian urusan: sama, lain", "share of field: the same, another"),
    (100, 0),
    _OURS,
)
FIT_SLOTS: Dated[Shares] = _always(
    S("bagian jadwal menurut slot yang sama", "share of slots by the slots in common"),
    ((3, 100), (2, 80), (1, 60), (0, 0)),
    _OURS,
)
FIT_SLOTS_UNKNOWN = _always(
    S(
        "bagian jadwal bila salah satu pihak belum menyatakan slot",
        "share of slots where a side has declared none",
    ),
    50,
    _OURS,
)
FIT_PLACE = _always(
    S("bagian tempat: sama, lain", "share of place: the same, another"),
    (100, 40),
    _OURS,
)
FIT_PREFERRED = _always(
    S(
        "bagian pilihan: pilihan pegawai ke-1, ke-2, ke-3, seterusnya",
        "share of preferences: the mentee's first, second, third, later",
    ),
    (60, 45, 30, 15),
    _OURS,
)
FIT_PREFERRED_BY_MENTOR = _always(
    S(
        "tambahan bagian pilihan bila mentor memilih pegawai",
        "more of preferences where the mentor prefers the mentee",
    ),
    40,
    _OURS,
)

# --- setting aside ---
PENSION_AGE: Dated[dict[GradeLevel, int]] = _always(
    S("batas usia pensiun menurut jenjang", "pension age by grade"),
    {
        GradeLevel.JPT_UTAMA: 60,
        GradeLevel.JPT_MADYA: 60,
        GradeLevel.JPT_PRATAMA: 60,
        GradeLevel.ADMINISTRATOR: 58,
        GradeLevel.PENGAWAS: 58,
        GradeLevel.PELAKSANA: 58,
        GradeLevel.AHLI_UTAMA: 65,
        GradeLevel.AHLI_MADYA: 60,
        GradeLevel.AHLI_MUDA: 58,
        GradeLevel.AHLI_PERTAMA: 58,
        GradeLevel.PENYELIA: 58,
        GradeLevel.MAHIR: 58,
        GradeLevel.TERAMPIL: 58,
        GradeLevel.PEMULA: 58,
    },
    PP_11_2017.at(S("Pasal 239; UU 20/2023 Pasal 55", "Article 239; UU 20/2023 Article 55"), Tag.MEMORY),
    "tahun",
)
# The shortest preset of each method; without a suggestion the longest of these counts.
PROGRAMME_MONTHS: Dated[dict[Method, int]] = _always(
    S("lama program terpendek", "shortest length of a programme"),
    {
        Method.COACHING: 3,
        Method.MENTORING: 6,
        Method.COUNSELLING: 1,
        Method.TRAINING: 1,
        Method.ENRICHMENT: 3,
    },
    _OURS,
    "bulan",
)
