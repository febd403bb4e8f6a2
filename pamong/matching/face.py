"""Among all best pairs, those that change the fewest pairs of before, and then load mentors most evenly.

Prices that prove a solution also describe every other best one: it uses only pairs that fall short of
nothing, fills every mentor who has a price and leaves nobody alone who gains. On these pairs another flow
chooses, with its own prices and its own proof.
"""

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pamong.matching.columns import Columns
from pamong.matching.errors import TooLarge
from pamong.matching.flow import Network, solve
from pamong.matching.pairs import Pairs, Whole, still_allowed
from pamong.matching.prices import middle
from pamong.matching.pricing import NOTHING, look
from pamong.matching.solver import Solution

_MORE = 20
_MOST_STEPS = 2_000_000  # places with a step of their own; with more, load is not evened


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen best pairs; `kept` of the pairs before are in it, and `proved` says that no more can be."""

    solution: Solution
    kept: int
    proved: bool
    evened: bool


@dataclass(frozen=True, slots=True)
class _Face:
    """The set of all best pairs, as prices describe it."""

    pairs: Pairs
    prices: Whole
    gain: Whole
    reward: int
    wishes: NDArray[np.bool_]  # (n,) who has an allowed pair

    def short(self, columns: Columns) -> Whole:
        return self.reward + columns.fit - self.prices[columns.mentor] - self.gain[columns.mentee]


def settle(
    pairs: Pairs, solution: Solution, incumbent: Whole | None = None, *, seconds: float | None = None
) -> Chosen:
    """The optimal solution again with the fewest changes against `incumbent` (n,), -1 for none."""
    before = np.full(pairs.mentees, -1) if incumbent is None else incumbent
    if not solution.optimal or solution.columns is None:
        return Chosen(solution, _kept(solution.mentor, before), proved=False, evened=False)
    began = time.perf_counter()
    best = look(pairs, solution.reward, solution.prices, np.full(pairs.mentees, -NOTHING), 0).best
    face = _Face(pairs, solution.prices, np.maximum(best, 0), solution.reward, best > NOTHING)
    columns = solution.columns.plus(*still_allowed(pairs, before))
    columns = columns.where(np.flatnonzero(face.short(columns) == 0))
    evened = True
    while True:
        try:
            chosen, floors, prices = _choose(face, columns, before, even=evened)
        except TooLarge:
            if not evened:
                raise
            evened = False
            continue
        more = _missing(face, prices, floors)
        grown = columns.plus(more.mentee, more.mentor, more.fit)
        done = len(grown) == len(columns)
        if done or (seconds is not None and time.perf_counter() - began > seconds):
            break
        columns = grown
    has = chosen >= 0
    mentor, fit = np.full(pairs.mentees, -1), np.zeros(pairs.mentees, np.int64)
    mentor[has], fit[has] = columns.mentor[chosen[has]], columns.fit[chosen[has]]
    settled = replace(solution, mentor=mentor, fit=fit)
    if not settled.optimal:
        raise AssertionError("a choice among the best pairs is not one of them")
    return Chosen(settled, _kept(mentor, before), proved=done, evened=evened)


def _kept(mentor: Whole, before: Whole) -> int:
    return int(((mentor == before) & (before >= 0)).sum())


def _choose(face: _Face, columns: Columns, before: Whole, *, even: bool) -> tuple[Whole, Whole, Whole]:
    """The chosen column of each mentee, each mentee's floor, and the prices that prove the choice.

    A kept pair is worth more than any evenness; a person left alone, a gain or a price given up costs
    more than all kept pairs together, and is never needed.
    """
    capacity = np.minimum(face.pairs.capacity, face.pairs.mentees)
    open_ = np.flatnonzero((capacity > 0) & (face.prices == 0))
    full = np.flatnonzero((capacity > 0) & (face.prices > 0))
    steps = int(capacity[open_].sum())
    if even and steps > _MOST_STEPS:
        raise TooLarge("terlalu banyak tempat")
    mentor_of_step = np.repeat(open_, capacity[open_])
    step = np.arange(steps) - np.repeat(np.cumsum(capacity[open_]) - capacity[open_], capacity[open_])
    uneven = 2 * step + 1 if even else np.zeros(steps, np.int64)  # squares of loads, place by place
    keep = int(uneven.sum()) + 1
    kept = columns.mentor == before[columns.mentee]
    never = keep * (int(kept.sum()) + 1)
    alone = -never * (face.wishes.astype(np.int64) + (face.gain > 0))
    network = Network(
        columns.mentee,
        columns.mentor,
        keep * kept.astype(np.int64),
        alone,
        np.concatenate((mentor_of_step, full)),
        np.concatenate((np.ones(steps, np.int64), capacity[full])),
        np.concatenate((-uneven, np.full(len(full), never))),
        len(capacity),
    )
    chosen = solve(network)
    prices = middle(network, chosen)
    floors = alone.copy()
    np.maximum.at(floors, columns.mentee, network.worth - prices[columns.mentor])
    return chosen, floors, prices


def _missing(face: _Face, prices: Whole, floors: Whole) -> Columns:
    """Pairs of the face that somebody would rather have at these prices."""
    parts = [np.zeros((3, 0), np.int64)]
    less = face.prices - face.reward
    for block in face.pairs.blocks():
        short = block.fit - less[block.columns] - face.gain[block.rows][:, None]
        short[block.barred] = NOTHING
        mine = np.broadcast_to(prices[block.columns], short.shape)
        better = (short == 0) & (-mine > floors[block.rows][:, None])
        row, column = np.nonzero(better)
        if not len(row):
            continue
        order = np.lexsort((mine[row, column], row))
        row, column = row[order], column[order]
        first = np.searchsorted(row, row)
        few = np.arange(len(row)) - first < _MORE
        row, column = row[few], column[few]
        mentor = block.columns[column] if block.columns.ndim == 1 else block.columns[row, column]
        parts.append(np.stack((block.rows[row], mentor, block.fit[row, column].astype(np.int64))))
    mentee, mentor, fit = np.concatenate(parts, axis=1)
    return Columns.of(mentee, mentor, fit)
