"""A unit's page and the tree say where a unit is."""

import pytest

from pamong.people.models import Unit
from tests import factories as f
from tests.people_cast import Cast
from tests.web.rooms import door, text

pytestmark = pytest.mark.django_db


def test_the_place_of_a_unit_is_its_own_or_the_one_above(cast: Cast) -> None:
    planner = door(cast["planner"])
    assert "Tempat:" not in text(planner, f"/units/{cast.unit.pk}/")
    office = f.unit(cast.institution, "B1", cast.root, name="Balai Timur")
    Unit.objects.filter(pk=cast.root.pk).update(place="Jakarta")
    Unit.objects.filter(pk=office.pk).update(place="Makassar")
    page = text(planner, f"/units/{office.pk}/")
    assert "Tempat: Makassar" in page
    assert "seperti unit di atasnya" not in page
    assert "Tempat: Jakarta, seperti unit di atasnya" in text(planner, f"/units/{cast.unit.pk}/")
    tree = text(planner, "/units/")
    assert "Balai Timur B1 Makassar" in tree
    assert f"{cast.unit.name} {cast.unit.code} Jakarta" in tree
