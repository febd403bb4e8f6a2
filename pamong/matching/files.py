"""Matching over files: read, check, match, write pairs with reasons and what they rest on."""

import csv
import json
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np

from pamong.matching import reading
from pamong.matching.certificate import check
from pamong.matching.errors import BadInput
from pamong.matching.explain import Unmatched, words_of_scored, words_of_unscored
from pamong.matching.face import Chosen, settle
from pamong.matching.figures import blocking_pairs, fairness
from pamong.matching.flow import VERSION
from pamong.matching.listed import ListedPairs
from pamong.matching.pairs import Pairs, Whole
from pamong.matching.people import PeoplePairs
from pamong.matching.solver import Round, Solution, best_pairs
from pamong.matching.weights import read_weights
from pamong.policy import RULE_VERSION
from pamong.policy.pair_words import words_of_pair
from pamong.policy.pairing import Mentee, Mentor, PairRule, Programme, UnitRule

_MOST_CHECKED = 10_000_000  # pairs that the check looks at one mentee at a time

T = TypeVar("T")
Tell = Callable[[Round], None]
_Row = tuple[str, str, str, str]  # mentee, mentor, skor, alasan


@dataclass(frozen=True, slots=True)
class Job:
    """What to match and where to write: people by the rules, or pairs by given scores."""

    out: Path
    on: date
    mentees: Path | None = None
    mentors: Path | None = None
    scores: Path | None = None
    capacities: Path | None = None
    weights: Path | None = None
    incumbent: Path | None = None
    forbidden: Path | None = None
    same_field: bool = False
    units: UnitRule = UnitRule.ANY
    seed: int = 0
    seconds: float | None = None


@dataclass(slots=True)
class _Run:
    """One run: its job, when it began, and the notices so far."""

    job: Job
    tell: Tell
    began: float
    notices: list[str]

    def read(self, path: Path, kind: reading.Kind) -> reading.Read:
        found = reading.read(path, kind)
        self.notices += found.notices
        return found

    def left(self) -> float | None:
        """Seconds left of those given."""
        if self.job.seconds is None:
            return None
        return max(0.0, self.job.seconds - (time.perf_counter() - self.began))

    def best(self, pairs: Pairs, before: Whole) -> Chosen:
        solution = best_pairs(
            pairs, seed=self.job.seed, seconds=self.left(), incumbent=before, tell=self.tell
        )
        return settle(pairs, solution, before, seconds=self.left())


def match_files(job: Job, tell: Tell = lambda _round: None) -> dict[str, object]:
    """Write the pairs to `job.out`, the manifest beside it, and return the manifest; BadInput if refused."""
    run = _Run(job, tell, time.perf_counter(), [])
    if job.scores is not None and job.capacities is not None:
        rows, manifest = _scored(run, job.scores, job.capacities)
    elif job.mentees is not None and job.mentors is not None:
        rows, manifest = _people(run, job.mentees, job.mentors)
    else:
        raise BadInput("Masukan kurang; beri --mentees dan --mentors, atau --scores dan --capacities.")
    manifest |= {
        "notices": run.notices,
        "seed": job.seed,
        "rule_version": RULE_VERSION,
        "on": job.on.isoformat(),
        "versions": {"solver": VERSION, "numpy": np.__version__, "python": platform.python_version()},
        "seconds": round(time.perf_counter() - run.began, 3),
    }
    _write(job.out, rows, manifest)
    return manifest


def _people(run: _Run, mentees_path: Path, mentors_path: Path) -> tuple[list[_Row], dict[str, object]]:
    job = run.job
    mentees = _drawn([_mentee(row) for row in run.read(mentees_path, reading.MENTEES).rows], job.seed)
    mentors = _drawn([_mentor(row) for row in run.read(mentors_path, reading.MENTORS).rows], job.seed)
    left, right = _numbers(mentees), _numbers(mentors)
    barred = dict.fromkeys(_pairs(run, job.forbidden, left, right), PairRule.FAILED)
    weights = read_weights(job.weights) if job.weights else Programme().weights
    programme = Programme(job.same_field, job.units, barred, weights)
    pairs = PeoplePairs(mentees, mentors, programme, on=job.on)
    chosen = run.best(pairs, _before(_pairs(run, job.incumbent, left, right), left, right))
    solution = chosen.solution
    unmatched = Unmatched(pairs, solution, mentees, mentors)
    rows: list[_Row] = []
    for at, one in enumerate(mentees):
        held = int(solution.mentor[at])
        if held < 0:
            rows.append((one.id, "", "", unmatched.words(at).id))
        else:
            words = words_of_pair(one, mentors[held], programme, on=job.on).id
            rows.append((one.id, mentors[held].id, f"{int(solution.fit[at]) / 100:.2f}", words))
    manifest = _manifest(chosen, pairs, scale=100)
    manifest["weights"] = list(weights)
    manifest["same_field"] = job.same_field
    manifest["units"] = job.units.value
    labels = {
        "kode_unit": [one.unit for one in mentees],
        "jenjang": [str(one.grade) for one in mentees],
        "lokasi": [one.place for one in mentees],
    }
    manifest["fairness"] = [asdict(line) for line in fairness(solution, labels)]
    reasons: dict[str, int] = {}
    for why in unmatched.why.values():
        rule = why.rule.value if why.rule else ""
        reasons[rule] = reasons.get(rule, 0) + 1
    manifest["unmatched_by_rule"] = dict(sorted(reasons.items()))
    return sorted(rows), manifest


def _scored(run: _Run, scores_path: Path, capacities_path: Path) -> tuple[list[_Row], dict[str, object]]:
    job = run.job
    found = run.read(scores_path, reading.SCORES)
    places = {row["mentor"]: row["kapasitas"] for row in run.read(capacities_path, reading.CAPACITIES).rows}
    for line, row in zip(found.lines, found.rows, strict=True):
        if row["mentor"] not in places:
            raise BadInput(
                f'{scores_path.name}, baris {line}, kolom mentor: "{row["mentor"]}" tidak ada di '
                f"{capacities_path.name}, padahal diharapkan setiap mentor punya kapasitas; tambahkan barisnya di sana."
            )
    mentees = _drawn(sorted({row["mentee"] for row in found.rows}), job.seed)
    mentors = _drawn(sorted(places), job.seed)
    left = {name: at for at, name in enumerate(mentees)}
    right = {name: at for at, name in enumerate(mentors)}
    capacity = np.array([min(places[name], len(mentees)) for name in mentors], np.int64)
    forbidden = set(_pairs(run, job.forbidden, left, right))
    scored = [row for row in found.rows if (row["mentee"], row["mentor"]) not in forbidden]
    mentee = np.array([left[row["mentee"]] for row in scored], np.int64)
    mentor = np.array([right[row["mentor"]] for row in scored], np.int64)
    score = np.array([row["score"] for row in scored], np.int64)
    pairs = ListedPairs(len(mentees), capacity, mentee, mentor, score)
    chosen = run.best(pairs, _before(_pairs(run, job.incumbent, left, right), left, right))
    solution = chosen.solution
    best = np.zeros(len(mentees), np.int64)
    np.maximum.at(best, mentee, score)
    named = np.bincount(mentee, minlength=len(mentees))
    open_ = np.bincount(mentee[capacity[mentor] > 0], minlength=len(mentees))
    rows: list[_Row] = []
    for at, name in enumerate(mentees):
        held = int(solution.mentor[at])
        if held < 0:
            rows.append((name, "", "", words_of_unscored(int(named[at]), int(open_[at])).id))
        else:
            fit = int(solution.fit[at])
            rows.append((name, mentors[held], str(fit), words_of_scored(fit, int(best[at])).id))
    return sorted(rows), _manifest(chosen, pairs, scale=1)


def _manifest(chosen: Chosen, pairs: Pairs, *, scale: int) -> dict[str, object]:
    """The contract's figures, then what shows how good and how stable the pairs are."""
    solution = chosen.solution

    def scaled(value: int) -> int | float:
        return value if scale == 1 else round(value / scale, 2)

    return {
        "mentees": pairs.mentees,
        "matched": solution.matched,
        "total_score": scaled(solution.total),
        "upper_bound": scaled(solution.upper_bound),
        "optimal": solution.optimal,
        "matched_bound": solution.matched_bound,
        "kept": chosen.kept,
        "fewest_changes": chosen.proved,
        "even_load": chosen.evened,
        "checked": _checked(pairs, solution),
        "blocking_pairs": blocking_pairs(pairs, solution),
        "rounds": [
            {
                "matched": one.matched,
                "total_score": scaled(one.total),
                "upper_bound": scaled(one.upper_bound),
                "columns": one.columns,
                "seconds": round(one.seconds, 3),
            }
            for one in solution.rounds
        ],
    }


def _checked(pairs: Pairs, solution: Solution) -> bool | None:
    """Whether the separate check of the pairs finds the same proof; None where it would take longer than the search."""
    if pairs.mentees * len(pairs.capacity) > _MOST_CHECKED:
        return None
    found = check(
        pairs.row, pairs.capacity, solution.mentor, solution.prices, solution.reward, solution.covered
    )
    if found.faults or (found.matched, found.total) != (solution.matched, solution.total):
        raise AssertionError(f"the pairs do not stand their check: {'; '.join(found.faults)}")
    return found.optimal


def _drawn(people: Sequence[T], seed: int) -> list[T]:
    """By id, then in an order drawn by the seed, so that no name comes first whenever people tie."""
    ordered = sorted(people, key=_name)
    return [ordered[at] for at in np.random.default_rng(seed).permutation(len(ordered))]


def _name(one: object) -> str:
    return str(getattr(one, "id", one))


def _numbers(people: Sequence[Mentee] | Sequence[Mentor]) -> dict[str, int]:
    return {_name(one): at for at, one in enumerate(people)}


def _pairs(
    run: _Run, path: Path | None, left: dict[str, int], right: dict[str, int]
) -> list[tuple[str, str]]:
    """The pairs of a file whose people are both here; the others are counted in a notice."""
    if path is None:
        return []
    rows = [(row["mentee"], row["mentor"]) for row in run.read(path, reading.PAIRS).rows if row["mentor"]]
    here = [pair for pair in rows if pair[0] in left and pair[1] in right]
    if len(here) < len(rows):
        run.notices.append(
            f"{path.name}: {len(rows) - len(here)} pasangan berisi id yang tidak ada dan diabaikan."
        )
    return here


def _before(pairs: list[tuple[str, str]], left: dict[str, int], right: dict[str, int]) -> Whole:
    before = np.full(len(left), -1, np.int64)
    for mentee, mentor in pairs:
        before[left[mentee]] = right[mentor]
    return before


def _mentee(row: reading.Row) -> Mentee:
    held = row["level_dimiliki"]
    return Mentee(
        id=row["id"], competency=row["kompetensi"], required=row["level_standar"],
        held=None if held == -1 else held, grade=row["jenjang"], unit=row["kode_unit"],
        institution=row["kode_instansi"], field=row["urusan"], place=row["lokasi"], slots=row["slot"],
        preferred=row["preferensi"], refused=frozenset(row["tolak"]),
    )  # fmt: skip


def _mentor(row: reading.Row) -> Mentor:
    return Mentor(
        id=row["id"], levels=row["kompetensi"], grade=row["jenjang"], capacity=row["kapasitas"],
        unit=row["kode_unit"], institution=row["kode_instansi"], field=row["urusan"], place=row["lokasi"],
        slots=row["slot"], preferred=row["preferensi"], refused=frozenset(row["tolak"]),
        grade_waived=bool(row.get("bebas_jenjang")),
    )  # fmt: skip


def _write(out: Path, rows: list[_Row], manifest: dict[str, object]) -> None:
    """Both files, or neither, under their names only when they are complete."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pamong-", dir=out.parent) as folder:
            pairs, told = Path(folder) / "pairs.csv", Path(folder) / "manifest.json"
            with pairs.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(("mentee", "mentor", "skor", "alasan"))
                writer.writerows(rows)
            told.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
            pairs.replace(out)
            told.replace(out.with_name(f"{out.stem}.manifest.json"))
    except OSError as error:
        raise BadInput(
            f"{out} tidak dapat ditulis ({error.strerror}); pilih --out yang dapat ditulisi."
        ) from error
