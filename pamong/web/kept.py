"""What was counted, kept for a minute for the one who reads it."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpRequest

from pamong.people.access import Viewer

T = TypeVar("T")

MANY, SECONDS = 2_000, 60  # rows behind a number of a page, from which it is kept; how long
_ACTED = "acted"  # in the session, which every process reads: how often its reader did something


def key_of(request: HttpRequest, viewer: Viewer, name: str, *asked: object) -> str:
    """Of this account in its roles of today, since it last did something."""
    sees = (viewer.on, sorted(viewer.scopes), sorted(viewer.units_headed), sorted(viewer.superior_ids))
    session = request.session
    told = repr((name, asked, sees, session.session_key, session.get(_ACTED))).encode()
    return f"kept-{request.user.pk}-{hashlib.blake2b(told, digest_size=16).hexdigest()}"


def kept(key: str, reckon: Callable[[], T], rows: Callable[[T], int]) -> T:
    """At most SECONDS old where MANY rows or more are behind it, anew after whatever its reader does; else of this moment."""
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
    request.session[_ACTED] = request.session.get(_ACTED, 0) + 1
