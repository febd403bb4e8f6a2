"""Why this pair, why nobody, and what would help, in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from pamong.matching.pairs import Pairs, Whole
from pamong.matching.people import PeoplePairs
from pamong.matching.solver import Solution
from pamong.policy.pairing import Mentee, Mentor, PairRule, competency_name
from pamong.policy.sentence import Sentence as S
from pamong.policy.sentence import number

# What a rule took away, for "why not".
_TAKEN = {
    PairRule.ACTIVE: S("tidak aktif atau dikesampingkan", "are not active or are set aside"),
    PairRule.ONESELF: S("adalah dirinya sendiri", "are the person himself"),
    PairRule.ELIGIBLE: S("tidak memenuhi syarat metodenya", "do not qualify for the method"),
    PairRule.LEVEL: S("levelnya di bawah standar pada {name}", "are below the standard in {name}"),
    PairRule.GRADE: S("jenjangnya di bawah pegawai", "have a grade below the person's"),
    PairRule.FIELD: S("urusannya lain", "are of another field"),
    PairRule.UNIT: S("unitnya tidak sesuai aturan program", "are of a unit the programme does not allow"),
    PairRule.CAPACITY: S("tidak punya kapasitas tersisa", "have no capacity left"),
    PairRule.REFUSAL: S("ditolak salah satu pihak", "are refused by a side"),
    PairRule.FAILED: S("dikecualikan atau pernah gagal", "are excluded or failed before"),
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """The best other mentor of a mentee, and what having him would cost the whole at least.

    `cost` is in fit; it counts everybody who would have to move. None: nobody else may guide the mentee.
    """

    mentor: int
    fit: int
    cost: int


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a mentee has nobody: mentors taken away by each rule, and the mentors who might but are full."""

    removed: dict[PairRule, int]
    full: tuple[int, ...]


def points(hundredths: int) -> S:
    """A fit or a cost in points from 0 to 100."""
    return number(Decimal(hundredths) / 100)


def contested(solution: Solution, mentor: int, highest: int) -> S:
    """How contested a mentor is, by the price of his places."""
    price = int(solution.prices[mentor])
    if price == 0:
        return S("masih longgar", "not contested")
    if price > highest:
        return S(
            "sangat diperebutkan: tanpa tempat itu seseorang tidak berpasangan",
            "highly contested: without the place somebody stays unmatched",
        )
    return S("diperebutkan: satu tempat bernilai {points} poin", "contested: a place is worth {points} points").fill(
        points=points(price)
    )  # fmt: skip


def alternative(pairs: Pairs, solution: Solution, mentee: int) -> Alternative | None:
    """The cheapest other pair of a mentee by the prices that prove the solution."""
    row = pairs.row(mentee)
    may = (row >= 0) & (pairs.capacity > 0)
    left = np.where(may, solution.reward + row - solution.prices, np.iinfo(np.int64).min)
    gain = max(0, int(left.max(initial=0)))
    if (own := int(solution.mentor[mentee])) >= 0:
        left[own] = np.iinfo(np.int64).min
        may[own] = False
    if not may.any():
        return None
    best = int(np.argmax(left))
    return Alternative(best, int(row[best]), gain - int(left[best]))


def why_not(pairs: PeoplePairs, mentee: int) -> WhyNot:
    """What keeps everybody from a mentee who has nobody; each mentor counts for the first rule against him."""
    left = np.ones(len(pairs.capacity), bool)
    removed = {}
    for rule, against in pairs.against(mentee).items():
        taken = left & against
        left &= ~against
        if taken.any():
            removed[rule] = int(taken.sum())
    return WhyNot(removed, tuple(np.flatnonzero(left).tolist()))


class Unmatched:
    """Everybody who has nobody, each with the reason and with what would help."""

    def __init__(
        self, pairs: PeoplePairs, solution: Solution, mentees: Sequence[Mentee], mentors: Sequence[Mentor]
    ) -> None:
        self._pairs, self._solution = pairs, solution
        self._mentees, self._mentors = mentees, mentors
        self.why = {int(at): why_not(pairs, int(at)) for at in np.flatnonzero(solution.mentor < 0)}
        # People waiting for a competency in a unit: a place there would take one of them.
        self.waiting: Counter[tuple[str, str]] = Counter()
        for at, why in self.why.items():
            self.waiting.update({(mentees[at].competency, mentors[j].unit) for j in why.full})

    def words(self, mentee: int) -> S:
        """The rule that took most mentors away, or the added place and the cheapest swap that would help."""
        why, one = self.why[mentee], self._mentees[mentee]
        name = competency_name(one.competency)
        if why.full:
            units = sorted({self._mentors[j].unit for j in why.full})
            unit = max(units, key=lambda unit: self.waiting[one.competency, unit])
            waiting = self.waiting[one.competency, unit]
            swap = alternative(self._pairs, self._solution, mentee)
            return S(
                "semua mentor yang boleh mendampingi ({count}) sudah penuh; tambah 1 kapasitas untuk {name} di {unit}: "
                "1 dari {waiting} orang yang menunggu di sana tertolong; tukar tempat dengan orang lain mengurangi "
                "kecocokan semua sedikitnya {points} poin",
                "all mentors who might guide ({count}) are full; add 1 place for {name} in {unit}: it helps 1 of "
                "{waiting} waiting there; to swap places with somebody takes at least {points} points of fit from all",
            ).fill(
                count=len(why.full),
                name=name,
                unit=unit or "unit tanpa kode",
                waiting=waiting,
                points=points(swap.cost if swap else 0),
            )
        if not why.removed:
            return S("tidak ada mentor", "there are no mentors")
        rule = max(why.removed, key=lambda rule: why.removed[rule])
        total = sum(why.removed.values())
        return S(
            "tidak ada mentor yang boleh mendampingi: {count} dari {total} {taken} ({rule})",
            "nobody may guide: {count} of {total} {taken} ({rule})",
        ).fill(count=why.removed[rule], total=total, taken=_TAKEN[rule].fill(name=name), rule=rule.value)


def words_of_scored(fit_: int, best: int) -> S:
    """Why a scored pair: it is the mentee's best, or so much below it for the sake of the others."""
    if fit_ == best:
        return S("skor tertinggi pegawai ini", "this mentee's highest score")
    return S(
        "{less} di bawah skor tertingginya, agar jumlah pasangan dan skor semua orang tertinggi",
        "{less} below the mentee's highest, so that pairs and scores of all are highest",
    ).fill(less=best - fit_)


def words_of_unscored(listed: int, open_: int) -> S:
    """Why nobody, of a mentee with `listed` scored mentors of whom `open_` have places at all."""
    if not listed:
        return S("tidak ada mentor yang dinilai", "no mentor is scored")
    if not open_:
        return S(
            "semua mentor yang dinilai ({count}) tanpa kapasitas",
            "none of the {count} scored mentors has a place",
        ).fill(count=listed)
    return S(
        "semua mentor yang dinilai ({count}) penuh; tambah 1 kapasitas pada salah satunya menolong 1 orang",
        "all {count} scored mentors are full; 1 more place at any of them helps 1 person",
    ).fill(count=open_)


def loads(mentor_of: Whole, mentors: int) -> Whole:
    """Mentees of each mentor (m,)."""
    return np.bincount(mentor_of[mentor_of >= 0], minlength=mentors)
