"""Prices of the mentors' places, read from the residual graph of an optimal flow.

A price is what a place is worth to the people who would take it. For the chosen pairs to be optimal,
each mentee must have what is best for him at the prices; each such system of prices proves it.
"""

import numpy as np

from pamong.matching.flow import Network
from pamong.matching.pairs import Whole

_FAR = np.int64(1) << 61


def middle(network: Network, chosen: Whole) -> Whole:
    """The middle (m,) between the least and the greatest optimal prices, rounded down.

    What optimal prices must obey are whole lower bounds on single prices and on differences of two, so
    rounding the middle of two such systems down leaves an optimal one.
    """
    least, greatest = bounds(network, chosen)
    arcs = _Arcs(network, chosen)
    low = arcs.lowest(least)
    return low + (arcs.highest(greatest) - low) // 2


def bounds(network: Network, chosen: Whole) -> tuple[Whole, Whole]:
    """Least and greatest price of each mentor (m,) that the places themselves allow.

    A place in use is worth what the mentees pay or more; a free one is worth what they pay or less.
    """
    load = np.bincount(network.mentor[chosen[chosen >= 0]], minlength=network.mentors)
    least = np.full(network.mentors, -_FAR)
    greatest = np.full(network.mentors, _FAR)
    # Places of a mentor come in falling order of worth: the first `load` of them are in use.
    order = np.lexsort((-network.place_worth, network.place))
    mentor, count, price = network.place[order], network.places[order], -network.place_worth[order]
    mentor, count, price = mentor[count > 0], count[count > 0], price[count > 0]
    ends = np.cumsum(count)
    first = np.searchsorted(mentor, mentor)
    before = ends - count - (ends[first] - count[first])  # of the same mentor
    used = before < load[mentor]
    free = before + count > load[mentor]
    np.maximum.at(least, mentor[used], price[used])
    np.minimum.at(greatest, mentor[free], price[free])
    # Nobody pays at an unused mentor, so its highest price is as good a proof as any lower one.
    return np.where(load == 0, greatest, least), greatest


class _Arcs:
    """The network's pairs by mentee, to raise or lower prices until all of them agree."""

    def __init__(self, network: Network, chosen: Whole) -> None:
        self._network = network
        order = np.argsort(network.mentee, kind="stable")
        self._mentee = network.mentee[order]
        self._mentor = network.mentor[order]
        self._worth = network.worth[order]
        self._has = chosen >= 0
        at = chosen[self._has]
        self._of = np.full(len(network.alone), -1, np.int64)
        self._of[self._has] = network.mentor[at]
        self._own = network.alone.copy()
        self._own[self._has] = network.worth[at]

    def lowest(self, prices: Whole) -> Whole:
        """The least prices at which nobody would rather have another mentor, not below `prices`."""
        prices = prices.copy()
        mentee, mentor, worth = self._mentee, self._mentor, self._worth
        edges = np.flatnonzero(mentor != self._of[mentee])
        alone = ~self._has[mentee[edges]]
        np.maximum.at(prices, mentor[edges[alone]], worth[edges[alone]] - self._own[mentee[edges[alone]]])
        edges = edges[~alone]
        start, end = self._of[mentee[edges]], mentor[edges]
        step = worth[edges] - self._own[mentee[edges]]
        return _rise(prices, start, end, step)

    def highest(self, prices: Whole) -> Whole:
        """The greatest prices that the holders still pay, not above `prices`."""
        prices = prices.copy()
        mentee, mentor, worth = self._mentee, self._mentor, self._worth
        has = np.flatnonzero(self._has)
        np.minimum.at(prices, self._of[has], self._own[has] - self._network.alone[has])
        edges = np.flatnonzero(self._has[mentee] & (mentor != self._of[mentee]))
        start, end = mentor[edges], self._of[mentee[edges]]
        step = worth[edges] - self._own[mentee[edges]]
        return -_rise(-prices, start, end, step)


def _rise(value: Whole, start: Whole, end: Whole, step: Whole) -> Whole:
    """Raise value[end] to value[start] + step until nothing rises; only what rose is looked at again."""
    order = np.argsort(start, kind="stable")
    start, end, step = start[order], end[order], step[order]
    starts = np.searchsorted(start, np.arange(len(value) + 1))
    rose = np.ones(len(value), bool)
    for _sweep in range(len(value) + 1):
        edges = np.flatnonzero(np.repeat(rose, np.diff(starts)))
        before = value.copy()
        np.maximum.at(value, end[edges], value[start[edges]] + step[edges])
        rose = value > before
        if not rose.any():
            return value
    raise AssertionError("the flow was not optimal: prices rise for ever")
