"""How each word is said, in both languages: short enough for a table, right inside a sentence."""

from pamong.policy.sentence import Sentence as S
from pamong.policy.words import (
    SPOKEN,
    AnswersNext,
    AsnKind,
    Axis,
    Cause,
    Cluster,
    Completeness,
    Context,
    CounsellorKind,
    EmployeeStatus,
    EnrichmentForm,
    Entrance,
    FollowUp,
    Gap,
    GradeLevel,
    JpmCategory,
    Light,
    Method,
    PlacementKind,
    Potential,
    Rating,
    Relation,
    ReportsTo,
    SelectionCategory,
    Source,
    SourceChoice,
    TaskKind,
    Word,
)

_ALL: tuple[dict[Word, S], ...] = (
    {
        Source.TEST: S("uji kompetensi", "competency test"),
        Source.SUPERIOR: S("penilaian atasan", "superior's assessment"),
        Source.ROUND: S("penilaian 360°", "360° assessment"),
        Source.EVIDENCE: S("bukti kerja", "evidence of work"),
        Source.SELF: S("penilaian mandiri", "self-assessment"),
    },
    {
        SourceChoice.PRIORITY: S("menurut urutan sumber", "by order of sources"),
        SourceChoice.LATEST: S("yang terbaru", "the newest"),
        SourceChoice.HIGHEST: S("yang tertinggi", "the highest"),
    },
    {
        Cause.MOTIVATION: S("motivasi", "motivation"),
        Cause.SATURATION: S("kejenuhan", "saturation"),
        Cause.SKILL: S("keterampilan", "skill"),
        Cause.EXPERIENCE: S("pengalaman", "experience"),
        Cause.BEHAVIOUR: S("perilaku", "behaviour"),
        Cause.PERSONAL: S("pribadi", "personal matters"),
        Cause.CAREER: S("karier", "career"),
    },
    {
        Axis.ABOVE: S("di atas ekspektasi", "above expectation"),
        Axis.AS_EXPECTED: S("sesuai ekspektasi", "as expected"),
        Axis.BELOW: S("di bawah ekspektasi", "below expectation"),
    },
    {
        Gap.NONE: S("tidak ada", "none"),
        Gap.LOW: S("rendah", "low"),
        Gap.MEDIUM: S("sedang", "medium"),
        Gap.HIGH: S("tinggi", "high"),
        Gap.UNKNOWN: S("tidak diketahui", "unknown"),
    },
    {
        Rating.VERY_GOOD: S("Sangat Baik", "Very Good"),
        Rating.GOOD: S("Baik", "Good"),
        Rating.NEEDS_IMPROVEMENT: S("Butuh Perbaikan", "Needs Improvement"),
        Rating.FAIR: S("Cukup", "Fair"),
        Rating.POOR: S("Kurang", "Poor"),
        Rating.VERY_POOR: S("Sangat Kurang", "Very Poor"),
    },
    {
        JpmCategory.OPTIMAL: S("Optimal", "Optimal"),
        JpmCategory.FAIRLY_OPTIMAL: S("Cukup Optimal", "Fairly Optimal"),
        JpmCategory.LESS_OPTIMAL: S("Kurang Optimal", "Less Optimal"),
    },
    {
        SelectionCategory.MS: S("Memenuhi Syarat (MS)", "Qualified (MS)"),
        SelectionCategory.MMS: S("Masih Memenuhi Syarat (MMS)", "Still Qualified (MMS)"),
        SelectionCategory.KMS: S("Kurang Memenuhi Syarat (KMS)", "Less Qualified (KMS)"),
    },
    {
        Potential.LOW: S("rendah", "low"),
        Potential.MEDIUM: S("menengah", "medium"),
        Potential.HIGH: S("tinggi", "high"),
    },
    {
        Method.COACHING: S("coaching", "coaching"),
        Method.MENTORING: S("mentoring", "mentoring"),
        Method.COUNSELLING: S("konseling", "counselling"),
        Method.TRAINING: S("pelatihan", "training"),
        Method.ENRICHMENT: S("pengayaan", "enrichment"),
    },
    {
        EnrichmentForm.COACHING: S("coaching", "coaching"),
        EnrichmentForm.MENTORING: S("mentoring", "mentoring"),
        EnrichmentForm.INTERNSHIP: S("magang", "internship"),
        EnrichmentForm.SECONDMENT: S("detasering", "secondment"),
        EnrichmentForm.BENCHMARKING: S("patok banding", "benchmarking"),
    },
    {
        Completeness.COMPLETE: S("lengkap", "complete"),
        Completeness.STALE: S("kedaluwarsa", "stale"),
        Completeness.PROVISIONAL: S("sementara", "provisional"),
        Completeness.MISSING: S("kurang", "missing data"),
    },
    {
        Cluster.MANAGERIAL: S("manajerial", "managerial"),
        Cluster.SOCIOCULTURAL: S("sosial kultural", "socio-cultural"),
        Cluster.TECHNICAL: S("teknis", "technical"),
    },
    {AsnKind.PNS: S("PNS", "PNS"), AsnKind.PPPK: S("PPPK", "PPPK")},
    {
        EmployeeStatus.ACTIVE: S("aktif", "active"),
        EmployeeStatus.CANDIDATE: S("CPNS", "candidate (CPNS)"),
        EmployeeStatus.STUDY_LEAVE: S("tugas belajar", "study leave"),
        EmployeeStatus.UNPAID_LEAVE: S("cuti di luar tanggungan negara", "unpaid leave"),
        EmployeeStatus.RETIRED: S("pensiun", "retired"),
    },
    {
        PlacementKind.DEFINITIVE: S("definitif", "definitive"),
        PlacementKind.ACTING: S("pelaksana tugas (Plt.)", "acting (Plt.)"),
        PlacementKind.DAILY_ACTING: S("pelaksana harian (Plh.)", "daily acting (Plh.)"),
        PlacementKind.LEFT: S("berhenti", "left"),
    },
    {
        GradeLevel.JPT_UTAMA: S("JPT Utama", "Main High Leader"),
        GradeLevel.JPT_MADYA: S("JPT Madya", "Middle High Leader"),
        GradeLevel.JPT_PRATAMA: S("JPT Pratama", "Junior High Leader"),
        GradeLevel.ADMINISTRATOR: S("Administrator", "Administrator"),
        GradeLevel.PENGAWAS: S("Pengawas", "Supervisor"),
        GradeLevel.PELAKSANA: S("Pelaksana", "Executing Staff"),
        GradeLevel.AHLI_UTAMA: S("Ahli Utama", "Principal Expert"),
        GradeLevel.AHLI_MADYA: S("Ahli Madya", "Senior Expert"),
        GradeLevel.AHLI_MUDA: S("Ahli Muda", "Associate Expert"),
        GradeLevel.AHLI_PERTAMA: S("Ahli Pertama", "First Expert"),
        GradeLevel.PENYELIA: S("Penyelia", "Skilled Supervisor"),
        GradeLevel.MAHIR: S("Mahir", "Advanced Skilled"),
        GradeLevel.TERAMPIL: S("Terampil", "Skilled"),
        GradeLevel.PEMULA: S("Pemula", "Beginner"),
    },
    {
        Relation.SUPERIOR: S("atasan langsung", "direct superior"),
        Relation.ABOVE: S("atasan dari atasan langsung", "superior's superior"),
        Relation.PEER: S("pejabat setara atasan langsung", "peer of the superior"),
        Relation.HEAD: S("pimpinan unit lain", "head of another unit"),
        Relation.OFFICIAL: S("pegawai lain yang ditunjuk", "another appointed official"),
        Relation.OUTSIDE: S("pihak luar yang ditunjuk", "appointed outsider"),
    },
    {
        CounsellorKind.INDEPENDENT: S("konselor independen", "independent counsellor"),
        CounsellorKind.ASSESSOR: S(
            "pejabat penilai kinerja terlatih konseling", "rating official trained in counselling"
        ),
        CounsellorKind.OFFICIAL: S("pejabat fungsi konseling", "official of the counselling function"),
    },
    {
        ReportsTo.ASSESSORS_SUPERIOR: S("atasan pejabat penilai kinerja", "the rating official's superior"),
        ReportsTo.OWN_SUPERIOR: S("atasan langsung konselor", "the counsellor's direct superior"),
        ReportsTo.AUTHORITY: S(
            "pejabat yang berwenang atau kepala unit kepegawaian",
            "the competent authority or the head of the personnel unit",
        ),
    },
    {
        AnswersNext.ABOVE: S("atasan dari atasan", "the superior's superior"),
        AnswersNext.AUTHORITY: S("pejabat yang berwenang", "the competent authority"),
    },
    {
        FollowUp.GUIDANCE: S("bimbingan", "guidance"),
        FollowUp.TRAINING: S("pelatihan", "training"),
        FollowUp.ASSIGNMENT: S("penugasan khusus", "special assignment"),
        FollowUp.TRANSFER: S("usul mutasi", "proposal of a transfer"),
        FollowUp.DISCIPLINE: S("rekomendasi proses disiplin", "recommendation of disciplinary proceedings"),
    },
    {
        TaskKind.GIVEN: S("tugas atau proyek dari pimpinan", "task or project given by the leader"),
        TaskKind.OWN: S("tugas sendiri dalam SKP", "own tasks of the SKP"),
        TaskKind.PROJECT: S("proyek di luar tugas rutin unit", "project outside the unit's routine"),
    },
    {
        Entrance.RECOMMENDATION: S("rekomendasi yang diputuskan", "decided recommendation"),
        Entrance.SUPERIOR: S("umpan balik atasan", "superior's feedback"),
        Entrance.OWN: S("permintaan sendiri", "own request"),
        Entrance.PLAN: S("rencana unit", "unit's plan"),
        Entrance.TALENT: S("peta talenta", "talent map"),
    },
    {
        Context.DAILY: S("kinerja harian", "daily performance"),
        Context.LEADERSHIP: S("pelatihan kepemimpinan", "leadership training"),
        Context.TALENT: S("talenta", "talent"),
        Context.ENRICHMENT: S("pengayaan", "enrichment"),
    },
    {
        Light.SMOOTH: S("Lancar", "Smooth"),
        Light.ATTENTION: S("Perlu perhatian", "Needs attention"),
        Light.STUCK: S("Terhenti", "Stuck"),
    },
)

LABELS: dict[tuple[type, str], S] = {
    (type(word), word.value): label for group in _ALL for word, label in group.items()
}
SPOKEN.update(LABELS)
