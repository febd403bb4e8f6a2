"""Pairs of people: policy's rules and terms over everybody at once, from policy's own tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pamong.matching.pairs import CELLS, NOT_ALLOWED, Block, Whole, gathered, ragged
from pamong.policy import parameters as p
from pamong.policy.pairing import HIGHEST_FIT, Mentee, Mentor, PairRule, Programme, Term, UnitRule, preference

_WORD = 64  # bits of a slot mask
_SMALL = 1 << 20  # pairs of a matrix that is written, since groups would be of one or two people each
# Why a pair is barred by itself, as bits.
_ONESELF, _ELIGIBLE, _REFUSAL, _FAILED = 1, 2, 4, 8


@dataclass(frozen=True, slots=True)
class _Side:
    """What both sides have: whole codes of field, place and unit (-1: unnamed), and slots as bits."""

    field: Whole
    place: Whole
    unit: Whole
    grade: Whole
    active: NDArray[np.bool_]
    slots: NDArray[np.uint64]  # (words, people)
    declared: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Sparse:
    """A value for some pairs, by the people of one side: starts, then the other side and value of each."""

    starts: Whole
    other: Whole
    value: Whole


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentees alike in all that decides who may guide them; `base` holds the terms they share."""

    rows: Whole
    columns: Whole
    base: NDArray[np.int16]
    declared: bool


class PeoplePairs:
    """Mentees and mentors under a programme's rules on a day; fits run from 0 to 10,000."""

    highest = HIGHEST_FIT

    def __init__(
        self, mentees: Sequence[Mentee], mentors: Sequence[Mentor], programme: Programme, *, on: date
    ) -> None:
        self.mentees = len(mentees)
        # More places than people change nothing, and would only make sums large.
        self.capacity = np.array([min(max(0, mentor.capacity), len(mentees)) for mentor in mentors], np.int64)
        self._programme = programme
        self._on = on
        self._weight = dict(zip(Term, programme.weights, strict=True))
        codes: dict[object, int] = {}
        slots = sorted({slot for side in (mentees, mentors) for one in side for slot in one.slots})
        self._left = _side(mentees, codes, slots)
        self._right = _side(mentors, codes, slots)
        names = {name: at for at, name in enumerate(sorted({one.competency for one in mentees}))}
        self._competency = np.array([names[one.competency] for one in mentees], np.int64)
        self._required = np.array([one.required for one in mentees], np.int64)
        self._waived = np.array([mentor.grade_waived for mentor in mentors], bool)
        self._level = np.full((len(names), len(mentors)), -1, np.int64)
        for at, mentor in enumerate(mentors):
            for name, level in mentor.levels.items():
                if name in names:
                    self._level[names[name], at] = level
        self._cut: list[_Group] | None = None
        self._only: Block | None = None
        self._number(mentees, mentors)

    def _number(self, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> None:
        """Preferences and barred pairs by number; names that are not here count for nothing."""
        left = {one.id: at for at, one in enumerate(mentees)}
        right = {one.id: at for at, one in enumerate(mentors)}
        chosen = {(left[one.id], right[name]) for one in mentees for name in one.preferred if name in right}
        chosen |= {(left[name], right[one.id]) for one in mentors for name in one.preferred if name in left}
        marks: dict[tuple[int, int], int] = {}
        for i, j, mark in (
            *((left[one.id], right[one.id], _ONESELF) for one in mentees if one.id in right),
            *((left[one.id], right[x], _REFUSAL) for one in mentees for x in one.refused if x in right),
            *((left[x], right[one.id], _REFUSAL) for one in mentors for x in one.refused if x in left),
            *(
                (left[one], right[other], _ELIGIBLE if rule is PairRule.ELIGIBLE else _FAILED)
                for (one, other), rule in self._programme.barred.items()
                if one in left and other in right
            ),
        ):
            marks[i, j] = marks.get((i, j), 0) | mark
        shares = {(i, j): preference(mentees[i], mentors[j], self._on) for i, j in chosen}
        self._by_mentee = _sparse(shares, self.mentees), _sparse(marks, self.mentees)
        self._by_mentor = _turned(shares, len(mentors)), _turned(marks, len(mentors))

    def blocks(self) -> Iterator[Block]:
        """Blocks of one group each; mentors without capacity are left out. A small matrix is one block."""
        if self.mentees * len(self.capacity) <= _SMALL:
            yield from self._whole()
            return
        place = np.full(len(self.capacity), -1, np.int64)
        if self._cut is None:
            self._cut = list(self._groups())  # the same in every round
        for group in self._cut:
            place[group.columns] = np.arange(len(group.columns))
            size = max(1, CELLS // len(group.columns))
            for start in range(0, len(group.rows), size):
                yield self._block(group, group.rows[start : start + size], place)
            place[group.columns] = -1

    def _whole(self) -> Iterator[Block]:
        """Everybody against everybody who has capacity, worked out once."""
        if self._only is None:
            rows, columns = np.flatnonzero(self._left.active), np.flatnonzero(self.capacity > 0)
            shape = len(rows), len(columns)
            i, j = (side.ravel() for side in np.broadcast_arrays(rows[:, None], columns))
            fit = self.fits(i, j).reshape(shape)
            shut = np.nonzero(fit == NOT_ALLOWED)
            self._only = Block(rows, columns, fit.astype(np.int16), (shut[0], shut[1]))
        if self._only.fit.size:
            yield self._only

    def row(self, mentee: int) -> Whole:
        """One mentee against everybody, those without capacity too."""
        fits = self._cells(np.array([mentee]), np.arange(len(self.capacity)))
        return _with_pairs(fits, mentee, *self._by_mentee, self._weight[Term.PREFERENCES])

    def column(self, mentor: int) -> Whole:
        """Everybody against one mentor."""
        fits = self._cells(np.arange(self.mentees), np.array([mentor]))
        return _with_pairs(fits, mentor, *self._by_mentor, self._weight[Term.PREFERENCES])

    def fits(self, mentee: Whole, mentor: Whole) -> Whole:
        """Given pairs, one by one."""
        fits = self._cells(mentee, mentor)
        chosen, barred = self._by_mentee
        within, at = ragged(chosen.starts, mentee)
        met = chosen.other[at] == mentor[within]
        more = self._weight[Term.PREFERENCES] * chosen.value[at[met]]
        fits[within[met]] += np.where(fits[within[met]] >= 0, more, 0)
        within, at = ragged(barred.starts, mentee)
        fits[within[barred.other[at] == mentor[within]]] = NOT_ALLOWED
        return fits

    def against(self, mentee: int) -> dict[PairRule, NDArray[np.bool_]]:
        """For each hard rule, in their order, the mentors (m,) it keeps from a mentee."""
        left, right, everybody = self._left, self._right, np.arange(len(self.capacity))
        level = self._level[self._competency[mentee]]
        barred = self._by_mentee[1]
        own = slice(barred.starts[mentee], barred.starts[mentee + 1])
        marks = np.zeros(len(everybody), np.int64)
        marks[barred.other[own]] = barred.value[own]
        field = (left.field[mentee] == right.field) & (right.field >= 0)
        unit = left.unit[mentee] == right.unit
        units = self._programme.units
        return {
            PairRule.ACTIVE: ~(left.active[mentee] & right.active),
            PairRule.ONESELF: (marks & _ONESELF) > 0,
            PairRule.ELIGIBLE: (marks & _ELIGIBLE) > 0,
            PairRule.LEVEL: (level < 0) | (level < self._required[mentee]),
            PairRule.GRADE: (right.grade < left.grade[mentee]) & ~self._waived,
            PairRule.FIELD: ~field & self._programme.same_field,
            PairRule.UNIT: (unit & (units is UnitRule.OTHER)) | (~unit & (units is UnitRule.SAME)),
            PairRule.CAPACITY: self.capacity < 1,
            PairRule.REFUSAL: (marks & _REFUSAL) > 0,
            PairRule.FAILED: (marks & _FAILED) > 0,
        }

    def _cells(self, i: Whole, j: Whole) -> Whole:
        """Fits of mentees `i` and mentors `j`, without what is said of single pairs."""
        left, right, on = self._left, self._right, self._on
        level = self._level[self._competency[i], j]
        above = level - self._required[i]
        distance = right.grade[j] - left.grade[i]
        may = left.active[i] & right.active[j] & (level >= 0) & (above >= 0)
        may &= (distance >= 0) | self._waived[j]
        field = (left.field[i] == right.field[j]) & (right.field[j] >= 0)
        place = (left.place[i] == right.place[j]) & (right.place[j] >= 0)
        if self._programme.same_field:
            may &= field
        if self._programme.units is not UnitRule.ANY:
            may &= (left.unit[i] == right.unit[j]) == (self._programme.units is UnitRule.SAME)
        common = np.zeros(may.shape, np.int64)
        for mine, theirs in zip(left.slots, right.slots, strict=True):
            common += np.bitwise_count(mine[i] & theirs[j])
        slots = _shares(common, p.FIT_SLOTS.on(on))
        slots[~(left.declared[i] & right.declared[j])] = p.FIT_SLOTS_UNKNOWN.on(on)
        fits = self._weight[Term.COMPETENCY] * _shares(above, p.FIT_LEVEL.on(on))
        fits += self._weight[Term.GRADE] * _shares(distance, p.FIT_GRADE.on(on))
        fits += self._weight[Term.FIELD] * np.where(field, *p.FIT_FIELD.on(on))
        fits += self._weight[Term.SLOTS] * slots
        fits += self._weight[Term.PLACE] * np.where(place, *p.FIT_PLACE.on(on))
        return np.where(may, fits, NOT_ALLOWED)

    def _groups(self) -> Iterator[_Group]:
        """Groups that have anybody at all."""
        left, right = self._left, self._right
        rows = np.flatnonzero(left.active)
        asked = [left.declared, left.grade, self._required, self._competency]
        if self._programme.same_field:
            asked.append(left.field)
        if self._programme.units is UnitRule.SAME:
            asked.append(left.unit)
        keys = np.stack([key[rows] for key in asked])
        order = np.lexsort(keys)
        rows, keys = rows[order], keys[:, order]
        fresh = np.flatnonzero((np.diff(keys, axis=1) != 0).any(axis=0)) + 1
        usable = right.active & (self.capacity > 0)
        for part in np.split(rows, fresh):
            if len(part):
                columns = self._columns(int(part[0]), usable)
                if len(columns):
                    declared = bool(left.declared[part[0]])
                    yield _Group(part, columns, self._base(int(part[0]), columns, declared), declared)

    def _columns(self, one: int, usable: NDArray[np.bool_]) -> Whole:
        """Mentors that the rules on level, grade, field and same unit leave to a mentee of the group."""
        left, right = self._left, self._right
        may = usable & (self._level[self._competency[one]] >= self._required[one])
        may &= (right.grade >= left.grade[one]) | self._waived
        if self._programme.same_field:
            may &= (right.field == left.field[one]) & (right.field >= 0)
        if self._programme.units is UnitRule.SAME:
            may &= right.unit == left.unit[one]
        return np.flatnonzero(may)

    def _base(self, one: int, columns: Whole, declared: bool) -> NDArray[np.int16]:
        """Competency, grade and undeclared slots, the same for every mentee of the group."""
        above = self._level[self._competency[one], columns] - self._required[one]
        distance = self._right.grade[columns] - self._left.grade[one]
        base = self._weight[Term.COMPETENCY] * _shares(above, p.FIT_LEVEL.on(self._on))
        base += self._weight[Term.GRADE] * _shares(distance, p.FIT_GRADE.on(self._on))
        unknown = ~self._right.declared[columns] if declared else np.ones(len(columns), bool)
        # To a declared mentee's mentors the share of their common slots is added later, be it of none.
        nothing = p.FIT_SLOTS.on(self._on)[-1][1] if declared else 0
        base += self._weight[Term.SLOTS] * (p.FIT_SLOTS_UNKNOWN.on(self._on) - nothing) * unknown
        other_field, other_place = p.FIT_FIELD.on(self._on)[1], p.FIT_PLACE.on(self._on)[1]
        base += self._weight[Term.FIELD] * other_field + self._weight[Term.PLACE] * other_place
        return base.astype(np.int16)

    def _block(self, group: _Group, rows: Whole, place: Whole) -> Block:
        left, right, columns = self._left, self._right, group.columns
        fit = np.repeat(group.base[None, :], len(rows), axis=0)
        for term, mine, theirs, shares in (
            (Term.FIELD, left.field, right.field, p.FIT_FIELD.on(self._on)),
            (Term.PLACE, left.place, right.place, p.FIT_PLACE.on(self._on)),
        ):
            more = np.int16(self._weight[term] * (shares[0] - shares[1]))
            own = np.where(mine[rows] < 0, -2, mine[rows]).astype(np.int32)  # unnamed is like nobody's
            fit += np.multiply(own[:, None] == theirs[columns].astype(np.int32), more, dtype=np.int16)
        if group.declared:
            self._add_slots(fit, rows, columns)
        chosen = self._by_mentee[0]
        within, at = ragged(chosen.starts, rows)
        where = place[chosen.other[at]]
        here = where >= 0
        worth = self._weight[Term.PREFERENCES] * chosen.value[at[here]]
        fit[within[here], where[here]] += worth.astype(np.int16)
        return Block(rows, columns, fit, self._shut(rows, columns, place))

    def _add_slots(self, fit: NDArray[np.int16], rows: Whole, columns: Whole) -> None:
        common: Any = np.zeros(fit.shape, np.uint8)
        for mine, theirs in zip(self._left.slots, self._right.slots, strict=True):
            common += np.bitwise_count(mine[rows][:, None] & theirs[columns])
        steps = p.FIT_SLOTS.on(self._on)[::-1]  # from the lowest bound up, each adds the difference
        before = 0
        for bound, share in steps:
            more = np.int16(self._weight[Term.SLOTS] * (share - before))
            if more:
                fit += np.multiply(common >= bound, more, dtype=np.int16)
            before = share

    def _shut(self, rows: Whole, columns: Whole, place: Whole) -> tuple[Whole, Whole]:
        """Cells shut by pair: oneself, refusals, barred pairs, and the own unit where it is excluded."""
        barred = self._by_mentee[1]
        within, at = ragged(barred.starts, rows)
        where = place[barred.other[at]]
        shut = within[where >= 0], where[where >= 0]
        if self._programme.units is not UnitRule.OTHER:
            return shut
        same = np.nonzero(self._left.unit[rows][:, None] == self._right.unit[columns])
        return np.concatenate((shut[0], same[0])), np.concatenate((shut[1], same[1]))


def _shares(values: Whole, shares: p.Shares) -> Whole:
    """policy's `at_least` for many values."""
    found = np.full(values.shape, shares[-1][1], np.int64)
    for bound, share in reversed(shares):
        found[values >= bound] = share
    return found


def _side(people: Sequence[Mentee | Mentor], codes: dict[object, int], slots: Sequence[str]) -> _Side:
    def coded(kind: str, names: list[Any]) -> Whole:
        return np.array(
            [codes.setdefault((kind, name), len(codes)) if name else -1 for name in names], np.int64
        )

    bits = {slot: at for at, slot in enumerate(slots)}
    masks = np.zeros((-(-len(slots) // _WORD), len(people)), np.uint64)
    for at, one in enumerate(people):
        for slot in one.slots:
            masks[bits[slot] // _WORD, at] |= np.uint64(1) << np.uint64(bits[slot] % _WORD)
    return _Side(
        field=coded("field", [one.field for one in people]),
        place=coded("place", [one.place for one in people]),
        unit=coded("unit", [(one.institution, one.unit) for one in people]),
        grade=np.array([one.grade for one in people], np.int64),
        active=np.array([one.active for one in people], bool),
        slots=masks,
        declared=np.array([bool(one.slots) for one in people], bool),
    )


def _sparse(values: dict[tuple[int, int], int], count: int) -> _Sparse:
    keys = np.array(sorted(values), np.int64).reshape(-1, 2)
    worth = np.array([values[i, j] for i, j in keys.tolist()], np.int64)
    return _Sparse(gathered(keys[:, 0], count), keys[:, 1], worth)


def _turned(values: dict[tuple[int, int], int], count: int) -> _Sparse:
    """The same by the people of the other side."""
    return _sparse({(j, i): value for (i, j), value in values.items()}, count)


def _with_pairs(fits: Whole, one: int, chosen: _Sparse, barred: _Sparse, weight: int) -> Whole:
    """A row or column with the preferences and the barred pairs of its person."""
    own = slice(chosen.starts[one], chosen.starts[one + 1])
    other = chosen.other[own]
    fits[other] += np.where(fits[other] >= 0, weight * chosen.value[own], 0)
    fits[barred.other[barred.starts[one] : barred.starts[one + 1]]] = NOT_ALLOWED
    return fits
