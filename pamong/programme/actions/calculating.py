"""The calculation of a draft, as it is stored: settled pairs first, the rest by the engine, then words for everybody."""

import platform
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pamong.policy import RULE_VERSION
from pamong.policy.pair_words import words_of_pair
from pamong.policy.pairing import PairRule, Programme, barriers, fit
from pamong.policy.sentence import Sentence
from pamong.programme.actions.reasons import reasons
from pamong.programme.models import Matching
from pamong.programme.queries.pool import Pool, code_of
from pamong.recommendation.queries import levels_held

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

    from pamong.matching.forced import Rest
    from pamong.matching.pairs import Whole
    from pamong.matching.people import PeoplePairs
    from pamong.matching.solver import Solution

SEED = 0  # people stand in the order of their proposals, whoever asks and whenever


@dataclass(frozen=True, slots=True)
class _Settled:
    """Mentor and fit of each forced mentee, by place; who is left out; forced pairs that a rule undoes."""

    forced: dict[int, tuple[int, int]]
    left_out: frozenset[int]
    dropped: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Solved:
    rest: "Rest"
    people: "PeoplePairs"  # of the rest
    of_rest: "Solution"
    whole: "Solution"
    gone_on: bool  # from the proof of before, by paths, and not anew


def calculated(made: Matching, pool: Pool) -> dict[str, Any]:
    """Pairs and everybody left out with their reasons; fits in hundredths."""
    # The engine is loaded by the worker, never by a web worker.
    import numpy

    from pamong.matching.figures import blocking_pairs, fairness
    from pamong.matching.flow import VERSION

    programme = pool.programme(tuple(made.weights), same_field=made.same_field, units=made.unit_rule)
    settled = _settled(pool, programme, made.forced, made.left_out, made.on)
    rounds: list[dict[str, int]] = []

    def tell(matched: int, value: int, bound: int) -> None:
        rounds.append({"matched": matched, "value": value, "bound": bound})
        made.tell(rounds)

    last = _last(made)
    before = _by_place(last, pool)
    solved = _solve(pool, programme, settled, before, made.on, tell, proof_of(last, pool))
    whole, checked = solved.whole, _checked(solved)
    why = reasons(pool, settled.left_out - settled.forced.keys(), solved.rest, solved.people, solved.of_rest)
    loads = Counter(held for held in whole.mentor.tolist() if held >= 0)
    return {
        "pairs": _pairs(pool, programme, settled, solved, before, made.on),
        "unmatched": why.rows,
        "helps": why.helps,
        "loads": [
            {"guide": guide.pk, "added": loads[at], "free": mentor.capacity, "capacity": guide.capacity}
            for at, (guide, mentor) in enumerate(zip(pool.guides, pool.mentors, strict=True))
            if mentor.active and guide.capacity
        ],
        "fairness": [asdict(share) for share in fairness(whole, _labels(pool))] if pool.mentees else [],
        "people": len(pool.mentees),
        "dropped": settled.dropped,
        "kept": sum(held == was >= 0 for held, was in zip(whole.mentor.tolist(), before, strict=True)),
        "before": sum(was >= 0 for was in before),
        "since": _since(last, pool),
        "matched": whole.matched,
        "matched_bound": whole.matched_bound,
        "total": whole.total,
        "upper_bound": whole.upper_bound,
        "optimal": whole.optimal,
        "blocking": blocking_pairs(solved.people, solved.of_rest),
        "rounds": rounds,
        "gone_on": solved.gone_on,
        "checked": checked,
        "proof": _proof(pool, solved.of_rest),
        "seed": SEED,
        "rule_version": RULE_VERSION,
        "solver": VERSION,
        "versions": {"numpy": numpy.__version__, "python": platform.python_version()},
        "change": _consequence(made, made.parent, pool, programme, whole, before) if made.parent else {},
    }


def _settled(
    pool: Pool, programme: Programme, forced: list[list[int]], left_out: list[int], on: date
) -> _Settled:
    """What was settled, as far as the rules allow it now; whoever waits no longer is gone without a word."""
    mentee = {proposal.pk: at for at, proposal in enumerate(pool.proposals)}
    mentor = {guide.pk: at for at, guide in enumerate(pool.guides)}
    places = Counter({at: one.capacity for at, one in enumerate(pool.mentors)})
    kept: dict[int, tuple[int, int]] = {}
    dropped: list[dict[str, Any]] = []
    for proposal, guide in forced:
        if (at := mentee.get(proposal)) is None:
            continue
        held = mentor.get(guide, -1)
        against: tuple[PairRule, ...] = (PairRule.ACTIVE,)
        if held >= 0:
            against = barriers(pool.mentees[at], pool.mentors[held], programme)
            if not against and places[held] < 1:
                against = (PairRule.CAPACITY,)
        if against:
            dropped.append({"proposal": proposal, "guide": guide, "rule": against[0].value})
            continue
        places[held] -= 1
        kept[at] = held, fit(pool.mentees[at], pool.mentors[held], programme, on=on).total
    return _Settled(kept, frozenset(mentee[pk] for pk in left_out if pk in mentee), dropped)


def _solve(
    pool: Pool,
    programme: Programme,
    settled: _Settled,
    before: list[int],
    on: date,
    tell: Callable[[int, int, int], None] = lambda *_round: None,
    proof: "Proof | None" = None,
) -> _Solved:
    """The best of the rest; among equally good pairs those of before are kept."""
    import numpy as np

    from pamong.matching.face import settle
    from pamong.matching.forced import joined, rest_of
    from pamong.matching.path import resumed
    from pamong.matching.people import PeoplePairs
    from pamong.matching.solver import Round, best_pairs

    number, worth = len(settled.forced), sum(fit for _held, fit in settled.forced.values())

    def told(one: Round) -> None:
        tell(one.matched + number, one.total + worth, one.upper_bound + worth)

    forced = {at: held for at, (held, _fit) in settled.forced.items()}
    rest = rest_of(pool.mentees, pool.mentors, forced, settled.left_out)
    people = PeoplePairs(rest.mentees, rest.mentors, programme, on=on)
    mine = rest.of(np.array(before, np.int64))
    found = None
    if proof is not None:
        fresh = np.array(
            [proof.is_fresh(pool.proposals[at].pk, before[at]) for at in rest.place.tolist()], bool
        )
        found = resumed(people, mine, fresh, proof.prices, proof.reward, proof.covered)
    gone_on = found is not None
    if found is None:
        found = best_pairs(people, seed=SEED, incumbent=mine, tell=told)
    else:
        tell(found.matched + number, found.total + worth, found.upper_bound + worth)
    chosen = settle(people, found, mine)
    whole = joined(rest, chosen.solution, settled.forced, len(pool.mentees))
    return _Solved(rest, people, chosen.solution, whole, gone_on)


@dataclass(frozen=True, slots=True)
class Proof:
    """What proved a draft: prices, reward and cover of its guides; of whom it spoke, and who had somebody."""

    known: frozenset[int]
    paired: frozenset[int]
    prices: "Whole"
    reward: int
    covered: "NDArray[bool_]"

    def is_fresh(self, proposal: int, held: int) -> bool:
        """Whether it said nothing of a proposal, or of one whose mentor (`held` by place) is here no more."""
        return proposal not in self.known or (held < 0 and proposal in self.paired)


def _proof(pool: Pool, solution: "Solution") -> dict[str, Any]:
    """As it is stored; nothing of a result that is not proved."""
    if not solution.optimal:
        return {}
    prices = {str(pool.guides[at].pk): price for at, price in enumerate(solution.prices.tolist()) if price}
    covered = [guide.pk for guide, is_in in zip(pool.guides, solution.covered.tolist(), strict=True) if is_in]
    return {"prices": prices, "reward": solution.reward, "covered": covered}


def proof_of(last: Matching | None, pool: Pool) -> Proof | None:
    """What proved the draft before, over the guides of now; a guide who is new has no price yet, so nothing."""
    import numpy as np

    stored = last.result.get("proof") if last else None
    if last is None or not stored:
        return None
    pairs = last.result["pairs"]
    paired = frozenset(pair["proposal"] for pair in pairs if not pair["forced"])
    alone = {row["proposal"] for row in last.result["unmatched"]} - set(last.left_out)
    return Proof(
        paired | alone,
        paired,
        np.array([stored["prices"].get(str(guide.pk), 0) for guide in pool.guides], np.int64),
        stored["reward"],
        np.isin([guide.pk for guide in pool.guides], stored["covered"]),
    )


def _checked(solved: _Solved) -> bool:
    """Whether the separate check of the pairs, from the rules and prices alone, finds the same proof."""
    from pamong.matching.certificate import check

    one = solved.of_rest
    found = check(solved.people.row, solved.people.capacity, one.mentor, one.prices, one.reward, one.covered)
    if found.faults or (found.matched, found.total) != (one.matched, one.total):
        raise AssertionError(f"the pairs do not stand their check: {'; '.join(found.faults)}")
    return found.optimal


def _pairs(
    pool: Pool, programme: Programme, settled: _Settled, solved: _Solved, before: list[int], on: date
) -> list[dict[str, Any]]:
    """Every pair with its words, shares and what is to be known of it, the best fit first."""
    from pamong.matching.explain import contested

    found = []
    held_level = levels_held(proposal.employee_id for proposal in pool.proposals)
    for at, held in enumerate(solved.whole.mentor.tolist()):
        if held < 0:
            continue
        mentee, mentor, forced = pool.mentees[at], pool.mentors[held], at in settled.forced
        said = words_of_pair(mentee, mentor, programme, on=on)
        # Of a mentor whose places nobody else would pay for there is nothing to be known.
        free = forced or not solved.of_rest.prices[held]
        wanted = Sentence("", "") if free else contested(solved.of_rest, held, solved.people.highest)
        found.append(
            {
                "proposal": pool.proposals[at].pk,
                "guide": pool.guides[held].pk,
                "fit": int(solved.whole.fit[at]),
                "levels": [
                    held_level.get(pool.proposals[at].employee_id, {}).get(code_of(pool.proposals[at])),
                    mentee.required,
                    mentor.levels[mentee.competency],
                ],
                "shares": list(fit(mentee, mentor, programme, on=on).shares),
                "forced": forced,
                "kept": before[at] == held,
                "id": said.id,
                "en": said.en,
                "wanted": {"id": wanted.id, "en": wanted.en},
            }
        )
    return sorted(found, key=lambda pair: (-int(pair["fit"]), pair["proposal"]))


def _since(last: Matching | None, pool: Pool) -> dict[str, int]:
    """Of which draft this is the next, and how many of its people and mentors are here no more."""
    if last is None:
        return {}
    waiting, guides = {one.pk for one in pool.proposals}, {one.pk for one in pool.guides}
    pairs = last.result["pairs"]
    return {
        "draft": last.pk,
        "people_gone": sum(pair["proposal"] not in waiting for pair in pairs),
        "mentors_gone": len({pair["guide"] for pair in pairs} - guides),
    }


def _labels(pool: Pool) -> dict[str, list[str]]:
    return {
        "unit": [mentee.unit for mentee in pool.mentees],
        "sex": [proposal.employee.nip[14:15] for proposal in pool.proposals],
        "grade": [str(mentee.grade) for mentee in pool.mentees],
        "place": [mentee.place for mentee in pool.mentees],
    }


def _last(made: Matching) -> Matching | None:
    """The draft that was changed, else the last calculation."""
    if made.parent is not None:
        return made.parent
    past = Matching.objects.filter(institution=made.institution, pk__lt=made.pk)
    return past.exclude(result={}).first()


def _by_place(last: Matching | None, pool: Pool) -> list[int]:
    """Each mentee's mentor of that draft, by place; -1 where there is none here any more."""
    pairs = {pair["proposal"]: pair["guide"] for pair in last.result["pairs"]} if last else {}
    place = {guide.pk: at for at, guide in enumerate(pool.guides)}
    return [place.get(pairs.get(proposal.pk, 0), -1) for proposal in pool.proposals]


def _consequence(
    made: Matching, parent: Matching, pool: Pool, programme: Programme, whole: "Solution", before: list[int]
) -> dict[str, Any]:
    """What the change costs against the best without it, both of the people of now; and whom else it touches."""
    without = _settled(pool, programme, parent.forced, parent.left_out, made.on)
    best = _solve(pool, programme, without, before, made.on).whole

    def guide(at: int) -> int | None:
        return pool.guides[at].pk if at >= 0 else None

    return {
        **made.change,
        "matched": whole.matched - best.matched,
        "total": whole.total - best.total,
        "touched": [
            {"proposal": proposal.pk, "before": guide(was), "after": guide(held)}
            for proposal, was, held in zip(pool.proposals, before, whole.mentor.tolist(), strict=True)
            if was != held and proposal.pk != made.change["proposal"]
        ],
    }
