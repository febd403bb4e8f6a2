"""The planner's pages of matching: settle pairs, look at a draft, change it, compare two, publish."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.audit.models import Read
from pamong.programme import actions
from pamong.programme.models import Engagement, Guide, Matching, MatchingStatus, Proposal, RequiredPair
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.programme.test_matching import WEIGHTS, drafted, pairs_of
from tests.web.rooms import door, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return Programme(cast)


def two(programme: Programme) -> tuple[Guide, Guide, Proposal, Proposal]:
    """A mentor whose hours fit the first, another of one place too, and two people."""
    return (
        programme.guide("Mentor Selasa", capacity=1, hours=("sel-09",)),
        programme.guide("Mentor Lain", capacity=1),
        programme.approved_for("Luh Sekar", hours=("sel-09",)),
        programme.approved_for("Beni Wamafma"),
    )


def after(cast: Cast, location: str) -> Matching:
    """The draft that a page led to, calculated by the worker."""
    made = Matching.objects.get(pk=location.strip("/").split("/")[-1])
    if made.status == MatchingStatus.QUEUED:
        actions.carry_out_matching(matching_id=made.pk)
    return Matching.objects.get(pk=made.pk)


def test_a_pair_is_settled_let_go_and_stands_in_the_draft(programme: Programme, cast: Cast) -> None:
    _tuesday, other, first, _second = two(programme)
    planner = door(cast["planner"])
    assert "Belum ada yang ditetapkan" in text(planner, "/matching/required/")
    page = text(planner, f"/matching/required/{first.pk}/")
    assert "Mentor untuk Luh Sekar" in page
    assert "kuat pada Komunikasi (level 4, butuh 3)" in page.replace("Kuat", "kuat")
    assert Read.objects.filter(employee_id=first.employee_id, what="proposal").exists()
    answer = planner.post(f"/matching/required/{first.pk}/", {"guide": other.pk})
    assert answer["Location"] == "/matching/required/"
    assert "Luh Sekar dan Mentor Lain ditetapkan sebagai pasangan." in text(planner, "/matching/required/")
    assert "1 pasangan ditetapkan lebih dahulu" in text(planner, "/matching/")
    made = drafted(cast)
    page = text(planner, f"/matching/{made.pk}/?show=forced")
    assert "Luh Sekar" in page
    assert "Beni Wamafma Komunikasi" not in page.split("Beban mentor")[0]
    assert "ditetapkan" in page
    assert "bukti bagi yang lain, 1 ditetapkan" in page
    assert planner.post(f"/matching/required/{first.pk}/release/").status_code == 303
    assert not RequiredPair.objects.exists()
    assert planner.post(f"/matching/required/{first.pk}/release/").status_code == 404


def test_a_refusal_is_said_with_its_rule(programme: Programme, cast: Cast) -> None:
    _tuesday, _other, first, _second = two(programme)
    low = programme.guide("Mentor Rendah", skills={programme.communication: 2})
    planner = door(cast["planner"])
    page = text(planner, f"/matching/required/{first.pk}/")
    assert "Mentor Rendah PASANG-04: Level mentor" in page
    refused = planner.post(f"/matching/required/{first.pk}/", {"guide": low.pk})
    assert refused.status_code == 422
    assert "PASANG-04: Level mentor pada kompetensi itu" in refused.content.decode()
    assert planner.post(f"/matching/required/{first.pk}/", {"guide": "x"}).status_code == 422


def test_a_draft_is_changed_and_says_what_it_costs(programme: Programme, cast: Cast) -> None:
    _tuesday, other, first, second = two(programme)
    planner, made = door(cast["planner"]), drafted(cast)
    page = text(planner, f"/matching/{made.pk}/")
    assert "Terbukti terbaik" in page
    assert "terendah" in page
    assert "· Beni Wamafma" in page  # whose the worst pair is
    change = f"/matching/{made.pk}/pairs/{first.pk}/"
    page = text(planner, change)
    assert "Di rancangan ini dengan Mentor Selasa" in page
    assert "Penuh di rancangan ini: seseorang pindah atau menunggu" in page
    fresh = after(cast, planner.post(change, {"kind": "move", "guide": other.pk})["Location"])
    assert fresh.parent == made
    cost = made.result["total"] - fresh.result["total"]
    assert cost > 0
    page = text(planner, f"/matching/{fresh.pk}/")
    assert "Luh Sekar ditetapkan dengan Mentor Lain" in page
    assert f"−{cost // 100} dari total kecocokan" in page
    assert "1 orang lain tersentuh:" in page
    assert "Beni Wamafma: Mentor Lain → Mentor Selasa" in page
    # Back again: what was given up returns.
    back = after(cast, planner.post(f"/matching/{fresh.pk}/pairs/{first.pk}/", {"kind": "free"})["Location"])
    assert pairs_of(back) == pairs_of(made)
    assert f"+{cost // 100} pada total kecocokan" in text(planner, f"/matching/{back.pk}/")
    out = after(cast, planner.post(f"/matching/{made.pk}/pairs/{second.pk}/", {"kind": "out"})["Location"])
    page = text(planner, f"/matching/{out.pk}/")
    assert "1 orang lebih sedikit mendapat mentor" in page
    assert "Dikeluarkan dari rancangan oleh pengelola" in page
    for wrong in ({}, {"kind": "move"}, {"kind": "x"}, {"kind": "move", "guide": "0"}):
        assert planner.post(change, wrong).status_code == 422, wrong


def test_value_and_bound_are_seen_while_it_runs(programme: Programme, cast: Cast) -> None:
    made = actions.request_matching(
        by=cast["planner"], institution=cast.institution, weights=WEIGHTS, same_field=False, on=ON
    )
    planner, address = door(cast["planner"]), f"/matching/{made.pk}/"
    assert "Sedang berjalan" in planner.get(address).content.decode()
    Matching.objects.filter(pk=made.pk).update(status=MatchingStatus.RUNNING)
    made.tell([{"matched": 2, "value": 12345, "bound": 20000}])
    page = text(planner, address)
    assert "Nilai 123 dari paling tinggi 200" in page
    assert "2 orang mendapat mentor" in page
    part = planner.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Nilai 123" in part


def test_only_drafts_are_changed(programme: Programme, cast: Cast) -> None:
    _tuesday, _other, first, _second = two(programme)
    planner, made = door(cast["planner"]), drafted(cast)
    change = f"/matching/{made.pk}/pairs/{first.pk}/"
    actions.discard_matching(by=cast["planner"], matching=made, on=ON)
    assert planner.get(change).status_code == 404
    assert planner.post(change, {"kind": "out"}).status_code == 404
    assert "Ganti" not in text(planner, f"/matching/{made.pk}/")


def test_two_drafts_stand_side_by_side(programme: Programme, cast: Cast) -> None:
    two(programme)
    planner, made = door(cast["planner"]), drafted(cast)
    assert "Belum ada rancangan lain" in text(planner, f"/matching/{made.pk}/compare/")
    form = text(planner, f"/matching/?like={made.pk}")
    assert f"Dimulai dengan bobot rancangan {made.pk}" in form
    weights = (10, 60, 10, 10, 0, 10)
    asked = {f"weight_{place}": weight for place, weight in enumerate(weights)}
    assert planner.post("/matching/", {**asked, "weight_0": 20}).status_code == 422  # not 100 together
    other = after(cast, planner.post("/matching/", asked)["Location"])
    assert other.weights == list(weights)
    page = text(planner, f"/matching/{made.pk}/compare/?with={other.pk}")
    assert f"Rancangan {made.pk} dan {other.pk}" in page
    assert "40 / 15 / 15 / 10 / 10 / 10 10 / 60 / 10 / 10 / 0 / 10" in page
    shares = [pair["shares"] for pair in other.result["pairs"]]
    under_ours = sum(w * s for line in shares for w, s in zip(WEIGHTS, line, strict=True))
    row = page.split("Total menurut bobot instansi")[1]
    assert row.split("10 / 10 / 10 ")[1].split(" Total")[0].split() == [
        said(made.result["total"]),
        said(under_ours),
    ]
    assert "Pasangannya sama" in page or "orang berbeda" in page


def said(hundredths: int) -> str:
    """As pages write it: one decimal with a comma."""
    return f"{hundredths / 100:.1f}".replace(".", ",")


def test_the_differing_people_are_named(programme: Programme, cast: Cast) -> None:
    _tuesday, other, first, _second = two(programme)
    planner, made = door(cast["planner"]), drafted(cast)
    fresh = after(
        cast,
        planner.post(f"/matching/{made.pk}/pairs/{first.pk}/", {"kind": "move", "guide": other.pk})[
            "Location"
        ],
    )
    page = text(planner, f"/matching/{fresh.pk}/compare/")  # beside the one it was changed from
    assert "2 orang berbeda" in page
    assert re.search(r"Luh Sekar *Komunikasi *Mentor Lain *\d+ *Mentor Selasa *\d+", page)


def test_publishing_from_the_page(programme: Programme, cast: Cast) -> None:
    two(programme)
    planner, made = door(cast["planner"]), drafted(cast)
    assert "Umumkan 2 pasangan" in text(planner, f"/matching/{made.pk}/")
    assert planner.post(f"/matching/{made.pk}/publish/").status_code == 303
    assert Engagement.objects.count() == 2
    assert planner.post(f"/matching/{made.pk}/publish/").status_code == 409


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "planner"])
def test_nobody_else_finds_the_pages(programme: Programme, cast: Cast, who: str) -> None:
    _tuesday, other, first, _second = two(programme)
    made, client = drafted(cast), door(cast[who])
    posts = {
        f"/matching/required/{first.pk}/": {"guide": other.pk},
        f"/matching/required/{first.pk}/release/": {},
        f"/matching/{made.pk}/pairs/{first.pk}/": {"kind": "out"},
        f"/matching/{made.pk}/publish/": {},
        f"/matching/{made.pk}/discard/": {},
    }
    for address, data in posts.items():
        assert client.post(address, data).status_code == 404, address
    assert client.get(f"/matching/{made.pk}/compare/").status_code == 404
    assert Matching.objects.get().status == MatchingStatus.DRAFT
    assert not RequiredPair.objects.exists()


def test_the_pages_ask_the_same_however_many(programme: Programme, cast: Cast) -> None:
    _tuesday, other, first, second = two(programme)
    actions.require_pair(by=cast["planner"], proposal=second, guide=other, on=ON)
    planner = door(cast["planner"])
    pages = (
        "/matching/",
        "/matching/required/",
        f"/matching/required/{first.pk}/",
        "/matching/{id}/",
        "/matching/{id}/compare/",
        f"/matching/{{id}}/pairs/{first.pk}/",
    )

    def counts() -> list[int]:
        drafted(cast)
        id, found = drafted(cast).pk, []
        for page in pages:
            planner.get(page.format(id=id))
            with CaptureQueriesContext(connection) as asked:
                assert planner.get(page.format(id=id)).status_code == 200
            found.append(len(asked))
        return found

    few = counts()
    for number in range(9):
        programme.guide(f"Mentor {number}", capacity=1)
        one = programme.approved_for(f"Pegawai {number}")
        f.account(cast.institution, f"p{number}", one.employee)
    assert counts() == few
    # Those of one person read what the matching reads of everybody.
    assert max(few[0], few[1], few[3], few[4]) <= 12
    assert max(few) <= 16, dict(zip(pages, few, strict=True))
