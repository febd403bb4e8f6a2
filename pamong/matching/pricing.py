"""Every allowed pair is looked at under the present prices; the pairs worth adding are kept."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pamong.matching.pairs import Block, Pairs, Whole

NOTHING = -(np.int64(1) << 60)  # the best of a mentee who has no allowed pair


@dataclass(frozen=True, slots=True)
class Found:
    """`best` (n,): the highest worth less price of each mentee, NOTHING where there is none.

    The pairs found are `mentee`, `mentor` and `fit`.
    """

    best: Whole
    mentee: Whole
    mentor: Whole
    fit: Whole


def look(
    pairs: Pairs,
    reward: int,
    prices: Whole,
    floors: Whole,
    most: int,
    *,
    margin: int = 0,
    among: int | None = None,
    chance: np.random.Generator | None = None,
) -> Found:
    """The best of each mentee at reward + fit - price, and pairs above the mentee's floor.

    A mentee whose best is above its floor gives that pair and at most `most` others, the best of those above
    floor - margin. They are drawn from `among` mentors of a block by chance (from all where None), which
    spreads them over mentors who are equally good.
    """
    best = np.full(pairs.mentees, NOTHING)

    def mixed(width: int) -> Whole:
        order = np.arange(width) if chance is None else chance.permutation(width)
        return order[:among]

    less = prices - reward
    size = max(int(less.max(initial=0)), -int(less.min(initial=0))) + pairs.highest + 2
    kind = np.int32 if size < 1 << 30 else np.int64
    less = less.astype(kind)
    bottom = np.iinfo(kind).min
    found: list[tuple[Whole, Whole, Whole]] = []
    for block in pairs.blocks():
        left = block.fit - less[block.columns]
        left[block.barred] = bottom
        top = left.max(axis=1).astype(np.int64)
        best[block.rows] = np.where(top > bottom, top, NOTHING)
        wanting = np.flatnonzero((top > floors[block.rows]) & (top > bottom))
        if most and len(wanting):
            at_least = np.maximum(floors[block.rows[wanting]] - margin, np.int64(bottom))
            found.append(_above(block, wanting, left, at_least, most, mixed(left.shape[1])))
    if not found:
        nobody = np.zeros(0, np.int64)
        return Found(best, nobody, nobody, nobody)
    mentee, mentor, fit = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Found(best, mentee, mentor, fit)


def _above(
    block: Block,
    wanting: Whole,
    left: NDArray[np.integer],
    floors: Whole,
    most: int,
    mixed: Whole,
) -> tuple[Whole, Whole, Whole]:
    """The best of all and the best `most` of the mixed places, above the floor of each wanting row."""
    rows = left[wanting] if len(wanting) < len(left) else left
    first = rows.argmax(axis=1)[:, None]
    top = np.broadcast_to(mixed, (len(rows), len(mixed)))
    if most < len(mixed):
        rest = len(mixed) - most
        top = mixed[np.argpartition(rows[:, mixed], rest, axis=1)[:, rest:]]
    top = np.concatenate((first, top), axis=1)  # a pair found twice is one column
    value = np.take_along_axis(rows, top, axis=1)
    within, place = np.nonzero(value > floors[:, None])
    row, column = wanting[within], top[within, place]
    mentor = block.columns[column] if block.columns.ndim == 1 else block.columns[row, column]
    return block.rows[row], mentor, block.fit[row, column].astype(np.int64)
