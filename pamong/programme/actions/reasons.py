"""Why somebody has nobody in a draft and what would help, as it is stored with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pamong.policy.pairing import PairRule, competency_name
from pamong.policy.sentence import Sentence
from pamong.programme.queries.pool import Pool

if TYPE_CHECKING:
    from pamong.matching.explain import Help, Unmatched
    from pamong.matching.forced import Rest
    from pamong.matching.people import PeoplePairs
    from pamong.matching.solver import Solution

LEFT_OUT = Sentence("dikeluarkan dari rancangan oleh pengelola", "kept out of the draft by the planner")


@dataclass(frozen=True, slots=True)
class Reasons:
    """Everybody without a mentor, each with the reason; and what would help how many of them."""

    rows: list[dict[str, Any]]
    helps: list[dict[str, Any]]


def reasons(
    pool: Pool, left_out: frozenset[int], rest: "Rest", people: "PeoplePairs", solution: "Solution"
) -> Reasons:
    """`left_out` are the places of those kept out by hand, who have no other reason."""
    from pamong.matching.explain import Unmatched

    place = rest.place.tolist()
    found = Unmatched(people, solution, rest.mentees, rest.mentors)
    rows = [_row(pool, place[at], at, found) for at in found.why]
    rows += [
        {"proposal": pool.proposals[at].pk, "id": LEFT_OUT.id, "en": LEFT_OUT.en} for at in sorted(left_out)
    ]
    helps = [_help(pool, one, [pool.proposals[place[at]].pk for at in one.mentees]) for one in found.helps]
    return Reasons(sorted(rows, key=lambda row: int(row["proposal"])), helps)


def _row(pool: Pool, at: int, own: int, found: "Unmatched") -> dict[str, Any]:
    """The words, the rule to be counted, how many mentors each rule took, and what would help."""
    why, said, helped = found.why[own], found.words(own), found.help_of[own]
    return {
        "proposal": pool.proposals[at].pk,
        "id": said.id,
        "en": said.en,
        "rule": why.rule.value if why.rule else "",
        "removed": {rule.value: number for rule, number in why.removed.items()},
        "remedy": helped.rule.value,
        "guide": _guide(pool, helped.mentor),
    }


def _help(pool: Pool, one: "Help", proposals: list[int]) -> dict[str, Any]:
    name = competency_name(one.competency)
    return {
        "rule": one.rule.value,
        "guide": _guide(pool, one.mentor),
        "unit": pool.mentors[one.mentor].unit if one.mentor is not None else "",
        "competency": {"id": name.id, "en": name.en},
        "level": max(1, one.level) if one.rule is PairRule.LEVEL else 0,
        "proposals": proposals,
    }


def _guide(pool: Pool, mentor: int | None) -> int | None:
    return pool.guides[mentor].pk if mentor is not None else None
