"""Proposals on pages: from the request over the answers and the choice to the guide's yes; konseling apart."""

import re
from datetime import date

import pytest
from django.test import Client

from pamong.people.models import Employee, RoleGrant
from pamong.people.roles import Role
from pamong.policy.words import Axis, Cause, Context, Entrance, Method
from pamong.programme import actions
from pamong.programme.models import Engagement, Proposal, WishState
from pamong.recommendation import actions as recommendation
from pamong.recommendation.models import Result
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.programme.pairs import Pairs
from tests.web.rooms import as_guide, text
from tests.web.test_work import BACKEND, door

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REQUEST = {"method": "mentoring", "sitting": "daring", "hours": ["sen-09"], "purpose": "Memimpin rapat."}
SECRET = "Beban pikiran yang berat"


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
    assert "Menunggu: pengelola pengembangan kompetensi" in text(planner, "/proposals/")
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


def test_nobody_free_leads_to_the_waiting_list(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved()
    base, planner = f"/proposals/{proposal.pk}/", door(cast, "planner")
    assert "Masukkan ke daftar tunggu" in text(planner, f"{base}choose/")
    assert door(cast, "employee").post(f"{base}wait/").status_code == 403
    assert planner.post(f"{base}wait/").status_code == 303
    assert "Urutan 1 dalam daftar tunggu" in text(door(cast, "employee"), base)
    guide = programme.guide("Mentor Baru")
    actions.keep_time(institution=cast.institution, on=ON)
    mine = door(cast, "employee")
    assert "Ada tempat pada Mentor Baru, disimpan sampai 27 November 2026." in text(mine, base)
    assert "Ambil tempat yang ditawarkan" in text(mine, "/inbox/")
    assert mine.post(f"{base}choose/", {f"rank_{guide.pk}": "1"}).status_code == 303
    assert proposal.wishes.get().state == WishState.ASKED


def test_the_waiting_list_says_who_is_next_and_stands_in_that_order(programme: Programme, cast: Cast) -> None:
    later, first = (programme.approved_for(name) for name in ("Luh Sekar", "Beni Wamafma"))
    for proposal in (first, later):
        actions.put_on_waiting_list(by=cast["planner"], proposal=proposal, on=ON)
    planner = door(cast, "planner")
    said = text(planner, "/proposals/?state=waiting")
    assert said.index("Beni Wamafma") < said.index("Luh Sekar")
    assert "Menunggu: tempat yang kosong, urutan 1" in said
    assert "Menunggu: tempat yang kosong, urutan 2" in said
    assert "urutan 2" in text(planner, "/proposals/")
    assert "tempat yang kosong, urutan 1" in b"".join(
        planner.get("/proposals/?state=waiting&file=csv")  # type: ignore[arg-type]
    ).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("who", "entrance"),
    [("superior", Entrance.SUPERIOR), ("unit_head", Entrance.PLAN), ("talent_officer", Entrance.TALENT)],
)
def test_the_entrance_follows_from_the_relation(cast: Cast, who: str, entrance: Entrance) -> None:
    client, address = door(cast, who), f"/people/{cast.rara.pk}/propose/"
    assert address in client.get(f"/people/{cast.rara.pk}/").content.decode()
    assert ("konseling" in text(client, address)) == (who == "superior")
    asked = {"method": "pengayaan", "way": "coaching", "purpose": "Tantangan baru."}
    assert client.post(address, asked).status_code == 303
    proposal = Proposal.objects.get()
    assert (proposal.entrance, proposal.method, proposal.context) == (entrance, "coaching", "pengayaan")
    own = door(cast, "employee").get(f"/people/{cast.rara.pk}/").content.decode()
    assert "propose/" not in own


@pytest.mark.parametrize("box", [4, 5])
def test_the_talent_map_leads_to_a_proposal_by_the_method_of_the_box(cast: Cast, box: int) -> None:
    recommendation.analyse(institution=cast.institution, on=ON, by=None)
    Result.objects.filter(employee=cast.rara, current=True).update(box=box)
    client = door(cast, "talent_officer")
    method = {4: "mentoring", 5: "coaching"}[box]
    address = f"/people/{cast.rara.pk}/propose/?from=talent"
    assert f'href="{address}&amp;method={method}"' in client.get(f"/talent/?box={box}").content.decode()
    assert "propose/" not in door(cast, "planner").get(f"/talent/?box={box}").content.decode()
    form = client.get(f"{address}&method={method}").content.decode()
    assert re.search(rf'value="{method}"[^>]*checked', form)
    assert client.post(address, {"method": method, "purpose": "Naik peran."}).status_code == 303
    proposal = Proposal.objects.get()
    assert (proposal.entrance, proposal.context) == (Entrance.TALENT, Context.TALENT)
    assert "Peta talenta" in text(door(cast, "planner"), "/proposals/")


def test_a_superior_who_keeps_talents_proposes_by_where_he_comes_from(cast: Cast) -> None:
    RoleGrant.objects.create(
        account=cast["superior"], role=Role.TALENT_OFFICER, institution=cast.institution, start=ON
    )
    client, address = door(cast, "superior"), f"/people/{cast.rara.pk}/propose/"
    assert client.post(f"{address}?from=talent", {"method": "mentoring", "purpose": "x"}).status_code == 303
    assert client.post(address, {"method": "coaching", "purpose": "x"}).status_code == 303
    found = Proposal.objects.order_by("pk").values_list("entrance", flat=True)
    assert list(found) == [Entrance.TALENT, Entrance.SUPERIOR]


def test_a_superior_proposes_for_leadership_training(cast: Cast) -> None:
    client, address = door(cast, "superior"), f"/people/{cast.rara.pk}/propose/"
    assert 'name="context"' in client.get(address).content.decode()
    sent = {"method": "coaching", "context": "pelatihan_kepemimpinan", "purpose": "Aksi perubahan."}
    assert client.post(address, sent | {"context": "talenta"}).status_code == 422
    assert client.post(address, sent).status_code == 303
    assert Proposal.objects.get().context == Context.LEADERSHIP
    for who, other in (("employee", "/proposals/new/"), ("talent_officer", address)):
        assert 'name="context"' not in door(cast, who).get(other).content.decode()


def decide(cast: Cast) -> None:
    recommendation.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
    )
    recommendation.decide(by=cast["planner"], employee=cast.rara, verdict="accept", on=ON)


def test_decided_suggestions_become_proposals_from_the_list_and_from_the_page(cast: Cast) -> None:
    decide(cast)
    planner = door(cast, "planner")
    table = "/recommendations/?state=decided"
    for page in (table, f"/recommendations/{cast.rara.pk}/"):
        assert 'action="/proposals/from-decisions/"' in planner.get(page).content.decode()
    assert planner.post("/proposals/from-decisions/", {"next": table}).status_code == 303
    assert not Proposal.objects.exists()
    made = planner.post("/proposals/from-decisions/", {"one": cast.rara.pk, "employee": [cast.head.pk]})
    proposal = Proposal.objects.get()
    assert (made.status_code, made["Location"]) == (303, f"/proposals/{proposal.pk}/")
    assert planner.post("/proposals/from-decisions/", {"employee": [cast.rara.pk]}).status_code == 404
    assert "Ajukan pendampingan" not in planner.get(table).content.decode()
    assert f"/proposals/{proposal.pk}/" in planner.get(f"/recommendations/{cast.rara.pk}/").content.decode()
    assert door(cast, "superior").post("/proposals/from-decisions/", {"employee": "1"}).status_code == 404


def test_one_who_asked_meanwhile_does_not_stop_the_others(cast: Cast, programme: Programme) -> None:
    recommendation.analyse(institution=cast.institution, on=ON, by=None)
    decide(cast)
    other = Employee.objects.get(name="Putu Ayu Lestari")
    recommendation.decide(
        by=cast["planner"], employee=other, verdict="other", method=Method.MENTORING, reason="Siap.", on=ON
    )
    programme.own()  # Rara asks for the mentoring that was decided
    planner = door(cast, "planner")
    table = text(planner, "/recommendations/?state=decided")
    assert "Ajukan Putu Ayu Lestari" in table
    assert "Ajukan Rara Anindita" not in table
    sent = {"employee": [cast.rara.pk, other.pk], "next": "/recommendations/?state=decided"}
    said = planner.post("/proposals/from-decisions/", sent, follow=True).content.decode()
    assert "1 usulan diajukan. 1 dilewati karena sudah diajukan" in said
    assert Proposal.objects.get(entrance=Entrance.RECOMMENDATION).employee == other


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


def test_late_answers_are_said_in_words(
    programme: Programme, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme.own()
    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *_more: date(2026, 12, 1))
    assert "terlambat" in text(door(cast, "planner"), "/proposals/?late=on")
    assert "terlambat" in text(door(cast, "superior"), "/inbox/")


# ── Konseling ──


def test_a_konseling_request_is_read_by_counsellors_alone(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Konselor Satu", method=Method.COUNSELLING)
    mine = door(cast, "employee")
    page = mine.get("/proposals/new/").content.decode()
    assert "hanya dibaca konselor" in page
    sent = mine.post("/proposals/new/", {**REQUEST, "method": "konseling", "purpose": SECRET})
    proposal = Proposal.objects.get()
    base = f"/counselling/{proposal.pk}/"
    assert sent["Location"] == base
    assert SECRET in text(mine, base)
    counsellor = door(cast, "counsellor")
    assert base in counsellor.get("/recommendations/counselling/").content.decode()
    assert counsellor.post(f"{base}answer/", {"answer": "approved"}).status_code == 303
    assert mine.get(f"/proposals/{proposal.pk}/").status_code == 404
    card = text(mine, f"{base}choose/")
    assert "Masih ada tempat" in card
    assert "tempat tersisa" not in card
    assert mine.post(f"{base}choose/", {f"rank_{guide.pk}": "1"}).status_code == 303
    assert text(mine, "/home/").count("Permintaan tertutup") == 1
    asked = as_guide(cast, guide)
    inbox = text(asked, "/inbox/")
    assert "Rara" not in inbox
    assert "onseling" not in inbox
    wish = proposal.wishes.get()
    assert asked.post(f"{base}wishes/{wish.pk}/accept/").status_code == 303
    for who in EVERYBODY:
        if who in ("employee", "counsellor"):
            continue
        client = door(cast, who)
        for address in (base, f"{base}choose/", f"/proposals/{proposal.pk}/"):
            assert client.get(address).status_code == 404, (who, address)
        for verb in ("answer", "withdraw", "resume", "wait"):
            assert client.post(f"{base}{verb}/").status_code == 404, (who, verb)
        for address in ("/home/", "/inbox/", "/proposals/", "/proposals/?state=all&file=csv", "/guides/"):
            answer = client.get(address)
            body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
            assert SECRET not in body.decode(), (who, address)
            assert base not in body.decode(), (who, address)
            if address.startswith("/proposals/"):
                assert "Rara" not in body.decode(), (who, address)


def test_a_superior_proposes_konseling_and_learns_no_more(cast: Cast) -> None:
    client, address = door(cast, "superior"), f"/people/{cast.rara.pk}/propose/"
    sent = client.post(address, {"method": "konseling", "purpose": SECRET})
    assert sent["Location"] == f"/people/{cast.rara.pk}/"
    assert client.get(f"/counselling/{Proposal.objects.get().pk}/").status_code == 404


def test_a_decided_konseling_is_taken_up_from_the_counsellors_list(cast: Cast) -> None:
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    recommendation.analyse(institution=cast.institution, on=ON, by=None)
    decision = recommendation.decide(by=cast["planner"], employee=cast.rara, verdict="accept", on=ON)
    counsellor = door(cast, "counsellor")
    assert "/recommendations/counselling/" in counsellor.get("/inbox/").content.decode()
    address = "/counselling/from-decisions/"
    assert door(cast, "planner").post(address, {"decision": decision.pk}).status_code == 404
    assert (
        door(cast, "planner").post("/proposals/from-decisions/", {"employee": cast.rara.pk}).status_code
        == 404
    )
    assert counsellor.post(address, {"decision": decision.pk}).status_code == 303
    proposal = Proposal.objects.get()
    assert (proposal.method, proposal.state) == ("konseling", "approved")
    assert counsellor.post(address, {"decision": decision.pk}).status_code == 404
    assert "Mulai konseling yang sudah diputuskan" not in text(counsellor, "/inbox/")


def test_the_planner_defers_what_was_approved(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved()
    base, planner = f"/proposals/{proposal.pk}/", door(cast, "planner")
    assert "Tunda usulan ini" in text(planner, base)
    assert "Tunda usulan ini" not in text(door(cast, "employee"), base)
    later = {"until": "2027-01-11", "reason": "Anggaran tahun depan."}
    for who, status in {"employee": 403, "superior": 403, "auditor": 403, "stranger": 404}.items():
        assert door(cast, who).post(f"{base}defer/", later).status_code == status, who
    assert planner.get(f"{base}defer/").status_code == 405
    for wrong in ({"until": "2026-11-24"}, {"until": ""}, {"reason": ""}):
        assert planner.post(f"{base}defer/", later | wrong).status_code == 422
    assert planner.post(f"{base}defer/", later).status_code == 303
    page = text(door(cast, "employee"), base)
    assert "sampai 11 Januari 2027" in page
    assert "Anggaran tahun depan." in page


def test_the_planner_offers_a_place_by_hand(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved()
    base, planner = f"/proposals/{proposal.pk}/", door(cast, "planner")
    assert planner.get(f"{base}offer/").status_code == 303  # nobody waits yet
    planner.post(f"{base}wait/")
    assert "Belum ada tempat yang kosong" in text(planner, f"{base}offer/")
    guide = programme.guide("Mentor Baru")
    for who in set(EVERYBODY) - {"planner"}:
        assert door(cast, who).get(f"{base}offer/").status_code == 404, who
        assert door(cast, who).post(f"{base}offer/", {"guide": guide.pk}).status_code == 404, who
    page = text(planner, f"{base}offer/")
    assert "Mentor Baru" in page
    assert "Alasan mendahulukan" not in page
    assert planner.post(f"{base}offer/", {"guide": "0"}).status_code == 422
    assert planner.post(f"{base}offer/", {"guide": guide.pk}).status_code == 303
    assert "Ada tempat pada Mentor Baru" in text(door(cast, "employee"), base)
