"""Of the same world what lies in the database: no sealed word in the clear, and a trail without confidential ones."""

import sqlite3
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from pamong.audit.models import Event, Read
from tests.people_cast import make_cast
from tests.programme.road import Clock
from tests.programme.secret_world import SEALED, World, phrase

pytestmark = pytest.mark.django_db


def test_no_row_holds_a_sealed_word_in_the_clear(world: World) -> None:
    for model in apps.get_models():
        binary = [one.name for one in model._meta.concrete_fields if isinstance(one, models.BinaryField)]
        for row in model._default_manager.values():
            for name, value in row.items():
                said = bytes(value).decode(errors="replace") if name in binary and value else str(value)
                for word in SEALED:
                    assert phrase(word) not in said, (model.__name__, name, word)
                assert phrase("closed-topic") not in said


def test_the_trail_keeps_no_confidential_word(world: World) -> None:
    for model in (Event, Read):
        for row in model.objects.values():
            said = str(row)
            for open_to_the_auditor in ("goal", "pause", "delegation"):
                said = said.replace(phrase(open_to_the_auditor), "")
            assert "RAHASIA" not in said, row
    of_case = Event.objects.filter(
        subject_type__in=("programme.handover", "programme.referral", "programme.counsellingresult")
    )
    assert of_case.count() == 2  # of a referral not even that there was one
    assert not of_case.filter(subject_type="programme.referral").exists()
    assert all((one.before, one.after, one.reason) == ({}, {}, "") for one in of_case)
    assert not any("konsel" in one.subject_label.casefold() for one in Event.objects.all())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_file_of_the_database_holds_no_sealed_word(clock: Clock, tmp_path: Path) -> None:
    World(make_cast(), clock)
    if connection.vendor == "sqlite":
        copy = tmp_path / "copy.sqlite3"
        with sqlite3.connect(copy) as target:
            connection.connection.backup(target)
        target.close()
        content = copy.read_bytes()
    else:
        tables = [model._meta.db_table for model in apps.get_models()]
        with connection.cursor() as cursor:
            content = b""
            for table in tables:
                cursor.execute(f'SELECT t::text FROM "{table}" t')
                content += "\n".join(row[0] for row in cursor.fetchall()).encode()
    assert phrase("goal").encode() in content  # else nothing was looked at
    for word in SEALED:
        assert phrase(word).encode() not in content, word
        assert phrase(word).encode().hex().encode() not in content, word
