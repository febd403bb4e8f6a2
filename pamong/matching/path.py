"""One person or one place more or less in a proved solution: a single shortest augmenting path.

Prices and gains stay a proof over all allowed pairs after every step, so nothing else need be looked at.
Shortness is the loss of worth; of equally short paths the one that moves the fewest people is taken.
"""

import heapq
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pamong.matching import cover
from pamong.matching.columns import Columns
from pamong.matching.pairs import NOT_ALLOWED, Pairs, Whole
from pamong.matching.pricing import NOTHING, look
from pamong.matching.solver import Solution

_FAR = np.int64(1) << 60
_Flags = NDArray[np.bool_]


@dataclass(slots=True)
class Standing:
    """Pairs and the prices and gains that prove them; changed in place by the functions below.

    For all allowed pairs reward + fit <= price + gain, with equality where paired; whoever is alone gains
    nothing, and a mentor with a free place has no price.
    """

    pairs: Pairs
    capacity: Whole  # (m,)
    mentor: Whole  # (n,) -1 for nobody
    fit: Whole  # (n,)
    prices: Whole  # (m,)
    gain: Whole  # (n,)
    reward: int
    covered: _Flags  # (m,) the cover that proves the number
    outside: _Flags  # (n,) whether a mentee may have a mentor outside the cover
    absent: _Flags  # (n,) who is not there (yet, or any more) and has nobody

    def held(self, mentor: int) -> Whole:
        """The mentees of a mentor."""
        return np.flatnonzero(self.mentor == mentor)

    def solution(self) -> Solution:
        """As a solution; not `optimal` where the cover no longer proves the number, so solve anew then."""
        ceiling = int((self.capacity * self.prices).sum()) + int(self.gain.sum())
        bound = int(self.capacity[self.covered].sum()) + int(self.outside.sum())
        matched = int((self.mentor >= 0).sum())
        return Solution(
            self.mentor.copy(), self.fit.copy(), self.reward, self.prices.copy(), self.covered.copy(),
            bound, ceiling - self.reward * matched,
        )  # fmt: skip


def begin(pairs: Pairs, solution: Solution) -> Standing:
    """The standing of an optimal solution; ValueError of one that is not, as prices then prove nothing."""
    if not solution.optimal:
        raise ValueError("only an optimal solution can be changed by paths")
    apart = np.full(pairs.mentees, -NOTHING)
    best = look(pairs, solution.reward, solution.prices, apart, 0).best
    covered = solution.covered | (pairs.capacity < 1)
    return Standing(
        pairs, pairs.capacity.copy(), solution.mentor.copy(), solution.fit.copy(), solution.prices.copy(),
        np.maximum(best, 0), solution.reward, covered, _outside(pairs, covered), np.zeros(pairs.mentees, bool),
    )  # fmt: skip


def resumed(
    pairs: Pairs, mentor: Whole, fresh: _Flags, prices: Whole, reward: int, covered: _Flags, *, most: int = 8
) -> Solution | None:
    """The best pairs from those of before (`mentor` (n,), -1 for nobody) and what proved them, change by change.

    Who is `fresh` (n,) arrives, a place that somebody left is filled, a place too few is given up: each by one
    path. None where the prices of before prove nothing any more, for instance under other weights, where there are
    more than `most` changes, and where the number has to be proved anew: then solve.
    """
    mentor = np.where(fresh, -1, mentor)
    has = np.flatnonzero(mentor >= 0)
    fit = np.zeros(pairs.mentees, np.int64)
    fit[has] = pairs.fits(has, mentor[has])
    load = np.bincount(mentor[has], minlength=len(prices))
    priced = prices > 0
    begun = np.maximum(np.where(priced, load, pairs.capacity), load)
    changes = int(fresh.sum()) + int(np.abs(begun - pairs.capacity).sum())
    if (fit[has] < 0).any() or changes > most or ((load > 0) & (pairs.capacity < 1)).any():
        return None
    best = np.maximum(look(pairs, reward, prices, np.full(pairs.mentees, -NOTHING), 0).best, 0)
    gain = np.zeros(pairs.mentees, np.int64)
    gain[has] = reward + fit[has] - prices[mentor[has]]
    if (best != gain)[~fresh].any():
        return None
    covered = covered | (pairs.capacity < 1)
    outside = _outside(pairs, covered) & ~fresh
    standing = Standing(
        pairs, begun, mentor, fit, prices.copy(), gain, reward, covered, outside, fresh.copy()
    )
    for at in np.flatnonzero(begun != pairs.capacity).tolist():
        while standing.capacity[at] > pairs.capacity[at]:
            drop_place(standing, at)
        while standing.capacity[at] < pairs.capacity[at]:
            add_place(standing, at)
    for one in np.flatnonzero(fresh).tolist():
        arrive(standing, one)
    found = standing.solution()
    kept = np.flatnonzero(found.mentor >= 0)
    columns = Columns.of(kept, found.mentor[kept], found.fit[kept])
    return replace(found, columns=columns) if found.optimal else None


def _outside(pairs: Pairs, covered: _Flags) -> _Flags:
    """Mentees (n,) who may have a mentor outside the cover."""
    return look(pairs, 0, cover.outside(pairs, covered), np.full(pairs.mentees, -NOTHING), 0).best >= 0


def arrive(standing: Standing, mentee: int) -> int:
    """Bring an absent mentee in, with the best that all others allow; the number of people that moved."""
    s = standing
    row = np.where(s.capacity > 0, s.pairs.row(mentee), NOT_ALLOWED)
    short = np.where(row == NOT_ALLOWED, _FAR, s.prices - s.reward - row)
    gain = max(0, -int(short.min(initial=0)))
    s.absent[mentee] = False
    s.outside[mentee] = bool(((row != NOT_ALLOWED) & ~s.covered).any())
    via = np.full(len(row), mentee)
    distance = np.where(short < _FAR, short + gain, _FAR)
    total, moved = _take(s, distance, via, row, alone=gain)
    s.gain[mentee] = gain - total
    return moved


def leave(standing: Standing, mentee: int) -> int:
    """Take a mentee out and let the place serve others best; the number of people that moved."""
    s = standing
    mentor = int(s.mentor[mentee])
    s.mentor[mentee], s.fit[mentee], s.gain[mentee] = -1, 0, 0
    s.absent[mentee], s.outside[mentee] = True, False
    return _fill(s, mentor) if mentor >= 0 else 0


def add_place(standing: Standing, mentor: int) -> int:
    """Give a mentor one more place; the number of people that moved."""
    s = standing
    if s.capacity[mentor] == 0:
        line = s.pairs.column(mentor)
        may = (line != NOT_ALLOWED) & ~s.absent
        s.prices[mentor] = max(0, int((s.reward + line - s.gain)[may].max(initial=0)))
    s.capacity[mentor] += 1
    return _fill(s, mentor)


def drop_place(standing: Standing, mentor: int) -> int:
    """Take one place from a mentor who has any; the number of people that moved."""
    s = standing
    s.capacity[mentor] -= 1
    if s.capacity[mentor] == 0 and not s.covered[mentor]:
        s.covered[mentor] = True  # without places he costs the cover nothing
        s.outside = _outside(s.pairs, s.covered) & ~s.absent
    if len(s.held(mentor)) <= s.capacity[mentor]:
        return 0
    m = len(s.prices)
    distance = np.full(m, _FAR)
    distance[mentor] = 0
    return _take(s, distance, np.full(m, -1), np.zeros(m, np.int64), alone=None)[1]


def _take(s: Standing, distance: Whole, via: Whole, fits: Whole, alone: int | None) -> tuple[int, int]:
    """Seat one too many: `via` would come to a mentor at `distance`; the path's length, and who moved.

    The path ends at a free place, with somebody left alone, or with the newcomer alone at that loss.
    """
    m = len(s.prices)
    steps = np.where(via >= 0, 1, 0)
    held = np.bincount(s.mentor[s.mentor >= 0], minlength=m)
    limit = int(_FAR) if alone is None else alone
    best, end = (limit, 0), (-1, -1)
    done = np.zeros(m, bool)
    heap = [
        (int(distance[j]), int(steps[j]), int(j))
        for j in np.flatnonzero((distance <= limit) & (distance < _FAR))
    ]
    heapq.heapify(heap)
    while heap:
        far, moves, at = heapq.heappop(heap)
        if (far, moves) >= best:
            break
        if done[at] or (far, moves) > (distance[at], steps[at]):
            continue
        done[at] = True
        if held[at] < s.capacity[at]:
            best, end = (far, moves), (at, -1)
            break
        for other in s.held(at).tolist():
            if (far + int(s.gain[other]), moves) < best:
                best, end = (far + int(s.gain[other]), moves), (at, other)
            line = s.pairs.row(other)
            beyond = far + s.gain[other] + s.prices - s.reward - line
            nearer = ~done & (line != NOT_ALLOWED) & (s.capacity > 0) & (beyond <= best[0])
            nearer &= (beyond < distance) | ((beyond == distance) & (moves + 1 < steps))
            for j in np.flatnonzero(nearer).tolist():
                distance[j], steps[j], via[j], fits[j] = beyond[j], moves + 1, other, line[j]
                heapq.heappush(heap, (int(beyond[j]), moves + 1, j))
    rise = np.where(done, np.maximum(best[0] - distance, 0), 0)
    has = s.mentor >= 0
    s.gain[has] -= rise[s.mentor[has]]
    s.prices += rise
    at, out = end
    if out >= 0:
        s.mentor[out], s.fit[out] = -1, 0
    moved = 0
    while at >= 0 and (comer := int(via[at])) >= 0:
        before = int(s.mentor[comer])
        s.mentor[comer], s.fit[comer] = at, fits[at]
        moved += 1
        at = before
    return best[0], moved


def _fill(s: Standing, mentor: int) -> int:
    """Let a place that is free at a mentor serve best; the number of people that moved."""
    m = len(s.prices)
    distance = np.full(m, _FAR)
    steps = np.zeros(m, np.int64)
    came: list[tuple[int, int, int]] = [(-1, -1, 0)] * m  # who leaves the mentor, where to, with what fit
    distance[mentor] = 0
    best, end = (int(s.prices[mentor]), 0), (mentor, -1, 0)  # the place stays empty
    done = np.zeros(m, bool)
    has = s.mentor >= 0
    heap = [(0, 0, mentor)]
    while heap:
        far, moves, at = heapq.heappop(heap)
        if (far, moves) >= best:
            break
        if done[at] or (far, moves) > (distance[at], steps[at]):
            continue
        done[at] = True
        if (far + int(s.prices[at]), moves) < best:
            best, end = (far + int(s.prices[at]), moves), (at, -1, 0)
        line = s.pairs.column(at)
        beyond = far + s.gain + s.prices[at] - s.reward - line
        beyond[(line == NOT_ALLOWED) | (s.mentor == at) | s.absent] = _FAR
        new = np.flatnonzero(~has & (beyond < _FAR))
        if len(new):
            comer = int(new[np.argmin(beyond[new])])
            if (int(beyond[comer]), moves + 1) < best:
                best, end = (int(beyond[comer]), moves + 1), (at, comer, int(line[comer]))
        for k in np.flatnonzero(has & (beyond <= best[0])).tolist():
            j = int(s.mentor[k])
            if not done[j] and (int(beyond[k]), moves + 1) < (distance[j], steps[j]):
                distance[j], steps[j], came[j] = beyond[k], moves + 1, (k, at, int(line[k]))
                heapq.heappush(heap, (int(beyond[k]), moves + 1, j))
    fall = np.where(done, np.maximum(best[0] - distance, 0), 0)
    s.gain[has] += fall[s.mentor[has]]
    s.prices -= fall
    at, comer, fit = end
    moved = int(comer >= 0)
    if comer >= 0:
        s.mentor[comer], s.fit[comer] = at, fit
    while at != mentor:
        comer, to, fit = came[at]
        s.mentor[comer], s.fit[comer] = to, fit
        moved += 1
        at = to
    return moved
