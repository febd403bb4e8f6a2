"""The door, in a real Chromium against the real server."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_stranger_is_led_to_the_door_and_nothing_leaves_the_server(browser: Browser, server: str) -> None:
    page = browser.new_page(locale="id-ID")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/recommendations/")
    assert "/sign-in/" in page.url
    assert page.get_by_role("heading", name="Masuk").first.is_visible()
    assert [url for url in asked if not url.startswith(server)] == []
    page.close()
