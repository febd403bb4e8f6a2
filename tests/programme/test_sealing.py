"""Words that lay in the open are encrypted by the migration, and are there again on the way back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pamong.programme.models import Agreement, Proposal, Session
from tests.people_cast import make_cast
from tests.programme.road import Clock
from tests.programme.secret_world import World, phrase

BEFORE = [("programme", "0008_required_pairs")]


def migrated(to: list[tuple[str, str]]) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_rows_are_sealed_and_unsealed(clock: Clock) -> None:
    world = World(make_cast(), clock)
    case, session = world.case, world.session
    try:
        old = migrated(BEFORE).loader.project_state(BEFORE).apps
        proposal = old.get_model("programme", "Proposal").objects.get(pk=case.proposal_id)
        assert proposal.purpose == phrase("request")
        agreement = old.get_model("programme", "Agreement").objects.get(engagement=case.pk)
        assert agreement.purpose == phrase("request")
        assert "Konselor menjaga kerahasiaan" in agreement.confidentiality
        meeting = old.get_model("programme", "Session").objects.get(pk=session.pk)
        assert (meeting.place, meeting.topic, meeting.reason) == (phrase("closed-place"), "", "")
    finally:
        migrated(
            MigrationExecutor(connection).loader.graph.leaf_nodes("programme")
        )  # as all other tests want it
    raw = Proposal.objects.get(pk=case.proposal_id)
    assert phrase("request").encode() not in bytes(raw.sealed_purpose or b"")
    assert raw.purpose == phrase("request")
    again = Agreement.objects.get(engagement=case)
    assert again.purpose == phrase("request")
    assert "Konselor menjaga kerahasiaan" in again.confidentiality
    anew = Session.objects.get(pk=session.pk)
    assert (anew.place, anew.sealed_topic) == (phrase("closed-place"), None)
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
