"""What waits is answered in the inbox itself: the facts stand there, the answer is taken once and from nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pamong.audit.models import Read
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy.words import Entrance, Method
from pamong.programme import actions
from pamong.programme.models import Session, WishState
from pamong.programme.notices import task as task_said
from pamong.programme.queries import Due, inbox
from pamong.programme.queries import Kind as Proposing
from pamong.recommendation import actions as deciding
from pamong.recommendation.models import SuperiorView
from pamong.recommendation.queries import Kind
from pamong.web.inbox_acts import ACTS
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.programme.road import Clock, Road
from tests.web.test_cases import door, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_one, **_two: clock.on)


class Waits:
    """One thing that waits for somebody: made, looked at and answered."""

    def __init__(self, clock: Clock, who: Account, kind: Any) -> None:
        self.clock, self.who, self.kind = clock, who, kind

    def rows(self, who: Account | None = None) -> list[Any]:
        account = Account.objects.get(pk=(who or self.who).pk)
        return [row for row in inbox(viewer(account, self.clock.on)) if row.kind == self.kind]

    def send(self, answer: str, *, who: Account | None = None, item: int = 0, reason: str = "") -> Any:
        sent = {"kind": self.kind.value, "item": item or self.rows()[0].item_id, "answer": answer}
        return door(who or self.who).post("/inbox/act/", {**sent, "reason": reason}, follow=True)

    def page(self) -> str:
        return text_of(door(self.who), "/inbox/")


def asked_time(road: Road) -> Waits:
    road.agreed()
    road.proposed()
    return Waits(road.clock, road.employee, Due.ANSWER_SESSION)


def told_held(road: Road) -> Waits:
    road.agreed()
    session = road.scheduled()
    road.clock.go(1, 4)
    actions.close_session(by=road.guide, session=session, on=road.clock.on)
    return Waits(road.clock, road.employee, Due.CONFIRM_HELD)


def over(road: Road) -> Waits:
    road.agreed()
    road.scheduled()
    road.clock.go(1, 4)
    return Waits(road.clock, road.employee, Due.CLOSE_SESSION)


def first_contact(road: Road) -> Waits:
    road.running()
    return Waits(road.clock, road.guide, Due.ANSWER_FIT)


def task(road: Road) -> Waits:
    road.running()
    actions.add_task(
        by=road.guide,
        engagement=road.engagement,
        title="Susun agenda rapat.",
        owner="employee",
        due=road.clock.on + timedelta(days=1),
        on=road.clock.on,
    )
    return Waits(road.clock, road.employee, Due.DO_TASK)


def review(road: Road) -> Waits:
    road.running()
    actions.write_review(
        by=road.employee,
        engagement=road.engagement,
        month=road.clock.on,
        achieved="Dua rapat dipimpin.",
        next_target="Empat rapat.",
        on=road.clock.on,
    )
    return Waits(road.clock, road.guide, Due.SEE_REVIEW)


def opened(road: Road) -> Waits:
    road.running()
    actions.save_note(
        by=road.guide,
        engagement=road.engagement,
        session=None,
        kind="shared",
        words={"goal": "Kata."},
        version=0,
        on=road.clock.on,
    )
    on = road.clock.on
    opening = actions.ask_opening(
        by=road.cast["auditor"], engagement=road.engagement, reason="Darurat.", on=on
    )
    actions.answer_opening(by=road.cast["competent_authority"], opening=opening, granted=True, on=on)
    return Waits(road.clock, road.employee, Proposing.NOTES_OPENED)


# kind → how it comes about, what stands there to decide by, and the answer
OF_ENGAGEMENTS: tuple[tuple[Callable[[Road], Waits], str, str], ...] = (
    (asked_time, "Rabu, 5 Agustus 2026, 10.00", "confirm"),
    (told_held, "60 menit", "held"),
    (over, "60 menit", "held"),
    (first_contact, "Cocok", "cocok"),
    (task, "Susun agenda rapat.", "done"),
    (review, "Empat rapat.", "seen"),
    (opened, "Darurat.", "seen"),
)


@pytest.mark.parametrize(
    ("make", "fact", "answer"), OF_ENGAGEMENTS, ids=lambda one: getattr(one, "__name__", "")
)
def test_what_waits_in_an_engagement_is_answered_in_its_line(
    road: Road, make: Callable[[Road], Waits], fact: str, answer: str
) -> None:
    waits = make(road)
    page = waits.page()
    assert fact.removeprefix("Rabu, ") in page
    assert f'value="{answer}"' in page
    [row] = waits.rows()
    # Nobody else answers it, whatever he sends, and nothing else is an answer.
    for who in ("superior", "planner", "admin", "stranger"):
        other = waits.send(answer, who=road.cast[who], item=row.item_id)
        assert "sudah tidak menunggu Anda" in other.content.decode()
    assert "sudah tidak menunggu Anda" in waits.send("ngawur").content.decode()
    assert waits.rows() == [row]
    done = waits.send(answer)
    assert done.status_code == 200
    assert "Jawaban Anda tersimpan." in done.content.decode()
    assert waits.rows() == []
    assert "sudah tidak menunggu Anda" in waits.send(answer, item=row.item_id).content.decode()


@pytest.mark.parametrize("answer", ["approved", "rejected"])
def test_a_proposal_is_answered_with_what_it_is_for_in_sight(cast: Cast, clock: Clock, answer: str) -> None:
    programme = Programme(cast)
    proposal = programme.own()
    waits = Waits(clock, cast["superior"], Proposing.ANSWER_PROPOSAL)
    assert "Memimpin rapat dengan tenang." in waits.page()
    read = Read.objects.filter(what="proposal", employee_id=cast.rara.pk, reader_role="superior")
    assert read.count() == 1
    refused = waits.send("rejected")
    assert refused.status_code == 422
    assert "Alasan harus diisi." in refused.content.decode()
    assert "Dapat dibaca oleh" in refused.content.decode()
    waits.send(answer, reason="Sudah ada rencana lain.")
    proposal.refresh_from_db()
    assert proposal.state == {"approved": "proposed", "rejected": "rejected"}[answer]
    assert waits.rows() == []


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_a_guide_answers_who_asks(cast: Cast, clock: Clock, answer: str) -> None:
    programme = Programme(cast)
    guide = programme.guide()
    account = f.account(cast.institution, "pembimbing", guide.employee)
    proposal = programme.approved()
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=clock.on)
    waits = Waits(clock, account, Proposing.GUIDE_ASKED)
    assert "Memimpin rapat dengan tenang." in waits.page()
    assert waits.send("decline").status_code == 422
    waits.send(answer, reason="Beban saya penuh.")
    assert waits.rows() == []
    state = {"accept": WishState.ACCEPTED, "decline": WishState.DECLINED}[answer]
    assert proposal.wishes.get().state == state


def test_a_place_offered_is_taken(cast: Cast, clock: Clock) -> None:
    programme = Programme(cast)
    proposal = programme.approved()
    actions.put_on_waiting_list(by=cast["planner"], proposal=proposal, on=clock.on)
    guide = programme.guide("Putu Pembimbing")
    assert actions.keep_time(institution=cast.institution, on=clock.on)["offered"] == 1
    waits = Waits(clock, cast["employee"], Proposing.TAKE_PLACE)
    assert "Putu Pembimbing" in waits.page()
    waits.send("take")
    assert proposal.wishes.get(state=WishState.ASKED).guide == guide


def test_a_superior_says_his_view(cast: Cast, clock: Clock) -> None:
    deciding.analyse(institution=cast.institution, on=clock.on, by=None)
    waits = Waits(clock, cast["superior"], Kind.SAY_VIEW)
    assert "Saran:" in waits.page()
    assert waits.send("not_now").status_code == 422
    waits.send("agree")
    assert SuperiorView.objects.get(current=True).view == "agree"
    assert waits.rows() == []
    assert Read.objects.filter(what="suggestion", employee_id=cast.rara.pk).exists()


def test_each_kind_that_is_answered_here_has_its_test() -> None:
    tested = {
        Due.ANSWER_SESSION,
        Due.CLOSE_SESSION,
        Due.CONFIRM_HELD,
        Due.ANSWER_FIT,
        Due.DO_TASK,
        Due.SEE_REVIEW,
    }
    tested |= {Proposing.ANSWER_PROPOSAL, Proposing.ESCALATED_PROPOSAL, Proposing.GUIDE_ASKED}
    tested |= {Due.VERIFY_PROOF, Due.MEND_PROOF}
    assert set(ACTS) == tested | {Proposing.TAKE_PLACE, Proposing.NOTES_OPENED, Kind.SAY_VIEW}


def test_proofs_of_one_person_are_told_apart(road: Road) -> None:
    """By whoever checks or mends them; on the page alone, never in a mail."""
    road.running()
    goal = road.goal()
    titles = ["Notula rapat", "Daftar hadir"]
    proofs = [
        actions.submit_proof(
            by=road.employee, goal=goal, kind="text", title=title, text="Ada.", on=road.clock.on
        )
        for title in titles
    ]
    waits = Waits(road.clock, road.guide, Due.VERIFY_PROOF)
    page = waits.page()
    for title in titles:
        assert title in page
    assert goal.title in page
    assert "Terlaksana" not in page
    waits.send("accept", item=proofs[0].pk)
    assert len(waits.rows()) == 2, "it is answered where the proof is read"
    for who in set(EVERYBODY) - {"employee"}:
        answer = door(road.cast[who]).get("/inbox/")
        assert titles[0] not in answer.content.decode(), who
    actions.verify_proof(by=road.guide, proof=proofs[0], accept=False, reason="Kurang.", on=road.clock.on)
    mends = Waits(road.clock, road.employee, Due.MEND_PROOF)
    assert titles[0] in mends.page()
    assert titles[1] not in mends.page()
    for row in waits.rows() + mends.rows():
        assert not any(title in task_said(row).words for title in titles)


def test_an_escalated_question_is_answered_by_whom_it_went_to(cast: Cast, clock: Clock) -> None:
    Programme(cast).own()
    for days in (6, 12):
        actions.keep_time(institution=cast.institution, on=ON + timedelta(days=days))
    waits = Waits(clock, cast["unit_head"], Proposing.ESCALATED_PROPOSAL)
    assert len(waits.rows()) == 1
    waits.send("approved")
    assert waits.rows() == []


def test_of_a_konseling_a_time_is_answered_without_a_word_of_it(closed_road: Road) -> None:
    waits = asked_time(closed_road)
    page = waits.page()
    assert "5 Agustus 2026, 10.00" in page
    assert "konsel" not in page.casefold()
    assert "Ketut" not in page
    for who in set(EVERYBODY) - {"employee"}:
        assert waits.rows(closed_road.cast[who]) == []
    waits.send("confirm")
    assert waits.rows() == []


def test_who_is_asked_to_counsel_reads_the_request_on_its_page_only(cast: Cast, clock: Clock) -> None:
    programme = Programme(cast)
    guide = programme.guide("Tiurma Konselor", method=Method.COUNSELLING)
    account = f.account(cast.institution, "tiurma", guide.employee)
    proposal = programme.own(Method.COUNSELLING)
    actions.answer(by=cast["counsellor"], proposal=proposal, answer="approved", on=clock.on)
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=clock.on)
    waits = Waits(clock, account, Proposing.COUNSELLOR_ASKED)
    assert "Memimpin rapat" not in waits.page()
    assert waits.send("accept").status_code == 200
    assert len(waits.rows()) == 1  # nothing happened: it is answered where it is read


@pytest.mark.parametrize(
    ("make", "fact", "shown"), [(task, "Susun agenda rapat.", True), (told_held, "60 menit", True),
                                (review, "Empat rapat.", False), (opened, "Darurat.", False)], ids=["task", "session", "review", "opened"]
)  # fmt: skip
def test_the_home_tells_like_lines_apart_and_says_nothing_long(
    road: Road, make: Callable[[Road], Waits], fact: str, *, shown: bool
) -> None:
    waits = make(road)
    page = text_of(door(waits.who), "/home/")
    waiting = page[page.index("Perlu ditindaklanjuti</h2>") :]
    assert (fact in waiting[: waiting.index("</section>")]) is shown


def test_few_queries_however_much_waits(cast: Cast, clock: Clock) -> None:
    programme = Programme(cast)

    def queries() -> int:
        client = door(cast["superior"])
        client.get("/inbox/")
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/inbox/").status_code == 200
        return len(seen)

    programme.own()
    deciding.analyse(institution=cast.institution, on=clock.on, by=None)
    few = queries()
    for number in range(8):
        who = f.employee(cast.institution, f"Pegawai {number}", unit=cast.unit, superior=cast.superior)
        account = f.account(cast.institution, f"pegawai-{number}", who)
        actions.propose(
            by=account,
            employee=who,
            method=Method.COACHING,
            entrance=Entrance.OWN,
            on=clock.on,
            purpose="Tujuan.",
            competency=programme.communication,
        )
    assert queries() == few <= 12


def test_an_answer_counts_though_the_other_side_reported_the_session_meanwhile(road: Road) -> None:
    waits = over(road)
    assert "Catat sesi dengan Ketut Wirawan" in waits.page()
    [row] = waits.rows()
    session = Session.objects.get(pk=row.item_id)
    actions.close_session(by=road.guide, session=session, on=road.clock.on)
    assert "Benarkan sesi yang dilaporkan Ketut Wirawan terlaksana" in waits.page()
    waits.send("held", item=row.item_id)  # as the page said that lay open
    session.refresh_from_db()
    assert session.employee_held_at is not None
