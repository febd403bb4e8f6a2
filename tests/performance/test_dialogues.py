"""Dialogues: encrypted, answered once, read by the two it concerns."""

import pytest
from cryptography.fernet import Fernet
from django.conf import LazySettings

from pamong.people import actions as people
from pamong.performance import access, actions, queries
from pamong.performance.models import Dialogue
from pamong.performance.notes import decrypt, encrypt
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.words import Cause
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast

pytestmark = pytest.mark.django_db


def held(cast: Cast, who: str = "superior", **more: object) -> Dialogue:
    given = {
        "by": cast[who],
        "employee": cast.rara,
        "year": 2026,
        "held_on": ON,
        "on": ON,
        "cause": Cause.PERSONAL,
    }
    return actions.record_dialogue(**{**given, "note": "Hal keluarga.", **more})  # type: ignore[arg-type]


def test_only_the_superior_writes(cast: Cast) -> None:
    for who in EVERYBODY:
        if who != "superior":
            with pytest.raises(NotAllowed):
                held(cast, who)
    held(cast)


def test_only_the_two_read_and_only_the_person_answers(cast: Cast) -> None:
    dialogue = held(cast)
    assert b"keluarga" not in bytes(dialogue.note or b"")
    readers = {who for who in EVERYBODY if access.can_read_dialogue(cast.sees(who), dialogue)}
    listed = {who for who in EVERYBODY if queries.dialogues_of(cast.sees(who), cast.rara)}
    assert readers == listed == {"employee", "superior"}
    for who in EVERYBODY:
        if who != "employee":
            with pytest.raises(NotAllowed):
                actions.answer_dialogue(by=cast[who], dialogue=dialogue, text="Baik.", on=ON)
    actions.answer_dialogue(by=cast["employee"], dialogue=dialogue, text="Terima kasih.", on=ON)
    (spoken,) = queries.dialogues_of(cast.sees("superior"), cast.rara)
    assert (spoken.note, spoken.answer) == ("Hal keluarga.", "Terima kasih.")
    with pytest.raises(WrongState):
        actions.answer_dialogue(by=cast["employee"], dialogue=dialogue, text="Lagi.", on=ON)


def test_a_former_superior_keeps_what_they_wrote(cast: Cast) -> None:
    dialogue = held(cast)
    people.move_employee(
        by=cast["planner"],
        employee=cast.rara,
        position=cast.rara.position,
        start=ON,
        on=ON,
        superior=cast.head,
    )
    cast.rara.refresh_from_db()
    assert access.can_read_dialogue(cast.sees("superior"), dialogue)
    with pytest.raises(NotAllowed):
        held(cast, cause=Cause.SKILL, reason="Koreksi")


def test_a_dialogue_lies_in_the_past(cast: Cast) -> None:
    for wrong in ({"cause": "entah"}, {"year": 2020}):
        with pytest.raises(Invalid):
            held(cast, **wrong)


def test_keys_rotate(settings: LazySettings) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    settings.NOTE_KEYS = [old]
    stored = encrypt("Rahasia")
    settings.NOTE_KEYS = [new, old]
    assert decrypt(stored) == "Rahasia"
    settings.NOTE_KEYS = [new]
    with pytest.raises(Invalid):
        decrypt(stored)
