"""The demo's programme: every state of everything, believable days, something waiting for each account, the same each time."""

import hashlib
from collections import Counter
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F, Q
from pypdf import PdfReader

from pamong.cli.institutions import build_demo
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy.words import Context, CounsellorKind, Entrance, Light, Method
from pamong.programme import queries
from pamong.programme.models import (
    TAKING_A_PLACE,
    Agreement,
    CounsellingResult,
    Engagement,
    Feedback,
    Goal,
    Guide,
    Letter,
    LetterKind,
    MissedBy,
    Note,
    NoteKind,
    Proof,
    ProofKind,
    Proposal,
    Reassessment,
    Report,
    Review,
    Session,
    SignsAs,
    Step,
    Task,
)
from pamong.programme.queries import with_light
from pamong.programme.workflow import (
    CohortState,
    EngagementState,
    LetterState,
    ProofState,
    ProposalState,
    SessionState,
)
from tests.factories import ON

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_every_state_occurs_and_every_account_has_something_to_do() -> None:
    """As `pamong demo` builds it by itself, once: it takes a while."""
    build_demo(people=850, on=ON)
    proposals_and_register()
    engagements()
    cohorts()
    what_the_two_do()
    papers()
    homes()


def proposals_and_register() -> None:
    states = set(Proposal.objects.values_list("state", flat=True))
    assert states == {state.value for state in ProposalState} - {"draft"}
    assert set(Proposal.objects.values_list("entrance", flat=True)) == {word.value for word in Entrance}
    assert {"coaching", "mentoring", "konseling"} == set(Proposal.objects.values_list("method", flat=True))
    assert Step.objects.filter(escalated_at__isnull=False).exists()
    assert Engagement.objects.exists()
    days = {moment.date() for moment in Proposal.objects.values_list("at", flat=True)}
    assert all(day <= ON and day.weekday() < 5 for day in days)
    assert len(days) > 5
    guides = Guide.objects.filter(institution__code="LPA")
    kinds = set(guides.exclude(counsellor_kind="").values_list("counsellor_kind", flat=True))
    assert kinds == {kind.value for kind in CounsellorKind}
    assert guides.filter(employee__isnull=True).exists()
    assert guides.filter(paused_until__gt=ON).exists()
    assert guides.filter(end__lt=ON).exists()
    taken = queries.loads(guides)
    assert any(taken[guide.pk] >= guide.capacity for guide in guides)
    assert not Proposal.objects.exclude(institution__code="LPA").exists()


def count(rows: Any, *names: str) -> Counter[Any]:
    """How many rows there are of each value, or of each combination of values."""
    found = rows.order_by().values_list(*names, flat=len(names) == 1)
    return Counter(found)


def engagements() -> None:
    """Some 170 open and 90 over, of every method in every state it can have; one in eight is enrichment."""
    opened = Engagement.objects.filter(state__in=TAKING_A_PLACE).count()
    assert 165 <= opened <= 185
    assert 80 <= Engagement.objects.count() - opened <= 100
    states = {state.value for state in EngagementState}
    kinds = count(Engagement.objects.all(), "method", "state")
    for method in (Method.COACHING, Method.MENTORING):
        assert {state for of, state in kinds if of == method} == states, method
    # A konseling begins appointed: its counsellor's own letter is its letter.
    closed = {state for of, state in kinds if of == Method.COUNSELLING}
    assert closed == states - {"matched"}
    enriched = count(Engagement.objects.filter(context=Context.ENRICHMENT), "method")
    assert min(enriched[Method.COACHING], enriched[Method.MENTORING]) >= 10
    assert Method.COUNSELLING not in enriched
    lights = {light: with_light(Engagement.objects.all(), light, ON).count() for light in Light}
    assert lights[Light.SMOOTH] > 5 * lights[Light.ATTENTION]
    assert min(lights[Light.ATTENTION], lights[Light.STUCK]) >= 5
    met = Engagement.objects.filter(state="running", held__gte=1)
    for side in ("employee_fit", "guide_fit"):
        assert min(count(met, side)[answer] for answer in ("", "cocok")) >= 5, "some have not answered"
    assert {"belum_yakin", "tidak_cocok"} <= count(met, "employee_fit").keys()


def cohorts() -> None:
    """In each state, of coaching, mentoring and enrichment, each with its people; some joined late."""
    planner = viewer(Account.objects.get(username="perencana"), ON)
    rows = list(queries.cohorts(planner))
    assert 8 <= len(rows) <= 14
    assert {row.state for row in rows} == {state.value for state in CohortState}
    assert {row.template.method for row in rows} == {Method.COACHING, Method.MENTORING}
    assert {row.template.context for row in rows} == {Context.DAILY, Context.ENRICHMENT}
    for row in rows:
        assert row.people >= 3, row
        assert row.state != CohortState.ARCHIVED or row.underway == 0 < row.completed, row
        assert (row.starts_on > ON) == (row.state == CohortState.OPEN), row
        assert row.state_since.date() <= ON, row
    late = Engagement.objects.filter(cohort__state="running", matched_at__date__gt=F("cohort__starts_on"))
    assert late.count() > 5
    alone = Engagement.objects.filter(cohort=None, state="running").exclude(method=Method.COUNSELLING)
    assert alone.count() > 10, "some may still join"
    assert not Engagement.objects.filter(held__gt=F("sessions")).exists()
    early = Engagement.objects.filter(state__in=("stopped", "transferred"))
    assert not early.filter(held__gte=F("sessions")).exists(), "what ended early ended before all was held"


def what_the_two_do() -> None:
    """Sessions, notes, goals, proof, tasks and reviews, in every state."""
    sessions = count(Session.objects.all(), "state")
    assert sessions.keys() == {state.value for state in SessionState}
    assert sessions["held"] > 600
    assert not Session.objects.exclude(minutes=F("engagement__minutes")).exists(), "as the agreement says"
    assert count(Session.objects.filter(state="missed"), "missed_by").keys() == set(MissedBy.values)
    held = Session.objects.filter(state="held")
    assert held.filter(logged_later=True).count() > 100
    assert held.filter(logged_later=False).count() > 100
    assert held.filter(Q(employee_held_at=None) | Q(guide_held_at=None)).exists(), "told by one side"
    assert not held.filter(start__gt=datetime.combine(ON, time(23, 59), UTC)).exists()
    assert count(Note.objects.all(), "kind").keys() == set(NoteKind.values)
    goals = count(Goal.objects.filter(engagement__state="running"), "percent")
    assert sum(number for percent, number in goals.items() if 0 < percent < 100) > 40
    assert count(Goal.objects.all(), "kind").keys() >= {"gap", "project"}
    proof = count(Proof.objects.all(), "state")
    assert proof.keys() == {state.value for state in ProofState}
    assert min(proof.values()) >= 5
    assert count(Proof.objects.all(), "kind").keys() == set(ProofKind.values)
    unseen = Review.objects.filter(seen_at=None).count()
    assert 5 <= unseen < Review.objects.count() / 2
    assert Task.objects.filter(done_at=None).exists()
    assert Task.objects.exclude(done_at=None).exists()


def papers() -> None:
    """Letters in every state and capacity, agreements, and what is said at the end, read and unread."""
    assert count(Letter.objects.all(), "state").keys() == {state.value for state in LetterState}
    assert count(Letter.objects.all(), "signs_as").keys() == set(SignsAs.values)
    assert count(Letter.objects.filter(state="signed"), "kind").keys() == set(LetterKind.values)
    signed = Letter.objects.filter(state="signed").order_by("pk")
    for letter in (signed[0], signed[1]):
        with letter.signed_copy.open("rb") as file:
            content = file.read()
        assert hashlib.sha256(content).hexdigest() == letter.signed_copy_sha256
        pages = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        assert letter.number in pages
        assert letter.engagements.exists()
    assert count(Agreement.objects.all(), "state").keys() >= {"draft", "half", "in_force"}
    for rows, read in ((Report.objects.all(), "superior_read_at"), (Feedback.objects.all(), "read_at")):
        unread = rows.filter(**{read: None}).count()
        assert 5 <= unread < rows.count() / 2
    assert Reassessment.objects.filter(done_at=None).exists()
    assert Reassessment.objects.exclude(done_at=None).exists()
    assert CounsellingResult.objects.exists()


def homes() -> None:
    """Each account has something true to act on."""
    for username, kinds in {
        "perencana": "answer_proposals make_letter number_letter stuck does_not_fit somebody_away measure_again",
        "atasan": "answer_proposal",
        "pegawai": "choose_guide",
        "coach": "guide_asked",
        "mentor": "guide_asked",
        "konselor": "counsellor_asked answer_counselling",
        "pimpinan": "read_feedback",
        "pyb": "planner_silent result_received",
    }.items():
        rows = queries.inbox(viewer(Account.objects.get(username=username), ON))
        assert {str(row.kind) for row in rows} >= set(kinds.split()), username
    for username in ("atasan", "pegawai", "coach", "mentor", "konselor"):
        who = viewer(Account.objects.get(username=username), ON)
        assert any(isinstance(row.kind, queries.Due) for row in queries.inbox(who)), username


def told() -> Counter[tuple[str, ...]]:
    rows = Proposal.objects.order_by("pk").prefetch_related("wishes__guide__employee")
    return Counter(
        (
            one.employee.nip,
            one.method,
            one.state,
            str(one.at),
            *(str(wish.guide) for wish in one.wishes.all()),
        )
        for one in rows
    )


def test_the_same_day_gives_the_same_proposals() -> None:
    before = transaction.savepoint()
    build_demo(people=60, on=ON)
    first = told()
    transaction.savepoint_rollback(before)
    build_demo(people=60, on=ON)
    assert first == told()
    assert sum(count for (_nip, method, *_rest), count in first.items() if method != Method.COUNSELLING) > 8
