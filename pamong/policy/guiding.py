"""Who may coach, mentor or counsel whom, and what the two work on; each refusal has its sentence."""

from dataclasses import dataclass
from datetime import date

from pamong.policy.citation import LAN_STUDY, PAMONG, PERMENPANRB_6_2022, Citation, Tag
from pamong.policy.days import months_after
from pamong.policy.finding import Finding
from pamong.policy.programme import PRESETS
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import CounsellorKind, GradeLevel, Method, Relation, TaskKind

_OURS = PAMONG.at(tag=Tag.PROPOSAL)
_STUDY = LAN_STUDY.at(tag=Tag.SECONDARY)
_ANNEX = PERMENPANRB_6_2022.at(S("lampiran", "annex"), Tag.TEXT)

# The grades as the files number them, 1 low to 9 high.
GRADE_ORDER: dict[GradeLevel, int] = {
    GradeLevel.JPT_UTAMA: 9,
    GradeLevel.JPT_MADYA: 8,
    GradeLevel.JPT_PRATAMA: 7,
    GradeLevel.AHLI_UTAMA: 7,
    GradeLevel.ADMINISTRATOR: 6,
    GradeLevel.AHLI_MADYA: 6,
    GradeLevel.PENGAWAS: 5,
    GradeLevel.AHLI_MUDA: 5,
    GradeLevel.AHLI_PERTAMA: 4,
    GradeLevel.PENYELIA: 4,
    GradeLevel.PELAKSANA: 3,
    GradeLevel.MAHIR: 3,
    GradeLevel.TERAMPIL: 2,
    GradeLevel.PEMULA: 1,
}


@dataclass(frozen=True, slots=True)
class Appointed:
    """What the register holds of a guide on a day, and how the guide stands to the employee."""

    method: Method
    relation: Relation
    start: date
    end: date | None
    capacity: int
    load: int = 0  # open engagements over all programmes
    is_oneself: bool = False
    active: bool = True
    paused_until: date | None = None
    grade: GradeLevel | None = None  # of the position; an outsider has none
    grade_waived: bool = False
    level: int | None = None  # in the competency worked on
    counsellor: CounsellorKind | None = None
    trained: bool = False  # in counselling
    qualified: bool = False  # a qualification or authority is on record


@dataclass(frozen=True, slots=True)
class Guided:
    """What of the employee decides who may guide."""

    grade: GradeLevel | None = None
    required: int | None = None  # level of the standard in the competency worked on
    competency: S | None = None
    months: int | None = None  # of the programme as planned; of the preset where that is not known


@dataclass(frozen=True, slots=True)
class GuideRule:
    """A rule on who may guide, as people read it."""

    sentence: S
    cite: Citation
    example: S


RULES: dict[str, GuideRule] = {
    "DAMPING-01": GuideRule(
        S("Tidak ada yang mendampingi dirinya sendiri.", "Nobody guides himself."),
        _OURS,
        S("Rara tidak dapat menjadi mentor bagi Rara.", "Rara cannot be a mentor of Rara."),
    ),
    "DAMPING-02": GuideRule(
        S(
            "Pembimbing ditunjuk oleh pejabat yang berwenang dan penunjukannya berlaku.",
            "A guide is appointed by the competent official, and the appointment is in force.",
        ),
        _STUDY,
        S(
            "Ditunjuk 1 Januari sampai 31 Desember 2026: pada 2 Januari 2027 tidak lagi.",
            "Appointed from 1 January to 31 December 2026: no longer on 2 January 2027.",
        ),
    ),
    "DAMPING-03": GuideRule(
        S("Pembimbing aktif dan tidak sedang jeda.", "A guide is active and not pausing."),
        _OURS,
        S(
            "Jeda sampai 30 November 2026: pada 24 November tidak dapat dipilih.",
            "Pausing until 30 November 2026: cannot be chosen on 24 November.",
        ),
    ),
    "DAMPING-04": GuideRule(
        S(
            "Konseling hanya oleh konselor independen, pejabat fungsi konseling, atau pejabat penilai kinerja yang terlatih konseling.",
            "Counselling is only for an independent counsellor, an official of that function, or a rating official trained in it.",
        ),
        _ANNEX,
        S(
            "Atasan langsung tanpa pelatihan konseling tidak memberi konseling.",
            "A direct superior without training does not counsel.",
        ),
    ),
    "DAMPING-05": GuideRule(
        S(
            "Jenjang mentor tidak di bawah jenjang pegawai, kecuali dibebaskan oleh penunjukannya.",
            "The mentor's grade is not below the employee's, unless the appointment waives it.",
        ),
        _OURS,
        S(
            "Pengawas tidak menjadi mentor bagi Administrator tanpa pembebasan.",
            "A Supervisor does not mentor an Administrator without a waiver.",
        ),
    ),
    "DAMPING-06": GuideRule(
        S(
            "Level mentor pada kompetensi yang dikembangkan paling rendah sama dengan standar pegawai.",
            "The mentor's level in the competency worked on is at least the employee's standard.",
        ),
        _OURS,
        S(
            "Standar Komunikasi 3, mentor 2: tidak dapat.",
            "Standard of Communication 3, mentor 2: not possible.",
        ),
    ),
    "DAMPING-07": GuideRule(
        S(
            "Pembimbing masih punya tempat, dihitung atas semua program.",
            "The guide has a place left, over all programmes.",
        ),
        _OURS,
        S("Kapasitas 3 dan sudah mendampingi 3 orang: penuh.", "Capacity 3 and already guiding 3: full."),
    ),
    "DAMPING-08": GuideRule(
        S(
            "Penunjukan berlaku sampai program selesai.",
            "The appointment lasts until the programme ends.",
        ),
        _OURS,
        S(
            "Penunjukan berakhir 31 Desember 2026, mentoring enam bulan sampai Mei 2027: tidak dapat.",
            "Appointed until 31 December 2026, mentoring of six months until May 2027: not possible.",
        ),
    ),
    "DAMPING-09": GuideRule(
        S(
            "Coach dan mentor di luar garis atasan berwenang atau mampu: kualifikasinya tercatat.",
            "A coach or mentor outside the superior's line is authorised or able: the qualification is on record.",
        ),
        _STUDY,
        S(
            "Pegawai lain tanpa kualifikasi yang tercatat tidak dapat menjadi coach.",
            "Another official without a recorded qualification cannot coach.",
        ),
    ),
}
# Outside the line of superiors, where being the superior is authority enough.
_OUTSIDE_THE_LINE = frozenset({Relation.OFFICIAL, Relation.OUTSIDE})


def refusals(guide: Appointed, guided: Guided, *, on: date) -> tuple[Finding, ...]:
    """Every reason for which this guide may not take this employee today; empty when the guide may."""
    return tuple(
        Finding(code, sentence, RULES[code].cite, RULES[code].cite.tag)
        for code, sentence in _against(guide, guided, on)
    )


def _against(guide: Appointed, guided: Guided, on: date) -> list[tuple[str, S]]:
    found: list[tuple[str, S]] = []
    if guide.is_oneself:
        found.append(("DAMPING-01", RULES["DAMPING-01"].sentence))
    if on < guide.start or (guide.end is not None and guide.end < on):
        found.append(
            (
                "DAMPING-02",
                S(
                    "Penunjukannya berlaku {start} sampai {end}, hari ini tidak.",
                    "The appointment runs from {start} to {end}, not today.",
                ).fill(start=guide.start, end=guide.end or S("seterusnya", "further notice")),
            )
        )
    elif guide.end is not None and guide.end < (
        last := months_after(on, guided.months or PRESETS.on(on)[guide.method].months)
    ):
        found.append(
            (
                "DAMPING-08",
                S(
                    "Penunjukannya berakhir {end}, sebelum program selesai {last}.",
                    "The appointment ends on {end}, before the programme does on {last}.",
                ).fill(end=guide.end, last=last),
            )
        )
    if not guide.active:
        found.append(("DAMPING-03", S("Pembimbing tidak lagi aktif.", "The guide is no longer active.")))
    elif guide.paused_until is not None and on <= guide.paused_until:
        found.append(
            (
                "DAMPING-03",
                S("Pembimbing sedang jeda sampai {day}.", "The guide is pausing until {day}.").fill(
                    day=guide.paused_until
                ),
            )
        )
    if guide.method is Method.COUNSELLING:
        found += _against_counsellor(guide)
    if guide.method is Method.MENTORING:
        found += _against_mentor(guide, guided)
    if guide.method is not Method.COUNSELLING and guide.relation in _OUTSIDE_THE_LINE and not guide.qualified:
        found.append(("DAMPING-09", RULES["DAMPING-09"].sentence))
    if guide.load >= guide.capacity:
        found.append(
            (
                "DAMPING-07",
                # How many somebody counsels is told to nobody.
                S("Sedang penuh.", "Full at the moment.")
                if guide.method is Method.COUNSELLING
                else S(
                    "Sudah mendampingi {load} dari {capacity} orang.",
                    "Guides {load} of {capacity} people already.",
                ).fill(load=guide.load, capacity=guide.capacity),
            )
        )
    return found


def _against_counsellor(guide: Appointed) -> list[tuple[str, S]]:
    if guide.counsellor is None:
        return [("DAMPING-04", RULES["DAMPING-04"].sentence)]
    if guide.counsellor is CounsellorKind.ASSESSOR and not guide.trained:
        return [
            (
                "DAMPING-04",
                S(
                    "Pejabat penilai kinerja ini belum mengikuti pelatihan konseling.",
                    "This rating official has had no counselling training.",
                ),
            )
        ]
    if guide.counsellor is CounsellorKind.ASSESSOR and guide.relation is not Relation.SUPERIOR:
        return [
            (
                "DAMPING-04",
                S(
                    "Pejabat penilai kinerja hanya memberi konseling kepada pegawai yang dinilainya.",
                    "A rating official counsels only the employees he rates.",
                ),
            )
        ]
    return []


def _against_mentor(guide: Appointed, guided: Guided) -> list[tuple[str, S]]:
    found: list[tuple[str, S]] = []
    if (
        guide.grade is not None
        and guided.grade is not None
        and not guide.grade_waived
        and GRADE_ORDER[guide.grade] < GRADE_ORDER[guided.grade]
    ):
        found.append(
            (
                "DAMPING-05",
                S(
                    "Jenjang mentor {guide}, di bawah jenjang pegawai {guided}.",
                    "The mentor's grade is {guide}, below the employee's {guided}.",
                ).fill(guide=guide.grade.label, guided=guided.grade.label),
            )
        )
    if guided.required is not None and (guide.level is None or guide.level < guided.required):
        competency = guided.competency or S("kompetensi ini", "this competency")
        sentence = (
            S(
                "Level mentor pada {competency} tidak tercatat; dibutuhkan paling rendah {required}.",
                "The mentor's level in {competency} is not recorded; at least {required} is needed.",
            )
            if guide.level is None
            else S(
                "Level mentor pada {competency} {level}, di bawah standar {required}.",
                "The mentor's level in {competency} is {level}, below the standard {required}.",
            )
        )
        found.append(
            (
                "DAMPING-06",
                sentence.fill(
                    competency=competency,
                    required=guided.required,
                    **({} if guide.level is None else {"level": guide.level}),
                ),
            )
        )
    return found


TASK_RULES: dict[TaskKind, GuideRule] = {
    TaskKind.GIVEN: GuideRule(
        S(
            "Coaching mengerjakan tugas atau proyek dari pimpinan; coach dan pegawai sama-sama bertanggung jawab atasnya.",
            "Coaching works on a task or project given by the leader; coach and employee both answer for it.",
        ),
        _STUDY,
        S(
            "Kepala pusat meminta dasbor layanan: namanya dicatat sebagai pemberi tugas.",
            "The head of the centre asks for a dashboard: the name is recorded as the giver.",
        ),
    ),
    TaskKind.OWN: GuideRule(
        S(
            "Mentoring dengan atasan langsung mengerjakan tugas sendiri dalam SKP.",
            "Mentoring with the direct superior works on one's own tasks of the SKP.",
        ),
        _STUDY,
        S("Rencana hasil kerja triwulan ini.", "This quarter's planned work result."),
    ),
    TaskKind.PROJECT: GuideRule(
        S(
            "Mentoring dengan mentor lain mengerjakan proyek di luar tugas rutin unit; pegawai mengevaluasi kesulitannya.",
            "Mentoring with another mentor works on a project outside the unit's routine; the employee evaluates its difficulties.",
        ),
        _STUDY,
        S(
            "Menata arsip bersama dua unit lain, bukan laporan rutin unit sendiri.",
            "Ordering archives with two other units, not the unit's own routine report.",
        ),
    ),
}


def task_kind(method: Method, relation: Relation) -> TaskKind | None:
    """What the two work on: coaching a task of the leader, mentoring own tasks or a project; konseling neither."""
    if method is Method.COACHING:
        return TaskKind.GIVEN
    if method is Method.MENTORING:
        return TaskKind.OWN if relation is Relation.SUPERIOR else TaskKind.PROJECT
    return None
