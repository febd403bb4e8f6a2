"""Every page as everybody who may open it: readable by all, on a phone too, light, and asking nobody else."""

import os

import pytest
from playwright.sync_api import Browser

from pamong.cli.demo.cast import ACCOUNTS
from tests.browser.conftest import SignIn
from tests.browser.tour import MOST_BYTES, NARROW, WIDE, Weight, found_wrong, pages

pytestmark = pytest.mark.browser
LANGUAGES = ("id", "en") if os.environ.get("TORTURE") else ("id",)
EVERYBODY = [account[0] for account in ACCOUNTS]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_is_good_at_both_widths(sign_in: SignIn, server: str, who: str, language: str) -> None:
    page = sign_in(who, language=language)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    weight, wrong, seen = Weight(page), [], 0
    for address in pages(page):
        seen += 1
        wrong += found_wrong(page, address)
        if (taken := weight.taken()) > MOST_BYTES:
            wrong.append(f"{address}: {taken:.0f} bytes")
        assert page.locator("html").get_attribute("lang") == language, address
    assert wrong == []
    assert seen >= 6  # the overseer has the fewest
    assert [url for url in asked if not url.startswith((server, "data:"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/sign-in/", "/no-such-page/", "/activate/no-such-link/"])
def test_the_pages_before_signing_in(browser: Browser, server: str, address: str, language: str) -> None:
    context = browser.new_context(base_url=server, locale="id-ID")
    context.add_cookies([{"name": "pamong_language", "value": language, "url": server}])
    page = context.new_page()
    page.goto(address)
    assert found_wrong(page) == []
    context.close()


def test_the_reason_unfolded_in_its_row(sign_in: SignIn) -> None:
    page = sign_in("perencana")
    page.goto("/recommendations/")
    page.get_by_role("link", name="Mengapa?").first.click()
    page.locator("tr.pm-unfold .pm-why").wait_for()
    assert found_wrong(page) == []


@pytest.mark.parametrize("state", ["open", "decided", "aside"])
def test_what_is_to_be_decided_and_was_is_not_cut_off(sign_in: SignIn, state: str) -> None:
    """A table that is wider than its card does not make the page wider, so nothing else notices it."""
    page = sign_in("perencana")
    page.goto(f"/recommendations/?state={state}")
    table = page.locator("table.pm-decisions")
    if state == "decided":
        assert page.get_by_role("button", name="Ajukan").count() > 1
    for width in (WIDE["width"], 1400, 1280, 1199, 1100, 992, 768, NARROW["width"]):
        page.set_viewport_size({"width": width, "height": 900})
        assert table.evaluate("t => t.scrollWidth - t.parentElement.clientWidth") <= 0, width
        assert page.get_by_role("link", name="Mengapa?").first.is_visible()
    page.set_viewport_size({"width": 1100, "height": 900})
    assert found_wrong(page) == []


@pytest.mark.parametrize("address", ["/letters/", "/engagements/", "/proposals/", "/guides/"])
def test_a_list_keeps_to_the_page_between_phone_and_desktop(sign_in: SignIn, address: str) -> None:
    page = sign_in("perencana")
    page.goto(address)
    for width in (768, 992, 1199):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
