"""The planner's pages of matching: settle pairs, look at a draft, change it, compare two, publish."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.audit.models import Read
from pamong.people.models import Employee
from pamong.programme import actions
from pamong.programme.models import Engagement, Guide, Matching, MatchingStatus, Proposal, RequiredPair
from pamong.recommendation.actions import analyse
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.programme.matchings import WEIGHTS, drafted, pairs_of
from tests.web.rooms import door, text

pytestmark = pytest.mark.django_db


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


def test_everybody_without_a_mentor_has_a_reason_and_a_page_to_act_on(
    programme: Programme, cast: Cast
) -> None:
    """Too few places, and a competency that nobody offers: what helps most comes first."""
    full = programme.guide("Mentor Penuh", capacity=1)
    for number in range(3):
        programme.approved_for(f"Pegawai {number}")
    lone = programme.approved_for("Luh Sekar")
    Proposal.objects.filter(pk=lone.pk).update(competency=cast.competencies["integritas"])
    planner, made = door(cast["planner"]), drafted(cast)
    address = f"/matching/{made.pk}/"
    for page in (text(planner, address), text(planner, f"{address}?show=unmatched")):
        assert "Penghalang: kapasitas 2 (PASANG-08) · level 1 (PASANG-04)" in page
        said = "Tambah 2 kapasitas pada Mentor Penuh, Lembaga Pembelajaran Aparatur, untuk Komunikasi : 2 orang tertolong"
        assert said in page
        assert "Cari mentor atau pihak ketiga dengan level 3 untuk Integritas : terbuka bagi 1 orang" in page
        assert page.index("Tambah 2 kapasitas") < page.index("Cari mentor atau pihak ketiga")
        assert "Minta Mentor Penuh menerima satu lagi" in page
    html = planner.get(address).content.decode()
    assert f'href="/guides/{full.pk}/change/"' in html
    assert 'href="/guides/new/?method=mentoring"' in html
    for link in (f"/guides/{full.pk}/change/", "/guides/new/?method=mentoring"):
        assert planner.get(link).status_code == 200
    # The planner does what is said; those who were kept out by places have somebody.
    Guide.objects.filter(pk=full.pk).update(capacity=3)
    page = text(planner, f"/matching/{drafted(cast).pk}/")
    assert "1 orang belum mendapat mentor" in page
    assert "Penghalang: level 1 (PASANG-04)" in page


def test_levels_stand_beside_the_names(programme: Programme, cast: Cast) -> None:
    _tuesday, _other, first, _second = two(programme)
    f.assessment(first.employee, cast.competencies["komunikasi"], 1)
    analyse(institution=cast.institution, on=ON, by=None)
    page = text(door(cast["planner"]), f"/matching/{drafted(cast).pk}/")
    assert "Luh Sekar Komunikasi 1 → 3 Mentor Selasa" in page
    assert "Beni Wamafma Komunikasi – → 3 Mentor Lain" in page
    assert ", level 4" in page


def test_a_draft_says_what_changed_and_how_to_repeat_it(programme: Programme, cast: Cast) -> None:
    _tuesday, _other, first, _second = two(programme)
    planner, before = door(cast["planner"]), drafted(cast)
    page = text(planner, f"/matching/{before.pk}/")
    assert "Berubah dari rancangan" not in page
    assert "Buktinya diperiksa lagi oleh program terpisah: sesuai." in page
    assert "Bobot 40 / 15 / 15 / 10 / 10 / 10 Syarat Unit mana pun Hari hitungan 24 November 2026" in page
    assert "Benih undian 0 Pemecah ortools" in page
    actions.withdraw(by=cast["superior"], proposal=first, reason="Batal.", on=ON)
    page = text(planner, f"/matching/{drafted(cast).pk}/")
    assert f"Berubah dari rancangan {before.pk} 0 pasangan 1 tetap · 1 orang tidak menunggu lagi" in page
    assert "Dilanjutkan dari bukti rancangan sebelumnya." in page


def test_the_planner_asks_for_mentors_of_another_unit(programme: Programme, cast: Cast) -> None:
    _tuesday, _other, first, _second = two(programme)
    Employee.objects.filter(pk=first.employee_id).update(unit=cast.root)  # where both mentors are
    planner = door(cast["planner"])
    asked = {f"weight_{place}": weight for place, weight in enumerate(WEIGHTS)}
    assert planner.post("/matching/", {**asked, "units": "x"}).status_code == 422
    made = after(cast, planner.post("/matching/", {**asked, "units": "unit_lain"})["Location"])
    page = text(planner, f"/matching/{made.pk}/")
    assert "Syarat Harus dari unit lain" in page
    assert "Longgarkan aturan unit : terbuka bagi 1 orang" in page
    html = planner.get(f"/matching/?like={made.pk}").content.decode()
    assert '<option value="unit_lain" selected' in html
    assert "Syarat Harus dari unit lain Unit mana pun" in text(
        planner, f"/matching/{made.pk}/compare/?with={drafted(cast).pk}"
    )


def test_a_draft_of_before_is_shown_without_what_it_does_not_tell(programme: Programme, cast: Cast) -> None:
    """Stored before helps, levels and checks were kept with a draft."""
    programme.guide("Mentor Penuh", capacity=1)
    for number in range(2):
        programme.approved_for(f"Pegawai {number}")
    made = drafted(cast)
    for name in ("helps", "checked", "gone_on", "since", "proof", "seed", "versions"):
        del made.result[name]
    for row in made.result["unmatched"]:
        for name in ("rule", "removed", "remedy", "guide"):
            del row[name]
    for pair in made.result["pairs"]:
        del pair["levels"]
    made.save()
    planner = door(cast["planner"])
    page = text(planner, f"/matching/{made.pk}/")
    assert "1 orang belum mendapat mentor" in page
    assert "Penghalang" not in page
    again = drafted(cast)
    assert again.result["gone_on"] is False
    assert "Berubah dari rancangan" in text(planner, f"/matching/{again.pk}/")


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
