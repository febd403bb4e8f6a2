"""Notes of sessions: sealed, of whom each is, and no word over another unseen."""

import pytest

from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy.errors import NotAllowed
from pamong.programme import access, actions
from pamong.programme.actions.notes import NoteChanged, read
from pamong.programme.models import Note, NoteKind
from tests.people_cast import EVERYBODY
from tests.programme.meeting_point import at_once
from tests.programme.road import Road

pytestmark = pytest.mark.django_db


def note(road: Road, by: Account, words: str, version: int, kind: str = NoteKind.SHARED) -> Note | None:
    field = "goal" if kind == NoteKind.SHARED else "text"
    return actions.save_note(
        by=by,
        engagement=road.engagement,
        kind=kind,
        words={field: words},
        version=version,
        on=road.clock.on,
    )


def test_notes_are_encrypted_and_never_overwritten_unseen(road: Road) -> None:
    road.running()
    first = note(road, road.guide, "Agenda RAHASIA", 0)
    assert first is not None
    assert b"RAHASIA" not in bytes(first.body)
    with pytest.raises(NoteChanged) as changed:
        note(road, road.employee, "Dari saya", 0)
    assert (changed.value.now["goal"], changed.value.version) == ("Agenda RAHASIA", 1)
    second = note(road, road.employee, "Agenda RAHASIA, dan dari saya", 1)
    assert second is not None
    assert second.version == 2
    assert read(second)["goal"] == "Agenda RAHASIA, dan dari saya"
    assert note(road, road.guide, second and "Agenda RAHASIA, dan dari saya", 1) == second, "the same words"
    assert note(road, road.guide, "", 0, NoteKind.PRIVATE) is None


def seen(road: Road, who: Account) -> set[str]:
    return {
        f"{one.kind}:{one.author}"
        for one in access.notes_visible_to(viewer(who, road.clock.on), road.engagement)
    }


def test_a_private_note_is_of_its_author_alone(road: Road) -> None:
    road.running()
    note(road, road.guide, "x", 0)
    note(road, road.guide, "y", 0, NoteKind.PRIVATE)
    note(road, road.employee, "z", 0, NoteKind.PRIVATE)
    assert seen(road, road.guide) == {"shared:Ketut Wirawan", "private:Ketut Wirawan"}
    assert seen(road, road.employee) == {"shared:Ketut Wirawan", "private:Rara Anindita"}
    for who in EVERYBODY:
        if who != "employee":
            assert seen(road, road.cast[who]) == set()
    with pytest.raises(NotAllowed):
        note(road, road.guide, "k", 0, NoteKind.COUNSELLING)


def test_a_counsellor_releases_what_the_person_reads(closed_road: Road) -> None:
    road = closed_road
    road.running()
    note(road, road.guide, "isi", 0, NoteKind.COUNSELLING)
    note(road, road.guide, "ringkasan", 0, NoteKind.RELEASED)
    for kind in (NoteKind.COUNSELLING, NoteKind.RELEASED, NoteKind.SHARED):
        with pytest.raises(NotAllowed):
            note(road, road.employee, "x", 0, kind)
    assert seen(road, road.employee) == {"released:Ketut Wirawan"}
    assert seen(road, road.guide) == {"counselling:Ketut Wirawan", "released:Ketut Wirawan"}
    for who in EVERYBODY:
        if who != "employee":
            assert seen(road, road.cast[who]) == set()


@pytest.mark.slow
def test_two_write_the_first_note_and_neither_is_lost(meeting: Road) -> None:
    refused = at_once(
        lambda: note(meeting, meeting.guide, "dari pembimbing", 0),
        lambda: note(meeting, meeting.employee, "dari pegawai", 0),
    )
    assert len(refused) == 1
    assert isinstance(refused[0], NoteChanged)
    kept = Note.objects.get()
    assert {read(kept)["goal"]} == {refused[0].now["goal"]}
