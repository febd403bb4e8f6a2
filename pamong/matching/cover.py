"""How many people can be matched at all, proved by a cover (König).

Choose some mentors and some mentees so that every allowed pair touches one of them. Then no more people
can be matched than those mentors have places and those mentees are many.
"""

import numpy as np
from numpy.typing import NDArray

from pamong.matching.columns import Columns
from pamong.matching.pairs import Pairs, Whole
from pamong.matching.pricing import NOTHING, look


def reached(
    columns: Columns, mentor_of: Whole, mentors: int, lacking: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Mentors (m,) that somebody lacking one can reach, by taking and making others move on."""
    has = mentor_of >= 0
    seen = np.zeros(mentors, bool)
    asking = lacking & ~has
    while asking.any():
        fresh = np.zeros(mentors, bool)
        fresh[columns.mentor[asking[columns.mentee]]] = True
        fresh &= ~seen
        seen |= fresh
        asking = has & fresh[mentor_of]
    return seen


def uncovered(pairs: Pairs, cover: NDArray[np.bool_], mentees: NDArray[np.bool_], most: int) -> Columns:
    """Allowed pairs of the given mentees with mentors outside the cover."""
    floors = np.where(mentees, -1, -NOTHING)
    found = look(pairs, 0, outside(pairs, cover), floors, most)
    return Columns.of(found.mentee, found.mentor, found.fit)


def outside(pairs: Pairs, cover: NDArray[np.bool_]) -> Whole:
    """Prices at which fit less price is below 0 for the mentors of the cover, and for no others."""
    return np.where(cover, 2 * (pairs.highest + 1), 0).astype(np.int64)
