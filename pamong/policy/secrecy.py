"""Who may read which kind of data: one table, from which access, the page and the line under a field are made."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pamong.policy.sentence import Sentence as S
from pamong.policy.sentence import listing


class Data(StrEnum):
    """What there is to read of a person."""

    RECORD = "record"  # own standard, level, gap, rating, box
    SUGGESTION = "suggestion"  # before the decision; never of a konseling
    COUNSELLING_SUGGESTION = "counselling_suggestion"  # while it waits for the decision, in its own list
    CAUSE = "cause"
    DIALOGUE_NOTE = "dialogue_note"
    METHOD = "method"  # decided, and its reason; never of a konseling
    PROPOSAL = "proposal"  # its reason and answers; never of a konseling
    PROGRESS = "progress"  # goals, percent, sessions done, light
    SHARED_NOTES = "shared_notes"  # and tasks, topics, reviews, comments
    PRIVATE_NOTES = "private_notes"
    PROOF = "proof"
    AGREEMENT = "agreement"
    LETTER = "letter"
    REPORT = "report"
    FEEDBACK = "feedback"  # format B.1.8
    EVALUATION = "evaluation"  # of both at the end
    REASSESSMENT = "reassessment"  # format B.1.9
    COUNSELLING = "counselling"  # its content
    COUNSELLING_RELEASED = "counselling_released"  # what the counsellor gives to read
    COUNSELLING_REPORT = "counselling_report"  # what goes up the line of the rule: never the content
    COUNSELLING_REFERRAL = "counselling_referral"  # in danger: to whom, when, what was told
    COUNSELLING_HANDOVER = "counselling_handover"  # a summary for the next counsellor
    COUNSELLING_EXISTS = "counselling_exists"
    COUNSELLING_DECIDED = "counselling_decided"  # until a counsellor takes it up
    COUNSELLING_REQUEST = "counselling_request"  # its purpose and the answers, until somebody counsels
    VIEW = "view"  # what the superior says of a suggestion
    CONTEST = "contest"  # a report of wrong data
    APPOINTMENT = "appointment"  # why a guide pauses, or is waived a grade
    TRAIL = "trail"  # why something was changed, where only the trail keeps it
    DELEGATION = "delegation"  # to whom one's work was given, and why
    OPENING = "opening"  # that notes were opened in an emergency, and why
    READS = "reads"  # who read my record


class Reader(StrEnum):
    """What somebody is to the person, or to the engagement, on the day."""

    SELF = "self"
    GUIDE = "guide"  # coach or mentor of the engagement
    COUNSELLOR = "counsellor"  # of this very case
    SUCCESSOR = "successor"  # who counsels the person next, with consent
    SUPERIOR = "superior"  # direct, acting within the dates
    UNIT_HEAD = "unit_head"
    ABOVE = "above"  # the superior's superior
    LEADER_ABOVE = "leader_above"  # the superior of the guide
    LEADER_APPOINTER = "leader_appointer"  # the authority that appoints a guide who has no superior here
    REPORT_LINE = "report_line"  # who receives a counsellor's result by the rule
    AUTHOR = "author"  # who wrote it, a former superior among them
    PLANNER = "planner"
    TALENT_OFFICER = "talent_officer"
    COUNSELLOR_ROLE = "counsellor_role"  # takes up requests; a case of another is closed to them
    AUDITOR = "auditor"
    AUTHORITY = "authority"  # who signs
    ADMIN = "admin"
    OVERSEER = "overseer"


_R = Reader
# Nobody else reads it. An admin keeps accounts and places, an overseer reads numbers of five and more.
TABLE: dict[Data, frozenset[Reader]] = {
    Data.RECORD: frozenset(
        {_R.SELF, _R.GUIDE, _R.SUPERIOR, _R.UNIT_HEAD, _R.PLANNER, _R.TALENT_OFFICER, _R.AUDITOR}
    ),
    Data.SUGGESTION: frozenset({_R.SUPERIOR, _R.UNIT_HEAD, _R.PLANNER, _R.AUDITOR}),
    Data.COUNSELLING_SUGGESTION: frozenset({_R.SUPERIOR, _R.PLANNER}),
    Data.CAUSE: frozenset({_R.SELF, _R.SUPERIOR, _R.AUTHOR, _R.PLANNER}),
    Data.DIALOGUE_NOTE: frozenset({_R.SELF, _R.SUPERIOR, _R.AUTHOR}),
    Data.METHOD: frozenset(
        {_R.SELF, _R.GUIDE, _R.SUPERIOR, _R.UNIT_HEAD, _R.PLANNER, _R.AUDITOR, _R.AUTHORITY}
    ),
    Data.PROPOSAL: frozenset(
        {_R.SELF, _R.AUTHOR, _R.GUIDE, _R.SUPERIOR, _R.UNIT_HEAD, _R.PLANNER, _R.AUDITOR}
    ),
    Data.PROGRESS: frozenset({_R.SELF, _R.GUIDE, _R.SUPERIOR, _R.UNIT_HEAD, _R.PLANNER, _R.AUDITOR}),
    Data.SHARED_NOTES: frozenset({_R.SELF, _R.GUIDE}),
    Data.PRIVATE_NOTES: frozenset({_R.AUTHOR}),
    Data.PROOF: frozenset({_R.SELF, _R.GUIDE, _R.SUPERIOR}),
    Data.AGREEMENT: frozenset({_R.SELF, _R.GUIDE, _R.PLANNER, _R.AUDITOR}),
    Data.LETTER: frozenset({_R.SELF, _R.GUIDE, _R.SUPERIOR, _R.PLANNER, _R.AUDITOR, _R.AUTHORITY}),
    Data.REPORT: frozenset({_R.SELF, _R.GUIDE, _R.SUPERIOR, _R.UNIT_HEAD, _R.ABOVE, _R.PLANNER, _R.AUDITOR}),
    Data.FEEDBACK: frozenset({_R.SELF, _R.LEADER_ABOVE, _R.LEADER_APPOINTER, _R.AUDITOR}),
    Data.EVALUATION: frozenset({_R.SELF, _R.GUIDE, _R.AUDITOR}),
    Data.REASSESSMENT: frozenset({_R.SELF, _R.GUIDE, _R.SUPERIOR, _R.UNIT_HEAD, _R.PLANNER, _R.AUDITOR}),
    Data.COUNSELLING: frozenset({_R.COUNSELLOR}),
    Data.COUNSELLING_RELEASED: frozenset({_R.SELF, _R.COUNSELLOR}),
    Data.COUNSELLING_REPORT: frozenset({_R.SELF, _R.COUNSELLOR, _R.REPORT_LINE}),
    Data.COUNSELLING_REFERRAL: frozenset({_R.SELF, _R.COUNSELLOR}),
    Data.COUNSELLING_HANDOVER: frozenset({_R.SELF, _R.COUNSELLOR, _R.SUCCESSOR}),
    Data.COUNSELLING_EXISTS: frozenset({_R.SELF, _R.COUNSELLOR, _R.REPORT_LINE, _R.AUDITOR}),
    Data.COUNSELLING_DECIDED: frozenset({_R.COUNSELLOR_ROLE}),
    Data.COUNSELLING_REQUEST: frozenset({_R.SELF, _R.COUNSELLOR, _R.COUNSELLOR_ROLE}),
    Data.VIEW: frozenset({_R.SUPERIOR, _R.PLANNER}),
    Data.CONTEST: frozenset({_R.SELF, _R.PLANNER}),
    Data.APPOINTMENT: frozenset({_R.SELF, _R.PLANNER, _R.AUTHORITY, _R.AUDITOR}),
    Data.TRAIL: frozenset({_R.AUDITOR}),
    Data.DELEGATION: frozenset({_R.SELF, _R.PLANNER, _R.AUDITOR, _R.ADMIN}),
    Data.OPENING: frozenset({_R.SELF, _R.AUTHOR, _R.AUTHORITY, _R.AUDITOR}),
    Data.READS: frozenset({_R.SELF, _R.AUDITOR}),
}

NAMES: dict[Data, S] = {
    Data.RECORD: S("Level, kesenjangan, predikat, dan kotak talenta", "Levels, gaps, rating and talent box"),
    Data.SUGGESTION: S("Saran sebelum diputuskan", "A suggestion before it is decided"),
    Data.COUNSELLING_SUGGESTION: S(
        "Saran konseling sebelum diputuskan", "A suggestion of konseling before it is decided"
    ),
    Data.CAUSE: S("Penyebab dari dialog", "The cause found in the dialogue"),
    Data.DIALOGUE_NOTE: S("Catatan dialog dan tanggapannya", "The note of the dialogue and its answer"),
    Data.METHOD: S("Metode yang diputuskan dan alasannya", "The method decided, and its reason"),
    Data.PROPOSAL: S(
        "Usulan pendampingan, alasan, dan jawabannya", "A proposal, its reason and the answers to it"
    ),
    Data.PROGRESS: S(
        "Tujuan, persentase, jumlah sesi, dan lampu", "Goals, percentages, number of sessions and the light"
    ),
    Data.SHARED_NOTES: S(
        "Catatan bersama, topik, tugas, dan tinjauan bulanan",
        "Shared notes, topics, tasks and the monthly review",
    ),
    Data.PRIVATE_NOTES: S("Catatan pribadi", "Private notes"),
    Data.PROOF: S("Bukti", "Proof"),
    Data.AGREEMENT: S("Kesepakatan", "The agreement"),
    Data.LETTER: S("Surat penunjukan", "The letter of appointment"),
    Data.REPORT: S("Laporan untuk atasan", "The report to the superior"),
    Data.FEEDBACK: S(
        "Umpan balik pelaksanaan bimbingan (B.1.8)", "Feedback on the guidance received (B.1.8)"
    ),
    Data.EVALUATION: S("Evaluasi akhir kedua pihak", "The closing evaluation of both sides"),
    Data.REASSESSMENT: S("Penilaian ulang kompetensi (B.1.9)", "Competency reassessment (B.1.9)"),
    Data.COUNSELLING: S("Isi konseling", "What was said in a konseling"),
    Data.COUNSELLING_RELEASED: S(
        "Yang dilepas konselor untuk dibaca", "What the counsellor releases to be read"
    ),
    Data.COUNSELLING_REPORT: S(
        "Hasil konseling untuk jalur pelaporan, tanpa isinya",
        "The result of a konseling for its reporting line, without its content",
    ),
    Data.COUNSELLING_REFERRAL: S(
        "Rujukan darurat demi keselamatan", "An urgent referral for the sake of safety"
    ),
    Data.COUNSELLING_HANDOVER: S("Ringkasan untuk konselor penerus", "The summary for the next counsellor"),
    Data.COUNSELLING_EXISTS: S("Bahwa ada konseling", "That there is a konseling"),
    Data.COUNSELLING_DECIDED: S(
        "Konseling yang diputuskan, sebelum ada konselornya", "A decided konseling before it has a counsellor"
    ),
    Data.COUNSELLING_REQUEST: S(
        "Permintaan konseling dan jawabannya", "A request for konseling and the answers to it"
    ),
    Data.VIEW: S("Pendapat atasan atas saran", "The superior's view of a suggestion"),
    Data.CONTEST: S("Laporan data keliru dan jawabannya", "A report of wrong data and its answer"),
    Data.APPOINTMENT: S(
        "Alasan jeda dan pembebasan jenjang seorang pembimbing", "Why a guide pauses or is waived a grade"
    ),
    Data.TRAIL: S("Alasan perubahan dalam jejak audit", "Why something was changed, in the audit trail"),
    Data.DELEGATION: S("Pelimpahan tugas dan alasannya", "A delegation of duties and its reason"),
    Data.OPENING: S(
        "Pembukaan darurat catatan dan alasannya", "An emergency opening of notes and its reason"
    ),
    Data.READS: S("Siapa membaca data Anda", "Who read your data"),
}
READER_NAMES: dict[Reader, S] = {
    Reader.SELF: S("pegawai yang bersangkutan", "the employee concerned"),
    Reader.GUIDE: S("coach atau mentornya", "their coach or mentor"),
    Reader.COUNSELLOR: S("konselornya", "their counsellor"),
    Reader.SUCCESSOR: S("konselor penerusnya", "the counsellor who goes on"),
    Reader.SUPERIOR: S("atasan langsung", "the direct superior"),
    Reader.UNIT_HEAD: S("pimpinan unit", "the head of the unit"),
    Reader.ABOVE: S("atasan dari atasan", "the superior's superior"),
    Reader.LEADER_ABOVE: S("atasan pembimbing", "the superior of the guide"),
    Reader.LEADER_APPOINTER: S(
        "pejabat yang berwenang bila pembimbing tidak mempunyai atasan di instansi",
        "the competent authority where the guide has no superior in the institution",
    ),
    Reader.REPORT_LINE: S(
        "penerima hasil menurut aturan", "whoever receives the result by the rule"
    ),
    Reader.AUTHOR: S("penulisnya", "its author"),
    Reader.PLANNER: S("pengelola", "the planner"),
    Reader.TALENT_OFFICER: S("pengelola talenta", "the talent officer"),
    Reader.COUNSELLOR_ROLE: S("para konselor instansi", "the institution's counsellors"),
    Reader.AUDITOR: S("auditor", "the auditor"),
    Reader.AUTHORITY: S("pejabat yang berwenang", "the competent authority"),
    Reader.ADMIN: S("admin", "the administrator"),
    Reader.OVERSEER: S("pembina", "the overseer"),
}  # fmt: skip

# What a cell cannot say: a reader of a part only, a condition, an exception.
REMARKS: dict[Data, S] = {
    Data.RECORD: S(
        "Coach dan mentor hanya selama pendampingannya berjalan.",
        "A coach or mentor only while they guide the person.",
    ),
    Data.SUGGESTION: S(
        "Pegawai membaca metodenya setelah diputuskan.", "The employee reads the method once it is decided."
    ),
    Data.COUNSELLING_SUGGESTION: S(
        "Hanya dalam daftar tersendiri; setelah diputuskan hanya konselor yang melihatnya.",
        "Only in a list of its own; once it is decided, only counsellors see it.",
    ),
    Data.CAUSE: S(
        "Sebab pribadi dibaca pengelola hanya sebagai “dibahas dalam dialog”.",
        "Of a personal cause the planner reads only that it was discussed.",
    ),
    Data.PROPOSAL: S(
        "Bila atasan atau pengelola lama diam, atasan dari atasan atau pejabat yang berwenang membacanya untuk menjawab.",
        "Where superior or planner stay silent, the superior's superior or the competent authority read it to answer.",
    ),
    Data.CONTEST: S(
        "Bila pengelola lama diam, pejabat yang berwenang membacanya untuk menjawab.",
        "Where the planner stays silent, the competent authority reads it to answer.",
    ),
    Data.SHARED_NOTES: S(
        "Dalam keadaan darurat dua pejabat dapat membukanya untuk waktu terbatas; pegawai diberi tahu.",
        "In an emergency two officials may open them for a limited time; the employee is told.",
    ),
    Data.PRIVATE_NOTES: S("Tidak pernah dibuka untuk orang lain.", "Never opened to anybody else."),
    Data.FEEDBACK: S(
        "Pengelola hanya melihat rata-rata dari lima orang atau lebih; pembimbingnya tidak.",
        "The planner sees only means of five people and more; the guide does not.",
    ),
    Data.COUNSELLING: S(
        "Dalam keadaan darurat dua pejabat dapat membuka catatannya untuk waktu terbatas; pegawai diberi tahu.",
        "In an emergency two officials may open its notes for a limited time; the employee is told.",
    ),
    Data.COUNSELLING_REFERRAL: S(
        "Pegawai membaca kepada siapa ia dirujuk dan apa yang disampaikan kepadanya.",
        "The employee reads to whom they were referred and what they were told.",
    ),
    Data.COUNSELLING_HANDOVER: S(
        "Konselor penerus hanya bila pegawai menyetujuinya.",
        "The next counsellor only with the employee's consent.",
    ),
    Data.COUNSELLING_REQUEST: S(
        "Para konselor instansi hanya sampai salah satu mendampingi.",
        "The institution's counsellors only until one of them counsels.",
    ),
    Data.COUNSELLING_EXISTS: S(
        "Pengelola hanya melihat jumlahnya, mulai lima orang.",
        "The planner sees only how many there are, from five on.",
    ),
}  # fmt: skip
# The same said to the person concerned.
_OWN = {
    Reader.SELF: S("Anda", "you"),
    Reader.GUIDE: S("coach atau mentor Anda", "your coach or mentor"),
    Reader.COUNSELLOR: S("konselor Anda", "your counsellor"),
    Reader.SUCCESSOR: S("konselor penerus Anda", "your next counsellor"),
}


def may_read(data: Data, readers: Iterable[Reader]) -> bool:
    """Whether somebody who is all of these may read it."""
    return not TABLE[data].isdisjoint(readers)


def readers_of(data: Data, *, own: bool = False, called: Mapping[Reader, S] | None = None) -> S:
    """The names of everybody who may read it: "pegawai yang bersangkutan dan auditor"; `own`: said to the person.

    `called`: how readers who are known by name are called, and that they come first, in this order.
    """
    called = called or {}
    names = READER_NAMES | (_OWN if own else {}) | dict(called)
    order = [*called, *(reader for reader in Reader if reader not in called)]
    return listing([names[reader] for reader in order if reader in TABLE[data]])
