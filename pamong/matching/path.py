"""One person more or one place more in a proved solution: a single shortest augmenting path.

Prices and gains stay a proof over all allowed pairs after every step, so nothing else need be looked at.
Shortness is the loss of worth; of equally short paths the one that moves the fewest people is taken.
"""

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pamong.matching.pairs import NOT_ALLOWED, Pairs, Whole

_FAR = np.int64(1) << 60


@dataclass(slots=True)
class Standing:
    """Pairs and the prices and gains that prove them; changed in place.

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
    absent: NDArray[np.bool_]  # (n,) who is not there (yet, or any more) and has nobody

    def held(self, mentor: int) -> Whole:
        """The mentees of a mentor."""
        return np.flatnonzero(self.mentor == mentor)


def leave(standing: Standing, mentee: int) -> int:
    """Take a mentee out and let the place serve others best; the number of people that moved."""
    s = standing
    mentor = int(s.mentor[mentee])
    s.mentor[mentee], s.fit[mentee], s.gain[mentee], s.absent[mentee] = -1, 0, 0, True
    return fill(s, mentor) if mentor >= 0 else 0


def seat(standing: Standing, mentee: int) -> int:
    """Bring an absent mentee in, with the best that all others allow; the number of people that moved."""
    s = standing
    s.absent[mentee] = False
    row = s.pairs.row(mentee)
    short = np.where(row == NOT_ALLOWED, _FAR, s.prices - s.reward - row)
    gain = max(0, -int(short.min(initial=0)))
    distance = short + gain
    distance[s.capacity < 1] = _FAR
    steps = np.where(distance < _FAR, 1, 0)
    via = np.full(len(row), mentee)  # who would come to the mentor
    fits = row.copy()
    load = np.bincount(s.mentor[s.mentor >= 0], minlength=len(row))
    free = load < s.capacity
    best, end = (gain, 0), (-1, -1)  # the newcomer stays alone
    done = np.zeros(len(row), bool)
    heap = [(int(distance[j]), 1, int(j)) for j in np.flatnonzero(distance < min(_FAR, gain + 1))]
    heapq.heapify(heap)
    while heap:
        far, moves, at = heapq.heappop(heap)
        if (far, moves) >= best:
            break
        if done[at] or (far, moves) > (distance[at], steps[at]):
            continue
        done[at] = True
        if free[at]:
            best, end = (far, moves), (at, -1)
            break
        for other in s.held(at).tolist():
            if (far + int(s.gain[other]), moves) < best:
                best, end = (far + int(s.gain[other]), moves), (at, other)
            line = s.pairs.row(other)
            beyond = np.where(line == NOT_ALLOWED, _FAR, far + s.gain[other] + s.prices - s.reward - line)
            beyond[s.capacity < 1] = _FAR
            nearer = ~done & (beyond <= best[0])
            nearer &= (beyond < distance) | ((beyond == distance) & (moves + 1 < steps))
            for j in np.flatnonzero(nearer).tolist():
                distance[j], steps[j], via[j], fits[j] = beyond[j], moves + 1, other, line[j]
                heapq.heappush(heap, (int(beyond[j]), moves + 1, j))
    total = best[0]
    rise = np.where(done, np.maximum(total - distance, 0), 0)
    has = s.mentor >= 0
    s.gain[has] -= rise[s.mentor[has]]
    s.gain[mentee] = gain - total
    s.prices += rise
    return _move_along(s, end, via, fits)


def _move_along(s: Standing, end: tuple[int, int], via: Whole, fits: Whole) -> int:
    """Everybody of the path takes the next place; the number who moved."""
    at, out = end
    if out >= 0:
        s.mentor[out], s.fit[out] = -1, 0
    moved = 0
    while at >= 0:
        comer = int(via[at])
        before = int(s.mentor[comer]) if comer != out else -1
        s.mentor[comer], s.fit[comer] = at, fits[at]
        moved += 1
        at = before
    return moved


def fill(standing: Standing, mentor: int) -> int:
    """Let a place that became free at a mentor serve best; the number of people that moved."""
    s = standing
    m = len(s.prices)
    distance = np.full(m, _FAR)
    steps = np.zeros(m, np.int64)
    came: list[tuple[int, int, int]] = [(-1, -1, 0)] * m  # who left the mentor, where to, with what fit
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
        beyond = np.where(line == NOT_ALLOWED, _FAR, far + s.gain + s.prices[at] - s.reward - line)
        beyond[(s.mentor == at) | s.absent] = _FAR
        new = np.flatnonzero(~has & (beyond < _FAR))
        if len(new):
            comer = int(new[np.argmin(beyond[new])])
            if (int(beyond[comer]), moves + 1) < best:
                best, end = (int(beyond[comer]), moves + 1), (at, comer, int(line[comer]))
        for k in np.flatnonzero(has & (beyond <= best[0])).tolist():
            j = int(s.mentor[k])
            if not done[j] and (int(beyond[k]), moves + 1) < (distance[j], steps[j] or _FAR):
                distance[j], steps[j], came[j] = beyond[k], moves + 1, (k, at, int(line[k]))
                heapq.heappush(heap, (int(beyond[k]), moves + 1, j))
    total = best[0]
    fall = np.where(done, np.maximum(total - distance, 0), 0)
    s.gain[has] += fall[s.mentor[has]]
    s.prices -= fall
    at, comer, fit = end
    moved = 0
    if comer >= 0:
        s.mentor[comer], s.fit[comer] = at, fit
        moved += 1
    while at != mentor:
        comer, to, fit = came[at]
        s.mentor[comer], s.fit[comer] = to, fit
        moved += 1
        at = to
    return moved
