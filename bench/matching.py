"""Matching against its peers, at the size of an institution, growing, and when one in a hundred changes.

    python bench/matching.py [--part peers|scipy|flow|large|growth|changes|institutions] [--people 60000]

Every part runs in a process of its own, so that its memory is its own. All engines compared use one
core; seconds are those of the processor, which other work on the machine disturbs less than the clock's.
mentor-match is installed apart, in a temporary folder. Prints tables, writes bench/results/matching.json.
"""

import argparse
import concurrent.futures
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from peers.people import ON, PLACES_EACH, Programme, Rough, matrix, people, uniform
from peers.plot import growth
from scipy.optimize import linear_sum_assignment

from pamong.matching import solver
from pamong.matching.certificate import check
from pamong.matching.face import settle
from pamong.matching.flow import VERSION, Network, solve
from pamong.matching.pairs import Pairs
from pamong.matching.people import PeoplePairs

HERE = Path(__file__).parent
RESULT = HERE / "results" / "matching.json"
PICTURE = HERE.parent / "docs" / "methods" / "matching-growth.svg"
CHECKED = 5000  # up to so many people one flow over all pairs says what can be kept
PEERS = ("mentor-match==7.0.1", "munkres==1.1.4")


def mebibytes() -> int:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Clock:
    """Seconds of the clock and of the processor since it began."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        return {
            "seconds": round(time.perf_counter() - self._wall, 3),
            "cpu": round(time.process_time() - self._cpu, 3),
        }


def ours(n: int) -> dict[str, object]:
    """Building the pairs from people and solving to the proof."""
    left, right = people(n, n // PLACES_EACH)
    clock = Clock()
    pairs = uniform_of(left, right)
    found = solver.best_pairs(pairs)
    return clock.read() | {
        "matched": found.matched,
        "total": found.total,
        "optimal": found.optimal,
        "rounds": len(found.rounds),
        "columns": len(found.columns or ()),
        "mebibytes": mebibytes(),
    }


def uniform_of(left: list, right: list) -> PeoplePairs:
    return PeoplePairs(left, right, Programme(), on=ON)


def scipy_exact(n: int) -> dict[str, object]:
    """SciPy over every place; each match is worth more than all fits together, so the order is strict."""
    fits = matrix(uniform(n))
    clock = Clock()
    wide = np.repeat(fits, PLACES_EACH, axis=1)
    worth = np.where(wide >= 0, wide + 10_001.0 * n, 0.0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    took = clock.read()
    chosen = wide[rows, columns].astype(np.int64)
    return took | {
        "matched": int((chosen >= 0).sum()),
        "total": int(chosen[chosen >= 0].sum()),
        "mebibytes": mebibytes(),
    }


def full_flow(n: int) -> dict[str, object]:
    """OR-Tools' flow over all allowed pairs, the graph built from the matrix."""
    pairs = uniform(n)
    fits = matrix(pairs)
    clock = Clock()
    mentee, mentor = np.nonzero(fits >= 0)
    fit = fits[mentee, mentor].astype(np.int64)
    m = len(pairs.capacity)
    nothing = np.zeros(n, np.int64)
    network = Network(
        mentee, mentor, fit + 10_001 * n, nothing, np.arange(m), pairs.capacity, np.zeros(m, np.int64), m
    )
    chosen = solve(network)
    took = clock.read()
    has = chosen >= 0
    return took | {
        "matched": int(has.sum()),
        "total": int(fit[chosen[has]].sum()),
        "pairs": len(fit),
        "mebibytes": mebibytes(),
    }


def mentor_match(n: int) -> dict[str, object]:
    """mentor-match in its own environment; three rounds, since a mentor has three places."""
    fits = matrix(uniform(n)).tolist()
    with tempfile.TemporaryDirectory() as scratch:
        python = Path(scratch) / "env" / "bin" / "python"
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "-q", str(python.parents[1])], check=True)
        subprocess.run([*uv, "pip", "install", "-q", "--python", str(python), *PEERS], check=True)
        said = subprocess.run(
            [str(python), str(HERE / "peers" / "mentor_match.py")],
            input=json.dumps(fits), capture_output=True, text=True, check=True,
        )  # fmt: skip
    return json.loads(said.stdout)


def parts(n: int) -> dict[str, object]:
    """One solve with the processor's seconds of each step."""
    spent = {"flow": 0.0, "prices": 0.0, "look": 0.0}

    def timed(name: str, call: Callable) -> Callable:
        def inner(*given: object, **more: object) -> object:
            began = time.process_time()
            try:
                return call(*given, **more)
            finally:
                spent[name] += time.process_time() - began

        return inner

    kept = solver.solve, solver.middle, solver.look
    solver.solve, solver.middle, solver.look = (
        timed(name, call) for name, call in zip(spent, kept, strict=True)
    )
    try:
        found = ours(n)
    finally:
        solver.solve, solver.middle, solver.look = kept
    return {"people": n} | found | {f"{name}_cpu": round(value, 3) for name, value in spent.items()}


def large(n: int) -> dict[str, object]:
    """An institution: every round, one flow over the final columns, and the proof checked by other code."""
    pairs = uniform(n)
    allowed = sum(block.fit.size - len(block.barred[0]) for block in pairs.blocks())
    clock = Clock()
    rounds: list[dict[str, object]] = []

    def tell(told: solver.Round) -> None:
        gap = told.upper_bound - told.total
        rounds.append(
            clock.read()
            | {"columns": told.columns, "matched": told.matched, "gap_percent": 100 * gap / told.total}
        )
        print(rounds[-1], file=sys.stderr, flush=True)

    found = solver.best_pairs(pairs, tell=tell)
    took = clock.read()
    peak = mebibytes()
    columns = found.columns
    assert columns is not None
    m = len(pairs.capacity)
    network = Network(
        columns.mentee, columns.mentor, columns.fit + 10_001 * n, np.zeros(n, np.int64), np.arange(m),
        pairs.capacity, np.zeros(m, np.int64), m,
    )  # fmt: skip
    clock = Clock()
    solve(network)
    one = clock.read()
    checked = check(pairs.row, pairs.capacity, found.mentor, found.prices, found.reward, found.covered)
    return took | {
        "people": n,
        "mentors": m,
        "allowed": allowed,
        "matched": found.matched,
        "total": found.total,
        "optimal": found.optimal,
        "checked": checked.optimal,
        "mebibytes": peak,
        "rounds": rounds,
        "one_flow_cpu": one["cpu"],
        "times_one_flow": round(took["cpu"] / one["cpu"], 1),
    }


def changes(n: int) -> list[dict[str, object]]:
    """One in a thousand and one in a hundred change: most declare their slots, nobody does, few traits."""
    found: list[dict[str, object]] = []
    for share in (0.001, 0.01):
        rng = np.random.default_rng(1)
        for name, declared in (("slots", 0.8), ("no slots", 0.0)):
            left, right = people(n, n // PLACES_EACH, declared=declared)
            before = solver.best_pairs(uniform_of(left, right))
            for at in rng.choice(n, round(n * share), replace=False).tolist():
                grade, field = 1 + int(rng.binomial(8, 0.3)), f"f{rng.integers(12)}"
                left[at] = replace(left[at], grade=grade, field=field)
            for at in rng.choice(len(right), round(len(right) * share), replace=False).tolist():
                right[at] = replace(right[at], capacity=int(rng.choice([0, 2])))
            row = changed(before, uniform_of(left, right))
            found.append({"people": n, "changed": share, "world": name} | row)
        if n <= CHECKED:
            rough = Rough(n)
            before = solver.best_pairs(rough.pairs())
            rough.change(rng, share)
            row = changed(before, rough.pairs())
            found.append({"people": n, "changed": share, "world": "few traits"} | row)
    return found


def changed(before: solver.Solution, pairs: Pairs) -> dict[str, object]:
    """Solved anew, and from before on the face of the best pairs; each share is of the pairs before.

    The change forces as many pairs to move as no best pairs keep: `fewest`, found up to 5,000 people by one
    flow over all allowed pairs, which knows nothing of prices and faces, and beyond that proved by `settle`.
    """
    clock = Clock()
    cold = solver.best_pairs(pairs, seed=1)
    cold_took = clock.read()
    clock = Clock()
    warm = solver.best_pairs(pairs, before=before)
    warm_took = clock.read()
    clock = Clock()
    chosen = settle(pairs, warm, before.mentor)
    face_took = clock.read()
    had = before.mentor >= 0
    still = pairs.fits(np.flatnonzero(had), before.mentor[had]) >= 0
    load = np.bincount(before.mentor[had][still], minlength=len(pairs.capacity))
    shut = int((~still).sum()) + int(np.maximum(load - pairs.capacity, 0).sum())
    many = int(had.sum())
    assert (cold.matched, cold.total) == (warm.matched, warm.total)
    kept_cold = int(((cold.mentor == before.mentor) & had).sum())
    most = most_kept(pairs, before.mentor) if pairs.mentees <= CHECKED else None
    if most is None and chosen.proved:
        most = chosen.kept
    return {
        "optimal": chosen.solution.optimal,
        "fewest_proved": chosen.proved,
        "fewest_by": "one flow over all pairs" if pairs.mentees <= CHECKED else "prices of the face",
        "not_allowed_percent": round(100 * shut / many, 2),
        "fewest_percent": None if most is None else round(100 * (many - most) / many, 2),
        "moved_percent": round(100 * (many - chosen.kept) / many, 2),
        "moved_beyond_percent": None if most is None else round(100 * (most - chosen.kept) / many, 2),
        "cold_moved_percent": round(100 * (many - kept_cold) / many, 2),
        "cold_moved_beyond_percent": None if most is None else round(100 * (most - kept_cold) / many, 2),
        "cold_cpu": cold_took["cpu"],
        "warm_cpu": warm_took["cpu"],
        "face_cpu": face_took["cpu"],
    }


def most_kept(pairs: Pairs, before: np.ndarray) -> int:
    """Of the pairs before, the most that any best pairs keep: people, fits and kept pairs in one weight."""
    parts = []
    for block in pairs.blocks():
        open_ = np.ones(block.fit.shape, bool)
        open_[block.barred] = False
        row, column = np.nonzero(open_)
        mentor = block.columns[column] if block.columns.ndim == 1 else block.columns[row, column]
        parts.append(np.stack((block.rows[row], mentor, block.fit[row, column].astype(np.int64))))
    mentee, mentor, fit = np.concatenate(parts, axis=1)
    n, m = pairs.mentees, len(pairs.capacity)
    kept = before[mentee] == mentor
    worth = (fit + n * (pairs.highest + 1)) * (n + 1) + kept
    nothing = np.zeros(n, np.int64)
    chosen = solve(
        Network(mentee, mentor, worth, nothing, np.arange(m), pairs.capacity, np.zeros(m, np.int64), m)
    )
    return int(kept[chosen[chosen >= 0]].sum())


def institutions(n: int) -> dict[str, object]:
    """Ten institutions of a tenth of the people each, by as many processes as there are cores."""
    clock = Clock()
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(ours, [n // 10] * 10))
    return {
        "institutions": 10,
        "people_each": n // 10,
        "seconds": clock.read()["seconds"],
        "cpu": round(sum(float(str(one["cpu"])) for one in found), 2),
        "optimal": all(one["optimal"] for one in found),
    }


CALLS: dict[str, Callable[[int], object]] = {
    "ours": ours, "mentor_match": mentor_match, "scipy": scipy_exact, "full_flow": full_flow,
    "parts": parts, "large": large, "changes": changes, "institutions": institutions,
}  # fmt: skip


def apart(call: str, n: int) -> Any:
    """One call in a process of its own."""
    said = subprocess.run(
        [sys.executable, __file__, "--call", call, "--people", str(n)], stdout=subprocess.PIPE, check=True
    )
    return json.loads(said.stdout)


def against(peer: str, sizes: tuple[int, ...]) -> list[dict[str, object]]:
    lines = []
    for n in sizes:
        mine, theirs = apart("ours", n), apart(peer, n)
        ratio = round(float(str(theirs["cpu"])) / float(str(mine["cpu"])), 1)
        lines.append({"people": n, "peer": peer, "ratio": ratio, "ours": mine, "theirs": theirs})
        print(
            f"{peer:13} {n:6} people: {theirs['cpu']:9} s, ours {mine['cpu']:8} s, {ratio} times; "
            f"matched {theirs['matched']} / {mine['matched']}, total {theirs['total']} / {mine['total']}"
        )
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", action="append")
    parser.add_argument("--people", type=int, default=60_000)
    parser.add_argument("--call", choices=CALLS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.call:
        print(json.dumps(CALLS[asked.call](asked.people)))
        return 0
    todo: dict[str, Callable[[], object]] = {
        "peers": lambda: against("mentor_match", (400, 800)),
        "scipy": lambda: against("scipy", (5000,)),
        "flow": lambda: against("full_flow", (1000, 2000, 5000)),
        "growth": lambda: [apart("parts", n) for n in (1000, 2000, 5000, 10_000, 20_000, asked.people)],
        "changes": lambda: [row for n in (5000, 20_000) for row in apart("changes", n)],
        "institutions": lambda: apart("institutions", 20_000),
        "large": lambda: apart("large", asked.people),
    }
    for name in asked.part or todo:
        found = todo[name]()
        result = json.loads(RESULT.read_text("utf-8")) if RESULT.is_file() else {}
        result[name] = found
        result["solver"] = VERSION
        if name not in ("peers", "scipy", "flow"):
            print(name, json.dumps(result[name], indent=1))
        if name == "growth":
            growth(result[name], PICTURE)
        RESULT.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
