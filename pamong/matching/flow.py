"""The door to OR-Tools: an exact flow of least cost from mentees over mentors to a common sink."""

from dataclasses import dataclass

import numpy as np
import ortools
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from pamong.matching.errors import TooLarge
from pamong.matching.pairs import Whole

VERSION = f"ortools {ortools.__version__}"
_ROOM = 1 << 62  # the solver multiplies costs by the number of nodes in 64 bits


@dataclass(frozen=True, slots=True)
class Network:
    """What may be chosen and what it is worth; all whole numbers.

    A pair p is `mentee[p]`, `mentor[p]` and worth `worth[p]`; `alone` (n,) is the worth of having
    nobody; place q belongs to mentor `place[q]`, exists `places[q]` times and is worth `place_worth[q]`
    each. A mentor's places are taken in falling order of worth.
    """

    mentee: Whole
    mentor: Whole
    worth: Whole
    alone: Whole
    place: Whole
    places: Whole
    place_worth: Whole
    mentors: int


def solve(network: Network) -> Whole:
    """The pair chosen for each mentee (n,), -1 for nobody, at the highest total worth; TooLarge if inexact."""
    n, m = len(network.alone), network.mentors
    check_room(n + m + 1, max(_size(network.worth), _size(network.alone), _size(network.place_worth)))
    flow = min_cost_flow.SimpleMinCostFlow()
    people = np.arange(n)
    sink = n + m
    ones = np.ones(len(network.mentee), np.int64)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        network.mentee.astype(np.int32), (n + network.mentor).astype(np.int32), ones, -network.worth
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        people.astype(np.int32), np.full(n, sink, np.int32), np.ones(n, np.int64), -network.alone
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        (n + network.place).astype(np.int32),
        np.full(len(network.place), sink, np.int32),
        network.places,
        -network.place_worth,
    )
    supply = np.concatenate((np.ones(n, np.int64), np.zeros(m, np.int64), [-n]))
    flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise TooLarge(f"Aliran tidak dapat diselesaikan ({status.name}); perkecil skor atau jumlah orang.")
    chosen = np.full(n, -1, np.int64)
    taken = np.flatnonzero(flow.flows(arcs) > 0)
    chosen[network.mentee[taken]] = taken
    return chosen


def check_room(nodes: int, highest: int) -> None:
    """TooLarge where numbers up to `highest`, one for each node, could leave 64 bits."""
    if highest * (nodes + 1) >= _ROOM:
        raise TooLarge(
            f"Nilai {highest} untuk {nodes} simpul melewati batas bilangan 64 bit, sehingga urutan tidak dapat "
            "dijamin; perkecil skor atau bagi datanya."
        )


def _size(values: NDArray[np.int64]) -> int:
    return max(int(values.max(initial=0)), -int(values.min(initial=0)))
