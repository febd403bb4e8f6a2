"""The door, in a real Chromium against the real pages."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server: object) -> Iterator[Page]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page(locale="id-ID")
        browser.close()


def test_a_stranger_is_led_to_the_door_and_nothing_leaves_the_server(page: Page, live_server: object) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server}/recommendations/")
    assert "/sign-in/" in page.url
    assert page.get_by_role("heading", name="Masuk").first.is_visible()
    assert [url for url in asked if not url.startswith(f"{live_server}")] == []
