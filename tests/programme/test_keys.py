"""Rotating the keys of notes: everything sealed is written anew, resumable, and what is lost is told."""

from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from pamong.cli.health import findings
from pamong.performance.notes import decrypt, encrypt
from pamong.programme import actions
from pamong.programme.actions.keys import SEALED
from pamong.programme.models import Note
from tests.people_cast import Cast
from tests.programme.road import Clock
from tests.programme.secret_world import World, phrase

pytestmark = pytest.mark.django_db
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def world(cast: Cast, clock: Clock, settings: Any) -> World:
    settings.NOTE_KEYS = [OLD]
    made = World(cast, clock)
    settings.NOTE_KEYS = [NEW, OLD]
    return made


def test_every_binary_field_of_the_records_is_rotated() -> None:
    there = {
        (model, one.name)
        for model in apps.get_models()
        if model.__module__.startswith("pamong.")
        for one in model._meta.concrete_fields
        if isinstance(one, models.BinaryField)
    }
    sealed = {(model, name) for _kind, model, name in SEALED}
    assert sealed <= there
    # A new sealed field is rotated too, or is named here with the reason why it holds no note.
    files = {(model, name) for model, name in there if model._meta.app_label == "exchange"}
    assert there - sealed - files == set()


def test_after_rotating_the_old_key_is_not_needed(world: World, settings: Any) -> None:
    done = actions.rotate_notes(batch=2)
    held = sum(model._default_manager.exclude(**{name: None}).count() for _kind, model, name in SEALED)
    assert sum(done.written.values()) == held > 12
    assert done.lost == {}
    settings.NOTE_KEYS = [NEW]
    for _kind, model, name in SEALED:
        for stored in model._default_manager.exclude(**{name: None}).values_list(name, flat=True):
            assert decrypt(stored)
    again = actions.rotate_notes()
    assert (sum(again.written.values()), sum(again.fresh.values())) == (0, held)


def test_a_rotation_that_was_stopped_goes_on(world: World, settings: Any) -> None:
    class StoppedError(Exception):
        pass

    def stop(_kind: str, _number: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        actions.rotate_notes(batch=3, tell=stop)
    settings.NOTE_KEYS = [NEW]
    assert actions.lost_notes().told != ""  # the rest is still under the old key
    settings.NOTE_KEYS = [NEW, OLD]
    done = actions.rotate_notes(batch=3)
    assert (sum(done.fresh.values()), sum(done.written.values())) == (3, sum(done.written.values())) != (3, 0)


def test_a_lost_key_is_told_in_a_sentence_and_nothing_is_touched(world: World, settings: Any) -> None:
    settings.NOTE_KEYS = [NEW]
    before = [bytes(body) for body in Note.objects.order_by("pk").values_list("body", flat=True)]
    printed = StringIO()
    with pytest.raises(CommandError, match="7 catatan pendampingan, 1 catatan dialog") as told:
        call_command("rotate_notes", stdout=printed)
    assert told.value.returncode == 2
    assert "0 ditulis ulang" in printed.getvalue()
    assert [bytes(body) for body in Note.objects.order_by("pk").values_list("body", flat=True)] == before
    notes = next(one for one in findings() if one.name == "notes")
    assert not notes.ok
    assert "1 hasil konseling" in notes.said
    settings.NOTE_KEYS = [NEW, OLD]
    assert next(one for one in findings() if one.name == "notes").ok


def test_the_command_prints_counts_and_no_word(world: World) -> None:
    printed = StringIO()
    call_command("rotate_notes", "--json", stdout=printed)
    assert '"catatan pendampingan": 7' in printed.getvalue()
    assert "RAHASIA" not in printed.getvalue()


def test_a_note_under_the_first_key_stays_as_it_is(settings: Any) -> None:
    settings.NOTE_KEYS = [NEW, OLD]
    from pamong.performance.notes import rotated

    stored = encrypt(phrase("x"))
    assert rotated(stored) == stored
