"""Why this pair, why nobody, and what would help, in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
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


# What would open the mentors whom one rule alone keeps away, the easiest first.
_OPENS = {
    PairRule.REFUSAL: S(
        "ajak bicara: {n} mentor terhalang hanya oleh penolakan",
        "talk to both sides: the refusal alone keeps {n} of the mentors away",
    ),
    PairRule.GRADE: S(
        "bebaskan jenjangnya dalam penunjukan {n} mentor yang terhalang hanya oleh itu",
        "waive the grade in an appointment: it alone keeps {n} of the mentors away",
    ),
    PairRule.ELIGIBLE: S(
        "catat kualifikasi {n} mentor yang terhalang hanya oleh syarat metodenya",
        "record the qualification: it alone keeps {n} of the mentors away",
    ),
    PairRule.ACTIVE: S(
        "{n} mentor yang tidak aktif dapat mendampingi begitu aktif kembali",
        "{n} of the mentors may guide as soon as they are active again",
    ),
    PairRule.UNIT: S(
        "longgarkan aturan unit: {n} mentor terhalang hanya olehnya",
        "loosen the rule on units: it alone keeps {n} of the mentors away",
    ),
    PairRule.FIELD: S(
        "longgarkan syarat urusan: {n} mentor terhalang hanya olehnya",
        "loosen the rule on the field: it alone keeps {n} of the mentors away",
    ),
    PairRule.FAILED: S(
        "{n} mentor lain hanya terhalang oleh pasangan yang dikecualikan atau pernah gagal",
        "a pair that is excluded or failed before alone keeps {n} of the mentors away",
    ),
}


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a mentee has nobody: mentors taken away by each rule, and who would be open without one.

    `full` are the mentors against whom nothing stands but their places; `only` those whom one other rule
    keeps away and nothing else.
    """

    removed: dict[PairRule, int]
    full: Whole
    only: dict[PairRule, Whole]

    @property
    def rule(self) -> PairRule | None:
        """The rule to be counted: places where somebody might guide, else what took the most away."""
        if len(self.full):
            return PairRule.CAPACITY
        return max(self.removed, key=lambda rule: self.removed[rule], default=None)

    @property
    def remedy(self) -> PairRule:
        """What is easiest to mend: a place, what keeps somebody away alone, else a mentor of that level."""
        if len(self.full):
            return PairRule.CAPACITY
        return next((rule for rule in _OPENS if rule in self.only), PairRule.LEVEL)


@dataclass(frozen=True, slots=True)
class Help:
    """One thing a planner can do, and the mentees (by place) who would all have somebody then.

    `mentor` is who would take one more of each (CAPACITY) or be opened by the rule; none where a mentor with
    `level` in the competency has to be found.
    """

    rule: PairRule
    mentor: int | None
    competency: str
    level: int
    mentees: tuple[int, ...]


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
    rules = pairs.against(mentee)
    left = np.ones(len(pairs.capacity), bool)
    number = np.zeros(len(pairs.capacity), np.int64)
    removed = {}
    for rule, against in rules.items():
        taken = left & against
        left &= ~against
        number += against
        if taken.any():
            removed[rule] = int(taken.sum())
    alone = {rule: np.flatnonzero(against & (number == 1)) for rule, against in rules.items()}
    full = np.sort(np.concatenate((np.flatnonzero(left), alone.pop(PairRule.CAPACITY))))
    return WhyNot(removed, full, {rule: at for rule, at in alone.items() if len(at)})


def _holds(ordered: Whole, one: int) -> bool:
    at = int(np.searchsorted(ordered, one))
    return at < len(ordered) and int(ordered[at]) == one


class Unmatched:
    """Everybody who has nobody, each with the reason and with what would help."""

    def __init__(
        self, pairs: PeoplePairs, solution: Solution, mentees: Sequence[Mentee], mentors: Sequence[Mentor]
    ) -> None:
        self._pairs, self._solution = pairs, solution
        self._mentees, self._mentors = mentees, mentors
        self.why = {int(at): why_not(pairs, int(at)) for at in np.flatnonzero(solution.mentor < 0)}
        self.helps = sorted(
            (*self._places(), *self._others()), key=lambda one: (-len(one.mentees), one.mentees)
        )
        self.help_of = {at: one for one in self.helps for at in one.mentees}

    def _places(self) -> Iterator[Help]:
        """Who should take how many more, so that all who are kept out by places alone have somebody.

        Always the mentor whom most of the rest may have, then the one who fits them best.
        """
        left = {at: self._pairs.row(at)[why.full] for at, why in self.why.items() if len(why.full)}
        number, worth = np.zeros((2, len(self._mentors)), np.int64)
        for at, fits in left.items():
            number[self.why[at].full] += 1
            worth[self.why[at].full] += fits
        while left:
            best = int(np.lexsort((-np.arange(len(number)), worth, number))[-1])
            served = tuple(at for at in left if _holds(self.why[at].full, best))
            for at in served:
                full, fits = self.why[at].full, left.pop(at)
                number[full] -= 1
                worth[full] -= fits
            names = Counter(self._mentees[at].competency for at in served)
            yield Help(PairRule.CAPACITY, best, min(names, key=lambda name: (-names[name], name)), 0, served)

    def _others(self) -> Iterator[Help]:
        groups: dict[tuple[PairRule, int | None, str], list[int]] = {}
        for at, why in self.why.items():
            if len(why.full):
                continue
            mentor = int(why.only[why.remedy][0]) if why.remedy in _OPENS else None
            groups.setdefault((why.remedy, mentor, self._mentees[at].competency), []).append(at)
        for (rule, mentor, name), people in groups.items():
            level = max(self._mentees[at].required for at in people)
            yield Help(rule, mentor, name, level, tuple(people))

    def words(self, mentee: int) -> S:
        """The rule that took most mentors away, or the added place and the cheapest swap; then what would help."""
        why, one = self.why[mentee], self._mentees[mentee]
        name = competency_name(one.competency)
        if len(why.full):
            return self._full_words(mentee, name)
        if why.rule is None:
            return S("tidak ada mentor", "there are no mentors")
        opens = _OPENS.get(why.remedy)
        mend = (
            opens.fill(n=len(why.only[why.remedy]))
            if opens
            else S(
                "cari mentor atau pihak ketiga dengan level {level} untuk {name}",
                "find a mentor or a third party with level {level} in {name}",
            ).fill(level=max(1, one.required), name=name)
        )
        return S(
            "tidak ada mentor yang boleh mendampingi: {count} dari {total} {taken} ({rule}); {mend}",
            "nobody may guide: {count} of {total} {taken} ({rule}); {mend}",
        ).fill(
            count=why.removed[why.rule],
            total=sum(why.removed.values()),
            taken=_TAKEN[why.rule].fill(name=name),
            rule=why.rule.value,
            mend=mend,
        )

    def _full_words(self, mentee: int, name: S) -> S:
        """One place more, where it would help, and what a place at the expense of others costs at least."""
        why, helped = self.why[mentee], self.help_of[mentee]
        swap = alternative(self._pairs, self._solution, mentee)
        waiting = len(helped.mentees)
        words = S(
            "semua mentor yang boleh mendampingi ({count}) sudah penuh; tambah 1 kapasitas untuk {name} di {unit}: {helped}",
            "all mentors who might guide ({count}) are full; add 1 place for {name} in {unit}: {helped}",
        ).fill(
            count=len(why.full),
            name=name,
            unit=self._mentors[helped.mentor or 0].unit or "unit tanpa kode",
            helped=S("orang ini tertolong", "it helps this person")
            if waiting == 1
            else S(
                "1 dari {waiting} orang yang menunggu di sana tertolong",
                "it helps 1 of {waiting} waiting there",
            ).fill(waiting=waiting),
        )
        if swap is None or not swap.cost:  # at least nothing says nothing
            return words
        return S(
            "{words}; tukar tempat dengan orang lain mengurangi kecocokan semua sedikitnya {points} poin",
            "{words}; to swap places with somebody takes at least {points} points of fit from all",
        ).fill(words=words, points=points(swap.cost))


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
