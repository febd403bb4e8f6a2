"""How far long work is: a bar on a terminal, plain lines otherwise."""

import sys
import time
from collections.abc import Callable

_BAR = 30
_QUIET = 2.0  # seconds that work may take before plain lines are worth reading


def silent(percent: int, text: str = "") -> None:
    """A result for a machine comes without progress."""


def say(percent: int, text: str = "") -> None:
    """A bar on a terminal, plain lines otherwise."""
    if not sys.stderr.isatty():
        print(f"{percent:3d} % {text}".rstrip(), flush=True)  # stderr holds nothing but a refusal
        return
    full = _BAR * percent // 100
    end = "\n" if percent >= 100 else ""
    print(
        f"\r[{'#' * full}{'.' * (_BAR - full)}] {percent:3d} % {text:<20}",
        end=end,
        file=sys.stderr,
        flush=True,
    )


def when_long(text: str) -> Callable[[int], None]:
    """For work that is mostly short: the bar at once, plain lines only once it has taken a while."""
    last = time.monotonic()

    def tell(percent: int) -> None:
        nonlocal last
        if sys.stderr.isatty() or time.monotonic() - last >= _QUIET:
            last = time.monotonic()
            say(percent, text)

    return tell
