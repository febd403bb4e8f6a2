"""Invented mentees and mentors, uniform: two pairs in three are allowed, capacity is just enough."""

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from pamong.matching.listed import ListedPairs
from pamong.matching.people import PeoplePairs
from pamong.policy.pairing import Mentee, Mentor, Programme

ON = date(2026, 11, 24)
COMPETENCIES = [f"k{number}" for number in range(14)]
SLOTS = [f"{day}-{hour:02}" for day in ("sen", "sel", "rab", "kam", "jum") for hour in range(8, 17)]
FIELDS, PLACES, UNITS = 12, 20, 60
PLACES_EACH = 3


def people(
    mentees: int, mentors: int, seed: int = 2026, declared: float = 0.8
) -> tuple[list[Mentee], list[Mentor]]:
    """14 competencies, 12 fields, 20 places, 60 units, 45 slots; a third states preferences, a tenth refuses.

    `declared` is the share of people who declare slots.
    """
    rng = np.random.default_rng(seed)

    def common() -> dict[str, object]:
        slots = rng.choice(SLOTS, size=int(rng.integers(2, 7)), replace=False).tolist()
        return {
            "unit": f"u{rng.integers(UNITS)}",
            "institution": "i",
            "field": f"f{rng.integers(FIELDS)}",
            "place": f"p{rng.integers(PLACES)}",
            "slots": frozenset(slots if rng.random() < declared else ()),
        }

    left = [
        Mentee(
            id=f"e{at}",
            competency=COMPETENCIES[rng.integers(14)],
            required=int(rng.integers(1, 5)),
            held=None,
            grade=1 + int(rng.binomial(8, 0.3)),
            preferred=tuple(f"m{j}" for j in rng.choice(mentors, 3, replace=False))
            if rng.random() < 0.3
            else (),
            refused=frozenset({f"m{rng.integers(mentors)}"} if rng.random() < 0.1 else ()),
            **common(),  # type: ignore[arg-type]
        )
        for at in range(mentees)
    ]
    right = []
    for at in range(mentors):
        base = int(rng.integers(2, 6))
        levels = {name: int(np.clip(base + rng.integers(-1, 2), 0, 5)) for name in COMPETENCIES}
        grade = min(9, 2 + int(rng.binomial(8, 0.36)))
        right.append(Mentor(id=f"m{at}", levels=levels, grade=grade, capacity=PLACES_EACH, **common()))  # type: ignore[arg-type]
    return left, right


def uniform(mentees: int, seed: int = 2026) -> PeoplePairs:
    """The pairs of `mentees` people and a third as many mentors of three places each."""
    return PeoplePairs(*people(mentees, mentees // PLACES_EACH, seed), Programme(), on=ON)


class Rough:
    """People of few traits: level surplus, grade, family, place, rating and rank, fits from 0 to 1,200."""

    def __init__(self, n: int, seed: int = 2026) -> None:
        rng = np.random.default_rng(seed)
        m = n // PLACES_EACH
        self.competency, self.required = rng.integers(0, 14, n), rng.integers(1, 5, n)
        self.grade, self.family = rng.integers(1, 6, n), rng.integers(0, 8, n)
        self.place, self.unit, self.apart = (
            rng.integers(0, 10, n),
            rng.integers(0, 60, n),
            rng.random(n) < 0.5,
        )
        self.level = np.clip(rng.integers(2, 6, m) + rng.integers(-1, 2, (14, m)), 0, 5)
        self.above, self.their_family = rng.integers(2, 8, m), rng.integers(0, 8, m)
        self.their_place, self.their_unit = rng.integers(0, 10, m), rng.integers(0, 60, m)
        self.rating = rng.integers(0, 3, m)
        self.capacity = np.full(m, PLACES_EACH)
        self.rank = np.zeros((n, m), np.int16)
        for at in np.flatnonzero(rng.random(n) < 0.3):
            self.rank[at, rng.choice(m, 3, replace=False)] = (300, 200, 100)
        self.conflict = rng.integers(0, n, n // 10), rng.integers(0, m, n // 10)

    def pairs(self) -> ListedPairs:
        surplus = self.level[self.competency] - self.required[:, None]
        distance = self.above - self.grade[:, None]
        fits = (
            100 * np.minimum(surplus, 4) + np.maximum(0, 150 - 50 * np.abs(distance - 1)) + 50 * self.rating
        )
        fits += 150 * (self.family[:, None] == self.their_family) + 100 * (
            self.place[:, None] == self.their_place
        )
        fits += self.rank
        shut = (surplus < 0) | (distance < 0)
        shut |= self.apart[:, None] & (self.unit[:, None] == self.their_unit)
        shut[self.conflict] = True
        mentee, mentor = np.nonzero(~shut)
        return ListedPairs(len(fits), self.capacity, mentee, mentor, fits[mentee, mentor].astype(np.int64))

    def change(self, rng: np.random.Generator, share: float) -> None:
        """That share of mentees has another grade and family, that share of mentors no place or two."""
        n, m = len(self.grade), len(self.capacity)
        some = rng.choice(n, round(n * share), replace=False)
        self.grade[some], self.family[some] = rng.integers(1, 6, len(some)), rng.integers(0, 8, len(some))
        few = rng.choice(m, round(m * share), replace=False)
        self.capacity = self.capacity.copy()
        self.capacity[few] = rng.choice([0, 2], len(few))


def matrix(pairs: PeoplePairs) -> np.ndarray:
    """The whole matrix of fits (n, m), -1 where not allowed: what the peers need and we never write."""
    fits = np.full((pairs.mentees, len(pairs.capacity)), -1, np.int16)
    for block in pairs.blocks():
        block.fit[block.barred] = -1
        fits[block.rows[:, None], block.columns] = block.fit
    return fits
