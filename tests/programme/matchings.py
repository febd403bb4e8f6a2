"""A matching of everybody who waits, asked for by the planner and carried out."""

from pamong.programme import actions
from pamong.programme.models import Matching
from tests.factories import ON
from tests.people_cast import Cast

WEIGHTS = (40, 15, 15, 10, 10, 10)


def drafted(cast: Cast) -> Matching:
    made = actions.request_matching(
        by=cast["planner"], institution=cast.institution, weights=WEIGHTS, same_field=False, on=ON
    )
    return actions.carry_out_matching(matching_id=made.pk)


def pairs_of(made: Matching) -> dict[int, int]:
    return {pair["proposal"]: pair["guide"] for pair in made.result["pairs"]}
