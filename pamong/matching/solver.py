"""The best pairs for everybody, in rounds: choose among few pairs, price all of them, add what is missing.

Most people first, then the highest total. Both are proved: the number by a cover (`cover`), the total by
the prices. docs/methods/matching.md has the proofs.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pamong.matching import cover
from pamong.matching.columns import Columns
from pamong.matching.flow import Network, check_room, solve
from pamong.matching.pairs import Pairs, Whole, still_allowed
from pamong.matching.prices import middle
from pamong.matching.pricing import NOTHING, Found, look

_FIRST = 20  # pairs a mentee begins with,
_AMONG = 500  # the best of so many: if all began with their very best, few mentors would be asked by many
_MORE = 50  # pairs added to a mentee in a round
_REWARD = 4  # times the highest fit: what matching one more person is worth at first
_KEPT = 8  # of the columns of before, those that fall short by less than this part of a highest fit stay
_NEAR = 10  # a gap below so many highest fits is small; so much of one is near
_DEARER = 16  # the reward grows by this where it left somebody out


@dataclass(frozen=True, slots=True)
class Round:
    """One round: the value reached so far and what no pairs can exceed."""

    number: int
    columns: int
    matched: int
    total: int
    matched_bound: int
    upper_bound: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Solution:
    """The pairs, what proves them, and the bounds where the proof is not complete.

    No pairs match more than `matched_bound` people; none that match as many as these or more have a
    total above `upper_bound`.
    """

    mentor: Whole  # (n,) of each mentee, -1 for nobody
    fit: Whole  # (n,) 0 for nobody
    reward: int
    prices: Whole  # (m,)
    covered: NDArray[np.bool_]  # (m,) mentors of the cover that proves the number
    matched_bound: int
    upper_bound: int
    rounds: tuple[Round, ...] = ()
    columns: Columns | None = field(default=None, repr=False, compare=False)

    @property
    def matched(self) -> int:
        return int((self.mentor >= 0).sum())

    @property
    def total(self) -> int:
        return int(self.fit.sum())

    @property
    def optimal(self) -> bool:
        """Proved: nobody more can be matched, and so many not with a higher total."""
        return self.matched == self.matched_bound and self.total == self.upper_bound


Tell = Callable[[Round], None]


def best_pairs(
    pairs: Pairs,
    *,
    seed: int = 0,
    seconds: float | None = None,
    before: Solution | None = None,
    incumbent: Whole | None = None,
    tell: Tell = lambda _round: None,
) -> Solution:
    """Rounds until the proof is complete, or until another would probably end after `seconds`.

    `before` is the solution of a similar problem with the same people, to begin from. Pairs of the
    `incumbent` (n,), -1 for nobody, are among the first choice, so that no result is below them.
    """
    return _Search(pairs, seed, seconds, tell).run(before, incumbent)


class _Search:
    """The state of a search between its rounds."""

    def __init__(self, pairs: Pairs, seed: int, seconds: float | None, tell: Tell) -> None:
        self._pairs, self._seconds, self._tell = pairs, seconds, tell
        self._began = time.perf_counter()
        self._chance = np.random.default_rng(seed)
        self._n, self._m = pairs.mentees, len(pairs.capacity)
        self._reward = _REWARD * (pairs.highest + 1)
        self._check_room()
        self._rounds: list[Round] = []
        self._columns = Columns(*np.zeros((3, 0), np.int64))
        self._prices = np.zeros(self._m, np.int64)
        self._least = 0  # the least that solving can still reach: nobody is matched
        self._mentor = np.full(self._n, -1, np.int64)
        self._fit = np.zeros(self._n, np.int64)
        self._narrow = True

    def run(self, before: Solution | None, incumbent: Whole | None) -> Solution:
        self._begin(before)
        if incumbent is not None:
            self._columns = self._columns.plus(*still_allowed(self._pairs, incumbent))
        while True:
            began = time.perf_counter()
            self._choose()
            found = self._price()
            added = self._columns.plus(found.mentee, found.mentor, found.fit)
            # Prices of a narrowed choice may be wrong for a pair left out of it; all pairs then have a say.
            self._narrow = len(added) > len(self._columns)
            self._columns = added
            closed = self._ceiling == self._least and self._proved()
            if closed or self._late(time.perf_counter() - began):
                return self._solution()

    @property
    def _gap(self) -> int:
        """Between what no pairs can exceed and what is reached, in worth."""
        return self._ceiling - self._least

    def _begin(self, before: Solution | None) -> None:
        """The first columns: the best of some drawn mentors, or those near the prices of before."""
        pairs, floors, among = self._pairs, np.full(self._n, NOTHING), _AMONG
        if before is not None and before.columns is not None:
            among = self._m
            self._reward = max(self._reward, before.reward)
            self._prices = np.where(pairs.capacity > 0, before.prices, 0)
            self._columns = self._still(before.columns)
            worth = self._reward + self._columns.fit - self._prices[self._columns.mentor]
            np.maximum.at(floors, self._columns.mentee, worth)
        found = look(pairs, self._reward, self._prices, floors, _FIRST, among=among, chance=self._chance)
        self._columns = self._columns.plus(found.mentee, found.mentor, found.fit)
        self._wishes = found.best > NOTHING
        self._settle(found.best)
        short = self._reward + self._columns.fit - self._prices[self._columns.mentor]
        short -= self._gain[self._columns.mentee]
        if before is not None:
            self._columns = self._columns.where(np.flatnonzero(short >= -pairs.highest // _KEPT))
        nobody = np.zeros(self._m, bool)
        places = int(self._pairs.capacity.sum())
        self._covered = ~nobody if places < self._wishes.sum() else nobody
        self._matched_bound = min(places, int(self._wishes.sum()))

    def _still(self, columns: Columns) -> Columns:
        """Columns of before that are allowed now, with their fit of now."""
        fits = self._pairs.fits(columns.mentee, columns.mentor)
        allowed = np.flatnonzero((fits >= 0) & (self._pairs.capacity[columns.mentor] > 0))
        return Columns(columns.mentee[allowed], columns.mentor[allowed], fits[allowed])

    def _settle(self, best: Whole) -> None:
        """What each mentee gains at the prices, and the bound on any pairs' worth that follows."""
        self._gain = np.maximum(best, 0)
        self._ceiling = int((self._pairs.capacity * self._prices).sum()) + int(self._gain.sum())

    def _network(self) -> tuple[Network, Whole]:
        """The choice among the columns, in worth less prices and gains, and the columns taken in.

        A pair, a mentee left alone or a place left empty that falls short by more than the gap between
        bound and value is in no better solution: pairs are left out, the others made no dearer than that.
        """
        columns, prices, gain = self._columns, self._prices, self._gain
        short = self._reward + columns.fit - prices[columns.mentor] - gain[columns.mentee]
        gap = self._gap if self._narrow else self._ceiling
        keep = np.flatnonzero(short >= -gap)
        has = np.flatnonzero(self._pairs.capacity > 0)
        network = Network(
            columns.mentee[keep],
            columns.mentor[keep],
            short[keep],
            np.maximum(-gain, -gap - 1),
            has,
            self._pairs.capacity[has],
            np.minimum(prices[has], gap + 1),
            self._m,
        )
        return network, keep

    def _choose(self) -> None:
        """The best pairs among the columns, and prices that prove it."""
        network, keep = self._network()
        chosen = solve(network)
        has = chosen >= 0
        at = keep[chosen[has]]
        self._mentor = np.full(self._n, -1, np.int64)
        self._fit = np.zeros(self._n, np.int64)
        self._mentor[has] = self._columns.mentor[at]
        self._fit[has] = self._columns.fit[at]
        self._least = self._reward * int(has.sum()) + int(self._fit.sum())
        moved = middle(network, chosen)
        # A mentor without places has no price; nobody can have him.
        self._prices = np.where(self._pairs.capacity > 0, np.maximum(self._prices + moved, 0), 0)

    def _price(self) -> Found:
        columns = self._columns
        floors = np.zeros(self._n, np.int64)
        worth = self._reward + columns.fit - self._prices[columns.mentor]
        np.maximum.at(floors, columns.mentee, worth)
        # Once the prices are nearly right, what is nearly good enough saves a later round.
        highest = self._pairs.highest
        margin = min(self._gap, highest // _NEAR) if self._gap < _NEAR * highest else 0
        found = look(
            self._pairs, self._reward, self._prices, floors, _MORE, margin=margin, chance=self._chance
        )
        self._settle(found.best)
        matched, total = int((self._mentor >= 0).sum()), int(self._fit.sum())
        self._upper_bound = self._ceiling - self._reward * matched
        told = Round(
            len(self._rounds) + 1, len(columns), matched, total, self._matched_bound, self._upper_bound,
            time.perf_counter() - self._began,
        )  # fmt: skip
        self._rounds.append(told)
        self._tell(told)
        return found

    def _proved(self) -> bool:
        """Whether the number matched is proved too; else there are columns or a reward to go on with."""
        while (matched := int((self._mentor >= 0).sum())) < self._matched_bound:
            lacking = self._wishes & (self._mentor < 0)
            seen = cover.reached(self._columns, self._mentor, self._m, lacking)
            load = np.bincount(self._mentor[self._mentor >= 0], minlength=self._m)
            if (seen & (load < self._pairs.capacity)).any():
                self._raise_reward()
                return False
            asking = lacking | ((self._mentor >= 0) & seen[self._mentor])
            missing = cover.uncovered(self._pairs, seen, asking, _MORE)
            if not len(missing):
                self._covered, self._matched_bound = seen, matched
                return True
            self._columns = self._columns.plus(missing.mentee, missing.mentor, missing.fit)
        return True

    def _raise_reward(self) -> None:
        """One more person must be worth more than all the others lose."""
        enough = self._matched_bound * self._pairs.highest + 1
        if self._reward >= enough:
            raise AssertionError("somebody was left out at a reward that forbids it")
        more = min(self._reward * _DEARER, enough) - self._reward
        self._reward += more
        self._check_room()
        self._least += more * int((self._mentor >= 0).sum())
        # Everybody gains by the raise, so that the prices stand and the bound stays true.
        self._gain = np.where(self._wishes, self._gain + more, self._gain)
        self._ceiling += more * int(self._wishes.sum())

    def _check_room(self) -> None:
        """TooLarge unless worth, prices and their sums over everybody stay within 64 bits."""
        check_room(self._n + self._m + 1, 2 * (self._reward + self._pairs.highest))

    def _late(self, last: float) -> bool:
        """Whether a round like the last one would end after the time given."""
        if self._seconds is None:
            return False
        return time.perf_counter() - self._began + last > self._seconds

    def _solution(self) -> Solution:
        return Solution(
            self._mentor, self._fit, self._reward, self._prices, self._covered, self._matched_bound,
            self._upper_bound, tuple(self._rounds), self._columns,
        )  # fmt: skip
