"""An employee and a guide as the rules and terms of a pair take them; the one source of every fit that is shown."""

from collections.abc import Iterable, Mapping

from pamong.competency.models import Competency
from pamong.people.models import Employee
from pamong.people.queries import place_of
from pamong.policy.guiding import GRADE_ORDER
from pamong.policy.pairing import Mentee, Mentor
from pamong.policy.words import GENERIC, GradeLevel
from pamong.programme.models import Guide, Proposal, Wish, WishState

NO_STANDARD = 1  # a competency that the position's standard does not hold asks the lowest level


def id_of(guide: Guide) -> str:
    """A guide who is an employee has the employee's id, so that nobody is paired with himself."""
    return f"e{guide.employee_id}" if guide.employee_id else f"g{guide.pk}"


def spoken(competency: Competency) -> str:
    """How the engine calls a competency in its sentences: generic ones by code, others by name."""
    return competency.code if competency.code in GENERIC else competency.name


def mentee_of(
    proposal: Proposal,
    competency: str,
    level: int,
    wished: tuple[str, ...],
    refused: frozenset[str],
    places: Mapping[int, str],
) -> Mentee:
    """Who looks for a mentor, in one competency at a level; `places` are those of the units that name one."""
    position, unit = proposal.employee.position, proposal.employee.unit
    return Mentee(
        id=f"e{proposal.employee_id}",
        competency=competency,
        required=level,
        held=None,
        grade=_grade(proposal.employee),
        unit=unit.name if unit else "",
        institution=proposal.institution.code,
        field=position.field if position else "",
        place=place_of(unit, places),
        slots=frozenset(proposal.hours),
        preferred=wished,
        refused=refused,
    )


def mentor_of(
    guide: Guide, levels: Mapping[str, int], load: int, places: Mapping[int, str], *, active: bool
) -> Mentor:
    """Who may be one, with the places that `load` leaves."""
    who = guide.employee
    return Mentor(
        id=id_of(guide),
        levels=levels,
        grade=_grade(who) if who else max(GRADE_ORDER.values()),
        capacity=max(0, guide.capacity - load),
        unit=who.unit.name if who and who.unit else guide.organisation,
        institution=guide.institution.code,
        field=who.position.field if who and who.position else "",
        place=place_of(who.unit if who else None, places),
        slots=frozenset(guide.hours),
        grade_waived=guide.grade_waived or who is None,
        active=active,
    )


def _grade(who: Employee) -> int:
    text = who.position.grade_level if who.position else ""
    return GRADE_ORDER[GradeLevel(text)] if text else min(GRADE_ORDER.values())


def wishes_by_proposal(
    proposals: Iterable[Proposal],
) -> tuple[dict[int, tuple[str, ...]], dict[int, frozenset[str]]]:
    """By proposal: guides wished for, best first, and those who said no."""
    wished: dict[int, tuple[str, ...]] = {proposal.pk: () for proposal in proposals}
    refused: dict[int, frozenset[str]] = {proposal.pk: frozenset() for proposal in proposals}
    rows = Wish.objects.filter(proposal__in=list(wished)).select_related("guide").order_by("rank")
    for wish in rows:
        one = id_of(wish.guide)
        if wish.state == WishState.DECLINED:
            refused[wish.proposal_id] |= {one}
        elif wish.current and one not in wished[wish.proposal_id]:
            wished[wish.proposal_id] += (one,)
    return wished, refused
