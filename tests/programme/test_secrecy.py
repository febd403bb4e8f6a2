"""The table of who sees what, written a second time by hand, against what the code says and what the pages show."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from pamong.people.access import Viewer, can_see_trail, relations_to, viewer
from pamong.performance.access import can_read_dialogue
from pamong.performance.models import Dialogue
from pamong.policy.secrecy import NAMES, READER_NAMES, REMARKS, TABLE, Data, Reader, may_read, readers_of
from pamong.policy.words import Cause
from pamong.programme import access, actions
from pamong.programme.models import NoteKind
from pamong.recommendation import access as recommending
from tests.programme.secret_walk import addresses, words_of
from tests.programme.secret_world import MAY_MEET, ROLES, World, phrase

pytestmark = pytest.mark.django_db
BACKEND = "pamong.people.signin.AccountBackend"
SUPERIORS = {"superior", "acting"}  # direct, and acting within the dates
PLANNED = SUPERIORS | {"unit_head", "planner", "auditor"}
TWO, PAIR = {"employee", "mentor"}, {"employee", "case_counsellor"}

# By hand, from the matrix: rows of data, and which of the roles read it.
EXPECTED: dict[Data, set[str]] = {
    Data.RECORD: PLANNED | TWO | {"talent_officer"},
    Data.SUGGESTION: PLANNED,
    Data.COUNSELLING_SUGGESTION: SUPERIORS | {"planner"},
    Data.CAUSE: SUPERIORS | {"employee", "author", "planner"},
    Data.DIALOGUE_NOTE: SUPERIORS | {"employee", "author"},
    Data.METHOD: PLANNED | TWO | {"competent_authority"},
    Data.PROPOSAL: PLANNED | TWO,
    Data.PROGRESS: PLANNED | TWO,
    Data.SHARED_NOTES: TWO,
    Data.PRIVATE_NOTES: {"mentor"},  # of the mentor's own
    Data.PROOF: TWO | SUPERIORS,
    Data.AGREEMENT: TWO | {"planner", "auditor"},
    Data.LETTER: TWO | SUPERIORS | {"planner", "auditor", "competent_authority"},
    Data.REPORT: PLANNED | TWO | {"above"},
    Data.FEEDBACK: {"employee", "mentor_superior", "auditor"},
    Data.EVALUATION: TWO | {"auditor"},
    Data.REASSESSMENT: PLANNED | TWO,
    Data.COUNSELLING: {"case_counsellor"},
    Data.COUNSELLING_RELEASED: PAIR,
    Data.COUNSELLING_REPORT: PAIR | {"competent_authority"},
    Data.COUNSELLING_REFERRAL: PAIR,
    Data.COUNSELLING_HANDOVER: PAIR,
    Data.COUNSELLING_EXISTS: PAIR | {"competent_authority", "auditor"},
    Data.COUNSELLING_DECIDED: {"counsellor"},
    Data.COUNSELLING_REQUEST: PAIR | {"colleague", "counsellor"},  # the latter two: of what waits
    Data.VIEW: SUPERIORS | {"planner"},
    Data.CONTEST: {"employee", "planner"},
    Data.APPOINTMENT: {"mentor", "planner", "competent_authority", "auditor"},
    Data.TRAIL: {"auditor"},
    Data.DELEGATION: {"employee", "planner", "auditor", "admin"},
    Data.OPENING: {"employee", "auditor", "competent_authority"},
    Data.READS: {"employee", "auditor"},
}


def asks(world: World) -> dict[Data, Callable[[Viewer], bool]]:
    """What the code is asked for each row of the table."""
    rara, mentoring, case = world.cast.rara, world.mentoring, world.case
    dialogue = Dialogue.objects.get()
    contest = _contest(world)
    actions.answer_opening(
        by=world.cast["competent_authority"], opening=world.opening, granted=True, on=world.clock.on
    )

    def notes(engagement: Any, kind: str) -> Callable[[Viewer], bool]:
        return lambda who: access.notes_visible_to(who, engagement).filter(kind=kind).exists()

    def of(engagement: Any, data: Data) -> Callable[[Viewer], bool]:
        return lambda who: access.can_read(who, engagement, data)

    def related(data: Data, employee: Any = rara) -> Callable[[Viewer], bool]:
        return lambda who: may_read(data, relations_to(who, employee))

    def private(who: Viewer) -> bool:
        rows = access.notes_visible_to(who, mentoring).filter(kind=NoteKind.PRIVATE)
        return rows.filter(author=world.road.guide).exists()

    return {
        Data.RECORD: lambda who: access.can_see_record(who, rara),
        Data.SUGGESTION: lambda who: recommending.may_read_suggestions_of(who, rara),
        Data.COUNSELLING_SUGGESTION: lambda who: recommending.can_see_counselling(who, rara),
        Data.CAUSE: lambda who: (
            recommending.cause_seen(who, rara, Cause.SKILL) is recommending.CauseSeen.WHOLE
            or can_read_dialogue(who, dialogue)
        ),
        Data.DIALOGUE_NOTE: lambda who: can_read_dialogue(who, dialogue),
        Data.METHOD: of(mentoring, Data.METHOD),
        Data.PROPOSAL: lambda who: access.proposals_visible_to(who).filter(pk=mentoring.proposal_id).exists(),
        Data.PROGRESS: lambda who: access.engagements_visible_to(who).filter(pk=mentoring.pk).exists(),
        Data.SHARED_NOTES: lambda who: (
            who.account != world.cast["auditor"] and notes(mentoring, NoteKind.SHARED)(who)
        ),
        Data.PRIVATE_NOTES: private,
        Data.COUNSELLING: notes(case, NoteKind.COUNSELLING),
        Data.COUNSELLING_RELEASED: notes(case, NoteKind.RELEASED),
        Data.COUNSELLING_REPORT: lambda who: (
            access.results_visible_to(who).exists() or access.cases_visible_to(who).exists()
        ),
        Data.COUNSELLING_REFERRAL: lambda who: access.cases_visible_to(who).exists(),
        Data.COUNSELLING_HANDOVER: lambda who: access.cases_visible_to(who).exists(),
        Data.COUNSELLING_EXISTS: of(case, Data.COUNSELLING_EXISTS),
        Data.COUNSELLING_DECIDED: related(Data.COUNSELLING_DECIDED),
        Data.COUNSELLING_REQUEST: lambda who: (
            access.counselling_proposals_visible_to(who)
            .filter(pk__in=(case.proposal_id, world.waiting.pk))
            .exists()
        ),
        Data.VIEW: related(Data.VIEW),
        Data.CONTEST: lambda who: recommending.contests_visible_to(who).filter(pk=contest).exists(),
        Data.APPOINTMENT: related(Data.APPOINTMENT, mentoring.guide.employee),
        Data.TRAIL: lambda who: can_see_trail(who) and who.institution == world.cast.institution,
        Data.DELEGATION: related(Data.DELEGATION),
        Data.OPENING: lambda who: (
            access.openings_visible_to(who).exists() or access.openings_about(who).exists()
        ),
        Data.READS: related(Data.READS),
        **{
            data: of(mentoring, data)
            for data in (
                Data.PROOF,
                Data.AGREEMENT,
                Data.LETTER,
                Data.REPORT,
                Data.FEEDBACK,
                Data.EVALUATION,
                Data.REASSESSMENT,
            )
        },
    }


def _contest(world: World) -> int:
    from pamong.recommendation import actions as contesting

    made = contesting.contest(
        by=world.cast["employee"], employee=world.cast.rara, about="x", text="x", on=world.clock.on
    )
    return made.pk


def test_every_row_has_a_name_and_every_reader_one() -> None:
    assert set(TABLE) == set(Data) == set(NAMES) == set(EXPECTED)
    assert set(READER_NAMES) == set(Reader)
    assert set(REMARKS) <= set(Data)
    assert readers_of(Data.DIALOGUE_NOTE).id == "pegawai yang bersangkutan, atasan langsung dan penulisnya"
    assert readers_of(Data.READS, own=True).id == "Anda dan auditor"
    assert readers_of(Data.SHARED_NOTES, own=True).en == "you and your coach or mentor"
    assert readers_of(Data.COUNSELLING_RELEASED, own=True).id == "Anda dan konselor Anda"


def test_the_code_says_what_the_matrix_says(world: World) -> None:
    """Every row × everybody of the cast, the stranger among them."""
    wrong, questions = {}, asks(world)
    assert set(questions) == set(Data)
    for data, ask in questions.items():
        found = {who for who in ROLES if ask(viewer(world.cast[who], world.clock.on))}
        if found != EXPECTED[data]:
            wrong[data] = (sorted(found - EXPECTED[data]), sorted(EXPECTED[data] - found))
    assert wrong == {}


def test_a_personal_cause_is_only_told_as_discussed_to_the_planner(world: World) -> None:
    seen = recommending.cause_seen(
        viewer(world.cast["planner"], world.clock.on), world.cast.rara, Cause.PERSONAL
    )
    assert seen is recommending.CauseSeen.DISCUSSED


# ── What pages show ──────────────────────────────────────────────────────────────────────────


# What each meets on paper alone: whoever reads the page may print it, and nobody else.
PRINTED = {
    "employee": {"topic", "goal", "report", "feedback", "request", "measured", "told"},
    "mentor": {"topic", "goal", "report", "measured"},
    "superior": {"goal", "report", "measured"},
    "acting": {"goal", "report", "measured"},
    "unit_head": {"goal", "report", "measured"},
    "above": {"report"},
    "planner": {"goal", "report", "measured"},
    "auditor": {"goal", "report", "feedback", "measured"},
    "mentor_superior": {"feedback"},
    "case_counsellor": {"request", "problem", "agreed", "advice", "told"},
    "competent_authority": {"told"},
}


@pytest.mark.slow
def test_a_printed_phrase_meets_only_the_eyes_it_may(world: World) -> None:
    where = list(addresses(world, printed=True))
    assert len(where) > 10
    for who in ROLES:
        met = walk(world, who, where)
        assert set(met) == PRINTED.get(who, set()), (who, met)
        assert {name for name in met if who not in MAY_MEET[name]} == set(), who
    above = Client()
    above.force_login(world.cast["above"], backend=BACKEND)
    paper = words_of(above.get(f"/engagements/{world.mentoring.pk}/report.pdf"))
    assert paper.count("Tidaktermasukdalamsalinanini.") == 2  # neither goals nor what was measured again


@pytest.mark.slow
def test_neither_a_calendar_feed_nor_the_page_of_proof_tells_a_phrase(world: World) -> None:
    """Both are opened by whoever holds the link."""
    for engagement, who in ((world.mentoring, "mentor"), (world.case, "case_counsellor")):
        session = engagement.meetings.first()
        assert session is not None
        for account in (world.cast["employee"], world.cast[who]):
            answer = Client().get(f"/calendar/{actions.make_feed(by=account)}.ics")
            words = re.sub(r"\r?\n[ \t]", "", words_of(answer))  # long lines are folded
            assert answer.status_code == 200
            assert str(session.uid) in words
            assert "RAHASIA" not in words
        proof = Client().get(f"/verify/{engagement.agreements.get().token}/")
        assert proof.status_code == 200
        assert "RAHASIA" not in words_of(proof)


@pytest.mark.slow
@pytest.mark.parametrize("who", ROLES)
def test_a_phrase_meets_only_the_eyes_it_may(world: World, who: str, caplog: Any) -> None:
    caplog.set_level("INFO")
    met = walk(world, who, list(addresses(world)))
    assert {name: at for name, at in met.items() if who not in MAY_MEET[name]} == {}
    assert [name for name in MUST_MEET.get(who, ()) if name not in met] == []
    assert "RAHASIA" not in caplog.text.replace("q=RAHASIA", "")


def walk(world: World, who: str, where: list[str]) -> dict[str, str]:
    """Which phrases this person met, and where first."""
    client = Client()
    client.force_login(world.cast[who], backend=BACKEND)
    met: dict[str, str] = {}
    for address in where:
        answer = client.get(address)
        assert answer.status_code < 500, (who, address)
        words = words_of(answer)
        met |= {name: address for name in MAY_MEET if phrase(name) in words and name not in met}
    return met


# Else a walk that sees nothing would pass.
MUST_MEET = {
    "case_counsellor": (
        "counselling",
        "released",
        "private-counsellor",
        "danger",
        "problem",
        "told",
        "handover",
    ),
    "employee": (
        "released",
        "private-client",
        "referral",
        "told",
        "handover",
        "dialogue",
        "answer",
        "request",
        "approved",
        "returned",
        "measured",
    ),
    "mentor": ("returned", "measured"),
    "superior": ("dialogue", "answer", "returned", "view"),
    "acting": ("dialogue", "answer", "returned", "view"),
    "planner": ("view", "contest", "delegation"),
    "colleague": ("asked",),
    "author": ("dialogue",),
    "competent_authority": ("told", "opening"),
    "counsellor": ("asked",),
    "auditor": ("opening", "pause"),
}


@pytest.mark.slow
def test_no_general_page_tells_that_there_is_a_konseling(world: World) -> None:
    """Neither the word nor the counsellor's name beside the person's."""
    for who in ("superior", "unit_head", "planner", "talent_officer", "admin", "above", "mentor"):
        client = Client()
        client.force_login(world.cast[who], backend=BACKEND)
        for address in (
            "/home/",
            "/inbox/",
            "/search/?q=Rara",
            "/proposals/?state=all",
            f"/people/{world.cast.rara.pk}/",
            "/people/team/",
        ):
            answer = client.get(address)
            assert answer.status_code in (200, 404), (who, address)
            text = words_of(answer)
            assert "/counselling/cases/" not in text, (who, address)
            assert "konselor-rara" not in text, (who, address)
