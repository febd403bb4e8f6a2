"""The allowed pairs and their fits, in blocks; the whole matrix is never written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
NOT_ALLOWED = -1  # in place of a fit
CELLS = 1 << 17  # of a block, so that it stays in a core's own cache


@dataclass(frozen=True, slots=True)
class Block:
    """Some mentees against all mentors they may have.

    `fit[k, c]` is the fit of mentee `rows[k]` and mentor `columns[c]` (or `columns[k, c]`); the cells
    `barred` (row places, column places) hold no meaning.
    """

    rows: Whole  # (K,)
    columns: Whole  # (C,) or (K, C)
    fit: NDArray[np.integer]  # (K, C)
    barred: tuple[Whole, Whole]


class Pairs(Protocol):
    """Mentees 0 to n-1 and mentors 0 to m-1 with their capacities; fits are whole numbers from 0."""

    mentees: int
    capacity: Whole  # (m,)
    highest: int  # no fit is above it

    def blocks(self) -> Iterator[Block]:
        """Every allowed pair, each once."""
        ...

    def fits(self, mentee: Whole, mentor: Whole) -> Whole:
        """The fits of given pairs, as in `row`."""
        ...

    def row(self, mentee: int) -> Whole:
        """The mentee's fit with each mentor (m,); NOT_ALLOWED where a rule other than capacity bars it."""
        ...

    def column(self, mentor: int) -> Whole:
        """The mentor's fit with each mentee (n,), as in `row`."""
        ...


def ragged(starts: Whole, rows: Whole) -> tuple[Whole, Whole]:
    """Of lists laid end to end (`starts` (n+1,)), the places in `rows` and in the whole of every element."""
    lengths = starts[rows + 1] - starts[rows]
    within = np.repeat(np.arange(len(rows)), lengths)
    ends = np.cumsum(lengths)
    return within, np.arange(len(within)) + np.repeat(starts[rows] - ends + lengths, lengths)


def gathered(places: Whole, count: int) -> Whole:
    """Starts (count+1,) of lists laid end to end, from the sorted list number of every element."""
    return np.searchsorted(places, np.arange(count + 1))


def still_allowed(pairs: Pairs, before: Whole) -> tuple[Whole, Whole, Whole]:
    """Mentees, mentors and fits of the pairs of before (`before` (n,), -1 for nobody) that are allowed now."""
    mentee = np.flatnonzero(before >= 0)
    mentee = mentee[pairs.capacity[before[mentee]] > 0]
    fits = pairs.fits(mentee, before[mentee])
    still = fits >= 0
    return mentee[still], before[mentee][still], fits[still]
