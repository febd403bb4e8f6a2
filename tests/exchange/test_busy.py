"""Reading people's calendars: listed hosts only, nothing within the walls unasked, so large and so long and no more."""

import http.server
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from pamong.audit.models import Event
from pamong.exchange import apart, busy
from pamong.exchange.busy import NotFetched, fetch
from pamong.people.models import Account
from pamong.performance.notes import decrypt
from pamong.policy.errors import Invalid
from pamong.programme import actions
from pamong.programme.models import BusyCalendar, BusyTime
from tests.people_cast import Cast

pytestmark = pytest.mark.django_db


def file_of(start: str = "20300105T020000Z", end: str = "20300105T030000Z") -> bytes:
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260801T000000Z\r\n"
        f"DTSTART:{start}\r\nDTEND:{end}\r\nSUMMARY:Periksa ke dokter\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


class Hosted:
    """A calendar server on this machine; answers by path."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.content = file_of()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                outer.answer(self)

            def log_message(self, *_words: object) -> None:
                """Quiet."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def at(self, path: str = "/kalender.ics") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def answer(self, to: http.server.BaseHTTPRequestHandler) -> None:
        path = to.path.partition("?")[0]
        if path == "/moved":
            return self.lead(to, "/kalender.ics")
        if path == "/away":
            return self.lead(to, "http://169.254.169.254/latest/meta-data/")
        if path == "/next-door":
            return self.lead(to, f"http://127.0.0.1:{self.port + 1}/kalender.ics")
        if path == "/round":
            return self.lead(to, "/round")
        if path == "/missing":
            return to.send_error(404)
        if path == "/nowhere":
            return self.lead(to, "http://[::1")
        if path == "/slow-head":
            return self.trickle(to.wfile, b"HTTP/1.1 200 OK\r\nX-Trickle: ")
        to.send_response(200)
        to.end_headers()
        try:
            if path == "/flood":
                for _ in range(400):
                    to.wfile.write(b"x" * 16_384)
            elif path == "/trickle":
                self.trickle(to.wfile)
            else:
                to.wfile.write(self.content)
        except OSError:
            pass  # hung up on, as it should be
        return None

    def trickle(self, line: Any, begin: bytes = b"") -> None:
        line.write(begin)
        for _ in range(60):
            line.write(b"x")
            line.flush()
            time.sleep(0.1)

    def lead(self, to: http.server.BaseHTTPRequestHandler, where: str) -> None:
        to.send_response(302)
        to.send_header("Location", where)
        to.end_headers()


@pytest.fixture
def hosted(settings: Any) -> Iterator[Hosted]:
    settings.ICS_HOSTS = frozenset({"127.0.0.1"})
    one = Hosted()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def rara(cast: Cast) -> Account:
    return cast["employee"]


def why(address: str) -> str:
    with pytest.raises(NotFetched) as problem:
        fetch(urlsplit(address))
    return problem.value.code


def test_it_is_read_and_nothing_kept_but_the_times(hosted: Hosted, rara: Account) -> None:
    soon = timezone.now().replace(microsecond=0) + timedelta(days=2)
    hosted.content = file_of(f"{soon:%Y%m%dT%H%M%SZ}", f"{soon + timedelta(hours=1):%Y%m%dT%H%M%SZ}")
    calendar = actions.set_busy_address(by=rara, address=hosted.at("/kalender.ics?rahasia=1"))
    assert calendar is not None
    assert dict(busy.refresh()) == {"read": 1}
    assert hosted.asked == ["/kalender.ics?rahasia=1"]
    [kept] = BusyTime.objects.all()
    assert (kept.start, kept.end) == (soon, soon + timedelta(hours=1))
    columns = {field.name for field in BusyTime._meta.concrete_fields}
    assert columns == {"id", "calendar", "start", "end"}
    calendar.refresh_from_db()
    assert b"rahasia" not in bytes(calendar.address)  # encrypted
    assert "rahasia=1" in decrypt(calendar.address)
    assert calendar.problem == ""
    assert "rahasia" not in str(list(Event.objects.values_list("after", flat=True)))


def test_an_hour_passes_before_it_is_read_again(hosted: Hosted, rara: Account) -> None:
    actions.set_busy_address(by=rara, address=hosted.at())
    now = timezone.now()
    assert dict(busy.refresh(at=now)) == {"read": 1}
    assert dict(busy.refresh(at=now + timedelta(minutes=59))) == {}
    assert dict(busy.refresh(at=now + timedelta(minutes=60))) == {"read": 1}


def test_what_cannot_be_read_leaves_what_was_known(hosted: Hosted, rara: Account) -> None:
    soon = timezone.now() + timedelta(days=2)
    hosted.content = file_of(f"{soon:%Y%m%dT%H%M%SZ}", f"{soon + timedelta(hours=1):%Y%m%dT%H%M%SZ}")
    actions.set_busy_address(by=rara, address=hosted.at())
    now = timezone.now()
    busy.refresh(at=now)
    hosted.content = b"<html>Masuk dahulu</html>"
    assert dict(busy.refresh(at=now + timedelta(hours=1))) == {"unread": 1}
    assert BusyCalendar.objects.get().problem == "no_calendar"
    assert BusyTime.objects.count() == 1


def test_redirects_stay_within_the_server(hosted: Hosted) -> None:
    assert fetch(urlsplit(hosted.at("/moved"))) == hosted.content
    assert why(hosted.at("/away")) == "moved"
    assert why(hosted.at("/next-door")) == "moved"
    assert why(hosted.at("/round")) == "moved"
    assert why(hosted.at("/nowhere")) == "moved"
    assert why(hosted.at("/missing")) == "refused"


def test_a_flood_is_cut_off(hosted: Hosted) -> None:
    assert why(hosted.at("/flood")) == "too_large"


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/trickle", "/slow-head"])
def test_a_trickle_is_not_waited_for(hosted: Hosted, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(busy, "SECONDS", 1)
    began = time.monotonic()
    assert why(hosted.at(path)) == "no_answer"
    assert time.monotonic() - began < 3


@pytest.mark.slow
def test_an_address_written_as_people_write_it_is_read(hosted: Hosted, rara: Account) -> None:
    actions.set_busy_address(by=rara, address=hosted.at("/kalender kantor é.ics"))
    assert dict(busy.refresh()) == {"read": 1}
    assert hosted.asked == ["/kalender%20kantor%20%C3%A9.ics"]


# Each of these kept the post from everything else, for minutes or for ever, or ended it.
ENDLESS = ["FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0"]


@pytest.mark.slow
@pytest.mark.parametrize("rule", ENDLESS)
def test_a_calendar_without_end_is_not_waited_for(
    hosted: Hosted, rara: Account, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 2)
    hosted.content = file_of("20260101T000000Z", "20260101T000001Z").replace(
        b"SUMMARY", f"RRULE:{rule}\r\nSUMMARY".encode()
    )
    actions.set_busy_address(by=rara, address=hosted.at())
    began = time.monotonic()
    assert dict(busy.refresh()) == {"unread": 1}
    assert time.monotonic() - began < 5
    assert BusyCalendar.objects.get().problem == "too_much"


@pytest.mark.slow
def test_a_length_beyond_all_time_is_no_calendar(hosted: Hosted, rara: Account) -> None:
    hosted.content = file_of().replace(b"DTEND:20300105T030000Z", b"DURATION:P99999999D")
    actions.set_busy_address(by=rara, address=hosted.at())
    assert dict(busy.refresh()) == {"unread": 1}
    assert BusyCalendar.objects.get().problem == "no_calendar"


@pytest.mark.slow
def test_whoever_works_out_a_calendar_knows_no_secret(
    hosted: Hosted, rara: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAMONG_NOTE_KEYS", "rahasia")
    given: list[dict[str, str]] = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *a, **more: (given.append(more["env"]), run(*a, **more))[1])
    actions.set_busy_address(by=rara, address=hosted.at())
    assert dict(busy.refresh()) == {"read": 1}
    assert [name for name in given[0] if name.startswith("PAMONG_")] == []


def test_nobody_listening_is_no_answer(hosted: Hosted) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert why(f"http://127.0.0.1:{port}/") == "no_answer"


PRIVATE = ["127.0.0.1", "10.1.2.3", "192.168.0.7", "172.16.0.1", "169.254.169.254", "100.64.0.1", "::1", "fd00::1",
           "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "::10.0.0.1", "fec0::1", "::", "0.0.0.0", "fe80::1%eth0", "224.0.0.1"]  # fmt: skip  # noqa: S104 nothing is bound to it


@pytest.mark.parametrize("address", PRIVATE)
def test_a_listed_name_that_leads_within_the_walls_is_refused(
    settings: Any, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    settings.ICS_HOSTS = frozenset({"kalender.example"})
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_m: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_m: pytest.fail("connected"))
    assert why("https://kalender.example/x.ics") == "private"


def test_one_private_address_among_several_is_enough_to_refuse(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ICS_HOSTS = frozenset({"kalender.example"})
    kinds = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_m: kinds)
    assert why("https://kalender.example/x.ics") == "private"


def test_the_address_that_was_looked_at_is_the_one_connected_to(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers otherwise the second time leads nowhere else."""
    settings.ICS_HOSTS = frozenset({"kalender.example"})
    answers = iter(["93.184.216.34", "10.0.0.1"])
    reached: list[Any] = []
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_a, **_m: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 443))],
    )

    def connect(address: Any, *_more: Any) -> None:
        reached.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert why("https://kalender.example/x.ics") == "no_answer"
    assert reached == [("93.184.216.34", 443)]


def test_a_network_of_ones_own_may_be_listed(settings: Any) -> None:
    settings.ICS_HOSTS = frozenset({"kalender.example", "10.20.0.0/16"})
    assert busy._may_reach("10.20.3.4")
    assert not busy._may_reach("10.21.3.4")
    assert busy._may_reach("93.184.216.34")


@pytest.mark.parametrize(
    "address",
    ["https://lain.example/x.ics", "http://kalender.example/x.ics", "file:///etc/passwd", "ftp://kalender.example/",
     "kalender.example/x.ics", "https://", "https://nama:sandi@kalender.example/x", "https://kalender.example:x/",
     "https://kalender.example.lain.example/x", "gopher://kalender.example/"],
)  # fmt: skip
def test_only_an_address_of_a_listed_host_is_taken(settings: Any, rara: Account, address: str) -> None:
    settings.ICS_HOSTS = frozenset({"kalender.example"})
    with pytest.raises(Invalid):
        actions.set_busy_address(by=rara, address=address)
    assert not BusyCalendar.objects.exists()


def test_without_a_list_nothing_is_read(settings: Any, rara: Account) -> None:
    settings.ICS_HOSTS = frozenset()
    with pytest.raises(Invalid, match="PAMONG_ICS_HOSTS"):
        actions.set_busy_address(by=rara, address="https://kalender.example/x.ics")


def test_webcal_is_read_securely(settings: Any, rara: Account) -> None:
    settings.ICS_HOSTS = frozenset({"kalender.example"})
    made = actions.set_busy_address(by=rara, address="webcal://kalender.example/x.ics#bagian")
    assert made is not None
    assert decrypt(made.address) == "https://kalender.example/x.ics"


def test_a_host_taken_off_the_list_is_not_asked_again(hosted: Hosted, rara: Account, settings: Any) -> None:
    actions.set_busy_address(by=rara, address=hosted.at())
    settings.ICS_HOSTS = frozenset({"kalender.example"})
    assert dict(busy.refresh()) == {"unread": 1}
    assert (hosted.asked, BusyCalendar.objects.get().problem) == ([], "not_listed")


def test_letting_it_go_forgets_all(hosted: Hosted, rara: Account) -> None:
    soon = timezone.now() + timedelta(days=2)
    hosted.content = file_of(f"{soon:%Y%m%dT%H%M%SZ}", f"{soon + timedelta(hours=1):%Y%m%dT%H%M%SZ}")
    actions.set_busy_address(by=rara, address=hosted.at())
    busy.refresh()
    assert BusyTime.objects.exists()
    actions.set_busy_address(by=rara, address="")
    assert not BusyTime.objects.exists()
    assert not BusyCalendar.objects.exists()


def test_an_answer_for_an_address_changed_meanwhile_is_dropped(hosted: Hosted, rara: Account) -> None:
    old = actions.set_busy_address(by=rara, address=hosted.at())
    assert old is not None
    old = BusyCalendar.objects.get()
    actions.set_busy_address(by=rara, address=hosted.at("/lain.ics"))
    now = timezone.now()
    assert not actions.keep_busy(calendar=old, times=[(now, now + timedelta(hours=1))], at=now)
    assert not BusyTime.objects.exists()
