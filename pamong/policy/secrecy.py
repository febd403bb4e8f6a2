"""Who may read which kind of data: one table, from which access, the page and the line under a field are made."""

from collections.abc import Iterable
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
    COUNSELLING_EXISTS = "counselling_exists"
    READS = "reads"  # who read my record


class Reader(StrEnum):
    """What somebody is to the person, or to the engagement, on the day."""

    SELF = "self"
    GUIDE = "guide"  # coach or mentor of the engagement
    COUNSELLOR = "counsellor"  # of this very case
    SUPERIOR = "superior"  # direct, acting within the dates
    UNIT_HEAD = "unit_head"
    ABOVE = "above"  # the superior's superior
    LEADER_ABOVE = "leader_above"  # the superior of the guide
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
# Nobody else reads it. An admin and an overseer appear nowhere: accounts, and numbers of five and more.
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
    Data.FEEDBACK: frozenset({_R.SELF, _R.LEADER_ABOVE, _R.AUDITOR}),
    Data.EVALUATION: frozenset({_R.SELF, _R.GUIDE, _R.AUDITOR}),
    Data.REASSESSMENT: frozenset({_R.SELF, _R.GUIDE, _R.SUPERIOR, _R.UNIT_HEAD, _R.PLANNER, _R.AUDITOR}),
    Data.COUNSELLING: frozenset({_R.COUNSELLOR}),
    Data.COUNSELLING_RELEASED: frozenset({_R.SELF, _R.COUNSELLOR}),
    Data.COUNSELLING_REPORT: frozenset({_R.SELF, _R.COUNSELLOR, _R.REPORT_LINE}),
    Data.COUNSELLING_EXISTS: frozenset({_R.SELF, _R.COUNSELLOR, _R.REPORT_LINE, _R.AUDITOR}),
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
    Data.REASSESSMENT: S("Penilaian ulang kompetensi (B.1.9)", "The competency assessed again (B.1.9)"),
    Data.COUNSELLING: S("Isi konseling", "What was said in a konseling"),
    Data.COUNSELLING_RELEASED: S(
        "Yang dilepas konselor untuk dibaca", "What the counsellor releases to be read"
    ),
    Data.COUNSELLING_REPORT: S(
        "Hasil konseling untuk jalur pelaporan, tanpa isinya",
        "The result of a konseling for its reporting line, without its content",
    ),
    Data.COUNSELLING_EXISTS: S("Bahwa ada konseling", "That there is a konseling"),
    Data.READS: S("Siapa membaca data Anda", "Who read your data"),
}
READER_NAMES: dict[Reader, S] = {
    Reader.SELF: S("pegawai yang bersangkutan", "the employee concerned"),
    Reader.GUIDE: S("coach atau mentornya", "their coach or mentor"),
    Reader.COUNSELLOR: S("konselornya", "their counsellor"),
    Reader.SUPERIOR: S("atasan langsung", "the direct superior"),
    Reader.UNIT_HEAD: S("pimpinan unit", "the head of the unit"),
    Reader.ABOVE: S("atasan dari atasan", "the superior's superior"),
    Reader.LEADER_ABOVE: S("atasan pembimbing", "the superior of the guide"),
    Reader.REPORT_LINE: S(
        "penerima hasil menurut aturan", "whoever receives the result by the rule"
    ),
    Reader.AUTHOR: S("penulisnya", "its author"),
    Reader.PLANNER: S("pengelola", "the planner"),
    Reader.TALENT_OFFICER: S("pengelola talenta", "the talent officer"),
    Reader.COUNSELLOR_ROLE: S("konselor lain", "other counsellors"),
    Reader.AUDITOR: S("auditor", "the auditor"),
    Reader.AUTHORITY: S("pejabat yang berwenang", "the competent authority"),
    Reader.ADMIN: S("admin", "the administrator"),
    Reader.OVERSEER: S("pembina", "the overseer"),
}  # fmt: skip


def may_read(data: Data, readers: Iterable[Reader]) -> bool:
    """Whether somebody who is all of these may read it."""
    return not TABLE[data].isdisjoint(readers)


def readers_of(data: Data) -> S:
    """The names of everybody who may read it, as a phrase: "pegawai yang bersangkutan dan auditor"."""
    return listing([READER_NAMES[reader] for reader in Reader if reader in TABLE[data]])
