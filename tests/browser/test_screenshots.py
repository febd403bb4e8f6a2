"""The pictures of the manual: taken each time, kept with SCREENSHOTS=1."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from pamong.cli.demo.cast import EMPLOYEE_NIP
from tests.browser.conftest import SignIn
from tests.browser.tour import NARROW

SHOTS = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
pytestmark = pytest.mark.browser


def test_the_manual_shows_the_pages_as_they_are(sign_in: SignIn, tmp_path: Path) -> None:
    folder = SHOTS if os.environ.get("SCREENSHOTS") else tmp_path

    def take(page: Page, name: str) -> None:
        page.evaluate("document.fonts.ready")
        page.screenshot(path=folder / f"{name}.png", animations="disabled")

    planner = sign_in("perencana", viewport={"width": 1280, "height": 860})
    # The picture shows the whole table; a decision made before leaves the person to be looked for.
    planner.goto("/recommendations/")
    row = planner.locator("tr", has_text="Dimas Prakoso").first
    if not row.count():
        planner.goto(f"/recommendations/?state=all&q={EMPLOYEE_NIP}")
    row.get_by_role("link", name="Mengapa?").click()
    planner.locator("tr.pm-unfold .pm-why").wait_for()
    row.evaluate("row => window.scrollTo(0, row.getBoundingClientRect().top - 70)")
    take(planner, "rekomendasi")
    employee = sign_in("pegawai", viewport={"width": 1280, "height": 860})
    take(employee, "beranda-pegawai")
    superior = sign_in("atasan", viewport={"width": 1280, "height": 860})
    superior.goto("/people/team/")
    take(superior, "tim")
    planner.goto("/monitoring/")
    take(planner, "pemantauan")
    coach = sign_in("coach", viewport={"width": 1280, "height": 860})
    coach.goto("/engagements/?state=running&mine=on")
    coach.locator("table tbody th a").first.click()
    coach.wait_for_url(re.compile(r"/engagements/\d+/$"))
    take(coach, "ruang")
    phone = sign_in("perencana", viewport=NARROW)
    phone.goto(f"/recommendations/?state=all&q={EMPLOYEE_NIP}")
    phone.get_by_role("link", name="Mengapa?").click()
    phone.locator("tr.pm-unfold .pm-why").wait_for()
    phone.locator(".pm-decisions").evaluate("table => table.scrollIntoView()")
    take(phone, "rekomendasi-hp")
    assert {picture.stem for picture in SHOTS.glob("*.png")} <= {
        picture.stem for picture in folder.glob("*.png")
    }
