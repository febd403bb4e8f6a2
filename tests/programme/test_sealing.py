"""Words that lay in the open are encrypted by the migration, and are there again on the way back."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from pamong.performance.notes import encrypt
from pamong.programme.models import (
    Agreement,
    Engagement,
    Opening,
    Proof,
    Proposal,
    Session,
    Step,
)
from tests.people_cast import make_cast
from tests.programme.road import Clock
from tests.programme.secret_world import World, phrase

BEFORE = [("programme", "0008_required_pairs")]
OPEN_REASONS = [("programme", "0012_closing_questions_documents")]


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
        migrated(MigrationExecutor(connection).loader.graph.leaf_nodes("programme"))  # as others want it
    raw = Proposal.objects.get(pk=case.proposal_id)
    assert phrase("request").encode() not in bytes(raw.sealed_purpose or b"")
    assert raw.purpose == phrase("request")
    again = Agreement.objects.get(engagement=case)
    assert again.purpose == phrase("request")
    assert "Konselor menjaga kerahasiaan" in again.confidentiality
    anew = Session.objects.get(pk=session.pk)
    assert (anew.place, anew.sealed_topic) == (phrase("closed-place"), None)
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_reasons_are_sealed_and_unsealed(clock: Clock) -> None:
    world = World(make_cast(), clock)
    case, mentoring = world.case, world.mentoring
    Engagement.objects.filter(pk=mentoring.pk).update(sealed_follow_up=encrypt(phrase("following")))
    back = Engagement.objects.get(proposal=case.proposal_id, state="declined")
    closing, feedback = mentoring.closings.get(party="employee"), mentoring.feedback
    answers = [["Apa yang dilanjutkan?", phrase("end-answer")]]
    rows: list[tuple[str, int, str, object]] = [
        ("Proposal", case.proposal_id, "reason", phrase("approved")),
        ("Step", case.proposal.steps.get().pk, "reason", phrase("approved")),
        ("Wish", case.proposal.wishes.get(rank=1, current=False).pk, "reason", phrase("declined")),
        ("Engagement", back.pk, "reason", phrase("stepped-back")),
        ("Engagement", case.pk, "reason", ""),
        ("Engagement", mentoring.pk, "follow_up", phrase("following")),
        ("Proof", mentoring.proofs.get().pk, "reason", phrase("returned")),
        ("Opening", world.opening.pk, "reason", phrase("opening")),
        ("Reassessment", mentoring.reassessments.get().pk, "reason", phrase("measured")),
        ("CounsellingResult", world.result.pk, "told", phrase("told")),
        ("Closing", closing.pk, "helped", phrase("closing")),
        ("Closing", closing.pk, "better", ""),
        ("Closing", closing.pk, "answers", answers),
        ("Feedback", feedback.pk, "words", phrase("feedback")),
    ]
    try:
        old = migrated(OPEN_REASONS).loader.project_state(OPEN_REASONS).apps
        for name, number, column, text in rows:
            assert getattr(old.get_model("programme", name).objects.get(pk=number), column) == text
        with pytest.raises(IntegrityError), transaction.atomic():  # asked for in the open again
            old.get_model("programme", "Proof").objects.update(reason="")
    finally:
        migrated(MigrationExecutor(connection).loader.graph.leaf_nodes("programme"))  # as others want it
    for name, number, column, text in rows:
        row = apps.get_model("programme", name).objects.get(pk=number)
        stored = getattr(row, f"sealed_{column}")
        assert getattr(row, column) == text
        assert (stored is None) == (text == "")
        assert b"RAHASIA" not in bytes(stored or b"")


@pytest.mark.django_db
def test_a_no_without_a_reason_is_refused_by_the_database(world: World) -> None:
    for model, columns in (
        (Proposal, {"state": "rejected", "sealed_reason": None}),
        (Step, {"answer": "rejected", "sealed_reason": None}),
        (Proof, {"state": "returned", "sealed_reason": None}),
        (Opening, {"sealed_reason": None}),
    ):
        rows = model._default_manager.all()
        assert rows
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**columns)


# Texts of people that lie open, and why; whatever else is written is sealed.
OPEN = {
    "goal": {"title", "given_by", "measure", "baseline", "target", "difficulty"},  # never of a konseling
    "milestone": {"title"},
    "progress": {"comment"},
    "proof": {"title", "text", "link", "file", "file_name"},
    "review": {"achieved", "next_target", "difficulty"},
    "report": {"strategy", "abilities", "develop_next", "follow_up"},  # written to be shown
    "closing": set(),
    "feedback": set(),
    "task": {"title", "comment"},
    "guide": {"name", "organisation", "qualification", "counselling_training", "letter", "pause_reason", "waiver_reason"},  # of the appointment, which everybody reads
    "guideskill": set(),
    "offday": {"name"},
    "template": {"name"},
    "templatetask": {"title"},
    "cohort": {"name"},
    "letter": {"place", "signatory_name", "signatory_position", "signatory_nip", "on_behalf_of", "copies_to", "number"},
    "letterhead": {"lines"},  # at the head of every paper
}  # fmt: skip
CODES = {"token_hash", "content_hash", "signed_copy_sha256", "sha256", "signed_copy", "host", "problem", "source", "sitting"}  # fmt: skip


def test_what_people_write_is_sealed_or_named_here() -> None:
    for model in apps.get_app_config("programme").get_models():
        texts = {
            one.name
            for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField | models.FileField) and not one.choices
        }
        assert texts - CODES == OPEN.get(model._meta.model_name or "", set()), model.__name__
