"""Choosing among units: few at once however many there are, and every one within reach; nobody else's."""

from datetime import date

import pytest

from pamong.people.access import viewer
from pamong.people.models import Institution, Unit
from pamong.people.queries import MOST_UNITS, place_of, places_in, units_to_choose
from pamong.people.roles import Role
from tests import factories as f

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 24)


@pytest.fixture
def large() -> Institution:
    """A root, three directorates, and under each more units than a list holds."""
    institution = f.institution()
    root = f.unit(institution, "0")
    for n in range(3):
        above = (
            f.unit(institution, f"{n}", root, name=f"Direktorat {n}") if n else f.unit(institution, "d", root)
        )
        for m in range(MOST_UNITS // 3 + 1):
            f.unit(institution, f"{n}-{m}", above)
    return institution


def test_the_levels_that_fit_are_offered_and_the_next_follows_the_choice(large: Institution) -> None:
    planner = viewer(f.account(large, "p", None, Role.PLANNER), ON)
    top, chosen = units_to_choose(planner)
    assert chosen is None
    assert {unit.path.count("/") for unit in top} == {2, 3}
    assert len(top) == 4
    directorate = Unit.objects.get(name="Direktorat 1")
    below, chosen = units_to_choose(planner, str(directorate.pk))
    assert chosen == directorate
    assert {unit.pk for unit in below} == {unit.pk for unit in top} | set(
        directorate.children.values_list("pk", flat=True)
    )
    assert [unit.path for unit in below] == sorted(unit.path for unit in below)
    one = directorate.children.first()
    assert one is not None
    assert units_to_choose(planner, str(one.pk))[1] == one


@pytest.mark.parametrize("asked", ["", "x", "-1", "9" * 30, "²"])
def test_what_is_no_unit_chooses_none(large: Institution, asked: str) -> None:
    planner = viewer(f.account(large, "p", None, Role.PLANNER), ON)
    assert units_to_choose(planner, asked)[1] is None


def test_a_unit_of_others_is_neither_offered_nor_chosen(large: Institution) -> None:
    elsewhere = f.unit(f.institution("DKN", "Dewan Kearsipan"), "0")
    planner = viewer(f.account(large, "p", None, Role.PLANNER), ON)
    found, chosen = units_to_choose(planner, str(elsewhere.pk))
    assert chosen is None
    assert elsewhere not in found
    directorate = Unit.objects.get(name="Direktorat 1")
    narrow = viewer(f.account(large, "q", None, Role.PLANNER, in_unit=directorate), ON)
    other = Unit.objects.get(name="Direktorat 2")
    found, chosen = units_to_choose(narrow, str(other.pk))
    assert chosen is None
    assert {unit.path.startswith(directorate.path) for unit in found} == {True}


def test_a_unit_is_where_it_says_or_where_the_unit_above_is() -> None:
    institution = f.institution()
    root = f.unit(institution, "0")
    office = f.unit(institution, "1", root)
    section = f.unit(institution, "1-1", office)
    nowhere = f.unit(f.institution("DKN", "Dewan Kearsipan Nusantara"), "0")
    Unit.objects.filter(pk=root.pk).update(place="Jakarta")
    Unit.objects.filter(pk=office.pk).update(place="Makassar")
    named = places_in(institution.pk)
    assert [place_of(unit, named) for unit in (root, office, section)] == ["Jakarta", "Makassar", "Makassar"]
    assert place_of(nowhere, places_in(nowhere.institution_id)) == ""
    assert place_of(None, named) == ""
