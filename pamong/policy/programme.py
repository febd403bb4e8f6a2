"""What a programme of coaching, mentoring or konseling is made of: its lengths, deadlines and bounds."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from pamong.policy.citation import PAMONG, PERMENPANRB_6_2022, Citation, Tag
from pamong.policy.dated import ALWAYS, Dated, Since
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import AnswersNext, Context, CounsellorKind, FollowUp, Light, Method, ReportsTo

T = TypeVar("T")
CHECKED_ON = date(2026, 11, 24)
_OURS = PAMONG.at(tag=Tag.PROPOSAL)


@dataclass(frozen=True, slots=True)
class Preset:
    """How a programme is planned: months, sessions, days between them, minutes of one, goals."""

    months: int
    sessions: int
    every_days: int
    minutes: int
    goals: tuple[int, int]  # at least, at most

    def __str__(self) -> str:
        return f"{self.months} / {self.sessions} / {self.every_days} / {self.minutes}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a unit's own way may ask: at least, at most."""

    months: tuple[int, int] = (1, 12)
    sessions: tuple[int, int] = (1, 24)
    every_days: tuple[int, int] = (7, 45)
    minutes: tuple[int, int] = (30, 120)

    def __str__(self) -> str:
        return " / ".join(f"{low}–{high}" for low, high in (self.months, self.sessions, self.every_days))


def _always(name: S, value: T, cite: Citation, unit: str = "") -> Dated[T]:
    return Dated(name, Since(ALWAYS, value, cite), checked_on=CHECKED_ON, unit=unit)


PRESETS: Dated[dict[Method, Preset]] = _always(
    S(
        "rancangan program: bulan / sesi / hari antar sesi / menit",
        "plan of a programme: months / sessions / days between / minutes",
    ),
    {
        Method.COACHING: Preset(3, 6, 14, 60, (1, 1)),
        Method.MENTORING: Preset(6, 6, 30, 60, (1, 3)),
        Method.COUNSELLING: Preset(1, 4, 7, 60, (0, 1)),
        Method.ENRICHMENT: Preset(3, 3, 30, 60, (1, 1)),
    },
    _OURS,
)
VARIANT_BOUNDS = _always(
    S(
        "batas cara unit: bulan / sesi / hari antar sesi",
        "bounds of a unit's own way: months / sessions / days between",
    ),
    Bounds(),
    _OURS,
)
ANSWER_DAYS = _always(
    S("batas jawaban setiap tahap usulan", "time for each answer to a proposal"), 3, _OURS, "hari kerja"
)
ESCALATION_DAYS = _always(
    S("hari kerja setelah pengingat sampai dieskalasi", "working days from reminder to escalation"),
    2,
    _OURS,
    "hari kerja",
)
# Of a konseling nobody is next: its question goes to every counsellor of the institution at once.
ANSWERS_NEXT: Dated[dict[str, AnswersNext]] = _always(
    S("penjawab berikutnya setelah dieskalasi", "who may answer once it was escalated"),
    {"superior": AnswersNext.ABOVE, "planner": AnswersNext.AUTHORITY},
    _OURS,
)
OFFER_DAYS = _always(
    S("batas jawaban tawaran tempat dari daftar tunggu", "time to answer a place offered from the waiting list"),
    3,
    _OURS,
    "hari kerja",
)  # fmt: skip
MOST_WISHES = _always(
    S("pilihan pembimbing paling banyak", "most guides one may wish for"), 3, _OURS, "orang"
)
MOST_ACTIONS = _always(
    S("rencana aksi paling banyak setiap sesi", "most actions of a session"), 3, _OURS, "aksi"
)
FREE_SESSIONS = _always(
    S("sesi yang boleh sebelum kesepakatan", "sessions allowed before the agreement"), 1, _OURS, "sesi"
)
LIGHT_PERCENT: Dated[tuple[tuple[int, Light], ...]] = _always(
    S(
        "lampu dari jarak sesi terakhir terhadap irama rencana",
        "light from the time since the last session against the rhythm planned",
    ),
    ((250, Light.STUCK), (150, Light.ATTENTION), (0, Light.SMOOTH)),
    _OURS,
    "%",
)
REPORTS_TO: Dated[dict[CounsellorKind, ReportsTo]] = _always(
    S("pelaporan konseling menurut jenis konselor", "reporting line of counselling by kind of counsellor"),
    {
        CounsellorKind.ASSESSOR: ReportsTo.ASSESSORS_SUPERIOR,
        CounsellorKind.OFFICIAL: ReportsTo.OWN_SUPERIOR,
        CounsellorKind.INDEPENDENT: ReportsTo.AUTHORITY,
    },
    PERMENPANRB_6_2022.at(S("lampiran", "annex"), Tag.TEXT),
)
FOLLOW_UPS: Dated[tuple[FollowUp, ...]] = _always(
    S("tindak lanjut konseling yang mungkin", "possible follow-ups of counselling"),
    tuple(FollowUp),
    PERMENPANRB_6_2022.at(S("lampiran", "annex"), Tag.TEXT),
)


def _day_word(number: int, id_: str, en: str) -> Dated[int]:
    return _always(S(id_, en), number, _OURS, "hari")


SILENT_HELD_DAYS = _day_word(
    7,
    "hari sampai sesi yang dilaporkan satu pihak dianggap terlaksana",
    "days until a session told by one side counts as held",
)
SILENT_CLOSING_DAYS = _day_word(
    14,
    "hari menunggu evaluasi akhir sebelum pengelola boleh menutup",
    "days the closing evaluation is waited for before the planner may close",
)
LONGEST_PAUSE_DAYS = _day_word(180, "jeda pendampingan paling lama", "longest pause of an engagement")
STAGE_DAYS = _day_word(
    21,
    "hari dalam satu tahap sampai pengelola diingatkan",
    "days in one stage until the planner is told",
)
ASK_AGAIN_DAYS = _day_word(
    7,
    "hari sampai pengelola boleh menanyakan kabar pasangan yang sama lagi",
    "days until the planner may ask the same pair again how it goes",
)
MOST_ASKED_LETTERS = _always(
    S("huruf pertanyaan kabar paling banyak", "most characters of a question how it goes"),
    500,
    _OURS,
    "huruf",
)
# The targets of the monitoring page; each institution sets its own once it knows itself.
LOAD_TARGET = _always(
    S("peserta setiap pembimbing paling banyak, rata-rata", "most people a guide has, on average"),
    3,
    _OURS,
    "orang",
)
RUNNING_TARGET = _always(
    S("bagian pendampingan yang berjalan, paling sedikit", "share of engagements that run, at least"),
    70,
    _OURS,
    "%",
)
SMOOTH_TARGET = _always(
    S("bagian pendampingan berlampu lancar, paling sedikit", "share of engagements that go well, at least"),
    80,
    _OURS,
    "%",
)
FIT_TARGET = _always(
    S("jawaban “cocok” setelah sesi pertama, paling sedikit", "answers “it fits” after the first session, at least"),
    70,
    _OURS,
    "%",
)  # fmt: skip
OPENING_HOURS = _always(
    S(
        "jam catatan terbuka setelah pembukaan darurat disetujui",
        "hours that notes stay open once an emergency opening was granted",
    ),
    72,
    _OURS,
    "jam",
)
MAIL_DAYS = _day_word(
    90,
    "hari isi surel disimpan setelah terkirim; sesudahnya hanya fakta pengirimannya",
    "days the words of a mail are kept once it was sent; after that only that it was sent",
)
PROOF_MEGABYTES = _always(S("ukuran berkas bukti paling besar", "largest file of proof"), 5, _OURS, "MB")


def preset_of(method: Method, context: Context, *, on: date) -> Preset:
    """How a programme is planned where no template says; a pengayaan as such, whichever form it takes."""
    return PRESETS.on(on)[Method.ENRICHMENT if context is Context.ENRICHMENT else method]


def light(days: int, every_days: int, *, on: date) -> Light:
    """The light of an engagement whose last session, or start, lies so many days back."""
    return next(word for percent, word in LIGHT_PERCENT.on(on) if days * 100 >= percent * every_days)


def turns(last: date, every_days: int, *, on: date) -> dict[Light, date]:
    """The first day of each light but the best, counted from the last session or the start."""
    return {
        word: last + timedelta(days=-(-percent * every_days // 100))
        for percent, word in LIGHT_PERCENT.on(on)
        if percent
    }
