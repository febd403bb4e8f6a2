"""Writes on a person's own calendars: the feed's link, where busy times are read, and what was read."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.models import Account
from pamong.performance.notes import encrypt
from pamong.policy.errors import Invalid
from pamong.policy.sentence import Sentence
from pamong.programme.models import BusyCalendar, BusyTime, Feed
from pamong.programme.queries import token_hash

NO_ADDRESS = Sentence(
    "Tulis alamat kalender yang lengkap, diawali https:// atau webcal://.",
    "Write the whole address of the calendar, beginning with https:// or webcal://.",
)
NOT_LISTED = Sentence(
    "Kalender di {host} tidak dapat dibaca dari sini. Yang dapat: {hosts}. Mintalah admin server menambahkannya.",
    "A calendar at {host} cannot be read from here. These can: {hosts}. Ask the server's administrator to add it.",
)
NONE_LISTED = Sentence(
    "Server ini belum mengizinkan kalender mana pun dibaca. Mintalah admin server mengisi PAMONG_ICS_HOSTS.",
    "This server does not let any calendar be read yet. Ask its administrator to set PAMONG_ICS_HOSTS.",
)


@transaction.atomic
def make_feed(*, by: Account) -> str:
    """A new private link of one's sessions; an earlier one stops working. Only its hash is kept."""
    # The account is the lock: two clicks at once leave one link.
    Account.objects.select_for_update(of=("self",)).get(pk=by.pk)
    _close_feeds(by)
    token = secrets.token_urlsafe(32)
    feed = Feed.objects.create(account=by, token_hash=token_hash(token))
    record(by=by, verb="make_feed", subject=feed, employee=by.employee_id)
    return token


@transaction.atomic
def revoke_feed(*, by: Account) -> bool:
    """The link stops working for everybody who has it."""
    if not _close_feeds(by):
        return False
    record(by=by, verb="revoke_feed", subject=by, employee=by.employee_id)
    return True


def _close_feeds(account: Account) -> int:
    rows = Feed.objects.filter(account=account, revoked_at__isnull=True)
    return rows.update(revoked_at=timezone.now())


def note_content(*, feed: Feed, content_hash: str, at: datetime) -> datetime:
    """When the feed became what it is now: the moment it was first seen so, whole seconds as HTTP says them."""
    if feed.content_hash != content_hash or feed.changed_at is None:
        feed.content_hash, feed.changed_at = content_hash, at.replace(microsecond=0)
        Feed.objects.filter(pk=feed.pk).update(content_hash=content_hash, changed_at=feed.changed_at)
    return feed.changed_at


def allowed_address(address: str) -> SplitResult:
    """An address of a host on the list; plain http only to an address that is itself listed, as within one's own walls."""
    try:
        found = urlsplit(address.strip())
        host, _port = (found.hostname or "").lower(), found.port
    except ValueError as problem:
        raise Invalid(NO_ADDRESS) from problem
    if found.scheme == "webcal":
        found = found._replace(scheme="https")
    if found.scheme not in ("https", "http") or not host or found.username or found.password:
        raise Invalid(NO_ADDRESS)
    if not settings.ICS_HOSTS:
        raise Invalid(NONE_LISTED)
    if host not in settings.ICS_HOSTS:
        raise Invalid(NOT_LISTED.fill(host=host, hosts=", ".join(sorted(settings.ICS_HOSTS))))
    if found.scheme == "http" and not host.replace(".", "").isdigit():
        raise Invalid(NO_ADDRESS)
    return found._replace(fragment="")


@transaction.atomic
def set_busy_address(*, by: Account, address: str) -> BusyCalendar | None:
    """Where one's own busy times are read; empty: nowhere, and what was read is forgotten."""
    if not address.strip():
        gone, _rows = BusyCalendar.objects.filter(account=by).delete()
        if gone:
            record(by=by, verb="forget_busy_times", subject=by, employee=by.employee_id)
        return None
    found = allowed_address(address)
    calendar, _made = BusyCalendar.objects.update_or_create(
        account=by,
        defaults={
            "address": encrypt(found.geturl()),
            "host": found.hostname or "",
            "tried_at": None,
            "read_at": None,
            "problem": "",
        },
    )
    calendar.times.all().delete()
    record(by=by, verb="set_busy_address", subject=by, employee=by.employee_id, after={"host": calendar.host})
    return calendar


@transaction.atomic
def keep_busy(*, calendar: BusyCalendar, times: Iterable[tuple[datetime, datetime]], at: datetime) -> bool:
    """What was read takes the place of what was known; nothing where the address was changed meanwhile."""
    held = BusyCalendar.objects.select_for_update().filter(pk=calendar.pk).first()
    if held is None or bytes(held.address) != bytes(calendar.address):
        return False
    held.times.all().delete()
    BusyTime.objects.bulk_create(BusyTime(calendar=held, start=start, end=end) for start, end in times)
    held.tried_at = held.read_at = at
    held.problem = ""
    held.save(update_fields=["tried_at", "read_at", "problem"])
    return True


def note_unread(*, calendar: BusyCalendar, problem: str, at: datetime) -> None:
    """It could not be read: what was read before stays, and the person is told why."""
    rows = BusyCalendar.objects.filter(pk=calendar.pk)
    rows.update(tried_at=at, problem=problem)
