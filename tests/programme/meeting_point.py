"""Makes two threads read before either writes, unless a lock keeps one of them out: so that chance hides nothing."""

import threading
import time
from typing import Any

import pytest

from pamong.programme.workflow import Table

PATIENCE = 1.0  # seconds; a lock that holds costs a test as long as this


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
