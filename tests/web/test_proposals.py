"""Proposals on pages: from the request over the answers and the choice to the guide's yes, and the queue."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pamong.people.roles import Role
from pamong.policy.words import Cause, Entrance, Method
from pamong.programme import actions
from pamong.programme.models import Engagement, Proposal, WishState
from pamong.recommendation import actions as recommendation
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.programme.pairs import Pairs
from tests.web.doors import BACKEND, door
from tests.web.rooms import REQUEST, as_guide, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_request_is_at_most_five_questions_with_the_largest_gap_preselected(cast: Cast) -> None:
    page = door(cast, "employee").get("/proposals/new/").content.decode()
    assert f'<option value="{cast.competencies["komunikasi"].pk}" selected>' in page
    questions = set(re.findall(r'name="(\w+)"', page.split("<main")[1]))
    assert questions - {"csrfmiddlewaretoken", "way"} == {
        "method",
        "competency",
        "sitting",
        "hours",
        "purpose",
    }
    assert "Dapat dibaca oleh" in page


def test_what_one_has_already_is_not_asked_for_first(programme: Programme, cast: Cast) -> None:
    client = door(cast, "employee")

    def first() -> list[str]:
        page = client.get("/proposals/new/").content.decode()
        return re.findall(r'name="method" value="(\w+)"[^>]*checked', page)

    assert first() == ["coaching"]
    programme.own(Method.COACHING)
    assert first() == ["mentoring"]
    assert "permintaan yang belum selesai: Coaching" in text(client, "/proposals/new/")


def test_what_would_be_refused_is_not_offered(programme: Programme, cast: Cast) -> None:
    """Neither to oneself nor to the superior, who may see it; of a konseling he is told nothing."""

    def offered(who: str, address: str, name: str) -> dict[str, bool]:
        page = door(cast, who).get(address).content.decode()
        boxes = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
        return {re.findall(r'value="(\w+)"', box)[0]: "disabled" not in box for box in boxes}

    mine, theirs = "/proposals/new/", f"/people/{cast.rara.pk}/propose/"
    everything = {"coaching": True, "mentoring": True, "konseling": True, "pengayaan": True}
    assert offered("employee", mine, "method") == offered("superior", theirs, "method") == everything
    Pairs(cast).rara()
    programme.own(Method.COUNSELLING)
    left = {**everything, "mentoring": False}
    assert offered("superior", theirs, "method") == left
    assert offered("employee", mine, "method") == {**left, "konseling": False}
    assert offered("employee", mine, "way") == {"mentoring": False, "coaching": True}
    page = text(door(cast, "superior"), theirs)
    assert "Rara Anindita sedang menjalani: Mentoring" in page
    assert "(sedang dijalani)" in page
    programme.own(Method.COACHING)
    left = {"coaching": False, "mentoring": False, "konseling": True, "pengayaan": False}
    assert offered("superior", theirs, "method") == left
    page = door(cast, "superior").get(theirs).content.decode()
    assert not re.search(r'name="method"[^>]*checked', page), (
        "nobody asks for a konseling by leaving a default"
    )
    assert "(sudah diusulkan)" in page


def test_what_is_under_way_is_said_before_one_asks(cast: Cast) -> None:
    pair = Pairs(cast).rara()
    page = door(cast, "employee").get("/proposals/new/").content.decode()
    assert f'href="/engagements/{pair.pk}/"' in page
    assert "Anda sedang menjalani:" in page


def test_the_chain_names_who_answers_next(programme: Programme, cast: Cast) -> None:
    proposal = programme.own()
    base, mine = f"/proposals/{proposal.pk}/", door(cast, "employee")
    named = f"{cast['planner']}, pengelola pengembangan kompetensi menjawab sesudahnya"
    assert f"{cast.superior.name}, atasan langsung" in text(mine, base)
    assert named in text(mine, base)
    elsewhere = f.unit(cast.institution, "U9", cast.root)
    f.account(cast.institution, "Pengelola Lain", None, Role.PLANNER, in_unit=elsewhere)
    f.account(cast.institution, "Pengelola Unit", None, Role.PLANNER, in_unit=cast.unit)
    assert "Pengelola Unit atau" in text(mine, base)
    assert "Pengelola Lain" not in text(mine, base)
    actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=ON)
    actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=ON)
    assert f"menyetujui: {cast['planner']}" in text(mine, base)
    closed = programme.own(Method.COUNSELLING)
    assert f"{cast['counsellor']}, konselor" not in text(mine, f"/counselling/{closed.pk}/")


def test_the_dialogue_leads_on_to_the_request_and_the_proposal(cast: Cast) -> None:
    mine, superior = door(cast, "employee"), door(cast, "superior")
    page, to_ask, to_propose = (
        f"/people/{cast.rara.pk}/dialogue/",
        'href="/proposals/new/"',
        f'href="/people/{cast.rara.pk}/propose/"',
    )
    assert to_propose not in superior.get(page).content.decode(), "nothing was said yet"
    recommendation.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
    )
    for who, there, not_there in ((mine, to_ask, to_propose), (superior, to_propose, to_ask)):
        shown = who.get(page).content.decode().split("<main")[1]
        assert there in shown
        assert not_there not in shown
        assert who.get(there[6:-1]).status_code == 200


def test_the_whole_way_from_request_to_guide(programme: Programme, cast: Cast) -> None:
    ketut = f.employee(cast.institution, "Ketut Wirawan", position=cast.superior.position, unit=cast.root)
    guide = programme.guide(who=ketut, hours=("sen-09", "rab-13"))
    spare = programme.guide("Made Cadangan")
    low = programme.guide("Mentor Rendah", skills={programme.communication: 2})
    mine = door(cast, "employee")
    assert mine.post("/proposals/new/", {**REQUEST, "purpose": ""}).status_code == 422
    sent = mine.post("/proposals/new/", {**REQUEST, "competency": programme.communication.pk})
    proposal = Proposal.objects.get()
    base = f"/proposals/{proposal.pk}/"
    assert (sent.status_code, sent["Location"]) == (303, base)
    again = mine.post("/proposals/new/", REQUEST)
    assert "sudah punya usulan mentoring" in again.content.decode()
    assert "Menunggu: Sri Wahyuni , atasan langsung, sampai 27 November 2026" in text(mine, base)
    assert mine.post(f"{base}answer/", {"answer": "approved"}).status_code == 403

    superior, planner = door(cast, "superior"), door(cast, "planner")
    assert base in superior.get("/inbox/").content.decode()
    assert superior.post(f"{base}answer/", {"answer": "rejected"}).status_code == 422
    assert superior.post(f"{base}answer/", {"answer": "approved"}).status_code == 303
    assert f"Menunggu: {cast['planner']} , pengelola pengembangan kompetensi" in text(planner, "/proposals/")
    later = {"answer": "deferred", "reason": "Anggaran.", "until": "2026-11-24"}
    assert planner.post(f"{base}answer/", later).status_code == 422
    assert planner.post(f"{base}answer/", {**later, "until": "2026-12-24"}).status_code == 303
    assert "Anggaran." in text(mine, base)
    assert mine.post(f"{base}resume/").status_code == 403
    assert planner.post(f"{base}resume/").status_code == 303
    assert planner.post(f"{base}answer/", {"answer": "approved"}).status_code == 303
    assert "Memilih mentor" in text(mine, base)

    page = text(mine, f"{base}choose/")
    assert "Jadwal yang sama: Senin 09.00" in page
    assert "Level mentor pada Komunikasi 2, di bawah standar 3." in page
    assert "Mentor Rendah" in page.split("belum dapat dipilih")[1]
    for wrong in ({}, {f"rank_{guide.pk}": "1", f"rank_{spare.pk}": "1"}, {f"rank_{low.pk}": "1"}):
        assert mine.post(f"{base}choose/", wrong).status_code == 422, wrong
    assert superior.get(f"{base}choose/").status_code == 404
    chosen = {f"rank_{guide.pk}": "2", f"rank_{spare.pk}": "1"}
    assert mine.post(f"{base}choose/", chosen).status_code == 303
    first = proposal.wishes.get(state=WishState.ASKED)
    assert first.guide == spare

    other = as_guide(cast, guide)
    assert other.get(base).status_code == 404  # not asked yet
    asked = as_guide(cast, spare)
    assert base in asked.get("/inbox/").content.decode()
    assert "Bersediakah Anda mendampingi Rara Anindita?" in text(asked, base)
    wish = f"{base}wishes/{first.pk}"
    assert mine.post(f"{wish}/accept/").status_code == 404
    assert asked.post(f"{wish}/decline/", {"reason": ""}).status_code == 422
    assert asked.post(f"{wish}/decline/", {"reason": "Tugas luar kota."}).status_code == 303
    assert "Tugas luar kota." in text(mine, base)
    second = proposal.wishes.get(state=WishState.ASKED)
    assert other.post(f"{base}wishes/{second.pk}/accept/").status_code == 303
    assert Engagement.objects.get().guide == guide
    assert "Sudah ada pembimbing" in text(other, base)  # who took somebody on still reads it
    assert "Ketut Wirawan, mentor" in text(mine, base)
    assert mine.get(f"{base}choose/").status_code == 303


def test_what_does_not_suit_is_no_reason_for_a_guide(programme: Programme, cast: Cast) -> None:
    programme.guide(hours=("jum-15",))
    proposal = programme.own(hours=("sen-09",))
    for who in ("superior", "planner"):
        actions.answer(by=cast[who], proposal=proposal, answer="approved", on=ON)
    page = door(cast, "employee").get(f"/proposals/{proposal.pk}/choose/").content.decode()
    (reasons,) = re.findall(r'<ul class="pm-pros".*?</ul>', page, re.DOTALL)
    assert "jadwal belum ada yang sama" in page
    assert "jadwal belum ada yang sama" not in reasons
    assert "tempat tersisa" in reasons


def test_a_mentor_from_outside_answers_with_an_account(programme: Programme, cast: Cast) -> None:
    outsider = Client()
    account = f.account(cast.institution, "laksmi")
    outsider.force_login(account, backend=BACKEND)
    guide = actions.appoint(
        by=cast["planner"],
        institution=cast.institution,
        method=Method.MENTORING,
        name="Laksmi Adriani",
        organisation="Perguruan tinggi",
        account=account,
        letter="SK 2",
        start=date(2026, 1, 1),
        capacity=1,
        qualification="Coach tersertifikasi",
        skills={programme.communication: 4},
        on=ON,
    )
    proposal = programme.approved()
    base = f"/proposals/{proposal.pk}/"
    door(cast, "employee").post(f"{base}choose/", {f"rank_{guide.pk}": "1"})
    assert "Rara Anindita" in text(outsider, "/inbox/")
    assert "Bersediakah Anda mendampingi Rara Anindita?" in text(outsider, base)
    wish = proposal.wishes.get()
    assert outsider.post(f"{base}wishes/{wish.pk}/accept/").status_code == 303
    engagement = Engagement.objects.get()
    assert engagement.guide == guide
    assert "Rara Anindita" in text(outsider, "/engagements/")
    assert outsider.get(f"/engagements/{engagement.pk}/").status_code == 200


def test_whoever_proposed_withdraws_with_a_reason(programme: Programme, cast: Cast) -> None:
    proposal = programme.own()
    base, mine = f"/proposals/{proposal.pk}/", door(cast, "employee")
    assert mine.post(f"{base}withdraw/", {"reason": ""}).status_code == 422
    assert door(cast, "planner").post(f"{base}withdraw/", {"reason": "X."}).status_code == 403
    assert mine.post(f"{base}withdraw/", {"reason": "Lain kali."}).status_code == 303
    assert "Lain kali." in text(mine, base)
    assert mine.post(f"{base}withdraw/", {"reason": "Lagi."}).status_code == 409


def test_the_queue_is_narrowed_and_taken_as_a_file(programme: Programme, cast: Cast) -> None:
    programme.own()
    planner = door(cast, "planner")
    shown = {
        "": True,
        "?state=all": True,
        "?state=matched": False,
        "?method=mentoring": True,
        "?method=coaching": False,
        "?entrance=permintaan_sendiri": True,
        "?entrance=peta_talenta": False,
        f"?unit={cast.unit.pk}": True,
        "?q=rara": True,
        "?q=tidak": False,
        "?late=on": False,
        "?turn=superior": True,
        "?turn=planner": False,
        "?method=konseling&state=xyz": True,  # unknown words narrow nothing
    }
    for query, there in shown.items():
        assert ("Rara Anindita" in text(planner, f"/proposals/{query}")) is there, query
    file = b"".join(planner.get("/proposals/?file=csv&turn=superior")).decode()  # type: ignore[arg-type]
    assert "Sri Wahyuni, atasan langsung" in file
    none = b"".join(planner.get("/proposals/?file=csv&turn=planner")).decode()  # type: ignore[arg-type]
    assert "Rara" not in none


def test_the_queue_names_the_planners_who_answer(programme: Programme, cast: Cast) -> None:
    programme.own()
    planner = door(cast, "planner")
    assert "Menunggu: Sri Wahyuni , atasan langsung" in text(planner, "/proposals/")
    for_planners(cast, "Made Satu")
    other = f.account(cast.institution, "Aan Pengelola", None, Role.PLANNER)
    both = f"{other} atau {cast['planner']} , pengelola pengembangan kompetensi, sampai"
    assert f"Menunggu: {both}" in text(planner, "/proposals/?turn=planner")
    file = b"".join(planner.get("/proposals/?file=csv&turn=planner")).decode()  # type: ignore[arg-type]
    assert f"{other} atau {cast['planner']}" in file


# ── Many at once ──


def for_planners(cast: Cast, *names: str) -> list[Proposal]:
    """Proposals of the superior for others of the team; the planner is asked."""
    return [
        actions.propose(
            by=cast["superior"],
            employee=f.employee(cast.institution, name, superior=cast.superior, unit=cast.unit),
            method=Method.COACHING,
            entrance=Entrance.SUPERIOR,
            on=ON,
            purpose=f"Tujuan {name}.",
        )
        for name in names
    ]


def ticks(client: Client, address: str = "/proposals/") -> list[int]:
    page = client.get(address).content.decode()
    return [int(pk) for pk in re.findall(r'name="proposal" value="(\d+)"', page)]


def test_many_proposals_are_approved_from_the_queue(programme: Programme, cast: Cast) -> None:
    waits_for_superior = programme.own()
    one, two = for_planners(cast, "Made Satu", "Made Dua")
    planner = door(cast, "planner")
    assert ticks(planner) == [one.pk, two.pk], "only what one may answer has a box"
    assert "Tujuan: Tujuan Made Satu." in text(planner, "/proposals/"), "what is approved is read first"
    sent = {"proposal": [one.pk, two.pk], "next": "/proposals/?turn=planner"}
    said = planner.post("/proposals/approve/", sent, follow=True)
    assert said.redirect_chain == [("/proposals/?turn=planner", 303)]
    assert "2 usulan disetujui." in said.content.decode()
    assert {p.state for p in Proposal.objects.filter(pk__in=[one.pk, two.pk])} == {"approved"}
    assert all(p.choose_by is not None for p in Proposal.objects.filter(pk__in=[one.pk, two.pk]))
    # Sent twice, it is done once and said so.
    again = planner.post("/proposals/approve/", sent, follow=True).content.decode()
    assert "Made Satu: Usulan ini tidak lagi menunggu jawaban." in again
    assert [step.answered_by for step in one.steps.all()] == [cast["planner"]]
    waits_for_superior.refresh_from_db()
    assert waits_for_superior.state == "proposed"


def test_who_cannot_be_approved_is_named_and_stops_no_other(programme: Programme, cast: Cast) -> None:
    early = programme.own()  # the superior has not answered
    gone, kept = for_planners(cast, "Made Ditarik", "Made Tetap")
    actions.withdraw(by=cast["superior"], proposal=gone, reason="Tugas baru.", on=ON)
    sent = {"proposal": [early.pk, gone.pk, kept.pk, 987654], "next": "https://elsewhere.example/"}
    answer = door(cast, "planner").post("/proposals/approve/", sent, follow=True)
    said = answer.content.decode()
    assert answer.redirect_chain == [("/proposals/", 303)]
    assert "Made Ditarik: Usulan ini tidak lagi menunggu jawaban." in said
    assert "Rara Anindita: Anda tidak berwenang melakukan ini." in said
    assert "1 usulan disetujui." in said
    assert "1 usulan tidak lagi menunggu jawaban Anda." in said
    states = {p.pk: p.state for p in Proposal.objects.all()}
    assert (states[early.pk], states[gone.pk], states[kept.pk]) == ("proposed", "withdrawn", "approved")


def test_nobody_else_approves_from_the_queue(programme: Programme, cast: Cast) -> None:
    (one,) = for_planners(cast, "Made Satu")
    closed = programme.own(Method.COUNSELLING)
    for who in sorted(set(EVERYBODY) - {"planner"}):
        client = door(cast, who)
        client.post("/proposals/approve/", {"proposal": [one.pk, closed.pk]})
        if client.get("/proposals/").status_code == 200:
            assert ticks(client, "/proposals/?state=all") == [], who
    planner = door(cast, "planner")
    assert planner.get("/proposals/approve/").status_code == 405
    empty = planner.post("/proposals/approve/", {"proposal": ["x"]}, follow=True).content.decode()
    assert "Pilih dahulu usulan" in empty
    planner.post("/proposals/approve/", {"proposal": [closed.pk]})
    assert set(Proposal.objects.values_list("state", flat=True)) == {"proposed"}


def test_the_queue_asks_no_more_for_more_to_answer(programme: Programme, cast: Cast) -> None:
    for_planners(cast, "Made Nol")
    planner = door(cast, "planner")
    planner.get("/proposals/")
    with CaptureQueriesContext(connection) as few:
        assert len(ticks(planner)) == 1
    for_planners(cast, *(f"Made {number}" for number in range(15)))
    with CaptureQueriesContext(connection) as many:
        assert len(ticks(planner)) == 16
    assert len(many) <= len(few) <= 12, [one["sql"][:90] for one in few]


def test_late_answers_are_said_in_words(
    programme: Programme, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme.own()
    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *_more: date(2026, 12, 1))
    assert "terlambat" in text(door(cast, "planner"), "/proposals/?late=on")
    assert "terlambat" in text(door(cast, "superior"), "/inbox/")
