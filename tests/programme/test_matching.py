"""Matching everybody who waits: by the engine, as a draft, published in one go or not at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.audit.models import Event
from pamong.people.models import Employee, Unit
from pamong.policy import RULE_VERSION
from pamong.policy.errors import Invalid, NotAllowed, OutOfBounds, WrongState
from pamong.policy.pairing import UnitRule
from pamong.programme import access, actions, queries
from pamong.programme.models import DraftChange, Engagement, Matching, MatchingStatus, Proposal
from pamong.programme.workflow import ProposalState
from pamong.recommendation.actions import analyse
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast, make_cast
from tests.programme.conftest import Programme
from tests.programme.matchings import WEIGHTS, drafted, pairs_of
from tests.programme.meeting_point import at_once

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_planner_matches(cast: Cast, who: str) -> None:
    def ask() -> Matching:
        return actions.request_matching(
            by=cast[who], institution=cast.institution, weights=WEIGHTS, same_field=False, on=ON
        )

    if who == "planner":
        made = ask()
        assert access.matchings_visible_to(cast.sees(who)).get() == made
        assert Event.objects.filter(verb="request_matching").count() == 1
    else:
        with pytest.raises(NotAllowed):
            ask()
        assert not access.matchings_visible_to(cast.sees(who)).exists()


def test_weights_stay_in_their_bounds(cast: Cast) -> None:
    with pytest.raises(OutOfBounds):
        actions.request_matching(
            by=cast["planner"],
            institution=cast.institution,
            weights=(100, 0, 0, 0, 0, 0),
            same_field=False,
            on=ON,
        )


def test_the_best_pairs_are_a_draft_with_reasons_and_proof(programme: Programme, cast: Cast) -> None:
    tuesday = programme.guide("Mentor Selasa", capacity=1, hours=("sel-09",))
    other = programme.guide("Mentor Lain", capacity=1)
    first = programme.approved_for("Luh Sekar", hours=("sel-09",))
    second, third = (programme.approved_for(name) for name in ("Beni Wamafma", "Made Suardana"))
    made = drafted(cast)
    assert made.status == MatchingStatus.DRAFT
    result = made.result
    assert (result["people"], result["matched"], result["matched_bound"], result["optimal"]) == (
        3,
        2,
        2,
        True,
    )
    assert pairs_of(made)[first.pk] == tuesday.pk
    assert set(pairs_of(made).values()) == {tuesday.pk, other.pk}
    words = next(pair for pair in result["pairs"] if pair["proposal"] == first.pk)
    assert "kuat pada Komunikasi (level 4, butuh 3)" in words["id"]
    assert "jadwal cocok Selasa" in words["id"]
    [alone] = result["unmatched"]
    assert alone["proposal"] in {second.pk, third.pk}
    assert "tambah 1 kapasitas" in alone["id"]
    assert made.rounds[-1]["value"] == made.rounds[-1]["bound"] == result["total"]
    # Nothing moves before it is published.
    assert not Engagement.objects.exists()
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.APPROVED}


def test_whoever_may_not_guide_is_left_out(programme: Programme, cast: Cast) -> None:
    programme.guide("Mentor Rendah", skills={programme.communication: 2})
    paused = programme.guide("Mentor Jeda")
    actions.pause_guide(by=cast["planner"], guide=paused, until=ON, reason="Cuti.", on=ON)
    programme.guide("Tanpa Kualifikasi", qualification="")
    proposal = programme.approved_for("Luh Sekar")
    declined = programme.guide("Mentor Menolak")
    account = f.account(cast.institution, "menolak", declined.employee)
    actions.choose(by=cast["planner"], proposal=proposal, guides=[declined], on=ON)
    actions.decline(by=account, wish=proposal.wishes.get(), reason="Tugas luar.", on=ON)
    made = drafted(cast)
    assert pairs_of(made) == {}
    assert "PASANG" in made.result["unmatched"][0]["id"]
    own_line = programme.guide(who=cast.superior, qualification="")
    assert pairs_of(drafted(cast)) == {proposal.pk: own_line.pk}


def test_an_appointment_lasts_as_long_as_the_unit_of_the_person_plans(
    programme: Programme, cast: Cast
) -> None:
    guide = programme.guide("Mentor Setahun", end=ON + timedelta(days=150))
    proposal = programme.approved_for("Luh Sekar")
    assert pairs_of(drafted(cast)) == {}  # the preset of the rules is longer
    words: dict[str, Any] = {"method": "mentoring", "context": "kinerja_harian"}
    shape = actions.Shape(4, 5, 21, 45, 1, 2)
    base = actions.make_template(
        by=cast["planner"], institution=cast.institution, name="Mentoring", shape=shape, on=ON, **words
    )
    assert pairs_of(drafted(cast)) == {proposal.pk: guide.pk}
    longer = actions.Shape(8, 8, 30, 45, 1, 2)
    own: dict[str, Any] = words | {"base": base, "unit": cast.unit, "name": "Cara unit", "shape": longer}
    actions.make_template(by=cast["planner"], institution=cast.institution, on=ON, **own)
    assert pairs_of(drafted(cast)) == {}
    other = programme.approved_for("Made Arta")
    Employee.objects.filter(pk=other.employee_id).update(unit=cast.root)
    made = drafted(cast)
    assert pairs_of(made) == {other.pk: guide.pk}
    assert made.result["unmatched"][0]["rule"] == "PASANG-03"
    assert {card.guide: bool(card.refusals) for card in queries.cards(proposal, ON)} == {guide: True}


def test_publishing_makes_the_engagements_and_looks_again(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Mentor Satu", capacity=2)
    kept, gone = programme.approved_for("Luh Sekar"), programme.approved_for("Beni Wamafma")
    made = drafted(cast)
    assert pairs_of(made) == {kept.pk: guide.pk, gone.pk: guide.pk}
    actions.withdraw(by=cast["superior"], proposal=gone, reason="Pindah tugas.", on=ON)
    for who in EVERYBODY:
        if who != "planner":
            with pytest.raises(NotAllowed):
                actions.publish_matching(by=cast[who], matching=made, on=ON)
    done = actions.publish_matching(by=cast["planner"], matching=made, on=ON)
    assert (done.status, done.result["skipped"]) == (MatchingStatus.PUBLISHED, [gone.pk])
    engagement = Engagement.objects.get()
    kept.refresh_from_db()
    assert (engagement.proposal, engagement.guide, kept.state) == (kept, guide, ProposalState.MATCHED)
    assert Event.objects.filter(verb="match_by_plan", employee_id=kept.employee_id).count() == 1
    with pytest.raises(WrongState):
        actions.publish_matching(by=cast["planner"], matching=done, on=ON)
    with pytest.raises(WrongState):
        actions.discard_matching(by=cast["planner"], matching=done, on=ON)


def test_a_place_taken_meanwhile_is_not_given_twice(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Mentor Penuh", capacity=1)
    drafted_for = programme.approved_for("Luh Sekar")
    made = drafted(cast)
    other = programme.approved_for("Beni Wamafma")
    account = f.account(cast.institution, "penuh", guide.employee)
    actions.choose(by=cast["planner"], proposal=other, guides=[guide], on=ON)
    assert actions.accept(by=account, wish=other.wishes.get(), on=ON) is not None
    done = actions.publish_matching(by=cast["planner"], matching=made, on=ON)
    assert done.result["skipped"] == [drafted_for.pk]
    assert Engagement.objects.get().proposal == other


def test_one_withdrawal_leaves_everybody_else_with_their_mentor(programme: Programme, cast: Cast) -> None:
    for name in ("Mentor Satu", "Mentor Dua"):
        programme.guide(name, capacity=2)
    people = [programme.approved_for(f"Pegawai {number}") for number in range(4)]
    before = pairs_of(drafted(cast))
    assert len(before) == 4
    actions.withdraw(by=cast["superior"], proposal=people[0], reason="Batal.", on=ON)
    again = drafted(cast)
    after = pairs_of(again)
    assert (len(after), again.result["kept"]) == (3, 3)
    assert all(before[pk] == guide for pk, guide in after.items())


def test_a_draft_is_thrown_away_and_a_failure_is_kept(
    programme: Programme, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = actions.discard_matching(by=cast["planner"], matching=drafted(cast), on=ON)
    assert made.status == MatchingStatus.DISCARDED

    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("pamong.programme.actions.matching.pool_of", broken)
    asked = actions.request_matching(
        by=cast["planner"], institution=cast.institution, weights=WEIGHTS, same_field=False, on=ON
    )
    with pytest.raises(MemoryError):
        actions.carry_out_matching(matching_id=asked.pk)
    asked.refresh_from_db()
    assert (asked.status, asked.problem) == (MatchingStatus.FAILED, "MemoryError")


def test_the_pool_asks_the_same_however_many(programme: Programme, cast: Cast) -> None:
    programme.guide("Mentor Satu")
    programme.approved_for("Luh Sekar")
    with CaptureQueriesContext(connection) as few:
        queries.pool_of(cast.institution, ON)
    for number in range(12):
        programme.approved_for(f"Pegawai {number}")
        programme.guide(f"Mentor {number}")
    with CaptureQueriesContext(connection) as many:
        pool = queries.pool_of(cast.institution, ON)
    assert (len(pool.mentees), len(pool.mentors)) == (13, 13)
    assert len(many) == len(few)
    [wanted] = queries.wanted(pool)
    assert (wanted.competency, wanted.people, wanted.places) == ("Komunikasi", 13, 26)


def test_a_draft_holds_what_repeats_and_proves_it(programme: Programme, cast: Cast) -> None:
    programme.guide("Mentor Satu", capacity=1)
    first = programme.approved_for("Luh Sekar")
    f.assessment(first.employee, cast.competencies["komunikasi"], 1)
    analyse(institution=cast.institution, on=ON, by=None)
    made = drafted(cast)
    result = made.result
    assert (made.weights, made.same_field, made.unit_rule) == (list(WEIGHTS), False, "bebas")
    assert (result["seed"], result["rule_version"]) == (0, RULE_VERSION)
    assert result["solver"].startswith("ortools ")
    assert set(result["versions"]) == {"numpy", "python"}
    assert result["checked"] is True  # by the certificate, which shares no code with the search
    [pair] = result["pairs"]
    assert pair["levels"] == [1, 3, 4]


def test_pairs_that_do_not_stand_the_check_are_no_draft(
    programme: Programme, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search that gives a person to a mentor of another competency: the check finds it, and nothing is shown."""
    from pamong.matching import face

    programme.guide("Mentor Satu", skills={cast.competencies["integritas"]: 4})
    programme.approved_for("Luh Sekar")
    settled = face.settle

    def wrong(*words: Any) -> Any:
        found = settled(*words)
        found.solution.mentor[:] = 0
        return found

    monkeypatch.setattr(face, "settle", wrong)
    with pytest.raises(AssertionError, match="may not have mentor"):
        drafted(cast)
    made = Matching.objects.get()
    assert (made.status, made.result) == (MatchingStatus.FAILED, {})


def test_the_rule_on_units_is_kept_by_drafts_and_publishing(programme: Programme, cast: Cast) -> None:
    inside = programme.guide("Mentor Dalam")
    Employee.objects.filter(pk=inside.employee_id).update(unit=cast.unit)
    proposal = programme.approved_for("Luh Sekar")

    def ask(units: UnitRule) -> Matching:
        made = actions.request_matching(
            by=cast["planner"],
            institution=cast.institution,
            weights=WEIGHTS,
            same_field=False,
            units=units,
            on=ON,
        )
        return actions.carry_out_matching(matching_id=made.pk)

    other = ask(UnitRule.OTHER)
    [row] = other.result["unmatched"]
    assert (row["rule"], row["remedy"]) == ("PASANG-07", "PASANG-07")
    with pytest.raises(Invalid, match="PASANG-07"):
        actions.change_draft(
            by=cast["planner"], matching=other, proposal=proposal, kind=DraftChange.MOVE, guide=inside, on=ON
        )
    same = ask(UnitRule.SAME)
    assert pairs_of(same) == {proposal.pk: inside.pk}
    out = actions.change_draft(
        by=cast["planner"], matching=same, proposal=proposal, kind=DraftChange.OUT, on=ON
    )
    assert out.unit_rule == "unit_sama"
    # The mentor moves to another unit before it is published: the pair is passed over.
    Employee.objects.filter(pk=inside.employee_id).update(unit=cast.root)
    done = actions.publish_matching(by=cast["planner"], matching=same, on=ON)
    assert done.result["skipped"] == [proposal.pk]


def test_one_who_comes_or_goes_is_one_path_from_the_proof_before(programme: Programme, cast: Cast) -> None:
    guides = [programme.guide(f"Mentor {number}", capacity=2) for number in range(3)]
    people = [programme.approved_for(f"Pegawai {number}") for number in range(6)]
    first = drafted(cast)
    assert first.result["gone_on"] is False
    before = pairs_of(first)
    actions.withdraw(by=cast["superior"], proposal=people[2], reason="Batal.", on=ON)
    second = drafted(cast)
    assert second.result["gone_on"] is True
    assert second.result["since"] == {"draft": first.pk, "people_gone": 1, "mentors_gone": 0}
    assert pairs_of(second) == {pk: held for pk, held in before.items() if pk != people[2].pk}
    assert (second.result["optimal"], second.result["checked"], second.result["kept"]) == (True, True, 5)
    assert second.rounds == [{"matched": 5, "value": second.result["total"], "bound": second.result["upper_bound"]}]  # fmt: skip
    comes = programme.approved_for("Luh Sekar")
    third = drafted(cast)
    assert (third.result["gone_on"], third.result["matched"], third.result["kept"]) == (True, 6, 5)
    assert pairs_of(third)[comes.pk] == before[people[2].pk]  # the one place that is free
    # A mentor steps back: his people come to whoever has room, and the number says who has none.
    actions.end_appointment(
        by=cast["planner"], guide=guides[0], last=ON - timedelta(days=1), reason="Mutasi.", on=ON
    )
    fourth = drafted(cast)
    assert (fourth.result["matched"], fourth.result["checked"]) == (4, True)
    assert fourth.result["since"]["mentors_gone"] == 1
    # Under other weights the prices of before prove nothing, so everybody is solved anew.
    asked = actions.request_matching(
        by=cast["planner"],
        institution=cast.institution,
        weights=(10, 60, 10, 10, 0, 10),
        same_field=False,
        on=ON,
    )
    fifth = actions.carry_out_matching(matching_id=asked.pk)
    assert (fifth.result["gone_on"], fifth.result["checked"]) == (False, True)


def test_the_nearer_mentor_is_taken_and_groups_by_place_are_counted(programme: Programme, cast: Cast) -> None:
    """Everybody's unit lies below the root; an office elsewhere keeps its own people together."""
    office = f.unit(cast.institution, "B1", cast.root, name="Balai Makassar")
    Unit.objects.filter(pk=cast.root.pk).update(place="Jakarta")
    Unit.objects.filter(pk=office.pk).update(place="Makassar")
    far, near = programme.guide("Mentor Jauh", capacity=9), programme.guide("Mentor Dekat", capacity=9)
    Employee.objects.filter(pk=near.employee_id).update(unit=office)
    people = [programme.approved_for(f"Pegawai {number}") for number in range(6)]
    away = people[0]
    Employee.objects.filter(pk=away.employee_id).update(unit=office)
    made = drafted(cast)
    assert pairs_of(made) == {one.pk: near.pk if one == away else far.pk for one in people}
    words = {pair["proposal"]: pair["id"] for pair in made.result["pairs"]}
    assert all("; setempat;" in said for said in words.values())
    shares = [row for row in made.result["fairness"] if row["kind"] == "place"]
    assert [(row["group"], row["mentees"], row["matched"]) for row in shares] == [("Jakarta", 5, 5), ("Makassar", 1, 1)]  # fmt: skip
    # The card of the same mentor says what the matching says.
    card = next(one for one in queries.cards(Proposal.objects.get(pk=away.pk), ON) if one.guide == far)
    assert card.words is not None
    assert "; beda tempat;" in card.words.id
    assert card.fit == max(pair["fit"] for pair in made.result["pairs"]) - 600


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_planners_publish_and_one_does() -> None:
    cast = make_cast()
    programme = Programme(cast)
    programme.guide("Mentor Satu")
    programme.approved_for("Luh Sekar")
    made = drafted(cast)

    def publish() -> None:
        actions.publish_matching(by=cast["planner"], matching=made, on=ON)

    [refused] = at_once(publish, publish)
    assert isinstance(refused, WrongState)
    assert Engagement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_draft_is_published_while_its_mentor_takes_another_by_hand() -> None:
    cast = make_cast()
    programme = Programme(cast)
    guide = programme.guide("Mentor Penuh", capacity=1)
    account = f.account(cast.institution, "penuh", guide.employee)
    programme.approved_for("Luh Sekar")
    made = drafted(cast)
    other = programme.approved_for("Beni Wamafma")
    actions.choose(by=cast["planner"], proposal=other, guides=[guide], on=ON)
    wish = other.wishes.get()
    refused = at_once(
        lambda: actions.publish_matching(by=cast["planner"], matching=made, on=ON),
        lambda: actions.accept(by=account, wish=wish, on=ON),
    )
    assert refused == []
    assert Engagement.objects.count() == 1  # the one place went to one of the two
    made.refresh_from_db()
    assert made.status == MatchingStatus.PUBLISHED
