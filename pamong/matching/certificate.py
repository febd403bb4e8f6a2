"""Checks a solution again from nothing but the pairs, the prices and the rules.

This shares no code with the search: it asks the rules for one mentee's fits at a time, adds up what the
pairs claim, and works both bounds out anew. docs/methods/matching.md proves that the bounds hold for
whatever prices and cover it is given.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Row = Callable[[int], NDArray[np.int64]]  # a mentee's fit with each mentor, below 0 where not allowed


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found: sentences about pairs that break a rule, the sums, and the two bounds."""

    faults: tuple[str, ...]
    matched: int
    total: int
    matched_bound: int
    upper_bound: int

    @property
    def optimal(self) -> bool:
        return not self.faults and (self.matched, self.total) == (self.matched_bound, self.upper_bound)


def check(
    row: Row,
    capacity: NDArray[np.int64],
    mentor_of: NDArray[np.int64],
    prices: NDArray[np.int64],
    reward: int,
    covered: NDArray[np.bool_],
) -> Checked:
    """Check pairs (`mentor_of` (n,), -1 for nobody) against prices (m,) and a cover of mentors (m,)."""
    faults = [] if (prices >= 0).all() and reward >= 0 else ["prices and reward must not be below 0"]
    load = [0] * len(capacity)
    total = matched = uncovered = 0
    ceiling = sum(int(c) * int(v) for c, v in zip(capacity, prices, strict=True))
    room = capacity > 0
    for mentee, mentor in enumerate(mentor_of.tolist()):
        fits = row(mentee)
        may = room & (fits >= 0)
        gains = (reward + fits - prices)[may]
        ceiling += max(0, int(gains.max(initial=0)))
        uncovered += bool((may & ~covered).any())
        if mentor < 0:
            continue
        matched += 1
        load[mentor] += 1
        if may[mentor]:
            total += int(fits[mentor])
        else:
            faults.append(f"mentee {mentee} may not have mentor {mentor}")
    faults += [
        f"mentor {at} has {held} of {most} places" for at, (held, most) in enumerate(zip(load, capacity, strict=True))
        if held > most
    ]  # fmt: skip
    bound = int(capacity[covered].sum()) + uncovered
    return Checked(tuple(faults), matched, total, bound, ceiling - reward * matched)
