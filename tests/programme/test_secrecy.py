"""The table of who sees what, written a second time by hand, against what the code says and what the pages show."""

import inspect
import io
import itertools
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import URLPattern
from pypdf import PdfReader

from pamong.audit.models import Event, Read
from pamong.people.access import Viewer, can_see_trail, relations_to, viewer
from pamong.performance.access import can_read_dialogue
from pamong.performance.models import Dialogue
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.secrecy import NAMES, READER_NAMES, REMARKS, TABLE, Data, Reader, may_read, readers_of
from pamong.policy.words import Cause
from pamong.programme import access, actions
from pamong.programme.models import Note, NoteKind, Opening
from pamong.recommendation import access as recommending
from pamong.recommendation.models import Contest, Run
from pamong.web.urls import urlpatterns
from tests.people_cast import make_cast
from tests.programme.road import Clock
from tests.programme.secret_world import MAY_MEET, ROLES, SEALED, World, phrase

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


def ids(world: World) -> dict[str, dict[str, int]]:
    """By the beginning of a route, what its places are filled with; else by the name of the place."""
    mentoring, case = world.mentoring, world.case
    meeting = mentoring.meetings.first()
    assert meeting is not None
    rara, run = world.cast.rara.pk, Run.objects.latest("pk").pk
    of_mentoring = {
        "id": mentoring.pk,
        "session": meeting.pk,
        "meeting": meeting.pk,
        "goal": mentoring.goals.get().pk,
        "proof": mentoring.proofs.get().pk,
        "task": mentoring.tasks.get().pk,
        "review": mentoring.reviews.get().pk,
    }
    return {
        "people/": {"id": rara, "dialogue_id": Dialogue.objects.get().pk},
        "recommendations/": {"id": rara},
        "recommendations/runs/": {"id": run},
        "proposals/": {"id": mentoring.proposal_id},
        "counselling/": {"id": case.proposal_id},
        "counselling/cases/": {"id": case.pk, "session": world.session.pk},
        "counselling/results/": {"id": world.result.pk},
        "engagements/": of_mentoring,
        "inbox/contests/": {"id": Contest.objects.get().pk},
        "openings/": {"id": world.opening.pk},
        "units/": {"id": world.cast.unit.pk},
        "guides/": {"id": mentoring.guide_id},
        "settings/accounts/": {"id": world.cast["planner"].pk},
        "": of_mentoring,
    }


def addresses(world: World, *, printed: bool = False) -> Iterator[str]:
    """Every address of the map with its places filled, lists as files too; new rooms are walked as they come."""
    known = ids(world)
    for entry in urlpatterns:
        assert isinstance(entry, URLPattern)
        route = str(entry.pattern)
        if route.endswith(".pdf") != printed:
            continue  # a walk of its own: setting each paper takes its time
        base = max((one for one in known if route.startswith(one)), key=len)
        places = re.findall(r"<(?:\w+:)?(\w+)>", route)
        values = [[known[base].get(place, known[""].get(place, 1))] for place in places]
        for filled in itertools.product(*values):
            text = route
            for value in filled:
                text = re.sub(r"<[^>]+>", str(value), text, count=1)
            yield f"/{text}"
            # Rooms are entered by wrong numbers too: the konseling at the address of a mentoring.
            if text.startswith("engagements/"):
                yield f"/{text.replace(str(world.mentoring.pk), str(world.case.pk), 1)}"
            if "file_asked(" in inspect.getsource(inspect.unwrap(entry.callback)):
                yield f"/{text}?file=csv"
    if printed:
        return
    yield "/proposals/?file=xlsx"  # the same rows in the other form
    superior = world.cast.superior.pk
    yield from (f"/counselling/{world.waiting.pk}/", f"/people/{superior}/", f"/people/{superior}/delegate/")
    for word in ("RAHASIA", "Rara"):
        yield f"/search/?q={word}"


def words_of(answer: Any) -> str:
    """What an answer says, whatever its form."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    if body[:5] == b"%PDF-":
        return printed_words(body)
    return body.decode(errors="replace")


def printed_words(body: bytes) -> str:
    """What stands on the pages of a paper and in its properties, without the breaks that lines bring into a phrase."""
    book = PdfReader(io.BytesIO(body))
    pages = [page.extract_text() for page in book.pages]
    return "".join("".join([*pages, str(book.metadata)]).split())


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


# ── What lies in the database ────────────────────────────────────────────────────────────────


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


# ── Openings ─────────────────────────────────────────────────────────────────────────────────


def opened(world: World, engagement: Any, who: str = "auditor") -> Opening:
    by = world.cast[who]
    opening = actions.ask_opening(by=by, engagement=engagement, reason="Darurat.", on=world.clock.on)
    return actions.answer_opening(
        by=world.cast["competent_authority"], opening=opening, granted=True, on=world.clock.on
    )


def kinds(world: World, who: str, engagement: Any) -> set[str]:
    rows = access.notes_visible_to(viewer(world.cast[who], world.clock.on), engagement)
    return set(rows.values_list("kind", flat=True))


class UndoneError(Exception):
    """Ends an attempt so that it leaves nothing behind."""


def allowed(attempt: Callable[[], Any]) -> bool:
    """Whether the action lets them; nothing of it stays."""
    try:
        with transaction.atomic():
            attempt()
            raise UndoneError
    except UndoneError:
        return True
    except NotAllowed:
        return False


def test_who_may_ask_to_open_notes(world: World) -> None:
    world.opening.delete()
    on = world.clock.on
    for engagement, may in ((world.mentoring, {"auditor", "planner"}), (world.case, {"auditor"})):
        found = {
            who
            for who in ROLES
            if allowed(
                lambda who=who, one=engagement: actions.ask_opening(  # type: ignore[misc]
                    by=world.cast[who], engagement=one, reason="Darurat.", on=on
                )
            )
        }
        assert found == may
    actions.ask_opening(by=world.cast["auditor"], engagement=world.case, reason="Darurat.", on=on)
    assert kinds(world, "auditor", world.case) == set()  # asking opens nothing


def test_who_may_grant_an_opening(world: World) -> None:
    on = world.clock.on
    opening = actions.ask_opening(by=world.cast["auditor"], engagement=world.case, reason="Darurat.", on=on)
    found = {
        who
        for who in ROLES
        if allowed(
            lambda who=who: actions.answer_opening(  # type: ignore[misc]
                by=world.cast[who], opening=opening, granted=True, on=on
            )
        )
    }
    assert found == {"competent_authority"}


def test_an_opening_opens_shared_and_counselling_notes_never_private_and_ends(world: World) -> None:
    world.opening.delete()
    opened(world, world.mentoring)
    opening = opened(world, world.case)
    assert kinds(world, "auditor", world.mentoring) == {"shared"}
    assert kinds(world, "auditor", world.case) == {"counselling", "released"}
    assert Note.objects.filter(kind=NoteKind.PRIVATE).count() == 4
    for who in set(ROLES) - {"auditor", "employee", "case_counsellor"}:
        assert kinds(world, who, world.case) == set(), who
    assert opening.until == world.now + timedelta(hours=72)
    world.clock.go(hours=71)
    assert kinds(world, "auditor", world.case) == {"counselling", "released"}
    world.clock.go(hours=2)
    assert kinds(world, "auditor", world.case) == set()
    assert kinds(world, "auditor", world.mentoring) == set()


def test_a_refused_or_closed_opening_opens_nothing(world: World) -> None:
    on = world.clock.on
    actions.answer_opening(by=world.cast["competent_authority"], opening=world.opening, granted=False, on=on)
    assert kinds(world, "auditor", world.mentoring) == set()
    with pytest.raises(WrongState):
        actions.answer_opening(
            by=world.cast["competent_authority"], opening=world.opening, granted=True, on=on
        )
    opening = opened(world, world.mentoring)
    with pytest.raises(NotAllowed):
        actions.close_opening(by=world.cast["planner"], opening=opening, on=on)
    actions.close_opening(by=world.cast["auditor"], opening=opening, on=on)
    assert kinds(world, "auditor", world.mentoring) == set()


def test_an_opening_needs_a_reason_and_is_asked_once(world: World) -> None:
    on = world.clock.on
    with pytest.raises(Invalid):
        actions.ask_opening(by=world.cast["auditor"], engagement=world.case, reason=" ", on=on)
    with pytest.raises(WrongState):
        actions.ask_opening(by=world.cast["auditor"], engagement=world.mentoring, reason="Lagi.", on=on)


@pytest.mark.slow
def test_the_person_is_told_of_an_opening_and_each_look_is_written_down(world: World) -> None:
    world.opening.delete()
    opening = opened(world, world.case)
    auditor, person, authority = Client(), Client(), Client()
    auditor.force_login(world.cast["auditor"], backend=BACKEND)
    person.force_login(world.cast["employee"], backend=BACKEND)
    authority.force_login(world.cast["competent_authority"], backend=BACKEND)
    page = auditor.get(f"/openings/{opening.pk}/").content.decode()
    assert phrase("counselling") in page
    assert phrase("released") in page
    assert phrase("private-counsellor") not in page
    assert phrase("private-client") not in page
    for client, where in ((authority, f"/openings/{opening.pk}/"), (authority, "/openings/")):
        shown = client.get(where).content.decode()
        assert phrase("counselling") not in shown
        assert "konseling" not in shown.casefold().replace("/counselling/", "")
    assert Read.objects.filter(what="opened_notes", employee_id=world.cast.rara.pk).count() == 1
    inbox = person.get("/inbox/").content.decode()
    assert "dibuka dalam keadaan darurat" in inbox
    assert "Darurat." in person.get("/privacy/").content.decode()
    assert person.post(f"/openings/{opening.pk}/seen/").status_code == 303
    assert "dibuka dalam keadaan darurat" not in person.get("/inbox/").content.decode()
    assert authority.post(f"/openings/{opening.pk}/seen/").status_code == 404


@pytest.mark.slow
def test_the_planner_learns_of_no_konseling_by_asking(world: World) -> None:
    planner = Client()
    planner.force_login(world.cast["planner"], backend=BACKEND)
    address = f"/openings/new/?nip={world.cast.rara.nip}"
    page = planner.get(address)
    assert page.status_code == 200
    assert "onseling" not in page.content.decode()
    sent = {"engagement": world.case.pk, "reason": "Darurat."}
    assert planner.post(address, sent).status_code == 422
    assert not Opening.objects.filter(engagement=world.case).exists()
    auditor = Client()
    auditor.force_login(world.cast["auditor"], backend=BACKEND)
    assert "Konseling sejak" in auditor.get(address).content.decode()
    assert auditor.post(address, sent).status_code == 303


@pytest.mark.slow
def test_the_room_of_a_mentoring_has_its_own_page_of_an_opening(world: World) -> None:
    """Asked, granted by another, read with every look written down, told to the person, and over in time."""
    world.opening.delete()
    address = f"/engagements/{world.mentoring.pk}/opening/"
    doors = {}
    for who in ROLES:
        doors[who] = Client()
        doors[who].force_login(world.cast[who], backend=BACKEND)
    for who in set(ROLES) - {"planner", "auditor"}:
        assert doors[who].get(address).status_code == 404, who
        assert doors[who].post(address, {"reason": "Darurat."}).status_code == 404, who
    for who in ROLES:  # a konseling has no such page
        assert doors[who].get(f"/engagements/{world.case.pk}/opening/").status_code == 404, who
    planner = doors["planner"]
    assert address in planner.get(f"/engagements/{world.mentoring.pk}/").content.decode()
    assert phrase("shared") not in planner.get(address).content.decode()
    assert planner.post(address, {"reason": " "}).status_code == 422
    assert planner.post(address, {"reason": "Ancaman keselamatan."}).status_code == 303
    opening = Opening.objects.get()
    waits = planner.get(address).content.decode()
    assert "Menunggu jawaban" in waits
    assert phrase("shared") not in waits
    assert planner.post(address, {"reason": "Lagi."}).status_code == 422
    assert planner.post(f"/openings/{opening.pk}/answer/", {"answer": "grant"}).status_code == 403
    assert doors["competent_authority"].get(address).status_code == 404
    granted = doors["competent_authority"].post(f"/openings/{opening.pk}/answer/", {"answer": "grant"})
    assert granted.status_code == 303
    assert Read.objects.filter(what="opened_notes").count() == 0
    page = planner.get(address).content.decode()
    assert phrase("shared") in page
    for private in ("private-mentee", "private-mentor", "topic", "task", "review", "comment"):
        assert phrase(private) not in page, private
    assert Read.objects.filter(what="opened_notes", employee_id=world.cast.rara.pk, page=address).count() == 1
    # It is the planner's alone; the auditor asks for himself.
    assert phrase("shared") not in doors["auditor"].get(address).content.decode()
    room = f"/engagements/{world.mentoring.pk}/"
    assert "dibuka dalam keadaan darurat" in doors["employee"].get(room).content.decode()
    assert "dibuka dalam keadaan darurat" not in doors["mentor"].get(room).content.decode()
    assert "Ancaman keselamatan." in doors["employee"].get("/privacy/").content.decode()
    world.clock.go(hours=73)
    assert phrase("shared") not in planner.get(address).content.decode()
    assert Read.objects.filter(what="opened_notes").count() == 1
    assert "dibuka dalam keadaan darurat" not in doors["employee"].get(room).content.decode()
