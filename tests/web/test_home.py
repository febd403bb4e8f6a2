"""The home's lists: cut where they are long, and then it is said and the whole list is one click away."""

import pytest

from pamong.policy.words import Method
from pamong.programme.models import Engagement
from pamong.web.pages import home, people
from tests import factories as f
from tests.people_cast import Cast
from tests.programme.pairs import Pairs
from tests.web.rooms import door, text

pytestmark = pytest.mark.django_db


def test_a_team_longer_than_the_home_shows_goes_on_on_its_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (home, people):
        monkeypatch.setattr(module, "TEAM_SHOWN", 2)
    client = door(cast["superior"])
    assert "orang pertama" not in text(client, "/home/")
    for name in ("Zainal Satu", "Zainal Dua"):
        f.employee(cast.institution, name, superior=cast.superior, unit=cast.unit)
    page = text(client, "/home/")
    assert "2 orang pertama, lihat seluruh tim" in page
    assert "Zainal Satu" not in page
    assert "Zainal Satu" not in text(client, "/people/team/")
    assert "Zainal Satu" in text(client, "/people/team/?page=2")


def test_whose_gaps_are_not_known_is_not_said_to_have_none(cast: Cast) -> None:
    client, unassessed = door(cast["superior"]), "Zainal Baru"
    f.employee(
        cast.institution, unassessed, superior=cast.superior, unit=cast.unit, position=cast.rara.position
    )
    for address in ("/home/", "/people/team/"):
        row = text(client, address).split(unassessed)[1].split("Dialog")[0]
        assert "belum dinilai" in row, address
        assert "tidak ada" not in row, address


def test_whom_one_guides_do_not_push_out_by_whom_one_is_guided(cast: Cast) -> None:
    pairs = Pairs(cast)
    made = [pairs.of(f"Pegawai {number}") for number in range(home.MINE_SHOWN + 1)]
    client = door(pairs.account)
    assert "Lihat semua yang Anda dampingi" in text(client, "/home/")
    assert "Lihat semua yang Anda dampingi" not in text(door(cast["superior"]), "/home/")
    other = pairs.programme.guide("Mentor Lain", method=Method.MENTORING)
    Engagement.objects.filter(pk=made[-1].pk).update(employee=pairs.mentor.employee, guide=other)
    assert "Mentoring dengan Mentor Lain" in text(client, "/home/")
