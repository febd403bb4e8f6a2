"""How long something waits in silence until somebody is reminded, and to whom it goes next; never taken for consent."""

from datetime import date
from typing import TypeVar

from pamong.policy.citation import PAMONG, UU_27_2022, Citation, Tag
from pamong.policy.dated import ALWAYS, Dated, Since
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import AnswersNext

T = TypeVar("T")
CHECKED_ON = date(2026, 11, 24)
_OURS = PAMONG.at(tag=Tag.PROPOSAL)


def _always(name: S, value: T, cite: Citation, unit: str = "") -> Dated[T]:
    return Dated(name, Since(ALWAYS, value, cite), checked_on=CHECKED_ON, unit=unit)


# By the law three times 24 hours, whatever days they are.
CONTEST_HOURS = _always(
    S("batas jawaban atas laporan data keliru", "time to answer a report of wrong data"),
    72,
    UU_27_2022.at(S("Pasal 30", "article 30"), Tag.TEXT),
    "jam",
)
CONTEST_REMINDED_HOURS = _always(
    S(
        "jam sampai pengelola diingatkan akan laporan data keliru",
        "hours until the planner is reminded of a report of wrong data",
    ),
    24,
    _OURS,
    "jam",
)
# With a run once a day whoever is next still has at least twelve hours of the 72.
CONTEST_PASSED_HOURS = _always(
    S(
        "jam sampai laporan data keliru diteruskan ke penjawab berikutnya",
        "hours until a report of wrong data goes on to who may answer next",
    ),
    36,
    _OURS,
    "jam",
)
LETTER_DAYS = _always(
    S(
        "batas setiap tahap surat penunjukan: dibuat, diberi nomor, ditandatangani",
        "time for each stage of a letter of appointment: made, numbered, signed",
    ),
    5,
    _OURS,
    "hari kerja",
)
UNDECIDED_DAYS = _always(
    S(
        "hari sebuah saran menunggu keputusan sampai pengelola diingatkan",
        "days a suggestion waits for a decision until the planner is reminded",
    ),
    14,
    _OURS,
    "hari",
)
# What a planner leaves; of a suggestion of konseling nobody is next, since nobody else may learn of it.
GOES_NEXT: Dated[dict[str, AnswersNext]] = _always(
    S("yang berikutnya bila pengelola diam", "who is next where the planner stays silent"),
    {
        "contest": AnswersNext.AUTHORITY,
        "letter": AnswersNext.AUTHORITY,
        "suggestion": AnswersNext.AUTHORITY,
    },
    _OURS,
)
