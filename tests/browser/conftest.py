"""The real demo server with its worker, in a process of its own, and a real Chromium in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.browser.tour import WIDE
from tests.mail_server import Post, listening

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
PEOPLE, READY_SECONDS = 200, 400


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 our own server
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"the demo did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture(scope="session")
def letterbox() -> Iterator[tuple[Post, int]]:
    """Where the server's mail goes: a real mail server, with its port."""
    with listening() as box:
        yield box


@pytest.fixture
def post(letterbox: tuple[Post, int]) -> Post:
    """The mail that arrived so far."""
    return letterbox[0]


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, letterbox: tuple[Post, int]) -> dict[str, str]:
    """The environment of the server and of the commands beside it: a home, an address and a mail server."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAMONG_")}
    return environment | {
        "PAMONG_HOME": str(tmp_path_factory.mktemp("home")),
        "PAMONG_DEMO": "on",
        "PAMONG_BASE_URL": f"http://localhost:{free_port()}",
        "PAMONG_EMAIL_URL": f"smtp://127.0.0.1:{letterbox[1]}",
    }


@pytest.fixture
def remind(installation: dict[str, str], server: str) -> Callable[[], str]:
    """The daily run beside the server; what it says."""

    def run() -> str:
        command = [sys.executable, "-m", "pamong", "remind"]
        said = subprocess.run(command, env=installation, capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stderr
        return said.stdout

    return run


@pytest.fixture(scope="session")
def server(installation: dict[str, str]) -> Iterator[str]:
    """`pamong demo` in a home of its own; its address."""
    base = installation["PAMONG_BASE_URL"]
    log = Path(installation["PAMONG_HOME"]) / "server.log"
    port = base.rpartition(":")[2]
    command = [sys.executable, "-m", "pamong", "demo", "--people", str(PEOPLE), "--port", port]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=installation, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_for(f"{base}/health/", process, log)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    assert chromium, "no Chromium; make browser installs one"
    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield one
        one.close()


SignIn = Callable[..., Page]


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[SignIn]:
    """A page of nobody yet; each in a context of its own."""
    contexts: list[BrowserContext] = []

    def come(*, language: str = "id", viewport: ViewportSize = WIDE, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=server,
            locale="id-ID",
            viewport=viewport,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        if language != "id":
            context.add_cookies([{"name": "pamong_language", "value": language, "url": server}])
        return context.new_page()

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(visitor: SignIn) -> SignIn:
    """A page for one account of the demo, signed in with one click."""

    def enter(account: str, **how: object) -> Page:
        page = visitor(**how)
        page.goto("/sign-in/")
        page.locator(f"form:has(input[name=demo][value='{account}']) button").click()
        page.wait_for_url("**/home/")
        return page

    return enter
