"""Pairs settled beforehand and people kept without: their places are taken, and the rest is solved and proved.

What is proved of the rest holds for the whole: every way of pairing that keeps the forced pairs is a way of
pairing the rest, plus a number and a fit that never change.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pamong.matching.pairs import Whole
from pamong.matching.solver import Solution
from pamong.policy.pairing import Mentee, Mentor


@dataclass(frozen=True, slots=True)
class Rest:
    """Who is left to be paired; `place[k]` is the place of its mentee k among all."""

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    place: Whole

    def of(self, values: Whole) -> Whole:
        """What stands for each of all mentees, for those of the rest."""
        return values[self.place]


def rest_of(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], forced: Mapping[int, int], left_out: frozenset[int]
) -> Rest:
    """Everybody but the forced and the left out; mentors with the places the forced pairs leave.

    `forced` names a mentor for a mentee, both by place. ValueError where a mentor has not that many places.
    """
    taken = Counter(forced.values())
    if any(number > mentors[at].capacity for at, number in taken.items()):
        raise ValueError("more forced pairs than places")
    place = [at for at in range(len(mentees)) if at not in forced and at not in left_out]
    return Rest(
        tuple(mentees[at] for at in place),
        tuple(replace(one, capacity=one.capacity - taken[at]) for at, one in enumerate(mentors)),
        np.array(place, np.int64),
    )


def joined(rest: Rest, solution: Solution, forced: Mapping[int, tuple[int, int]], mentees: int) -> Solution:
    """The solution of the rest and the forced pairs (mentor and fit by mentee) as one, bounds and all.

    Prices and cover are the rest's: they prove nothing about a forced pair.
    """
    mentor, fit = np.full(mentees, -1, np.int64), np.zeros(mentees, np.int64)
    mentor[rest.place], fit[rest.place] = solution.mentor, solution.fit
    for at, (held, worth) in forced.items():
        mentor[at], fit[at] = held, worth
    return replace(
        solution,
        mentor=mentor,
        fit=fit,
        matched_bound=solution.matched_bound + len(forced),
        upper_bound=solution.upper_bound + sum(worth for _held, worth in forced.values()),
        columns=None,
    )
