"""Makes two threads read before either writes, unless a lock keeps one of them out: so that chance hides nothing."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from pamong.policy.errors import PamongError
from pamong.programme.workflow import Table

PATIENCE = 1.0  # seconds; a lock that holds costs a test as long as this


def at_once(*works: Callable[[], object]) -> list[PamongError]:
    """Each work in a thread with a connection of its own, from the same moment; what was refused."""
    start, refused = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait()
            work()
        except PamongError as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return refused


class MeetingPoint:
    """Where both have read what stands; `meet` says whether the other came too."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2)

    def meet(self) -> bool:
        try:
            self._barrier.wait(PATIENCE)
        except threading.BrokenBarrierError:
            return False
        return True


def moves_meet(monkeypatch: pytest.MonkeyPatch, noun: str, first: str, later: str) -> None:
    """Two moves of a table meet after both have read its state; without a lock the later would write over the first."""
    point, end_of = MeetingPoint(), Table.end_of

    def slowly(table: Table[Any], name: str, state: Any, parties: Any) -> Any:
        found = end_of(table, name, state, parties)
        if table.noun == noun and name in (first, later) and point.meet() and name == later:
            time.sleep(PATIENCE)
        return found

    monkeypatch.setattr(Table, "end_of", slowly)
