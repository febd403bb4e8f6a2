"""The calculation of a draft, as it is stored: settled pairs first, the rest by the engine, then words for everybody."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pamong.policy import RULE_VERSION
from pamong.policy.pair_words import words_of_pair
from pamong.policy.pairing import PairRule, Programme, barriers, fit
from pamong.policy.sentence import Sentence
from pamong.programme.models import Matching
from pamong.programme.queries.pool import Pool

if TYPE_CHECKING:
    from pamong.matching.forced import Rest
    from pamong.matching.people import PeoplePairs
    from pamong.matching.solver import Solution

LEFT_OUT = Sentence("dikeluarkan dari rancangan oleh pengelola", "kept out of the draft by the planner")


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


def calculated(made: Matching, pool: Pool) -> dict[str, Any]:
    """Pairs and everybody left out with their reasons; fits in hundredths."""
    # The engine is loaded by the worker, never by a web worker.
    from pamong.matching.figures import blocking_pairs, fairness
    from pamong.matching.flow import VERSION

    programme = pool.programme(tuple(made.weights), same_field=made.same_field)
    settled = _settled(pool, programme, made.forced, made.left_out, made.on)
    rounds: list[dict[str, int]] = []

    def tell(matched: int, value: int, bound: int) -> None:
        rounds.append({"matched": matched, "value": value, "bound": bound})
        made.tell(rounds)

    earlier = _earlier(made)
    before = _by_place(earlier, pool)
    solved = _solve(pool, programme, settled, before, made.on, tell)
    whole = solved.whole
    loads = Counter(held for held in whole.mentor.tolist() if held >= 0)
    return {
        "pairs": _pairs(pool, programme, settled, solved, before, made.on),
        "unmatched": _unmatched(pool, settled, solved),
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
        "matched": whole.matched,
        "matched_bound": whole.matched_bound,
        "total": whole.total,
        "upper_bound": whole.upper_bound,
        "optimal": whole.optimal,
        "blocking": blocking_pairs(solved.people, solved.of_rest),
        "rounds": rounds,
        "rule_version": RULE_VERSION,
        "solver": VERSION,
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
) -> _Solved:
    """The best of the rest; among equally good pairs those of before are kept."""
    import numpy as np

    from pamong.matching.face import settle
    from pamong.matching.forced import joined, rest_of
    from pamong.matching.people import PeoplePairs
    from pamong.matching.solver import Round, best_pairs

    number, worth = len(settled.forced), sum(fit for _held, fit in settled.forced.values())

    def told(one: Round) -> None:
        tell(one.matched + number, one.total + worth, one.upper_bound + worth)

    forced = {at: held for at, (held, _fit) in settled.forced.items()}
    rest = rest_of(pool.mentees, pool.mentors, forced, settled.left_out)
    people = PeoplePairs(rest.mentees, rest.mentors, programme, on=on)
    mine = rest.of(np.array(before, np.int64))
    chosen = settle(people, best_pairs(people, incumbent=mine, tell=told), mine)
    whole = joined(rest, chosen.solution, settled.forced, len(pool.mentees))
    return _Solved(rest, people, chosen.solution, whole)


def _pairs(
    pool: Pool, programme: Programme, settled: _Settled, solved: _Solved, before: list[int], on: date
) -> list[dict[str, Any]]:
    """Every pair with its words, shares and what is to be known of it, the best fit first."""
    from pamong.matching.explain import contested

    found = []
    for at, held in enumerate(solved.whole.mentor.tolist()):
        if held < 0:
            continue
        mentee, mentor, forced = pool.mentees[at], pool.mentors[held], at in settled.forced
        said = words_of_pair(mentee, mentor, programme, on=on)
        wanted = Sentence("", "") if forced else contested(solved.of_rest, held, solved.people.highest)
        found.append(
            {
                "proposal": pool.proposals[at].pk,
                "guide": pool.guides[held].pk,
                "fit": int(solved.whole.fit[at]),
                "shares": list(fit(mentee, mentor, programme, on=on).shares),
                "forced": forced,
                "kept": before[at] == held,
                "id": said.id,
                "en": said.en,
                "wanted": {"id": wanted.id, "en": wanted.en},
            }
        )
    return sorted(found, key=lambda pair: (-int(pair["fit"]), pair["proposal"]))


def _unmatched(pool: Pool, settled: _Settled, solved: _Solved) -> list[dict[str, Any]]:
    """Everybody without a mentor, each with the reason."""
    from pamong.matching.explain import Unmatched

    rest = solved.rest
    why = Unmatched(solved.people, solved.of_rest, rest.mentees, rest.mentors)
    reasons = {int(at): why.words(k) for k, at in enumerate(rest.place) if solved.of_rest.mentor[k] < 0}
    reasons |= {at: LEFT_OUT for at in settled.left_out if at not in settled.forced}
    return [
        {"proposal": pool.proposals[at].pk, "id": said.id, "en": said.en}
        for at, said in sorted(reasons.items())
    ]


def _labels(pool: Pool) -> dict[str, list[str]]:
    return {
        "unit": [mentee.unit for mentee in pool.mentees],
        "sex": [proposal.employee.nip[14:15] for proposal in pool.proposals],
        "grade": [str(mentee.grade) for mentee in pool.mentees],
        "place": [mentee.place for mentee in pool.mentees],
    }


def _earlier(made: Matching) -> dict[int, int]:
    """Guide by proposal: of the draft that was changed, else of the last calculation."""
    last = made.parent
    if last is None:
        past = Matching.objects.filter(institution=made.institution, pk__lt=made.pk)
        last = past.exclude(result={}).first()
    return {pair["proposal"]: pair["guide"] for pair in last.result["pairs"]} if last else {}


def _by_place(pairs: dict[int, int], pool: Pool) -> list[int]:
    """Each mentee's mentor of those pairs, by place; -1 where there is none here any more."""
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
