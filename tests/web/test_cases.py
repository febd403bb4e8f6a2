"""The locked room of a konseling: the two of it find it, nobody else, and what each of them reads there."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest

from pamong.audit.models import Event
from pamong.programme import actions
from pamong.programme.models import Note, NoteKind, Session
from pamong.programme.workflow import EngagementState, SessionState
from tests.people_cast import EVERYBODY
from tests.programme.road import Road
from tests.web.doors import signed_in as door
from tests.web.locked import SECRET, base, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("days_of_the_clock")]


def rooms(road: Road) -> Iterator[str]:
    """Every page of a room."""
    yield base(road)
    for part in ("agreement/", "sessions/new/", "sessions/log/", "result/", "handover/", "referral/"):
        yield base(road) + part
    for one in Session.objects.filter(engagement=road.engagement):
        yield f"{base(road)}sessions/{one.pk}/"


def test_only_the_two_find_the_room(closed_road: Road) -> None:
    closed_road.running()
    for who in set(EVERYBODY) - {"employee"}:
        client = door(closed_road.cast[who])
        for address in rooms(closed_road):
            assert client.get(address).status_code == 404, (who, address)
        assert client.post(f"{base(closed_road)}stop/", {"reason": "lain"}).status_code == 404, who
    for address in rooms(closed_road):
        assert door(closed_road.guide).get(address).status_code == 200, address
    forms = ("result/", "handover/", "referral/")
    for address in rooms(closed_road):
        own = 404 if address.endswith(forms) else 200
        assert door(closed_road.employee).get(address).status_code == own, address


def test_the_list_holds_ones_own_cases_only(closed_road: Road) -> None:
    assert "Rara Anindita" in text_of(door(closed_road.guide), "/counselling/cases/")
    assert "Ketut Wirawan" in text_of(door(closed_road.employee), "/counselling/cases/")
    other = text_of(door(closed_road.cast["counsellor"]), "/counselling/cases/")
    assert "Rara Anindita" not in other
    for who in set(EVERYBODY) - {"employee", "counsellor", "stranger"}:
        assert door(closed_road.cast[who]).get("/counselling/cases/").status_code == 404, who


def test_the_road_of_a_konseling_on_its_pages(closed_road: Road) -> None:
    counsellor, person = door(closed_road.guide), door(closed_road.employee)
    room = base(closed_road)
    for client in (counsellor, person):
        page = client.get(f"{room}agreement/")
        text = page.context["text"]
        assert client.post(f"{room}agreement/confirm/", {"text": text}).status_code == 303
    assert closed_road.fresh().state == EngagementState.AGREED
    when = {"day": closed_road.clock.on + timedelta(days=1), "hour": "10:00", "minutes": "60"}
    assert counsellor.post(f"{room}sessions/new/", when).status_code == 303
    session = Session.objects.get()
    here = f"{room}sessions/{session.pk}/"
    assert counsellor.post(f"{here}confirm/").status_code == 403
    assert person.post(f"{here}confirm/").status_code == 303
    closed_road.clock.go(1, 4)
    counsellor, person = door(closed_road.guide), door(closed_road.employee)
    assert counsellor.post(f"{here}close/", {"rating": "4"}).status_code == 303
    note = {"kind": "counselling", "version": 0, "session": session.pk, "text": f"Ada {SECRET}."}
    assert counsellor.post(f"{room}notes/", note).status_code == 303
    given = {"kind": "released", "version": 0, "session": session.pk, "text": "Coba tulis jurnal."}
    assert counsellor.post(f"{room}notes/", given).status_code == 303
    assert SECRET in text_of(counsellor, here)
    for address in (room, here):
        page = text_of(person, address)
        assert SECRET not in page
        assert "Coba tulis jurnal." in page
    result = {
        "problem": SECRET,
        "agreed": "berbagi tugas",
        "advice": "",
        "follow_ups": ["bimbingan"],
        "told_up": "Disarankan bimbingan.",
    }
    assert counsellor.post(f"{room}result/", result).status_code == 303
    assert SECRET not in text_of(person, room)
    assert counsellor.post(f"{room}complete/").status_code == 303
    assert closed_road.fresh().state == EngagementState.COMPLETED


@pytest.mark.parametrize("step", ["reschedule", "cancel", "miss"])
def test_a_session_is_moved_cancelled_or_missed(closed_road: Road, step: str) -> None:
    closed_road.agreed()
    session = closed_road.scheduled()
    here = f"{base(closed_road)}sessions/{session.pk}/"
    told: dict[str, Any] = {
        "reschedule": {"day": closed_road.clock.on + timedelta(days=3), "hour": "9:00", "minutes": "60"},
        "cancel": {"reason": "berhalangan"},
        "miss": {"who": "guide"},
    }
    if step == "miss":
        closed_road.clock.go(2)
    person = door(closed_road.employee)
    assert person.post(f"{here}{step}/", {}).status_code == 422
    assert person.post(f"{here}{step}/", told[step]).status_code == 303
    session.refresh_from_db()
    ends = {
        "reschedule": SessionState.PROPOSED,
        "cancel": SessionState.CANCELLED,
        "miss": SessionState.MISSED,
    }
    assert session.state == ends[step]
    assert person.get(here).status_code == 200


def test_whoever_moves_a_session_begins_with_it_as_it_stands(closed_road: Road) -> None:
    closed_road.agreed()
    session = closed_road.scheduled(6)
    form = door(closed_road.employee).get(f"{base(closed_road)}sessions/{session.pk}/").context["move_form"]
    stands = {"day": closed_road.clock.on + timedelta(days=6), "hour": time(10), "minutes": 60}
    assert {name: form[name].value() for name in stands} == stands


def test_a_note_changed_meanwhile_is_shown_beside_ones_own(closed_road: Road) -> None:
    closed_road.running()
    client = door(closed_road.guide)
    note = {"kind": "counselling", "version": 0, "text": "Kata pertama."}
    assert client.post(f"{base(closed_road)}notes/", note).status_code == 303
    again = client.post(f"{base(closed_road)}notes/", {**note, "text": "Kata dari jendela lain."})
    assert again.status_code == 409
    page = again.content.decode()
    assert "Kata pertama." in page
    assert "Kata dari jendela lain." in page


@pytest.mark.parametrize(
    ("text", "said"), [("Panjang. " * 1200, "paling banyak 10000"), ("Kata\0 terputus", "null")]
)
def test_a_note_that_cannot_be_taken_stays_in_its_box(closed_road: Road, text: str, said: str) -> None:
    closed_road.running()
    sent = {"kind": "counselling", "version": 0, "text": text}
    answer = door(closed_road.guide).post(f"{base(closed_road)}notes/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert text[:40].partition("\0")[0] in page, "nothing of it is kept by the browser"
    assert "no-store" in answer["Cache-Control"]
    assert not Note.objects.exists()


def test_the_person_writes_no_note_of_the_counsellor(closed_road: Road) -> None:
    closed_road.running()
    for kind in ("counselling", "released"):
        sent = {"kind": kind, "version": 0, "text": "x"}
        assert door(closed_road.employee).post(f"{base(closed_road)}notes/", sent).status_code == 403
    sent = {"kind": "shared", "version": 0, "text": "x"}
    assert door(closed_road.guide).post(f"{base(closed_road)}notes/", sent).status_code == 404
    assert not Note.objects.exists()


def test_private_notes_of_the_two_stay_apart(closed_road: Road) -> None:
    closed_road.running()
    for account, text in ((closed_road.guide, "milik konselor"), (closed_road.employee, "milik pegawai")):
        sent = {"kind": "private", "version": 0, "text": text}
        assert door(account).post(f"{base(closed_road)}notes/", sent).status_code == 303
    assert Note.objects.filter(kind=NoteKind.PRIVATE).count() == 2
    assert "milik pegawai" not in text_of(door(closed_road.guide), base(closed_road))
    assert "milik konselor" not in text_of(door(closed_road.employee), base(closed_road))


# ── Nothing of it anywhere else ──────────────────────────────────────────────────────────────


def test_inbox_and_menu_name_no_konseling(closed_road: Road) -> None:
    closed_road.agreed()
    closed_road.proposed(by=closed_road.guide)
    page = text_of(door(closed_road.employee), "/inbox/")
    assert "/counselling/cases/" in page
    assert "konsel" not in page.casefold()
    assert "Ketut" not in page
    for who in set(EVERYBODY) - {"employee"}:
        assert "/counselling/cases/" not in text_of(door(closed_road.cast[who]), "/inbox/"), who


def test_the_browser_keeps_nothing_of_the_room(closed_road: Road) -> None:
    closed_road.running()
    for address in rooms(closed_road):
        page = door(closed_road.guide).get(address)
        text = page.content.decode()
        assert "data-keep" not in text
        typed = [part.split(">")[0] for part in text.split("<textarea")[1:]]
        assert all('autocomplete="off"' in one for one in typed), address
        assert "no-store" in page.headers.get("Cache-Control", "")


def test_either_of_the_two_pauses_and_goes_on(closed_road: Road) -> None:
    """No dead end: until when it rests is told, it goes on before the day, and by itself on it."""
    road = closed_road
    road.running()
    counsellor, person = door(road.guide), door(road.employee)
    until = road.clock.on + timedelta(days=9)
    assert (
        counsellor.post(f"{base(road)}pause/", {"until": road.clock.on, "reason": "lain"}).status_code == 422
    )
    assert (
        counsellor.post(f"{base(road)}pause/", {"until": until, "reason": "berhalangan"}).status_code == 303
    )
    for client in (counsellor, person):
        page = text_of(client, base(road))
        assert "Dijeda sampai" in page
        assert "Berhalangan" in page
        assert "Lanjutkan sekarang" in page
    assert door(road.cast["planner"]).post(f"{base(road)}resume/").status_code == 404
    assert person.post(f"{base(road)}resume/").status_code == 303
    assert road.fresh().state == EngagementState.RUNNING
    assert person.post(f"{base(road)}pause/", {"until": until, "reason": "lain"}).status_code == 303
    assert Event.objects.filter(verb="pause").latest("pk").after in (None, {}), "the trail keeps no day of it"


def test_who_has_not_confirmed_a_session_is_asked_in_the_room(closed_road: Road) -> None:
    road = closed_road
    road.agreed()
    session = road.scheduled()
    road.clock.go(1, 4)
    actions.close_session(by=road.guide, session=session, on=road.clock.on)
    assert "Menunggu Anda" in text_of(door(road.employee), base(road))
    assert "Menunggu Anda" not in text_of(door(road.guide), base(road))
    actions.close_session(by=road.employee, session=session, on=road.clock.on)
    assert "Menunggu Anda" not in text_of(door(road.employee), base(road))


def test_private_notes_are_said_to_be_ones_own_alone(closed_road: Road) -> None:
    closed_road.running()
    page = text_of(door(closed_road.employee), base(closed_road))
    assert "Dapat dibaca oleh Anda saja." in " ".join(page.split())
    assert "penulisnya" not in page


def test_a_session_the_other_reported_is_denied_in_the_locked_room_too(closed_road: Road) -> None:
    session = closed_road.scheduled()
    closed_road.clock.go(1, 4)
    actions.close_session(by=closed_road.guide, session=session, on=closed_road.clock.on)
    here = f"{base(closed_road)}sessions/{session.pk}/"
    person, counsellor = door(closed_road.employee), door(closed_road.guide)
    assert "Tidak terlaksana" in text_of(person, here)
    assert "Tidak terlaksana" not in text_of(counsellor, here)
    assert person.post(f"{here}miss/", {"who": "guide"}).status_code == 303
    session.refresh_from_db()
    assert session.state == SessionState.MISSED
    assert Event.objects.get(verb="deny_session").after in (None, {}), "the trail says no more of it"


def test_the_mark_of_a_session_is_said_to_be_ones_own(closed_road: Road) -> None:
    session = closed_road.scheduled()
    closed_road.clock.go(1, 4)
    for address in (f"{base(closed_road)}sessions/{session.pk}/", f"{base(closed_road)}sessions/log/"):
        page = door(closed_road.employee).get(address).content.decode()
        mark = page[page.index("Nilai sesi menurut Anda") :]
        mark = mark[: mark.index("<button")]
        assert "Hanya Anda yang melihat nilai ini." in mark
        assert "Dapat dibaca oleh" not in mark
