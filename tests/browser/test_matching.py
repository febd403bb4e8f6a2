"""The planner matches everybody who waits for a mentor; one withdraws, and everybody else keeps theirs."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from pamong.cli.demo.cast import CAST
from tests.browser.conftest import NARROW, WIDE, SignIn
from tests.browser.tour import axe, overflow

pytestmark = pytest.mark.browser
NAMES = {one.username: one.name for one in CAST}


def calculated(planner: Page) -> dict[str, str]:
    """Mentor by employee, of a fresh calculation."""
    planner.goto("/matching/")
    planner.get_by_role("button", name="Hitung sekarang").click()
    expect(planner.get_by_text("Mutu rancangan")).to_be_visible(timeout=60_000)
    pairs = {}
    for row in planner.get_by_role("table", name="Pasangan pegawai dan mentor").locator("tbody tr").all():
        links = row.get_by_role("link").all_inner_texts()
        pairs[links[0]] = links[1]
    return pairs


def test_one_withdrawal_moves_nobody_else_and_the_rest_is_published(sign_in: SignIn) -> None:
    planner, employee = sign_in("perencana"), sign_in("pegawai")
    before = calculated(planner)
    assert NAMES["pegawai"] in before
    assert len(before) >= 2, before
    expect(planner.locator("main")).to_contain_text("Terbukti terbaik")
    # Everybody left out has a reason that names a rule or a place.
    for reason in planner.locator(".pm-accent li").all_inner_texts():
        assert re.search(r"PASANG-\d\d|kapasitas", reason), reason
    for size in (WIDE, NARROW):
        planner.set_viewport_size(size)  # type: ignore[arg-type]
        assert axe(planner) == []
        assert overflow(planner) <= 0
    planner.set_viewport_size(WIDE)  # type: ignore[arg-type]

    employee.goto("/proposals/")
    employee.locator("main tbody").get_by_role("link").first.click()
    employee.locator("details summary", has_text="Tarik").first.click()
    employee.get_by_label("Alasan").last.fill("Sedang menyelesaikan tugas lain.")
    employee.get_by_role("button", name=re.compile("Tarik")).last.click()
    expect(employee.locator("main")).to_contain_text("ditarik")

    after = calculated(planner)
    assert after == {who: mentor for who, mentor in before.items() if who != NAMES["pegawai"]}
    expect(planner.locator("main")).to_contain_text("Tetap dari rancangan sebelumnya")
    planner.locator("details.pm-confirm summary", has_text="Umumkan").click()
    planner.locator("details.pm-confirm[open] form button").click()
    expect(planner.locator("main")).to_contain_text(f"{len(after)} pasangan diumumkan")
    for who in after:
        planner.goto(f"/proposals/?{urlencode({'state': 'matched', 'q': who})}")
        expect(planner.locator("main")).to_contain_text(who)
