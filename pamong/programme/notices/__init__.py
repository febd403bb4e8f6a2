"""Messages of the programme: on sessions and turns of an engagement at once, on what waits for somebody once a day."""

from pamong.programme.notices.digest import digest, news
from pamong.programme.notices.pairing import paired
from pamong.programme.notices.question import how_it_goes
from pamong.programme.notices.sessions import (
    session_cancelled,
    session_changed,
    session_confirmed,
    session_invited,
)
from pamong.programme.notices.turns import turned
from pamong.programme.notices.waiting import LIST, LOCKED, Task, is_closed, task

__all__ = [
    "LIST",
    "LOCKED",
    "Task",
    "digest",
    "how_it_goes",
    "is_closed",
    "news",
    "paired",
    "session_cancelled",
    "session_changed",
    "session_confirmed",
    "session_invited",
    "task",
    "turned",
]
