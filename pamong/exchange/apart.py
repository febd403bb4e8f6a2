"""A stranger's calendar is worked out in a process of its own: a line of it may repeat every second, or for ever.

That process knows nothing of this one's secrets, and is stopped when it takes too long or too much.
"""

import json
import os
import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from pamong.exchange.calendar import Interval, Unreadable, busy_times

SECONDS = 10
_MEMORY = 1024 * 1024 * 1024  # of addresses, of which the interpreter and the libraries take a part


class TooMuch(Unreadable):
    """It is a calendar, but working it out takes too long."""


def busy_apart(content: bytes, start: datetime, end: datetime) -> list[Interval]:
    """What `busy_times` says, and nothing of why it could not."""
    span = [start.isoformat(), end.isoformat(), str(start.tzinfo)]
    known = {name: value for name, value in os.environ.items() if not name.startswith("PAMONG_")}
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__, *span],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env=known,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise TooMuch from problem
    if done.returncode:
        raise Unreadable
    times = json.loads(done.stdout)
    return [(datetime.fromisoformat(begins), datetime.fromisoformat(ends)) for begins, ends in times]


def _work_out() -> None:
    """The other process: a calendar comes in, from when to when goes out."""
    try:
        import resource
    except ImportError:
        pass  # no such bounds on this system; that of time holds
    else:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # should it fall, its memory is written nowhere
    start, end, zone = sys.argv[1:]
    kept = ZoneInfo(zone)
    span = (datetime.fromisoformat(one).astimezone(kept) for one in (start, end))
    times = busy_times(sys.stdin.buffer.read(), *span)
    json.dump([(begins.isoformat(), ends.isoformat()) for begins, ends in times], sys.stdout)


if __name__ == "__main__":
    _work_out()
