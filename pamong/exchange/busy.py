"""Busy times from people's own calendars: fetched from listed hosts only, and nothing kept but from when to when."""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from urllib.parse import SplitResult, urljoin

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from pamong.exchange.apart import TooMuch, busy_apart
from pamong.exchange.calendar import Unreadable
from pamong.people.models import Institution
from pamong.performance.notes import decrypt
from pamong.policy.errors import Invalid
from pamong.programme import actions
from pamong.programme.models import BusyCalendar

MOST_BYTES = 2 * 1024 * 1024
SECONDS = 10  # for all of it, redirects included
MOST_REDIRECTS = 3
AHEAD = timedelta(days=60)
AGAIN = timedelta(hours=1)
_MOVED = (301, 302, 303, 307, 308)


class NotFetched(Exception):  # noqa: N818 named for what is wrong
    """Why a calendar could not be read, as one of the codes that `web` has words for."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def refresh(*, at: datetime | None = None, limit: int = 200, institution: Institution | None = None) -> Counter[str]:  # fmt: skip
    """Read every calendar that was not tried for an hour; how many were read, and how many were not."""
    now, done = at or timezone.now(), Counter[str]()
    due = BusyCalendar.objects.filter(Q(tried_at__isnull=True) | Q(tried_at__lte=now - AGAIN))
    due = due.filter(account__is_active=True)
    if institution is not None:
        due = due.filter(account__institution=institution)
    for calendar in due.order_by("tried_at", "pk")[:limit]:
        done["read" if read(calendar, now) else "unread"] += 1
    return done


def read(calendar: BusyCalendar, now: datetime) -> bool:
    """One calendar; what was known before stays where it cannot be read."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        content = fetch(actions.allowed_address(decrypt(calendar.address)))
        times = busy_apart(content, start, start + AHEAD)
    except Invalid:  # the host was taken off the list, or the key is another
        actions.note_unread(calendar=calendar, problem="not_listed", at=now)
    except NotFetched as problem:
        actions.note_unread(calendar=calendar, problem=problem.code, at=now)
    except TooMuch:
        actions.note_unread(calendar=calendar, problem="too_much", at=now)
    except Unreadable:
        actions.note_unread(calendar=calendar, problem="no_calendar", at=now)
    else:
        return actions.keep_busy(calendar=calendar, times=times, at=now)
    return False


def fetch(address: SplitResult) -> bytes:
    """The file at a listed address: redirects within the host only, so large and so long and no more."""
    end = time.monotonic() + SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        try:
            status, location, content = _get(address, end)
        except (OSError, http.client.HTTPException) as problem:
            raise NotFetched("no_answer") from problem
        if status == http.client.OK:
            return content
        if status not in _MOVED:
            raise NotFetched("refused")
        try:
            moved = actions.allowed_address(urljoin(address.geturl(), location))
        except (Invalid, ValueError) as problem:  # ValueError: what it says is no address
            raise NotFetched("moved") from problem
        if (moved.scheme, moved.netloc) != (address.scheme, address.netloc):
            raise NotFetched("moved")
        address = moved
    raise NotFetched("moved")


def _get(address: SplitResult, end: float) -> tuple[int, str, bytes]:
    host, port = str(address.hostname), address.port or (443 if address.scheme == "https" else 80)
    connection = _to(address.scheme, host, port, _resolved(host, port), _left(end))
    watch: threading.Timer | None = None
    try:
        connection.connect()
        # A timeout of the line begins anew with each byte; this one does not, be it a header that trickles or a body.
        watch = threading.Timer(_left(end), _hang_up, [connection.sock])
        watch.daemon = True
        watch.start()
        target = iri_to_uri((address.path or "/") + (f"?{address.query}" if address.query else ""))
        connection.request("GET", target, headers={"Accept": "text/calendar", "User-Agent": "Pamong"})
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            return answer.status, answer.headers.get("Location", ""), b""
        return answer.status, "", _body(answer, end)
    finally:
        if watch is not None:
            watch.cancel()
        connection.close()


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # hung up already
        line.shutdown(socket.SHUT_RDWR)


def _body(answer: http.client.HTTPResponse, end: float) -> bytes:
    """Piece by piece, so that neither a trickle nor a flood is waited for."""
    content = bytearray()
    while _left(end):
        piece = answer.read1(64 * 1024)
        if not piece:
            break
        content += piece
        if len(content) > MOST_BYTES:
            raise NotFetched("too_large")
    _left(end)  # hung up on: what came is not all
    return bytes(content)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise NotFetched("no_answer")
    return left


def _resolved(host: str, port: int) -> str:
    """The one address that is then connected to, so that a second look at the name cannot lead elsewhere.

    An address within one's own walls only where that address, or its network, is itself on the list.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise NotFetched("no_answer") from problem
    addresses = {str(entry[4][0]) for entry in found}
    if not addresses or not all(_may_reach(address) for address in addresses):
        raise NotFetched("private")
    return str(found[0][4][0])


# Of the new kind of address, those that a gateway leads on to the old one they end in, and the old kind of local ones.
_ENDING_IN_OLD = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
_NOWHERE = ipaddress.IPv6Network("fec0::/10")


def _meant(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Where an address leads: behind several of the new kind stands one of the old."""
    address = ipaddress.ip_address(written.partition("%")[0])
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if any(address in network for network in _ENDING_IN_OLD) and int(address) > 1:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _may_reach(written: str) -> bool:
    address = _meant(written)
    if address.is_global and not address.is_multicast and address not in _NOWHERE:
        return True
    for name in settings.ICS_HOSTS:
        try:
            if address in ipaddress.ip_network(name, strict=False):
                return True
        except ValueError:
            continue  # a name, not an address
    return False


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever the name in the request says."""

    pinned = ""

    def connect(self) -> None:
        self.sock = socket.create_connection((self.pinned, self.port), self.timeout)


class _PinnedSecure(http.client.HTTPSConnection):
    """The same over TLS: the certificate is that of the name."""

    pinned = ""

    def connect(self) -> None:
        plain = socket.create_connection((self.pinned, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def _to(scheme: str, host: str, port: int, resolved: str, seconds: float) -> http.client.HTTPConnection:
    kind = _PinnedSecure if scheme == "https" else _Pinned
    connection = kind(host, port, timeout=seconds)
    connection.pinned = resolved
    return connection
