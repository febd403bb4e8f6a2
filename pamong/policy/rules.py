"""Every rule in a sentence, with citation and an example; the pages and docs/regulations.md show these."""

from dataclasses import dataclass

from pamong.policy import parameters as p
from pamong.policy.channel import CHANNEL
from pamong.policy.citation import PAMONG, Citation, Tag
from pamong.policy.sentence import Sentence as S


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as people read it."""

    code: str
    sentence: S
    cite: Citation
    choice_cite: Citation | None
    example: S


_OURS = PAMONG.at(tag=Tag.PROPOSAL)
_CITES: dict[str, tuple[Citation, Citation | None]] = {
    **{row.code: (row.cite, row.choice_cite) for row in CHANNEL},
    "GAP-01": (p.GAP_BANDS.steps[-1].cite, None),
    "GAP-02": (_OURS, None),
    "GAP-03": (_OURS, None),
    "JPM-01": (p.JPM_DEVELOPMENT.steps[-1].cite, None),
    "KINERJA-00": (_OURS, None),
    "KINERJA-01": (p.RATING_MATRIX.steps[-1].cite, _OURS),
    "KINERJA-02": (p.SCORE_RATING.steps[-1].cite, _OURS),
    "KINERJA-03": (_OURS, None),
    "KOTAK-01": (p.BOXES.steps[-1].cite, _OURS),
    "DATA-01": (p.STALE_MONTHS.steps[-1].cite, None),
    "DATA-02": (_OURS, None),
    "DATA-03": (_OURS, None),
}
# code, Indonesian, English, example in Indonesian, example in English
_TEXTS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "GAP-01",
        "Kesenjangan kompetensi adalah level yang disyaratkan dikurangi level yang dimiliki: 1 rendah, 2 sedang, 3 atau lebih tinggi.",
        "The competency gap is the required level less the level held: 1 low, 2 medium, 3 or more high.",
        "Disyaratkan 4, dimiliki 2: kurang 2 level, kesenjangan sedang.",
        "Required 4, held 2: 2 levels short, a medium gap.",
    ),
    (
        "GAP-02",
        "Bila paling sedikit separuh kompetensi umum telah dinilai dan JPM Kurang Optimal, kesenjangan umum paling rendah sedang.",
        "Where at least half of the generic competencies are assessed and the JPM is Less Optimal, the generic gap is at least medium.",
        "Sembilan kompetensi masing-masing kurang 1 dari 3: JPM 66,67, kesenjangan umum sedang.",
        "Nine competencies each 1 short of 3: JPM 66.67, a medium generic gap.",
    ),
    (
        "GAP-03",
        "Kompetensi dalam standar yang belum dinilai tidak diketahui kesenjangannya.",
        "A competency of the standard that is not assessed has an unknown gap.",
        "Komunikasi disyaratkan 3 dan belum dinilai: tidak diketahui.",
        "Communication is required at 3 and not assessed: unknown.",
    ),
    (
        "JPM-01",
        "JPM adalah jumlah level yang dimiliki dibagi jumlah level yang disyaratkan atas kompetensi umum yang dinilai, paling tinggi 100. Pengembangan: 90 Optimal, 78 Cukup Optimal; seleksi: 80 MS, 68 MMS.",
        "The JPM is the sum of levels held over the sum required, of the assessed generic competencies, at most 100. Development: 90 Optimal, 78 Fairly Optimal; selection: 80 MS, 68 MMS.",
        "Dimiliki 22 dari 27: JPM 81,48, Cukup Optimal, memenuhi syarat.",
        "Held 22 of 27: JPM 81.48, Fairly Optimal, qualified.",
    ),
    (
        "KINERJA-00",
        "Tanpa evaluasi tahun ini atau tahun sebelumnya, kesenjangan kinerja tidak diketahui.",
        "Without an evaluation of this year or the year before, the performance gap is unknown.",
        "Hari analisis pada 2026, evaluasi terakhir 2024: tidak diketahui.",
        "The day lies in 2026, the last evaluation is of 2024: unknown.",
    ),
    (
        "KINERJA-01",
        "Hasil kerja dan perilaku kerja memberi predikat menurut matriks 3×3. Sangat Baik dan Baik: tanpa kesenjangan; Butuh Perbaikan, Kurang, dan Sangat Kurang: tinggi.",
        "Work and behaviour give the rating by the 3×3 matrix. Very Good and Good: no gap; Needs Improvement, Poor and Very Poor: high.",
        "Hasil di bawah ekspektasi, perilaku sesuai: Butuh Perbaikan, kesenjangan tinggi.",
        "Work below expectation, behaviour as expected: Needs Improvement, a high gap.",
    ),
    (
        "KINERJA-02",
        "Tanpa kedua sumbu, nilai memberi predikat (90 Baik, 70 Cukup, 50 Kurang) dan kesenjangan: indeks minimum tidak ada, 80 rendah, 70 sedang, di bawahnya tinggi.",
        "Without both axes the score gives the rating (90 Good, 70 Fair, 50 Poor) and the gap: the minimum index none, 80 low, 70 medium, below it high.",
        "Nilai 84,5: Cukup, kesenjangan rendah.",
        "Score 84.5: Fair, a low gap.",
    ),
    (
        "KINERJA-03",
        "Predikat Baik dengan paling sedikit satu indikator di bawah ekspektasi: kesenjangan rendah.",
        "Good with at least one indicator below expectation: a low gap.",
        "Baik dengan 2 indikator di bawah ekspektasi: rendah.",
        "Good with 2 indicators below expectation: low.",
    ),
    (
        "KOTAK-01",
        "Kotak talenta 1 sampai 9 dari predikat dan potensial; sampai ada skor potensial, JPM dipakai sebagai pendekatan.",
        "The talent box 1 to 9 from rating and potential; until there is a potential score the JPM stands in.",
        "Baik dan JPM 85: kotak 5.",
        "Good and JPM 85: box 5.",
    ),
    (
        "JALUR-01",
        "Perilaku kerja di bawah ekspektasi, atau penyebabnya perilaku atau pribadi: konseling.",
        "Behaviour below expectation, or the cause behaviour or personal: counselling.",
        "Hasil sesuai, perilaku di bawah ekspektasi: konseling.",
        "Work as expected, behaviour below: counselling.",
    ),
    (
        "JALUR-02",
        "Kesenjangan kinerja tidak ada, rendah, atau tidak diketahui, karena motivasi atau kejenuhan: coaching (rendah dari kajian, selain itu usulan kami).",
        "Performance gap none, low or unknown, from motivation or saturation: coaching (low from the study, else a proposal of ours).",
        "Nilai 85 karena kejenuhan: coaching.",
        "Score 85 from saturation: coaching.",
    ),
    (
        "JALUR-03",
        "Kesenjangan kinerja tinggi karena keterampilan atau pengalaman: mentoring.",
        "A high performance gap from skill or experience: mentoring.",
        "Butuh Perbaikan karena pengalaman: mentoring.",
        "Needs Improvement from experience: mentoring.",
    ),
    (
        "JALUR-04",
        "Kesenjangan kinerja sedang karena motivasi atau kejenuhan: coaching.",
        "A medium performance gap from motivation or saturation: coaching.",
        "Nilai 75 karena motivasi: coaching.",
        "Score 75 from motivation: coaching.",
    ),
    (
        "JALUR-05",
        "Kesenjangan kinerja sedang karena keterampilan atau pengalaman: mentoring.",
        "A medium performance gap from skill or experience: mentoring.",
        "Nilai 75 karena keterampilan: mentoring.",
        "Score 75 from skill: mentoring.",
    ),
    (
        "JALUR-06",
        "Kesenjangan kinerja tidak ada, rendah, atau tidak diketahui, karena keterampilan atau pengalaman: mentoring bila kesenjangan kompetensi umum sedang atau tinggi, selain itu coaching.",
        "Performance gap none, low or unknown, from skill or experience: mentoring where the generic gap is medium or high, else coaching.",
        "Nilai 85 karena keterampilan, kesenjangan umum rendah: coaching.",
        "Score 85 from skill, a low generic gap: coaching.",
    ),
    (
        "JALUR-07",
        "Kesenjangan kinerja tinggi karena motivasi atau kejenuhan: coaching.",
        "A high performance gap from motivation or saturation: coaching.",
        "Butuh Perbaikan karena motivasi: coaching.",
        "Needs Improvement from motivation: coaching.",
    ),
    (
        "JALUR-08",
        "Ada kesenjangan kinerja dan penyebabnya belum dibahas: mentoring bila kesenjangan kompetensi umum sedang atau tinggi, selain itu coaching; sementara, mintalah dialog.",
        "There is a performance gap and its cause is not discussed: mentoring where the generic gap is medium or high, else coaching; provisional, ask for the dialogue.",
        "Butuh Perbaikan tanpa penyebab, kesenjangan umum tidak ada: coaching, sementara.",
        "Needs Improvement without a cause, no generic gap: coaching, provisional.",
    ),
    (
        "JALUR-09",
        "Penyebabnya karier: mentoring.",
        "The cause is career: mentoring.",
        "Nilai 85, karier: mentoring, dengan coaching sebagai tambahan.",
        "Score 85, career: mentoring, with coaching as an extra.",
    ),
    (
        "JALUR-10",
        "Kesenjangan kinerja tidak ada atau tidak diketahui, kesenjangan kompetensi umum rendah: coaching.",
        "Performance gap none or unknown, a low generic competency gap: coaching.",
        "Baik, Komunikasi kurang 1 level: coaching.",
        "Good, Communication 1 level short: coaching.",
    ),
    (
        "JALUR-11",
        "Kesenjangan kompetensi umum sedang atau tinggi: mentoring.",
        "A medium or high generic competency gap: mentoring.",
        "Baik, Komunikasi kurang 2 level: mentoring.",
        "Good, Communication 2 levels short: mentoring.",
    ),
    (
        "JALUR-12",
        "Ada kesenjangan kompetensi teknis: pelatihan.",
        "There is a technical competency gap: training.",
        "Baik, kompetensi teknis kurang 1 level: pelatihan.",
        "Good, a technical competency 1 level short: training.",
    ),
    (
        "JALUR-13",
        "Tanpa kesenjangan kinerja dan tanpa kesenjangan kompetensi yang diketahui, penyebab bukan perilaku atau pribadi: pengayaan.",
        "No performance gap and no known competency gap, the cause neither behaviour nor personal: enrichment.",
        "Sangat Baik dan semua level memenuhi standar: pengayaan.",
        "Very Good and all levels meet the standard: enrichment.",
    ),
    (
        "JALUR-15",
        "Penyebabnya karier: coaching sebagai tambahan, karena karier dilayani oleh keduanya.",
        "The cause is career: coaching as an extra, as both methods serve a career.",
        "Karier: mentoring, tambahan coaching.",
        "Career: mentoring, coaching as an extra.",
    ),
    (
        "JALUR-14",
        "Tidak satu pun berlaku, tetapi ada yang diketahui: tidak ada saran.",
        "None holds, but something is known: no suggestion.",
        "Semua level memenuhi standar, evaluasi belum ada: tidak ada saran.",
        "All levels meet the standard, no evaluation: no suggestion.",
    ),
    (
        "JALUR-00",
        "Tidak ada yang diketahui: tidak ada saran, lengkapi data.",
        "Nothing is known: no suggestion, complete the data.",
        "Tanpa penilaian dan tanpa evaluasi: lengkapi data.",
        "No assessment and no evaluation: complete the data.",
    ),
    (
        "DATA-01",
        "Penilaian yang lebih tua daripada batas umur tetap dihitung, tetapi data disebut kedaluwarsa.",
        "An assessment older than the age set still counts, but the data is called stale.",
        "Dinilai 23 November 2023, dianalisis 24 November 2026: kedaluwarsa.",
        "Assessed on 23 November 2023, analysed on 24 November 2026: stale.",
    ),
    (
        "DATA-02",
        "Saran dari JALUR-08 bersifat sementara sampai dialog menetapkan penyebabnya.",
        "A suggestion by JALUR-08 is provisional until the dialogue sets the cause.",
        "Butuh Perbaikan tanpa penyebab: sementara.",
        "Needs Improvement without a cause: provisional.",
    ),
    (
        "DATA-03",
        "Data kurang bila kesenjangan kinerja tidak diketahui atau tidak ada kesenjangan kompetensi yang diketahui.",
        "Data is missing where the performance gap is unknown or no competency gap is known.",
        "Baik, belum pernah dinilai: kurang.",
        "Good, never assessed: missing.",
    ),
)
RULES: dict[str, RuleText] = {
    code: RuleText(code, S(indonesian, english), *_CITES[code], S(example_id, example_en))
    for code, indonesian, english, example_id, example_en in _TEXTS
}
