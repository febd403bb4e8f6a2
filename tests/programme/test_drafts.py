"""Pairs settled beforehand, drafts changed by hand with what that costs, and messages when one is published."""

from functools import partial
from typing import Any

import pytest

from pamong.audit.models import Event
from pamong.people.models import Mail, MailKind
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.programme import actions
from pamong.programme.models import (
    DraftChange,
    Engagement,
    Guide,
    Matching,
    MatchingStatus,
    Proposal,
    RequiredPair,
)
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast, make_cast
from tests.programme.conftest import Programme
from tests.programme.matchings import WEIGHTS, drafted, pairs_of
from tests.programme.meeting_point import at_once

pytestmark = pytest.mark.django_db


def changed(
    cast: Cast, draft: Matching, proposal: Proposal, kind: DraftChange, guide: Guide | None = None
) -> Matching:
    made = actions.change_draft(
        by=cast["planner"], matching=draft, proposal=proposal, kind=kind, guide=guide, on=ON
    )
    assert made.status == MatchingStatus.QUEUED
    return actions.carry_out_matching(matching_id=made.pk)


# ── Pairs settled beforehand ──


def test_a_required_pair_stays_and_the_rest_is_solved(programme: Programme, cast: Cast) -> None:
    good = programme.guide("Mentor Selasa", capacity=1, hours=("sel-09",))
    other = programme.guide("Mentor Lain", capacity=1)
    first = programme.approved_for("Luh Sekar", hours=("sel-09",))
    second = programme.approved_for("Beni Wamafma")
    assert pairs_of(drafted(cast))[first.pk] == good.pk
    pair = actions.require_pair(by=cast["planner"], proposal=first, guide=other, on=ON)
    event = Event.objects.get(verb="require_pair")
    assert (event.employee_id, event.after) == (first.employee_id, {"guide": "Mentor Lain"})
    made = drafted(cast)
    assert pairs_of(made) == {first.pk: other.pk, second.pk: good.pk}
    assert [pair["proposal"] for pair in made.result["pairs"] if pair["forced"]] == [first.pk]
    result = made.result
    assert (result["matched"], result["matched_bound"], result["optimal"]) == (2, 2, True)
    assert result["total"] == result["upper_bound"] == sum(pair["fit"] for pair in result["pairs"])
    assert made.rounds[-1]["value"] == result["total"]
    actions.release_pair(by=cast["planner"], proposal=first, on=ON)
    assert pairs_of(drafted(cast))[first.pk] == good.pk
    assert not RequiredPair.objects.filter(pk=pair.pk).exists()
    with pytest.raises(WrongState):
        actions.release_pair(by=cast["planner"], proposal=first, on=ON)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_planner_settles_and_changes(programme: Programme, cast: Cast, who: str) -> None:
    if who == "planner":
        return
    guide, proposal = programme.guide("Mentor Satu"), programme.approved_for("Luh Sekar")
    draft = drafted(cast)
    with pytest.raises(NotAllowed):
        actions.require_pair(by=cast[who], proposal=proposal, guide=guide, on=ON)
    actions.require_pair(by=cast["planner"], proposal=proposal, guide=guide, on=ON)
    with pytest.raises(NotAllowed):
        actions.release_pair(by=cast[who], proposal=proposal, on=ON)
    with pytest.raises(NotAllowed):
        actions.change_draft(by=cast[who], matching=draft, proposal=proposal, kind=DraftChange.OUT, on=ON)
    assert Matching.objects.count() == 1
    assert RequiredPair.objects.count() == 1


def test_a_refusal_names_the_rule(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved_for("Luh Sekar")
    low = programme.guide("Mentor Rendah", skills={programme.communication: 2})
    full = programme.guide("Mentor Penuh", capacity=1)
    unqualified = programme.guide("Mentor Tanpa Sertifikat", qualification="")
    over = programme.guide("Mentor Lama", end=ON)
    Guide.objects.filter(pk=over.pk).update(end=ON.replace(day=1))
    other = programme.approved_for("Beni Wamafma")
    actions.require_pair(by=cast["planner"], proposal=other, guide=full, on=ON)
    for guide, rule in (
        (low, "PASANG-04"),
        (full, "PASANG-08"),
        (unqualified, "PASANG-03"),
        (over, "PASANG-01"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.require_pair(by=cast["planner"], proposal=proposal, guide=guide, on=ON)
        sentence = refused.value.sentence
        assert isinstance(sentence, Sentence)
        assert sentence.id.startswith(f"{rule}: "), guide
        assert sentence.en.startswith(f"{rule}: "), guide
    assert RequiredPair.objects.get().proposal == other
    actions.withdraw(by=cast["superior"], proposal=proposal, reason="Batal.", on=ON)
    with pytest.raises(WrongState):
        actions.require_pair(by=cast["planner"], proposal=proposal, guide=full, on=ON)


def test_a_required_pair_that_a_rule_undoes_is_told(programme: Programme, cast: Cast) -> None:
    guide, proposal = programme.guide("Mentor Satu"), programme.approved_for("Luh Sekar")
    actions.require_pair(by=cast["planner"], proposal=proposal, guide=guide, on=ON)
    Guide.objects.filter(pk=guide.pk).update(capacity=0)
    made = drafted(cast)
    assert made.result["dropped"] == [{"proposal": proposal.pk, "guide": guide.pk, "rule": "PASANG-08"}]
    assert pairs_of(made) == {}


def test_a_required_pair_ends_with_its_engagement(programme: Programme, cast: Cast) -> None:
    guide, proposal = programme.guide("Mentor Satu"), programme.approved_for("Luh Sekar")
    actions.require_pair(by=cast["planner"], proposal=proposal, guide=guide, on=ON)
    actions.publish_matching(by=cast["planner"], matching=drafted(cast), on=ON)
    assert Engagement.objects.get().guide == guide
    assert not RequiredPair.objects.exists()


# ── Changed by hand ──


def test_a_move_costs_exactly_and_tells_whom_else_it_touches(programme: Programme, cast: Cast) -> None:
    tuesday = programme.guide("Mentor Selasa", capacity=1, hours=("sel-09",))
    other = programme.guide("Mentor Lain", capacity=1)
    first = programme.approved_for("Luh Sekar", hours=("sel-09",))
    second = programme.approved_for("Beni Wamafma")
    draft = drafted(cast)
    assert pairs_of(draft) == {first.pk: tuesday.pk, second.pk: other.pk}
    made = changed(cast, draft, first, DraftChange.MOVE, other)
    assert pairs_of(made) == {first.pk: other.pk, second.pk: tuesday.pk}
    told = made.result["change"]
    assert told["total"] == made.result["total"] - draft.result["total"] < 0
    assert (told["matched"], told["kind"], told["guide"]) == (0, "move", other.pk)
    assert told["touched"] == [{"proposal": second.pk, "before": other.pk, "after": tuesday.pk}]
    draft.refresh_from_db()
    assert draft.status == MatchingStatus.DRAFT  # the one before stays as it was
    assert pairs_of(draft)[first.pk] == tuesday.pk
    event = Event.objects.get(verb="change_draft")
    assert (event.employee_id, event.after["matching"]) == (first.employee_id, draft.pk)
    free = changed(cast, made, first, DraftChange.FREE)
    assert pairs_of(free) == pairs_of(draft)
    assert free.result["change"]["total"] == -told["total"]
    assert not any(pair["forced"] for pair in free.result["pairs"])


def test_taking_one_out_helps_the_one_who_waits(programme: Programme, cast: Cast) -> None:
    programme.guide("Mentor Satu", capacity=1)
    people = [programme.approved_for(name) for name in ("Luh Sekar", "Beni Wamafma")]
    draft = drafted(cast)
    [(held, guide)] = pairs_of(draft).items()
    waits = next(one for one in people if one.pk != held)
    gone = next(one for one in people if one.pk == held)
    made = changed(cast, draft, gone, DraftChange.OUT)
    assert pairs_of(made) == {waits.pk: guide}
    assert (made.result["change"]["matched"], made.result["change"]["total"]) == (0, 0)
    [alone] = made.result["unmatched"]
    assert (alone["proposal"], alone["id"]) == (gone.pk, "dikeluarkan dari rancangan oleh pengelola")
    # And back in, in the other's place.
    back = changed(cast, made, gone, DraftChange.MOVE, Guide.objects.get(pk=guide))
    assert pairs_of(back) == {gone.pk: guide}
    assert back.result["change"]["touched"] == [{"proposal": waits.pk, "before": guide, "after": None}]


def test_the_cost_leaves_out_what_others_did_meanwhile(programme: Programme, cast: Cast) -> None:
    """Somebody withdraws between the draft and the change: the change is not charged with it."""
    one, two = programme.guide("Mentor Satu", capacity=2), programme.guide("Mentor Dua", capacity=2)
    people = [programme.approved_for(f"Pegawai {number}") for number in range(3)]
    draft = drafted(cast)
    actions.withdraw(by=cast["superior"], proposal=people[0], reason="Batal.", on=ON)
    to = two if pairs_of(draft)[people[1].pk] == one.pk else one
    told = changed(cast, draft, people[1], DraftChange.MOVE, to).result["change"]
    assert (told["matched"], told["total"]) == (0, 0)


def test_changes_are_refused_by_rule_and_after_the_draft(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Mentor Satu", capacity=1)
    low = programme.guide("Mentor Rendah", skills={programme.communication: 2})
    first = programme.approved_for("Luh Sekar")
    second = programme.approved_for("Beni Wamafma")
    draft = drafted(cast)
    later = programme.approved_for("Made Suardana")

    def change(proposal: Proposal, kind: DraftChange, to: Guide | None = None) -> Matching:
        return actions.change_draft(
            by=cast["planner"], matching=draft, proposal=proposal, kind=kind, guide=to, on=ON
        )

    with pytest.raises(Invalid, match="PASANG-04"):
        change(first, DraftChange.MOVE, low)
    for wrong in (
        lambda: change(later, DraftChange.OUT),  # not of this draft
        lambda: change(first, DraftChange.MOVE),
        lambda: change(first, DraftChange.OUT, guide),
    ):
        with pytest.raises(WrongState):
            wrong()
    forced = actions.carry_out_matching(matching_id=change(first, DraftChange.MOVE, guide).pk)
    with pytest.raises(Invalid, match="PASANG-08"):  # the one place is promised by hand already
        actions.change_draft(
            by=cast["planner"], matching=forced, proposal=second, kind=DraftChange.MOVE, guide=guide, on=ON
        )
    actions.publish_matching(by=cast["planner"], matching=draft, on=ON)
    with pytest.raises(WrongState):
        change(first, DraftChange.OUT)


def test_a_changed_draft_is_looked_at_again_when_published(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Mentor Satu", capacity=1)
    first = programme.approved_for("Luh Sekar")
    made = changed(cast, drafted(cast), first, DraftChange.MOVE, guide)
    Guide.objects.filter(pk=guide.pk).update(capacity=0)
    done = actions.publish_matching(by=cast["planner"], matching=made, on=ON)
    assert done.result["skipped"] == [first.pk]
    assert not Engagement.objects.exists()


def test_whoever_has_an_offered_place_is_not_matched_elsewhere(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved_for("Luh Sekar")
    actions.put_on_waiting_list(by=cast["planner"], proposal=proposal, on=ON)
    programme.guide("Mentor Satu", capacity=1)
    programme.guide("Mentor Dua", capacity=1)
    assert actions.keep_time(institution=cast.institution, on=ON)["offered"] == 1
    made = drafted(cast)
    assert (made.result["people"], pairs_of(made)) == (0, {})
    # The place offered is not given to anybody else either.
    other = programme.approved_for("Beni Wamafma")
    offered = Proposal.objects.get(pk=proposal.pk).offered_guide
    assert offered is not None
    assert pairs_of(drafted(cast))[other.pk] != offered.pk


# ── Messages ──


def reachable(cast: Cast, guide: Guide, proposal: Proposal) -> None:
    """Accounts with addresses for both sides."""
    for name, who in ((f"guide-{guide.pk}", guide.employee), (f"p-{proposal.pk}", proposal.employee)):
        account = f.account(cast.institution, name, who)
        account.email = f"{name}@lpa.example"
        account.save()


def test_publishing_tells_both_sides_each_in_own_words(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Mentor Satu", capacity=2)
    kept, gone = programme.approved_for("Luh Sekar"), programme.approved_for("Beni Wamafma")
    reachable(cast, guide, kept)
    account = f.account(cast.institution, f"p-{gone.pk}", gone.employee)
    account.email = "beni@lpa.example"
    account.save()
    actions.require_pair(by=cast["planner"], proposal=kept, guide=guide, on=ON)
    made = drafted(cast)
    assert len(pairs_of(made)) == 2
    assert not Mail.objects.exists()  # nothing moves, and nobody is told, before it is published
    actions.withdraw(by=cast["superior"], proposal=gone, reason="Batal.", on=ON)
    actions.publish_matching(by=cast["planner"], matching=made, on=ON)
    mails = {mail.address: mail for mail in Mail.objects.all()}
    assert set(mails) == {f"guide-{guide.pk}@lpa.example", f"p-{kept.pk}@lpa.example"}  # none of the skipped
    assert {mail.kind for mail in mails.values()} == {MailKind.PAIR}
    engagement = Engagement.objects.get()
    to_guide, to_employee = mails[f"guide-{guide.pk}@lpa.example"], mails[f"p-{kept.pk}@lpa.example"]
    assert to_guide.subject == "Ada pegawai yang akan Anda dampingi"
    assert "Luh Sekar akan Anda dampingi sebagai mentor" in to_guide.text
    assert to_employee.subject == "Mentor Anda sudah ada"
    assert "Mentor Satu menjadi mentor Anda" in to_employee.text
    for mail in mails.values():
        assert f"/engagements/{engagement.pk}/" in mail.text
        assert "kuat pada Komunikasi" in mail.text


def test_a_publication_undone_tells_nobody(
    programme: Programme, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide, proposal = programme.guide("Mentor Satu"), programme.approved_for("Luh Sekar")
    reachable(cast, guide, proposal)
    made = drafted(cast)

    def broken(**words: object) -> None:
        if words["verb"] == "publish_matching":
            raise MemoryError

    monkeypatch.setattr("pamong.programme.actions.matching.record", broken)
    with pytest.raises(MemoryError):
        actions.publish_matching(by=cast["planner"], matching=made, on=ON)
    assert not Mail.objects.exists()
    assert not Engagement.objects.exists()


# ── At the same moment ──


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_last_place_is_promised_once() -> None:
    """Two planners settle two people with a mentor of one place at the same moment."""
    cast = make_cast()
    programme = Programme(cast)
    guide = programme.guide("Mentor Penuh", capacity=1)
    people = [programme.approved_for(name) for name in ("Luh Sekar", "Beni Wamafma")]
    [refused] = at_once(
        *(
            partial(actions.require_pair, by=cast["planner"], proposal=one, guide=guide, on=ON)
            for one in people
        )
    )
    assert isinstance(refused, Invalid)
    assert RequiredPair.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_draft_is_changed_while_it_is_published() -> None:
    """Whichever comes first, there is one publication, and no change of what is published."""
    cast = make_cast()
    programme = Programme(cast)
    programme.guide("Mentor Satu")
    proposal = programme.approved_for("Luh Sekar")
    draft = drafted(cast)

    def change() -> Any:
        return actions.change_draft(
            by=cast["planner"], matching=draft, proposal=proposal, kind=DraftChange.OUT, on=ON
        )

    refused = at_once(change, lambda: actions.publish_matching(by=cast["planner"], matching=draft, on=ON))
    draft.refresh_from_db()
    assert all(isinstance(one, WrongState) for one in refused)
    assert draft.status == MatchingStatus.PUBLISHED
    assert Engagement.objects.count() == 1
    assert Matching.objects.filter(parent=draft).count() == 1 - len(refused)


def test_weights_are_kept_by_a_change(programme: Programme, cast: Cast) -> None:
    programme.guide("Mentor Satu")
    proposal = programme.approved_for("Luh Sekar")
    draft = actions.request_matching(
        by=cast["planner"],
        institution=cast.institution,
        weights=(20, 15, 15, 30, 10, 10),
        same_field=True,
        on=ON,
    )
    draft = actions.carry_out_matching(matching_id=draft.pk)
    made = changed(cast, draft, proposal, DraftChange.OUT)
    assert (made.weights, made.same_field, made.parent) == (draft.weights, True, draft)
    assert made.weights != list(WEIGHTS)
