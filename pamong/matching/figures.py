"""Figures of a whole matching: pairs that would rather leave it, and how it falls on groups of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pamong.matching.pairs import Pairs
from pamong.matching.solver import Solution


@dataclass(frozen=True, slots=True)
class Share:
    """A group of mentees: how many, how many have somebody, and the mean fit of those."""

    kind: str
    group: str
    mentees: int
    matched: int
    mean_fit: float | None


def blocking_pairs(pairs: Pairs, solution: Solution) -> int:
    """Allowed pairs who both fit each other better than what they have; 0 is a stable matching.

    A mentor with a free place, or with somebody who fits less, would take the mentee; a mentee alone
    would take anybody allowed.
    """
    has = solution.mentor >= 0
    mine = np.where(has, solution.fit, -1)
    worst = np.full(len(pairs.capacity), np.iinfo(np.int64).max)
    np.minimum.at(worst, solution.mentor[has], solution.fit[has])
    load = np.bincount(solution.mentor[has], minlength=len(worst))
    worst = np.where(load < pairs.capacity, -1, worst)
    count = 0
    for block in pairs.blocks():
        theirs = worst[block.columns]
        blocks = (block.fit > mine[block.rows][:, None]) & (block.fit > theirs)
        blocks[block.barred] = False
        count += int(blocks.sum())
    return count


def fairness(solution: Solution, labels: Mapping[str, Sequence[str]]) -> list[Share]:
    """For each kind (unit, sex, grade, place) the groups of its labels, one label for each mentee."""
    lines = []
    has = solution.mentor >= 0
    for kind, names in labels.items():
        groups, where = np.unique(np.array(names, dtype=object).astype(str), return_inverse=True)
        people = np.bincount(where, minlength=len(groups))
        matched = np.bincount(where[has], minlength=len(groups))
        total = np.bincount(where[has], weights=solution.fit[has], minlength=len(groups))
        lines += [
            Share(kind, str(name), int(many), int(some), round(fit / some, 1) if some else None)
            for name, many, some, fit in zip(groups, people, matched, total.tolist(), strict=True)
        ]
    return lines
