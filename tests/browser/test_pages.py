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


def test_what_was_decided_is_not_cut_off(sign_in: SignIn) -> None:
    """A table that is wider than its card does not make the page wider, so nothing else notices it."""
    page = sign_in("perencana")
    page.goto("/recommendations/?state=decided")
    assert page.get_by_role("button", name="Ajukan").count() > 1
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        wider = "t => t.scrollWidth - t.parentElement.clientWidth"
        assert page.locator("table.pm-decisions").evaluate(wider) <= 0, size
