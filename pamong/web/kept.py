"""What was counted over thousands of rows, kept for a minute for the one who reads it."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpRequest

from pamong.people.access import Viewer

T = TypeVar("T")

MANY, SECONDS = 2_000, 60  # rows behind a number, from which it is kept; how long


def key_of(request: HttpRequest, viewer: Viewer, name: str, *asked: object) -> str:
    """Of this account in its roles of today, since it last did something."""
    sees = (viewer.on, sorted(viewer.scopes), sorted(viewer.units_headed), sorted(viewer.superior_ids))
    told = repr((name, asked, sees, cache.get(_acted(request)))).encode()
    return f"kept-{request.user.pk}-{hashlib.blake2b(told, digest_size=16).hexdigest()}"


def kept(key: str, reckon: Callable[[], T], rows: Callable[[T], int]) -> T:
    """At most SECONDS old where MANY rows or more are behind it, anew after whatever its reader does; else of this moment.

    Each process keeps its own, so that after acting through another one a number may be as old as that.
    """
    known: T | None = cache.get(key)
    if known is None:
        known = reckon()
        keep(key, known, rows(known))
    return known


def keep(key: str, known: object, rows: int) -> None:
    if rows >= MANY:
        cache.set(key, known, SECONDS)


def forget(request: HttpRequest) -> None:
    """The reader does something: whatever was counted before is not asked for any more."""
    cache.set(_acted(request), (cache.get(_acted(request)) or 0) + 1, 2 * SECONDS)


def _acted(request: HttpRequest) -> str:
    return f"acted-{request.user.pk}"
