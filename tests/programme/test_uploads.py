"""Pieces of a file that arrive at the same time."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any, cast

import pytest

from pamong.people.models import Account
from pamong.programme.actions import uploads
from pamong.programme.models import Engagement
from tests.factories import ON

WHOLE = b"%PDF-1.7 " + b"x" * 90


class Slow:
    """A piece whose bytes come only once another is coming in too, or nobody else came."""

    size = 50

    def __init__(self, together: Barrier) -> None:
        self.together, self.left = together, WHOLE[:50]

    def read(self, _most: int = -1) -> bytes:
        with suppress(BrokenBarrierError):
            self.together.wait(timeout=0.5)
        sent, self.left = self.left, b""
        return sent


def test_a_piece_that_comes_in_twice_at_once_is_added_once(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(uploads, "_most", lambda *_anybody: 5)
    sha256, together = hashlib.sha256(WHOLE).hexdigest(), Barrier(2)

    def send(_number: int) -> int:
        return uploads.receive(
            by=Account(pk=1),
            to=Engagement(),
            sha256=sha256,
            offset=0,
            size=len(WHOLE),
            piece=cast(Any, Slow(together)),
            on=ON,
        )

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, range(2))) == [50, 50]
    assert (tmp_path / "chunks" / "1" / sha256).read_bytes() == WHOLE[:50]
