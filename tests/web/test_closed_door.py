"""Asking around a konseling: what refuses, counts, titles and keeps must not tell that there is one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from pamong.people.access import Viewer, viewer
from pamong.people.actions import retire
from pamong.people.models import Account, Mail, MailKind
from pamong.people.notices import send
from pamong.policy.errors import Invalid
from pamong.policy.words import Axis, Entrance, Method
from pamong.programme import access, actions, queries
from pamong.programme.models import Engagement, Proposal, Step
from pamong.programme.notices import digest
from pamong.programme.queries import Due, inbox
from pamong.programme.workflow import ProposalState
from pamong.recommendation import actions as deciding
from tests import factories as f
from tests.people_cast import Cast
from tests.programme.conftest import Programme
from tests.programme.road import Clock, Road
from tests.web.doors import signed_in as door
from tests.web.locked import text_of

pytestmark = pytest.mark.django_db
SAID = "Rara tampak terbebani; mohon ditemani konselor."


@pytest.fixture(autouse=True)
def _today(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_one, **_two: clock.on)


def proposes(cast: Cast, who: str = "superior") -> Any:
    sent = {"method": "konseling", "purpose": SAID, "context": "kinerja_harian"}
    return door(cast[who]).post(f"/people/{cast.rara.pk}/propose/", sent, follow=True)


def counsellor_of(road: Road) -> Account:
    """Another counsellor of the institution, with cases of his own."""
    other = road.programme.guide("Tiurma Konselor", method=Method.COUNSELLING)
    return f.account(road.cast.institution, "tiurma", other.employee)


def seen_by(account: Account, clock: Clock) -> Viewer:
    return viewer(Account.objects.get(pk=account.pk), clock.on)


# ── A proposal for another tells nothing ─────────────────────────────────────────────────────


def told(answer: Any) -> tuple[int, list[Any], str]:
    """What whoever proposed sees: the status, the way, and the page without what differs in every answer."""
    page = answer.content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return answer.status_code, answer.redirect_chain, page


def test_proposing_a_konseling_says_the_same_whether_there_is_one_or_not(cast: Cast, clock: Clock) -> None:
    programme = Programme(cast)
    first = told(proposes(cast))
    assert first[1]  # it was taken
    again = told(proposes(cast))  # one is open now
    assert again == first
    proposal = Proposal.objects.get(employee=cast.rara)
    guide = programme.guide(method=Method.COUNSELLING)
    counsellor = f.account(cast.institution, "pembimbing", guide.employee)
    actions.answer(by=cast["counsellor"], proposal=proposal, answer="approved", on=clock.on)
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=clock.on)
    assert actions.accept(by=counsellor, wish=proposal.wishes.get(), on=clock.on) is not None
    assert told(proposes(cast)) == first  # it goes on now
    assert Proposal.objects.get(employee=cast.rara).state == ProposalState.MATCHED


def test_what_the_superior_says_reaches_the_two_of_the_konseling_and_nobody_else(closed_road: Road) -> None:
    closed_road.running()
    cast, number = closed_road.cast, closed_road.engagement.proposal_id
    assert proposes(cast).status_code == 200
    assert Proposal.objects.filter(employee=cast.rara).count() == 1
    page = f"/counselling/{number}/"
    for account in (closed_road.employee, closed_road.guide):
        assert SAID in text_of(door(account), page)
    for who in ("superior", "counsellor", "planner", "admin", "unit_head"):
        text_of(door(cast[who]), page, 404)
    stored = Step.objects.get(proposal=number, party="superior")
    assert SAID.encode() not in bytes(stored.sealed_reason)


def test_who_asks_for_oneself_is_told_of_ones_own(closed_road: Road) -> None:
    sent = {"method": "konseling", "purpose": "Berbicara."}
    answer = door(closed_road.employee).post("/proposals/new/", sent)
    assert answer.status_code == 422
    assert "sedang menjalani" in answer.content.decode()


# ── A case is closed to the other counsellors too ────────────────────────────────────────────


def test_once_somebody_counsels_no_other_counsellor_reads_the_request(closed_road: Road) -> None:
    cast, number = closed_road.cast, closed_road.engagement.proposal_id
    others = (cast["counsellor"], counsellor_of(closed_road))
    for one in others:
        text_of(door(one), f"/counselling/{number}/", 404)
    assert "Rara" not in text_of(door(cast["counsellor"]), "/recommendations/counselling/")
    text_of(door(closed_road.guide), f"/counselling/{number}/")
    closed_road.agreed()
    actions.transfer(
        by=closed_road.guide, engagement=closed_road.fresh(), reason="Pindah.", on=closed_road.clock.on
    )
    assert "Rara" in text_of(door(cast["counsellor"]), f"/counselling/{number}/")  # nobody counsels now
    text_of(door(others[1]), f"/counselling/{number}/", 404)  # appointed, but without the role of taking up


def test_a_decided_konseling_of_somebody_who_has_one_waits_in_no_list(closed_road: Road) -> None:
    cast, on = closed_road.cast, closed_road.clock.on
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    deciding.analyse(institution=cast.institution, on=on, by=None)
    deciding.decide(by=cast["planner"], employee=cast.rara, verdict="accept", reason="Setuju.", on=on)
    sees = viewer(cast["counsellor"], on)
    assert not access.counselling_to_propose(sees).exists()
    assert "Rara" not in text_of(door(cast["counsellor"]), "/recommendations/counselling/")
    closed_road.agreed()
    actions.stop(by=closed_road.employee, engagement=closed_road.fresh(), reason="Cukup.", on=on)
    assert access.counselling_to_propose(sees).exists()  # what was decided was not done


# ── Counts of fewer than five ────────────────────────────────────────────────────────────────


def waits(programme: Programme, number: int, clock: Clock) -> Proposal:
    """Somebody with an account on the waiting list for a konseling."""
    cast = programme.cast
    who = f.employee(cast.institution, f"Pegawai {number}", unit=cast.unit, superior=cast.superior)
    account = f.account(cast.institution, f"pegawai-{number}", who)
    made = actions.propose(
        by=account,
        employee=who,
        method=Method.COUNSELLING,
        entrance=Entrance.OWN,
        on=clock.on,
        purpose="Berbicara.",
    )
    made = actions.answer(by=cast["counsellor"], proposal=made, answer="approved", on=clock.on)
    made = actions.put_on_waiting_list(by=cast["counsellor"], proposal=made, on=clock.on)
    clock.go(hours=1)
    return made


def test_a_place_in_line_tells_nobody_how_few_wait_for_a_konseling(cast: Cast, clock: Clock) -> None:
    programme = Programme(cast)
    rows = [waits(programme, number, clock) for number in range(1, 7)]
    for place, row in enumerate(rows, 1):
        page = text_of(door(row.proposed_by), f"/counselling/{row.pk}/")
        told = re.search(r"Urutan (\d+) dalam daftar tunggu", page)
        assert (told is None) == (place <= 5), place
        assert ("Anda termasuk 5 terdepan" in page) == (place <= 5), place
    assert "Urutan 1 dalam" in text_of(door(programme.cast["counsellor"]), f"/counselling/{rows[0].pk}/")


def test_a_counsellor_who_is_full_is_full_without_a_number(closed_road: Road) -> None:
    """Not on the card, not in the refusal of a choice, not by the capacity in the register."""
    cast, on = closed_road.cast, closed_road.clock.on
    guide = closed_road.engagement.guide
    actions.change_appointment(
        by=cast["planner"],
        guide=guide,
        letter="SK 13/2026",
        start=guide.start,
        end=None,
        capacity=1,
        counsellor_kind=guide.counsellor_kind,
        reason="Surat baru.",
        on=on,
    )
    other = f.employee(cast.institution, "Lia Ariani", unit=cast.unit, superior=cast.superior)
    account = f.account(cast.institution, "lia", other)
    asked = actions.propose(
        by=account, employee=other, method=Method.COUNSELLING, entrance=Entrance.OWN, on=on, purpose="X"
    )
    asked = actions.answer(by=cast["counsellor"], proposal=asked, answer="approved", on=on)
    page = text_of(door(account), f"/counselling/{asked.pk}/choose/")
    assert "Sedang penuh." in page
    assert "1 dari 1" not in page
    with pytest.raises(Invalid) as refused:
        actions.choose(by=account, proposal=asked, guides=[guide], on=on)
    assert not re.search(r"\d", refused.value.sentence.id)
    for who in (account, cast["counsellor"], cast["superior"], counsellor_of(closed_road)):
        for address in ("/guides/?method=konseling&q=Ketut", f"/guides/{guide.pk}/"):
            said = text_of(door(who), address)
            assert "tempat terisi" not in said
            assert "Kapasitas 1" not in said
        file = b"".join(door(who).get("/guides/?file=csv&q=Ketut")).decode()  # type: ignore[arg-type]
        row = next(line for line in file.splitlines() if "Ketut" in line)
        assert row.endswith(";;;;;")  # neither capacity nor load
    assert "1 dari 1 tempat terisi" in text_of(door(closed_road.guide), f"/guides/{guide.pk}/")


def test_overview_and_lists_are_the_same_with_and_without_a_konseling(cast: Cast, clock: Clock) -> None:
    """What everybody around Rara sees does not change by it, not even by differences of numbers."""
    programme = Programme(cast)
    pages = {
        "planner": (
            *("/home/", "/monitoring/", "/recommendations/", "/recommendations/?state=all", "/people/"),
            *(
                "/proposals/?state=all",
                "/engagements/?state=all",
                "/cohorts/",
                "/programmes/",
                "/letters/new/",
            ),
            *("/reports/hours/", "/matching/", f"/people/{cast.rara.pk}/", "/units/", "/inbox/"),
        ),
        "superior": ("/home/", "/people/team/", f"/people/{cast.rara.pk}/", "/inbox/", "/engagements/"),
        "unit_head": (
            "/home/",
            f"/units/{cast.root.pk}/",
            f"/people/{cast.rara.pk}/",
            "/proposals/?state=all",
        ),
        "talent_officer": ("/home/", f"/people/{cast.rara.pk}/", "/talent/"),
        "competent_authority": ("/home/", "/inbox/", "/letters/"),
        "admin": ("/home/", "/settings/", "/settings/accounts/", "/inbox/"),
        "overseer": ("/home/",),
    }

    def seen() -> dict[tuple[str, str], str]:
        found = {}
        for who, addresses in pages.items():
            client = door(cast[who])
            for address in addresses:
                answer = client.get(address)
                assert answer.status_code in (200, 404), (who, address)
                found[who, address] = re.sub(
                    r'"csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()
                )
        return found

    guide = programme.guide("Ketut Wirawan", method=Method.COUNSELLING)
    counsellor = f.account(cast.institution, "pembimbing", guide.employee)
    seen()  # a first visit may add what a second has not
    before, moment = seen(), clock.now
    proposal = programme.own(Method.COUNSELLING)
    on = clock.on
    assert seen() == before  # asked for
    actions.answer(by=cast["counsellor"], proposal=proposal, answer="approved", on=on)
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=on)
    case = actions.accept(by=counsellor, wish=proposal.wishes.get(), on=on)
    assert case is not None
    for who in (cast["employee"], counsellor):
        actions.confirm_agreement(
            by=who, engagement=case, text=actions.text_hash(case.agreements.get()), on=on
        )
    start = clock.now + timedelta(days=1)
    session = actions.propose_session(by=counsellor, engagement=case, start=start, minutes=60, on=on)
    actions.confirm_session(by=cast["employee"], session=session, on=on)
    clock.go(1, 2)
    for who in (counsellor, cast["employee"]):
        actions.close_session(by=who, session=session, on=clock.on)
    clock.now = moment
    assert Engagement.objects.get(pk=case.pk).held == 1
    assert seen() == before  # under way


# ── What a browser and an administrator keep ─────────────────────────────────────────────────


def test_no_title_of_a_locked_page_names_anybody(closed_road: Road) -> None:
    """The history of a browser keeps titles, whatever else is kept nowhere."""
    closed_road.running()
    number = closed_road.engagement.proposal_id
    for account in (closed_road.employee, closed_road.guide):
        client = door(account)
        for address in (
            *(f"/counselling/{number}/", "/counselling/cases/"),
            *(
                f"/counselling/cases/{closed_road.engagement.pk}/{part}"
                for part in ("", "agreement/", "handover/")
            ),
        ):
            answer = client.get(address)
            if answer.status_code == 404:
                continue  # the counsellor's alone
            title = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
            assert title is not None
            assert not re.search(r"Rara|Ketut", title[1]), address


def test_a_browser_gets_no_word_to_keep(closed_road: Road) -> None:
    """Neither as a page on its disk nor in a cookie; whoever signs out on a shared machine leaves nothing."""
    closed_road.running()
    client = door(closed_road.guide)
    base = f"/counselling/cases/{closed_road.engagement.pk}/"
    answer = client.post(f"{base}fit/", {"fit": "cocok"})
    assert answer.status_code == 303
    assert set(answer.cookies) <= {"sessionid", "csrftoken"}
    assert "Jawaban Anda tersimpan." in text_of(client, base)
    for address in ("/home/", "/inbox/", "/privacy/", "/counselling/cases/", "/privacy/my-data.json"):
        assert "no-store" in client.get(address).headers["Cache-Control"], address
    for who, address in (
        ("planner", "/recommendations/counselling/"),
        ("employee", "/proposals/new/"),  # names one's open requests
        ("auditor", "/audit/"),
        ("auditor", "/audit/reads/"),
        ("auditor", "/openings/"),
    ):
        answer = door(closed_road.cast[who]).get(address)
        assert "no-store" in answer.headers["Cache-Control"], address


def test_the_administrator_cannot_tell_who_meets_whom_from_the_mails(closed_road: Road) -> None:
    closed_road.agreed()
    for account, address in (
        (closed_road.employee, "rara@lpa.example"),
        (closed_road.guide, "k@lpa.example"),
    ):
        account.email = address
        account.save()
    session = closed_road.proposed()
    assert Mail.objects.filter(event__uid=str(session.uid)).count() == 2
    for number in range(4):
        who = f.account(closed_road.cast.institution, f"orang{number}")
        who.name, who.email = f"Lain {number}", f"o{number}@lpa.example"
        who.save()
        assert send(to=who, kind=MailKind.INVITATION, subject="Kabar", opening="Kabar") is not None
    page = text_of(door(closed_road.cast["admin"]), "/settings/mail/")
    rows = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[0].split("</tr>")[:-1]
    assert ["6 pesan, tanpa nama" in row for row in rows] == [True]  # the two of the session among them
    assert not any(name in page for name in ("rara@", "k@lpa", "Lain 0"))
    kinds = {re.search(r'data-label="Jenis">(.*?)<', row)[1] for row in rows}  # type: ignore[index]
    assert kinds == {"pesan"}
    assert not re.search(r"\d\d\.\d\d", "".join(rows))  # no hour


# ── A counsellor who is away ─────────────────────────────────────────────────────────────────


def test_a_counsellor_who_leaves_is_told_to_the_person_alone(closed_road: Road) -> None:
    closed_road.running()
    cast, clock, engagement = closed_road.cast, closed_road.clock, closed_road.engagement
    guide = engagement.guide.employee
    assert guide is not None

    def mine() -> list[Any]:
        rows = inbox(seen_by(closed_road.employee, clock))
        return [row for row in rows if row.kind == Due.SOMEBODY_AWAY]

    assert mine() == []
    retire(by=cast["planner"], employee=guide, start=clock.on, on=clock.on, reason="BUP.")
    [row] = mine()
    assert row.name == ""
    client = door(closed_road.employee)
    assert "Putuskan kelanjutannya" in text_of(client, "/inbox/")
    room = f"/counselling/cases/{engagement.pk}/"
    assert "Anda dapat meminta konselor lain" in text_of(client, room)
    for who in ("superior", "planner", "counsellor", "unit_head", "admin", "auditor", "competent_authority"):
        assert Due.SOMEBODY_AWAY not in {row.kind for row in inbox(seen_by(cast[who], clock))}, who
    closed_road.employee.email = "rara@lpa.example"
    closed_road.employee.save()
    digest(cast.institution, clock.on)
    [mail] = Mail.objects.filter(kind=MailKind.DIGEST, account=closed_road.employee)
    assert not re.search("konsel|counsel|Ketut", mail.subject + mail.text + mail.html, re.IGNORECASE)
    # Another counsellor goes on; nothing of what was written goes along.
    assert client.post(f"{room}transfer/", {"reason": "berhalangan"}).status_code == 303
    assert mine() == []
    assert Proposal.objects.get(pk=engagement.proposal_id).state == ProposalState.APPROVED
    assert not queries.with_room(access.cases_visible_to(seen_by(cast["counsellor"], clock))).exists()


def test_a_person_who_leaves_is_told_to_the_counsellor_alone(closed_road: Road) -> None:
    closed_road.running()
    cast, clock = closed_road.cast, closed_road.clock
    retire(by=cast["planner"], employee=cast.rara, start=clock.on, on=clock.on, reason="BUP.")
    kinds = {row.kind for row in inbox(seen_by(closed_road.guide, clock))}
    assert Due.SOMEBODY_AWAY in kinds
    room = text_of(door(closed_road.guide), f"/counselling/cases/{closed_road.engagement.pk}/")
    assert "Putuskan kelanjutannya" in room
    for who in ("superior", "planner", "counsellor", "unit_head"):
        assert Due.SOMEBODY_AWAY not in {row.kind for row in inbox(seen_by(cast[who], clock))}, who


def test_whoever_signs_in_anew_sees_no_message_of_another(closed_road: Road) -> None:
    """Said and not read, it ends with the session."""
    closed_road.running()
    client = door(closed_road.guide)
    client.post(f"/counselling/cases/{closed_road.engagement.pk}/fit/", {"fit": "cocok"})
    client.post("/sign-out/")
    client.force_login(closed_road.cast["planner"], backend="pamong.people.signin.AccountBackend")
    assert "Jawaban Anda tersimpan." not in text_of(client, "/home/")
