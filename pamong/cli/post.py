"""The post: messages out, busy times in, and news for who wants it at once; one process, over and over."""

import logging
from collections.abc import Callable
from time import monotonic

from django.db import DatabaseError
from django.utils import timezone

from pamong.exchange import busy
from pamong.exchange.calendar import event_file
from pamong.people.actions import deliver
from pamong.people.models import Institution
from pamong.programme.notices import news

log = logging.getLogger(__name__)
NEWS_EVERY, BUSY_EVERY = 300, 600  # seconds


class Post:
    """Remembers when each kind of work was done last."""

    def __init__(self) -> None:
        self._done: dict[str, float] = {}

    def send(self) -> dict[str, int]:
        """Everything that is due; what became of it."""
        total = {"sent": 0, "put_off": 0, "failed": 0, "lapsed": 0}
        while done := deliver(attach=event_file):
            for word, number in done.items():
                total[word] += number
            if done["put_off"] and not done["sent"]:
                break  # the server is away; the rest is due again later
        return total

    def round(self) -> None:
        """What a round brings. A database that is away for a moment ends the round, not the post."""
        try:
            self._now_and_then("news", NEWS_EVERY, self._news)
            self.send()
            self._now_and_then("busy", BUSY_EVERY, busy.refresh)
        except DatabaseError:
            log.exception("the post waits for the database")

    def _now_and_then(self, name: str, seconds: int, work: Callable[[], object]) -> None:
        if monotonic() - self._done.get(name, float("-inf")) >= seconds:
            self._done[name] = monotonic()
            work()

    def _news(self) -> None:
        for institution in Institution.objects.all():
            news(institution, timezone.localdate())
