"""Learning hours (JP) of held sessions: how many count in a month, and why one does not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pamong.policy import parameters as p
from pamong.policy.sentence import Sentence as S
from pamong.policy.sentence import month
from pamong.policy.settings import Settings
from pamong.policy.words import Method

OVER = S(
    "Sudah {most} sesi {method} terhitung pada {month}; sesi ini tetap tercatat dengan 0 JP.",
    "{most} {method} sessions of {month} are counted already; this one is kept with 0 JP.",
)
NOTHING = S("Sesi konseling bernilai 0 JP di instansi ini.", "A konseling session is worth 0 JP in this institution.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """One held session with its hours; the reason where there are none."""

    day: date
    hours: int
    reason: S | None = None


def counted(method: Method, days: Iterable[date], settings: Settings) -> list[Counted]:
    """The held sessions of one employee and one method, oldest first, each with its hours.

    At most so many sessions of a calendar month count, in their order; each method for itself.
    """
    most = {Method.COACHING: settings.coaching_sessions, Method.MENTORING: settings.mentoring_sessions}
    found, taken = [], Counter[tuple[int, int]]()
    for day in sorted(days):
        if method is Method.COUNSELLING:
            hours = settings.counselling_hours
            found.append(Counted(day, hours, None if hours else NOTHING))
            continue
        when = (day.year, day.month)
        if taken[when] >= most[method]:
            why = OVER.fill(most=most[method], method=method.label, month=month(day))
            found.append(Counted(day, 0, why))
            continue
        taken[when] += 1
        found.append(Counted(day, p.SESSION_HOURS.on(day)))
    return found
