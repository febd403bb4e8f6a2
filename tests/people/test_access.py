"""Whose record each role opens, by relation, role and date."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.audit.actions import note_read
from pamong.audit.queries import readers_of, trail
from pamong.people import access, actions, queries
from pamong.people.models import Placement
from pamong.people.roles import Role
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast

pytestmark = pytest.mark.django_db

OPENS_RARA = {"employee", "superior", "unit_head", "planner", "talent_officer", "auditor"}


def test_who_opens_a_record(cast: Cast) -> None:
    opened = {
        who
        for who in EVERYBODY
        if access.employees_visible_to(cast.sees(who)).filter(pk=cast.rara.pk).exists()
    }
    assert opened == OPENS_RARA
    assert {who for who in EVERYBODY if access.can_see_record(cast.sees(who), cast.rara)} == OPENS_RARA


def test_who_lists_people(cast: Cast) -> None:
    listed = {who for who in EVERYBODY if queries.search_people(cast.sees(who), "rara").exists()}
    assert listed == OPENS_RARA | {"admin", "competent_authority"}


def test_a_role_of_a_unit_ends_at_the_unit(cast: Cast) -> None:
    planner = f.account(cast.institution, "perencana-u1", None, Role.PLANNER, in_unit=cast.unit)
    seen = access.employees_visible_to(access.viewer(planner, ON))
    assert {person.name for person in seen} == {"Rara Anindita", "Sri Wahyuni"}


def test_delegation_counts_within_its_dates(cast: Cast) -> None:
    other = cast["other_superior"]
    actions.delegate(
        by=cast["superior"], of=cast.superior, to=other.employee, start=ON, end=ON, reason="Cuti", on=ON
    )
    assert cast.rara in access.team_of(access.viewer(other, ON))
    assert cast.rara not in access.team_of(access.viewer(other, ON + timedelta(days=1)))


def test_an_acting_official_is_the_superior_and_head_within_the_dates(cast: Cast) -> None:
    other = cast["other_superior"]
    Placement.objects.create(
        employee=other.employee, position=cast.head.position, kind="plt", start=ON, end=ON
    )
    today = access.viewer(other, ON)
    assert today.units_headed == (cast.root.path,)
    assert cast.superior in access.team_of(today)
    tomorrow = access.viewer(other, ON + timedelta(days=1))
    assert not tomorrow.units_headed
    assert cast.superior not in access.team_of(tomorrow)


def test_a_viewer_costs_few_queries(cast: Cast) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        cast.sees("unit_head")
    assert len(seen) <= 5


def test_reads_are_told_to_the_person_and_ones_own_are_not(cast: Cast) -> None:
    note_read(by=cast["employee"], employee=cast.rara, what="asesmen", page="/people/1/", role="employee")
    assert not readers_of(cast.rara).exists()
    note_read(by=cast["superior"], employee=cast.rara, what="asesmen", page="/people/1/", role="superior")
    (read,) = readers_of(cast.rara)
    assert (read.reader_name, read.reader_role) == ("Sri Wahyuni", "superior")


def test_the_trail_filters(cast: Cast) -> None:
    actions.take_in(by=cast["planner"], employee=cast.rara, reason="Segera kembali", on=ON)
    mine = cast.institution.pk
    assert trail(mine, verb="take_in", employee_id=cast.rara.pk, search="segera").count() == 1
    assert not trail(mine, verb="retire").exists()
    assert not trail(cast["stranger"].institution_id or 0).exists()
