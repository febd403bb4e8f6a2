"""Walking the pages as one account: every address the pages themselves link to, one of each kind."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page, ViewportSize

AXE = Path(__file__).with_name("vendor") / "axe-core" / "axe.min.js"
FILES = re.compile(r"(\.(xlsx|csv|json|pdf)|/file/)$")
MOST_BYTES = 200_000
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}
RUN_AXE = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
  one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')))"""


def kind_of(address: str) -> str:
    """/people/12/ and /people/13/ are one kind of page."""
    return re.sub(r"\d+", "N", urlsplit(address).path)


def links_of(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "a[href^='/']", "all => all.map(a => a.getAttribute('href'))"
    )
    return [link.split("#")[0] for link in found if not FILES.search(urlsplit(link).path)]


def pages(page: Page) -> Iterator[str]:
    """Opens one page of each kind after the other, beginning at home; the page is left at the yielded address."""
    waiting, seen = ["/home/"], set()
    while waiting:
        address = waiting.pop(0)
        if kind_of(address) in seen:
            continue
        seen.add(kind_of(address))
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{page.url} answers {answer.status}"
        waiting += links_of(page)
        yield address


def axe(page: Page) -> list[str]:
    """What axe-core finds; evaluated from outside, since the pages allow no other script."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(page.evaluate(RUN_AXE))


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def found_wrong(page: Page, where: str = "", seen: Callable[[int], None] | None = None) -> list[str]:
    """What axe finds and where the page is wider than the window, at both widths; `seen` is called at each.

    The window is as it was afterwards.
    """
    before, where, wrong = page.viewport_size, where or page.url, []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        width = size["width"]
        wrong += [f"{where} at {width}: {found}" for found in axe(page)]
        if (over := overflow(page)) > 0:
            wrong.append(f"{where} is {over} pixels wider than {width}")
        if seen is not None:
            seen(width)
    if before is not None:
        page.set_viewport_size(before)
    return wrong


class Weight:
    """Bytes as transferred since the last page was opened, with a cold cache."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0.0
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self._session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self._session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.bytes += float(event["encodedDataLength"])

    def taken(self) -> float:
        taken, self.bytes = self.bytes, 0.0
        return taken
