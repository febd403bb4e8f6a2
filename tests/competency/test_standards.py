"""Versions of a standard, their difference, and corrections of a level."""

from collections.abc import Callable
from datetime import date

import pytest

from pamong.competency import actions, queries
from pamong.competency.models import PositionStandard
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.words import Source
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast

pytestmark = pytest.mark.django_db


def drafted(cast: Cast, who: str = "planner", since: date = ON) -> PositionStandard:
    levels = dict.fromkeys(cast.competencies.values(), 3) | {cast.competencies["komunikasi"]: 4}
    levels[cast.competencies["integritas"]] = 0
    assert cast.rara.position
    return actions.draft_standard(
        by=cast[who], position=cast.rara.position, since=since, levels=levels, on=ON
    )


def test_a_version_counts_from_its_day_and_shows_its_difference(cast: Cast) -> None:
    assert cast.rara.position
    old = queries.standard_in_force(cast.rara.position, ON)
    draft = drafted(cast)
    assert queries.standard_in_force(cast.rara.position, ON) == old
    actions.put_in_force(by=cast["planner"], standard=draft, on=ON)
    assert queries.standard_in_force(cast.rara.position, ON) == draft
    assert queries.standard_in_force(cast.rara.position, date(2020, 1, 1)) == old
    assert queries.last_version_before(draft) == old
    changed = [(c.competency.code, c.before, c.after) for c in queries.difference(old, draft)]
    assert changed == [("integritas", 3, None), ("komunikasi", 3, 4)]


def test_one_version_in_force_per_day(cast: Cast) -> None:
    first, second = drafted(cast), drafted(cast)
    for draft in (first, second):
        actions.put_in_force(by=cast["planner"], standard=draft, on=ON)
    first.refresh_from_db()
    assert first.status == "archived"
    with pytest.raises(WrongState):
        actions.put_in_force(by=cast["planner"], standard=first, on=ON)
    actions.archive_standard(by=cast["planner"], standard=second, on=ON, reason="Keliru")


def correct(cast: Cast, who: str, **more: object) -> object:
    given: dict[str, object] = {"level": 3, "source": Source.TEST, "assessed_on": date(2026, 3, 12)}
    given |= {"reason": "Salah ketik", **more}
    return actions.correct_level(
        by=cast[who],
        employee=cast.rara,
        competency=cast.competencies["komunikasi"],
        on=ON,
        **given,  # type: ignore[arg-type]
    )


def test_a_level_is_corrected_with_a_reason(cast: Cast) -> None:
    for wrong in ({"level": 6}, {"reason": " "}, {"assessed_on": date(2027, 1, 1)}):
        with pytest.raises(Invalid):
            correct(cast, "planner", **wrong)
    correct(cast, "planner")
    assert cast.rara.assessments.get(competency__code="komunikasi").level == 3


MATRIX: dict[str, tuple[set[str], Callable[[Cast, str], object]]] = {
    "draft": ({"planner"}, drafted),
    "correct": ({"planner", "talent_officer"}, correct),
}


@pytest.mark.parametrize("act", MATRIX)
def test_only_those_named_may_act(cast: Cast, act: str) -> None:
    allowed, do = MATRIX[act]
    for who in EVERYBODY:
        if who not in allowed:
            with pytest.raises(NotAllowed):
                do(cast, who)
    for who in sorted(allowed):
        do(cast, who)


def test_drafts_are_for_who_may_change_them(cast: Cast) -> None:
    drafted(cast)
    assert cast.rara.position
    numbers = {who: len(queries.versions_of(cast.sees(who), cast.rara.position)) for who in EVERYBODY}
    assert numbers["planner"] == 2
    assert numbers["employee"] == 1
    assert numbers["stranger"] == 0


def test_the_dictionary_is_a_tree(cast: Cast) -> None:
    managerial, sociocultural, technical = queries.dictionary_tree(cast.sees("employee"))
    assert len(managerial.competencies) == 8
    assert [one.code for one in sociocultural.competencies] == ["perekat_bangsa"]
    assert technical.competencies == []
    assert all(not branch.competencies for branch in queries.dictionary_tree(cast.sees("stranger")))
