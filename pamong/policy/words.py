"""The words of the files and the database, each defined once; how they are spoken is in `labels`."""

from enum import StrEnum

from pamong.policy.sentence import Sentence

# Filled by `labels`, which the package loads; keyed by kind, as two kinds may share a word (coaching).
SPOKEN: dict[tuple[type, str], Sentence] = {}


class Word(StrEnum):
    """A word of the contract: the name is English, the value is what files and tables hold."""

    @property
    def label(self) -> Sentence:
        """How it is said on a screen or in a sentence."""
        return SPOKEN[type(self), self.value]


class Source(Word):
    TEST = "uji_kompetensi"
    SUPERIOR = "atasan"
    ROUND = "360"
    EVIDENCE = "bukti"
    SELF = "mandiri"


class SourceChoice(Word):
    PRIORITY = "priority"
    LATEST = "latest"
    HIGHEST = "highest"


class Cause(Word):
    MOTIVATION = "motivasi"
    SATURATION = "kejenuhan"
    SKILL = "keterampilan"
    EXPERIENCE = "pengalaman"
    BEHAVIOUR = "perilaku"
    PERSONAL = "pribadi"
    CAREER = "karier"


class Axis(Word):
    ABOVE = "di_atas"
    AS_EXPECTED = "sesuai"
    BELOW = "di_bawah"


class Gap(Word):
    NONE = "tidak_ada"
    LOW = "rendah"
    MEDIUM = "sedang"
    HIGH = "tinggi"
    UNKNOWN = "tidak_diketahui"


class Rating(Word):
    VERY_GOOD = "sangat_baik"
    GOOD = "baik"
    NEEDS_IMPROVEMENT = "butuh_perbaikan"
    FAIR = "cukup"
    POOR = "kurang"
    VERY_POOR = "sangat_kurang"


class JpmCategory(Word):
    OPTIMAL = "optimal"
    FAIRLY_OPTIMAL = "cukup_optimal"
    LESS_OPTIMAL = "kurang_optimal"


class SelectionCategory(Word):
    MS = "ms"
    MMS = "mms"
    KMS = "kms"


class Potential(Word):
    LOW = "potensial_rendah"
    MEDIUM = "potensial_menengah"
    HIGH = "potensial_tinggi"


class Method(Word):
    COACHING = "coaching"
    MENTORING = "mentoring"
    COUNSELLING = "konseling"
    TRAINING = "pelatihan"
    ENRICHMENT = "pengayaan"


class EnrichmentForm(Word):
    COACHING = "coaching"
    MENTORING = "mentoring"
    INTERNSHIP = "magang"
    SECONDMENT = "detasering"
    BENCHMARKING = "patok_banding"


class Completeness(Word):
    COMPLETE = "lengkap"
    STALE = "kedaluwarsa"
    PROVISIONAL = "sementara"
    MISSING = "kurang_data"


class Cluster(Word):
    MANAGERIAL = "manajerial"
    SOCIOCULTURAL = "sosial_kultural"
    TECHNICAL = "teknis"


class AsnKind(Word):
    PNS = "PNS"
    PPPK = "PPPK"


class EmployeeStatus(Word):
    ACTIVE = "aktif"
    CANDIDATE = "cpns"
    STUDY_LEAVE = "tugas_belajar"
    UNPAID_LEAVE = "cltn"
    RETIRED = "pensiun"


class PlacementKind(Word):
    DEFINITIVE = "definitif"
    ACTING = "plt"
    DAILY_ACTING = "plh"
    LEFT = "berhenti"


class GradeLevel(Word):
    JPT_UTAMA = "jpt_utama"
    JPT_MADYA = "jpt_madya"
    JPT_PRATAMA = "jpt_pratama"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    PELAKSANA = "pelaksana"
    AHLI_UTAMA = "ahli_utama"
    AHLI_MADYA = "ahli_madya"
    AHLI_MUDA = "ahli_muda"
    AHLI_PERTAMA = "ahli_pertama"
    PENYELIA = "penyelia"
    MAHIR = "mahir"
    TERAMPIL = "terampil"
    PEMULA = "pemula"


# The nine generic competencies of the contract: code → cluster and name, in the order of the standards.
GENERIC: dict[str, tuple[Cluster, Sentence]] = {
    "integritas": (Cluster.MANAGERIAL, Sentence("Integritas", "Integrity")),
    "kerjasama": (Cluster.MANAGERIAL, Sentence("Kerja Sama", "Cooperation")),
    "komunikasi": (Cluster.MANAGERIAL, Sentence("Komunikasi", "Communication")),
    "orientasi": (Cluster.MANAGERIAL, Sentence("Orientasi pada Hasil", "Result Orientation")),
    "pelayanan_publik": (Cluster.MANAGERIAL, Sentence("Pelayanan Publik", "Public Service")),
    "pengembangan_diri": (
        Cluster.MANAGERIAL,
        Sentence("Pengembangan Diri dan Orang Lain", "Developing Oneself and Others"),
    ),
    "mengelola_perubahan": (Cluster.MANAGERIAL, Sentence("Mengelola Perubahan", "Managing Change")),
    "pengambilan_keputusan": (Cluster.MANAGERIAL, Sentence("Pengambilan Keputusan", "Decision Making")),
    "perekat_bangsa": (Cluster.SOCIOCULTURAL, Sentence("Perekat Bangsa", "National Cohesion")),
}


class Relation(Word):
    """How a guide stands to the employee."""

    SUPERIOR = "atasan_langsung"
    ABOVE = "atasan_dari_atasan"
    PEER = "setara_atasan"
    HEAD = "pimpinan_unit_lain"
    OFFICIAL = "pegawai_lain"
    OUTSIDE = "pihak_luar"


class CounsellorKind(Word):
    INDEPENDENT = "independen"
    ASSESSOR = "pejabat_penilai"
    OFFICIAL = "pejabat_fungsi_konseling"


class AnswersNext(Word):
    """Who may answer in the place of somebody who stays silent, once it was escalated."""

    ABOVE = "atasan_dari_atasan"
    AUTHORITY = "pejabat_berwenang"


class ReportsTo(Word):
    """Who receives the result of a counselling."""

    ASSESSORS_SUPERIOR = "atasan_pejabat_penilai"
    OWN_SUPERIOR = "atasan_langsung_konselor"
    AUTHORITY = "pyb_atau_kepala_kepegawaian"


class FollowUp(Word):
    """What a counselling may end in."""

    GUIDANCE = "bimbingan"
    TRAINING = "pelatihan"
    ASSIGNMENT = "penugasan_khusus"
    TRANSFER = "usul_mutasi"
    DISCIPLINE = "rekomendasi_disiplin"


class TaskKind(Word):
    """What the employee works on while being guided."""

    GIVEN = "tugas_pimpinan"
    OWN = "tugas_skp"
    PROJECT = "proyek_luar_rutin"


class Entrance(Word):
    """Where a proposal came from."""

    RECOMMENDATION = "rekomendasi"
    SUPERIOR = "umpan_balik_atasan"
    OWN = "permintaan_sendiri"
    PLAN = "rencana_unit"
    TALENT = "peta_talenta"


class Context(Word):
    """What an engagement serves."""

    DAILY = "kinerja_harian"
    LEADERSHIP = "pelatihan_kepemimpinan"
    TALENT = "talenta"
    ENRICHMENT = "pengayaan"


class Light(Word):
    """How an engagement goes."""

    SMOOTH = "lancar"
    ATTENTION = "perlu_perhatian"
    STUCK = "terhenti"
