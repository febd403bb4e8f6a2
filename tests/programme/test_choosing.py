"""The register, choosing by hand and the waiting list; a last place is given once."""

from datetime import date, timedelta
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.words import Context, CounsellorKind, Entrance, Method, Relation
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Guide, Proposal, WishState
from pamong.programme.workflow import EngagementState, ProposalState
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast, make_cast
from tests.programme.conftest import Programme
from tests.programme.meeting_point import at_once, moves_meet

pytestmark = pytest.mark.django_db


def account_of(cast: Cast, guide: Guide) -> Any:
    return f.account(cast.institution, f"pembimbing-{guide.pk}", guide.employee)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_planner_and_the_competent_authority_appoint(cast: Cast, who: str) -> None:
    def appoint() -> Guide:
        return actions.appoint(
            by=cast[who],
            institution=cast.institution,
            method=Method.COACHING,
            employee=cast.superior,
            letter="SK 1",
            start=ON,
            capacity=3,
            on=ON,
        )

    if who in ("planner", "competent_authority"):
        assert str(appoint()) == "Sri Wahyuni"
    else:
        with pytest.raises(NotAllowed):
            appoint()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"capacity": 0}, "Kapasitas 0"),
        ({"letter": " "}, "Nomor surat"),
        ({"end": date(2025, 1, 1)}, "mendahului"),
        ({"hours": ("min-09",)}, '"min-09" tidak dikenal'),
        ({"counsellor_kind": CounsellorKind.INDEPENDENT}, "Jenis konselor"),
        ({"name": "Orang Luar"}, "salah satu"),
        ({"employee": None, "name": "Orang Luar"}, "menjawab permintaan dengan akun"),
    ],
)
def test_a_wrong_appointment_is_refused_in_a_sentence(cast: Cast, change: dict[str, Any], words: str) -> None:
    given: dict[str, Any] = {
        "by": cast["planner"],
        "institution": cast.institution,
        "method": Method.COACHING,
        "employee": cast.superior,
        "letter": "SK 1",
        "start": ON,
        "capacity": 3,
        "on": ON,
    }
    with pytest.raises(Invalid, match=words):
        actions.appoint(**given | change)


def test_how_a_guide_stands_to_the_employee(programme: Programme, cast: Cast) -> None:
    elsewhere = f.unit(cast.institution, "U9", cast.root)
    heads = f.position(cast.institution, "J-KEPALA9", elsewhere)
    elsewhere.head_position = heads
    elsewhere.save()
    peer = f.employee(cast.institution, "Peer Atasan", superior=cast.head, unit=cast.unit)
    other_head = f.employee(cast.institution, "Kepala Lain", position=heads, unit=elsewhere)
    outsider = actions.appoint(
        by=cast["planner"],
        institution=cast.institution,
        method=Method.MENTORING,
        name="Ibu Praktisi",
        organisation="Perguruan tinggi",
        account=f.account(cast.institution, "praktisi"),
        letter="SK 2",
        start=date(2026, 1, 1),
        capacity=1,
        qualification="Coach tersertifikasi",
        on=ON,
    )
    guides = {
        programme.guide(who=cast.superior).pk: Relation.SUPERIOR,
        programme.guide(who=cast.head).pk: Relation.ABOVE,
        programme.guide(who=peer).pk: Relation.PEER,
        programme.guide(who=other_head).pk: Relation.HEAD,
        programme.guide("Pegawai Biasa").pk: Relation.OFFICIAL,
        outsider.pk: Relation.OUTSIDE,
    }
    found = {card.guide.pk: card.relation for card in queries.cards(programme.own(), ON)}
    # Who heads the root heads a unit of everybody: no other unit's head.
    assert {**found, **guides} == found


def test_cards_put_who_may_first_and_say_why_not(programme: Programme) -> None:
    fits = programme.guide("Mentor Cocok", hours=("sen-09", "rab-13"))
    low = programme.guide("Mentor Rendah", skills={programme.communication: 2})
    proposal = programme.own(hours=("sen-09",))
    with CaptureQueriesContext(connection) as few:
        best, other = queries.cards(proposal, ON)
    assert (best.guide, best.refusals, best.shared_hours) == (fits, (), ("sen-09",))
    assert best.fit is not None
    assert best.fit > 60
    assert (other.guide, other.fit) == (low, None)
    assert other.refusals[0].sentence.id == "Level mentor pada Komunikasi 2, di bawah standar 3."
    for number in range(10):
        programme.guide(f"Mentor {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(queries.cards(proposal, ON)) == 12
    assert len(many) == len(few) <= 12


def test_the_usual_coach_comes_first(programme: Programme, cast: Cast) -> None:
    coach = {"method": Method.COACHING, "skills": {}}
    programme.guide("Adi Coach", **coach)
    superior = programme.guide(who=cast.superior, **coach)
    proposal = actions.propose(
        by=cast["employee"],
        employee=cast.rara,
        method=Method.COACHING,
        entrance=Entrance.OWN,
        on=ON,
        purpose="x",
    )
    assert next(card.guide for card in queries.cards(proposal, ON)) == superior
    mentor, other = programme.guide(who=cast.superior), programme.guide("Adi Mentor")
    found = [card.guide for card in queries.cards(programme.own(), ON)]
    assert set(found) == {mentor, other}
    assert found[0] == other, "of mentors the fit decides, then the name"


def test_an_appointment_lasts_as_long_as_the_unit_plans_it(programme: Programme, cast: Cast) -> None:
    guide, proposal = programme.guide(end=date(2027, 7, 31)), programme.approved()
    assert queries.card_of(proposal, guide, ON).refusals == ()
    words = {"institution": cast.institution, "method": Method.MENTORING, "context": Context.DAILY, "on": ON}
    base = actions.make_template(
        by=cast["planner"], name="Mentoring", shape=actions.Shape(6, 6, 30, 60), **words
    )
    assert queries.card_of(proposal, guide, ON).refusals == ()
    actions.make_template(
        by=cast["unit_head"],
        name="Mentoring setahun",
        shape=actions.Shape(12, 12, 30, 60),
        unit=cast.unit,
        base=base,
        **words,
    )
    [found] = queries.card_of(proposal, guide, ON).refusals
    assert (found.rule, found.sentence.id) == (
        "DAMPING-08",
        "Penunjukannya berakhir 31 Juli 2027, sebelum program selesai 24 November 2027.",
    )


def test_wishes_are_asked_one_after_the_other(programme: Programme, cast: Cast) -> None:
    first, second = programme.guide("Mentor Satu"), programme.guide("Mentor Dua")
    proposal = programme.approved()
    actions.choose(by=cast["employee"], proposal=proposal, guides=[first, second], on=ON)
    one, two = proposal.wishes.order_by("rank")
    assert (one.state, one.due, two.state) == (WishState.ASKED, date(2026, 11, 27), WishState.NEXT)
    with pytest.raises(NotAllowed):  # only who is asked answers
        actions.accept(by=account_of(cast, second), wish=one, on=ON)
    with pytest.raises(Invalid, match="Alasan"):
        actions.decline(by=account_of(cast, first), wish=one, reason=" ", on=ON)
    nxt = actions.decline(by=first.employee.account, wish=one, reason="Tugas luar kota.", on=ON)  # type: ignore[union-attr]
    assert nxt is not None
    assert nxt.guide == second
    engagement = actions.accept(by=second.employee.account, wish=nxt, on=ON)  # type: ignore[union-attr]
    assert engagement is not None
    proposal.refresh_from_db()
    assert (proposal.state, engagement.state) == (ProposalState.MATCHED, EngagementState.MATCHED)
    with pytest.raises(WrongState):
        actions.accept(by=second.employee.account, wish=nxt, on=ON)  # type: ignore[union-attr]


def test_no_answer_in_time_asks_the_next(programme: Programme, cast: Cast) -> None:
    first, second = programme.guide("Mentor Satu"), programme.guide("Mentor Dua")
    proposal = programme.approved()
    actions.choose(by=cast["planner"], proposal=proposal, guides=[first, second], on=ON)
    for on, number in ((date(2026, 11, 27), 0), (date(2026, 11, 28), 1), (date(2026, 11, 28), 0)):
        assert actions.keep_time(institution=cast.institution, on=on)["passed_on"] == number
    assert proposal.wishes.get(state=WishState.ASKED).guide == second


@pytest.mark.parametrize("number", [0, 4])
def test_one_to_three_guides(programme: Programme, cast: Cast, number: int) -> None:
    guides = [programme.guide(f"Mentor {one}") for one in range(number)]
    with pytest.raises(Invalid, match="Pilih 1 sampai 3"):
        actions.choose(by=cast["employee"], proposal=programme.approved(), guides=guides, on=ON)


def test_a_full_or_unfit_guide_cannot_be_chosen(programme: Programme, cast: Cast) -> None:
    low = programme.guide("Mentor Rendah", skills={programme.communication: 2})
    proposal = programme.approved()
    with pytest.raises(Invalid, match=r"Mentor Rendah: Level mentor pada Komunikasi 2"):
        actions.choose(by=cast["employee"], proposal=proposal, guides=[low], on=ON)
    paused = programme.guide("Mentor Jeda")
    actions.pause_guide(by=account_of(cast, paused), guide=paused, until=ON, reason="Cuti.", on=ON)
    with pytest.raises(Invalid, match="jeda sampai 24 November 2026"):
        actions.choose(by=cast["employee"], proposal=proposal, guides=[paused], on=ON)


def test_a_full_mentors_other_requests_move_on(programme: Programme, cast: Cast) -> None:
    one, spare = programme.guide("Mentor Penuh", capacity=1), programme.guide("Mentor Cadangan")
    mine, other = programme.approved(), programme.approved_for("Made Suardana")
    for proposal in (mine, other):
        actions.choose(by=cast["planner"], proposal=proposal, guides=[one, spare], on=ON)
    wish = mine.wishes.get(state=WishState.ASKED)
    assert actions.accept(by=account_of(cast, one), wish=wish, on=ON) is not None
    assert other.wishes.get(state=WishState.ASKED).guide == spare


def test_either_side_steps_back_without_losing_the_proposal(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Mentor Satu", capacity=1)
    proposal = programme.approved()
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=ON)
    engagement = actions.accept(by=account_of(cast, guide), wish=proposal.wishes.get(), on=ON)
    assert engagement is not None
    for who in EVERYBODY:
        if who != "employee":
            with pytest.raises(NotAllowed):
                actions.decline_engagement(by=cast[who], engagement=engagement, reason="X.", on=ON)
    actions.decline_engagement(by=cast["employee"], engagement=engagement, reason="Jadwal.", on=ON)
    proposal.refresh_from_db()
    engagement.refresh_from_db()
    assert (proposal.state, engagement.state) == (ProposalState.APPROVED, EngagementState.DECLINED)
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=ON)  # the place is free again


def test_the_waiting_list_has_positions_and_offers_by_order(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Mentor Tunggal", capacity=1)
    taken = programme.approved()
    actions.choose(by=cast["employee"], proposal=taken, guides=[guide], on=ON)
    engagement = actions.accept(by=account_of(cast, guide), wish=taken.wishes.get(), on=ON)
    assert engagement is not None
    waiting = [programme.approved_for(name) for name in ("Luh Sekar", "Beni Wamafma")]
    for proposal in waiting:
        actions.put_on_waiting_list(by=cast["planner"], proposal=proposal, on=ON)
        proposal.refresh_from_db()
    assert [queries.waiting_position(proposal) for proposal in waiting] == [1, 2]
    assert actions.keep_time(institution=cast.institution, on=ON)["offered"] == 0
    actions.decline_engagement(by=cast["employee"], engagement=engagement, reason="Jadwal.", on=ON)
    actions.withdraw(by=cast["employee"], proposal=taken, reason="Lain kali.", on=ON)
    assert actions.keep_time(institution=cast.institution, on=ON)["offered"] == 1
    assert actions.keep_time(institution=cast.institution, on=ON)["offered"] == 0
    first, second = (Proposal.objects.get(pk=proposal.pk) for proposal in waiting)
    assert (first.state, first.offered_until) == (ProposalState.APPROVED, date(2026, 11, 27))
    assert queries.waiting_position(second) == 1
    # Not taken up in three working days: the next in line.
    done = actions.keep_time(institution=cast.institution, on=ON + timedelta(days=4))
    assert (done["lapsed"], done["offered"]) == (1, 1)
    first, second = (Proposal.objects.get(pk=proposal.pk) for proposal in waiting)
    assert (first.state, second.state) == (ProposalState.WAITING, ProposalState.APPROVED)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_people_take_a_last_place_and_one_gets_it() -> None:
    """With real connections at the same moment; on SQLite the writers queue, on PostgreSQL they meet."""
    cast = make_cast()
    programme = Programme(cast)
    guide, spare = programme.guide("Mentor Penuh", capacity=1), programme.guide("Mentor Cadangan")
    account = account_of(cast, guide)
    proposals = [programme.approved(), programme.approved_for("Made Suardana")]
    for proposal in proposals:
        actions.choose(by=cast["planner"], proposal=proposal, guides=[guide, spare], on=ON)
    wishes = [proposal.wishes.get(state=WishState.ASKED) for proposal in proposals]
    refused = at_once(*(partial(actions.accept, by=account, wish=wish, on=ON) for wish in wishes))
    assert all(isinstance(one, WrongState) for one in refused)
    assert Engagement.objects.count() == 1
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["approved", "matched"]
    left = Proposal.objects.get(state=ProposalState.APPROVED)
    assert left.wishes.get(state=WishState.ASKED).guide == spare  # asked once, whoever came first
    assert connection.vendor in ("sqlite", "postgresql")


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_an_approval_meets_a_withdrawal_and_one_outcome_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    proposal = Programme(cast).own()
    actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=ON)
    moves_meet(monkeypatch, "proposal", "withdraw", "approve")
    refused = at_once(
        lambda: actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=ON),
        lambda: actions.withdraw(by=cast["employee"], proposal=proposal, reason="Batal.", on=ON),
    )
    proposal.refresh_from_db()
    # Withdrawn first: the approval is refused. Approved first: it is withdrawn all the same.
    assert proposal.state == ProposalState.WITHDRAWN
    assert len(refused) in (0, 1)
    assert all(isinstance(one, WrongState) for one in refused)


def test_the_register_goes_by_the_name_of_the_letter_and_earlier_appointments_are_given_it(
    programme: Programme,
) -> None:
    named = import_module("pamong.programme.migrations.0021_guides_named")
    later, first = programme.guide("Zainal Arifin"), programme.guide("Agus Wijaya")
    assert [str(guide) for guide in Guide.objects.all()] == ["Agus Wijaya", "Zainal Arifin"]
    named.unname(apps, None)
    assert set(Guide.objects.values_list("name", flat=True)) == {""}
    named.name(apps, None)
    assert list(Guide.objects.values_list("name", "pk")) == [
        ("Agus Wijaya", first.pk),
        ("Zainal Arifin", later.pk),
    ]
