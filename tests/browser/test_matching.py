"""The planner matches everybody who waits for a mentor; one withdraws, and everybody else keeps theirs."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from pamong.cli.demo.cast import CAST
from tests.browser.conftest import SignIn
from tests.browser.tour import found_wrong

pytestmark = pytest.mark.browser
NAMES = {one.username: one.name for one in CAST}


def calculated(planner: Page) -> dict[str, str]:
    """Mentor by employee, of a fresh calculation; all of them stand on one page."""
    planner.goto("/matching/")
    planner.get_by_role("button", name="Hitung sekarang").click()
    expect(planner.get_by_text("Mutu rancangan")).to_be_visible(timeout=60_000)
    pairs = {}
    for row in planner.get_by_role("table", name="Pasangan pegawai dan mentor").locator("tbody tr").all():
        links = row.get_by_role("link").all_inner_texts()
        pairs[links[0]] = links[1]
    return pairs


def settled(planner: Page, names: list[str]) -> tuple[str, str]:
    """Somebody who may have several, settled with the second best before the calculation."""
    planner.goto("/matching/")
    assert found_wrong(planner) == []
    planner.get_by_role("link", name="Tetapkan pasangan").click()
    assert found_wrong(planner) == []
    for who in names:
        planner.goto(f"/matching/required/?{urlencode({'q': who})}")
        planner.locator("tr", has_text=who).get_by_role("link", name="Tetapkan mentor").click()
        assert found_wrong(planner) == []
        if planner.locator(".pm-guide").count() > 1:
            break
    card = planner.locator(".pm-guide").nth(1)
    mentor = card.locator("header b").inner_text()
    card.get_by_role("button").click()
    expect(planner.locator("main")).to_contain_text(f"{who} dan {mentor} ditetapkan sebagai pasangan.")
    return who, mentor


def helped(planner: Page) -> None:
    """What would help most is done from its link, and somebody more has a mentor."""
    told = planner.locator(".pm-helps li", has_text="kapasitas").first
    expect(told).to_contain_text(re.compile(r"\d+ orang tertolong"))
    told.get_by_role("link").click()
    assert found_wrong(planner) == []
    places = planner.get_by_label("Kapasitas")
    places.fill(str(int(places.input_value()) + 1))
    planner.get_by_label("Dasar perubahan").fill("Mentor bersedia menerima satu orang lagi.")
    planner.get_by_role("button", name="Simpan perubahan").click()
    expect(planner.locator("main")).to_contain_text("Perubahan penunjukan tercatat.")


def changed(planner: Page, who: str) -> str:
    """The draft with somebody moved to the last mentor on the first cards; what that cost."""
    planner.locator("tr", has_text=who).get_by_role("link", name="Ganti").click()
    assert found_wrong(planner) == []
    planner.locator(".pm-guide").last.get_by_role("button").click()
    told = planner.get_by_role("region", name="Akibat perubahan")
    expect(told).to_be_visible(timeout=60_000)
    assert found_wrong(planner) == []
    return told.inner_text()


def test_one_withdrawal_moves_nobody_else_and_the_rest_is_published(sign_in: SignIn) -> None:
    planner, employee = sign_in("perencana"), sign_in("pegawai")
    before = calculated(planner)
    assert NAMES["pegawai"] in before
    assert len(before) >= 2, before
    expect(planner.locator("main")).to_contain_text("Terbukti terbaik")
    # Everybody left out has a reason that names a rule or a place.
    waits = planner.locator(".pm-accent .pm-waits > li")
    for row in waits.all():
        assert re.search(r"PASANG-\d\d|kapasitas", row.inner_text()), row.inner_text()
        assert row.locator("a.pm-under").count() == 1, row.inner_text()  # and a page on which to act
    assert found_wrong(planner) == []
    helped(planner)
    more = calculated(planner)
    assert more.keys() > before.keys()
    assert len(more) == len(before) + 1
    before = more

    employee.goto("/proposals/")
    employee.locator("main tbody").get_by_role("link").first.click()
    employee.locator("details summary", has_text="Tarik").first.click()
    employee.get_by_label("Alasan").last.fill("Sedang menyelesaikan tugas lain.")
    employee.get_by_role("button", name=re.compile("Tarik")).last.click()
    expect(employee.locator("main")).to_contain_text("ditarik")

    after = calculated(planner)
    assert after == {who: mentor for who, mentor in before.items() if who != NAMES["pegawai"]}
    expect(planner.locator("main")).to_contain_text("Berubah dari rancangan")

    one, mentor = settled(planner, sorted(after))
    two = next(who for who in sorted(after) if who != one)
    again = calculated(planner)
    assert again[one] == mentor
    assert again.keys() == after.keys()
    expect(planner.locator("tbody tr", has_text=one).get_by_text("ditetapkan")).to_be_visible()
    cost = changed(planner, two)
    assert f"{two} ditetapkan dengan" in cost
    assert re.search(r"total kecocokan", cost, re.IGNORECASE), cost  # it may cost nothing
    planner.get_by_role("link", name="Bandingkan rancangan").click()
    assert found_wrong(planner) == []
    planner.go_back()

    planner.locator("details.pm-confirm summary", has_text="Umumkan").click()
    planner.locator("details.pm-confirm[open] form button").click()
    expect(planner.locator("main")).to_contain_text(f"{len(after)} pasangan diumumkan")
    for who in after:
        planner.goto(f"/proposals/?{urlencode({'state': 'matched', 'q': who})}")
        expect(planner.locator("main")).to_contain_text(who)
