"""A letter with a mistake is withdrawn: its pairs are free, its number is given again, and it still names them."""

import pytest
from django.utils import timezone

from pamong.audit.models import Event
from pamong.people.models import RoleGrant
from pamong.people.roles import Role
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Letter
from pamong.programme.workflow import EngagementState
from tests.factories import ON
from tests.programme.pairs import Pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]


def test_a_withdrawn_letter_frees_its_pairs_and_still_names_them(pairs: Pairs) -> None:
    one, two, planner = pairs.rara(), pairs.of("Made Suardana"), pairs.cast["planner"]
    letter = pairs.signed(one, two)
    with pytest.raises(Invalid):
        actions.withdraw_letter(by=planner, letter=letter, reason=" ", on=ON)
    actions.withdraw_letter(by=planner, letter=letter, reason="Tanggalnya keliru.", on=ON)
    letter = queries.letters(pairs.cast.sees("planner")).get(pk=letter.pk)
    assert (letter.state, letter.number, letter.pairs) == ("withdrawn", "SK-12/K.1/2026", 2)
    assert [e.employee.name for e in queries.pairs_of(letter)] == ["Made Suardana", "Rara Anindita"]
    told = Event.objects.get(verb="withdraw_letter")
    assert told.reason == "Tanggalnya keliru."
    assert told.before == {"number": "SK-12/K.1/2026", "dated": str(ON), "pairs": 2}
    waiting = queries.waiting_for_letter(pairs.cast.sees("planner"))
    assert {e.pk for e in waiting} == {one.pk, two.pk}
    assert {e.letter_due for e in waiting} == {letter.due}, "from today again, and not silently"


def test_the_letter_in_its_place_takes_the_same_number_and_nothing_begins_anew(pairs: Pairs) -> None:
    one, planner = pairs.rara(), pairs.cast["planner"]
    wrong = pairs.numbered(one)
    newcomer = pairs.of("Made Suardana")
    actions.withdraw_letter(by=planner, letter=wrong, reason="Salah ketik.", on=ON)
    one.refresh_from_db()
    assert one.state == EngagementState.APPOINTED, "what has begun goes on"
    assert list(queries.waiting_for_letter(pairs.cast.sees("planner"), replaces=wrong)) == [one]
    right = pairs.numbered(one, newcomer)
    one.refresh_from_db()
    newcomer.refresh_from_db()
    assert (one.letter, one.agreements.count()) == (right, 1)
    assert (newcomer.letter, newcomer.state) == (right, EngagementState.APPOINTED)
    assert not queries.waiting_for_letter(pairs.cast.sees("planner")).exists()
    assert list(queries.pairs_of(Letter.objects.get(pk=wrong.pk))) == [one]
    assert Event.objects.filter(verb="appoint", subject_id=one.pk).count() == 2


def test_a_pair_that_ended_under_a_withdrawn_letter_gets_another_unless_it_never_began(pairs: Pairs) -> None:
    ended, never = pairs.rara(), pairs.of("Made Suardana")
    letter = pairs.numbered(ended, never)
    Engagement.objects.filter(pk=ended.pk).update(state="completed", ended_at=timezone.now())
    actions.decline_engagement(by=pairs.account, engagement=never, reason="Pindah tugas.", on=ON)
    actions.withdraw_letter(by=pairs.cast["planner"], letter=letter, reason="Salah ketik.", on=ON)
    assert list(queries.waiting_for_letter(pairs.cast.sees("planner"))) == [ended]
    with pytest.raises(WrongState, match="Made Suardana"):
        pairs.draft(never)
    assert pairs.numbered(ended).number
    ended.refresh_from_db()
    assert ended.state == EngagementState.COMPLETED


def test_nobody_withdraws_the_letter_that_names_oneself(pairs: Pairs) -> None:
    letter, cast = pairs.numbered(pairs.rara()), pairs.cast
    RoleGrant.objects.create(
        account=cast["employee"], role=Role.PLANNER, institution=cast.institution, start=ON
    )
    with pytest.raises(NotAllowed, match="memuat nama Anda"):
        actions.withdraw_letter(by=cast["employee"], letter=letter, reason="Salah.", on=ON)
