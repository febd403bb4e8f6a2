"""Pairs given one by one with their scores; a pair that is not listed is not allowed."""

from collections.abc import Iterator

import numpy as np

from pamong.matching.pairs import CELLS, NOT_ALLOWED, Block, Whole, gathered


class ListedPairs:
    """Scored pairs as three lists of equal length: mentee, mentor, score (whole, from 0)."""

    def __init__(self, mentees: int, capacity: Whole, mentee: Whole, mentor: Whole, score: Whole) -> None:
        order = np.lexsort((mentor, mentee))
        self.mentees = mentees
        self.capacity = capacity
        self.mentee, self.mentor, self.score = mentee[order], mentor[order], score[order]
        self.highest = int(score.max(initial=0))
        self._starts = gathered(self.mentee, mentees)
        by_mentor = np.argsort(self.mentor, kind="stable")
        self._by_mentor = by_mentor
        self._mentor_starts = gathered(self.mentor[by_mentor], len(capacity))

    def blocks(self) -> Iterator[Block]:
        """Mentees with lists of about the same length share a block, padded to its longest."""
        lengths = np.diff(self._starts)
        order = np.argsort(lengths, kind="stable")
        order = order[lengths[order] > 0]
        while len(order):
            widest = int(lengths[order[-1]])
            rows = order[-max(1, CELLS // widest) :]
            # Within a block no list is less than half of the longest, so padding at most doubles it.
            rows = rows[2 * lengths[rows] > widest]
            order = order[: -len(rows)]
            yield self._block(rows, lengths[rows], widest)

    def fits(self, mentee: Whole, mentor: Whole) -> Whole:
        if not len(self.mentee):
            return np.full(len(mentee), NOT_ALLOWED)
        keys, asked = (self.mentee << 32) | self.mentor, (mentee << 32) | mentor
        at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.where(keys[at] == asked, self.score[at], NOT_ALLOWED)

    def row(self, mentee: int) -> Whole:
        fits = np.full(len(self.capacity), NOT_ALLOWED, np.int64)
        own = slice(self._starts[mentee], self._starts[mentee + 1])
        fits[self.mentor[own]] = self.score[own]
        return fits

    def column(self, mentor: int) -> Whole:
        fits = np.full(self.mentees, NOT_ALLOWED, np.int64)
        own = self._by_mentor[self._mentor_starts[mentor] : self._mentor_starts[mentor + 1]]
        fits[self.mentee[own]] = self.score[own]
        return fits

    def _block(self, rows: Whole, lengths: Whole, widest: int) -> Block:
        places = np.arange(widest)
        inside = places < lengths[:, None]
        at = np.where(inside, self._starts[rows][:, None] + places, self._starts[rows][:, None])
        columns = self.mentor[at]
        shut = ~inside | (self.capacity[columns] < 1)
        row, column = np.nonzero(shut)
        return Block(rows, columns, self.score[at], (row, column))
