"""Proposals that wait, on pages: nobody is free, the planner offers a place by hand, or defers what was approved."""

import pytest

from pamong.programme import actions
from pamong.programme.models import WishState
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.web.doors import door
from tests.web.rooms import as_guide, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_nobody_free_leads_to_the_waiting_list(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved()
    base, planner = f"/proposals/{proposal.pk}/", door(cast, "planner")
    assert "Masukkan ke daftar tunggu" in text(planner, f"{base}choose/")
    assert door(cast, "employee").post(f"{base}wait/").status_code == 403
    assert planner.post(f"{base}wait/").status_code == 303
    assert "Urutan 1 dalam daftar tunggu" in text(door(cast, "employee"), base)
    guide = programme.guide("Mentor Baru")
    actions.keep_time(institution=cast.institution, on=ON)
    mine = door(cast, "employee")
    assert "Ada tempat pada Mentor Baru, disimpan sampai 27 November 2026." in text(mine, base)
    assert "Ambil tempat yang ditawarkan" in text(mine, "/inbox/")
    assert mine.post(f"{base}choose/", {f"rank_{guide.pk}": "1"}).status_code == 303
    assert proposal.wishes.get().state == WishState.ASKED
    # Another window that was still open: nothing of it is kept, and nobody believes it was.
    late = planner.post(f"{base}offer/", {"guide": str(guide.pk)}, follow=True).content.decode()
    assert "Pilihan Anda tidak disimpan" in late
    as_guide(cast, guide).post(f"{base}wishes/{proposal.wishes.get().pk}/accept/")
    late = mine.post(f"{base}choose/", {f"rank_{guide.pk}": "1"}, follow=True).content.decode()
    assert "Pilihan Anda tidak disimpan" in late


def test_the_waiting_list_says_who_is_next_and_stands_in_that_order(programme: Programme, cast: Cast) -> None:
    later, first = (programme.approved_for(name) for name in ("Luh Sekar", "Beni Wamafma"))
    for proposal in (first, later):
        actions.put_on_waiting_list(by=cast["planner"], proposal=proposal, on=ON)
    planner = door(cast, "planner")
    said = text(planner, "/proposals/?state=waiting")
    assert said.index("Beni Wamafma") < said.index("Luh Sekar")
    assert "Menunggu: tempat yang kosong, urutan 1" in said
    assert "Menunggu: tempat yang kosong, urutan 2" in said
    assert "urutan 2" in text(planner, "/proposals/")
    assert "tempat yang kosong, urutan 1" in b"".join(
        planner.get("/proposals/?state=waiting&file=csv")  # type: ignore[arg-type]
    ).decode("utf-8-sig")


def test_the_planner_defers_what_was_approved(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved()
    base, planner = f"/proposals/{proposal.pk}/", door(cast, "planner")
    assert "Tunda usulan ini" in text(planner, base)
    assert "Tunda usulan ini" not in text(door(cast, "employee"), base)
    later = {"until": "2027-01-11", "reason": "Anggaran tahun depan."}
    for who, status in {"employee": 403, "superior": 403, "auditor": 403, "stranger": 404}.items():
        assert door(cast, who).post(f"{base}defer/", later).status_code == status, who
    assert planner.get(f"{base}defer/").status_code == 405
    for wrong in ({"until": "2026-11-24"}, {"until": ""}, {"reason": ""}):
        assert planner.post(f"{base}defer/", later | wrong).status_code == 422
    assert planner.post(f"{base}defer/", later).status_code == 303
    page = text(door(cast, "employee"), base)
    assert "sampai 11 Januari 2027" in page
    assert "Anggaran tahun depan." in page


def test_the_planner_offers_a_place_by_hand(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved()
    base, planner = f"/proposals/{proposal.pk}/", door(cast, "planner")
    assert planner.get(f"{base}offer/").status_code == 303  # nobody waits yet
    planner.post(f"{base}wait/")
    assert "Belum ada tempat yang kosong" in text(planner, f"{base}offer/")
    guide = programme.guide("Mentor Baru")
    for who in set(EVERYBODY) - {"planner"}:
        assert door(cast, who).get(f"{base}offer/").status_code == 404, who
        assert door(cast, who).post(f"{base}offer/", {"guide": guide.pk}).status_code == 404, who
    page = text(planner, f"{base}offer/")
    assert "Mentor Baru" in page
    assert "Alasan mendahulukan" not in page
    assert planner.post(f"{base}offer/", {"guide": "0"}).status_code == 422
    assert planner.post(f"{base}offer/", {"guide": guide.pk}).status_code == 303
    assert "Ada tempat pada Mentor Baru" in text(door(cast, "employee"), base)
