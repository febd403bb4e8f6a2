"""The planner's numbers against a count by hand; whom they may ask how it goes, and how often."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pamong.audit.models import Event
from pamong.people.access import viewer
from pamong.people.models import Mail, MailHow, MailKind, MailPreference
from pamong.policy.errors import Invalid, NotAllowed
from pamong.policy.words import Light, Method
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Fit, Guide, Proposal
from pamong.programme.workflow import EngagementState
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.programme.road import Road

pytestmark = pytest.mark.django_db
WORDS = "Bagaimana jalannya?"


def rows(cast: Cast, number: int) -> list[Engagement]:
    """Open engagements with one guide, made as they lie; every test sets what it counts."""
    programme = Programme(cast)
    guide = programme.guide("Coach Banyak", method=Method.COACHING)
    made = []
    for one in range(number):
        who = f.employee(cast.institution, f"Peserta {one:02}", unit=cast.unit, superior=cast.superior)
        proposal = Proposal.objects.create(
            institution=cast.institution,
            employee=who,
            method=Method.COACHING,
            entrance="atasan",
            state="matched",
            state_since=timezone.now(),
            proposed_by=cast["planner"],
        )
        made.append(
            Engagement.objects.create(
                proposal=proposal,
                institution=cast.institution,
                employee=who,
                guide=guide,
                method=Method.COACHING,
                state="running",
                state_since=timezone.now(),
                matched_at=timezone.now(),
                starts_on=ON,
                attention_on=ON + timedelta(days=1),
                stuck_on=ON + timedelta(days=2),
            )
        )
    return made


def set_to(engagement: Engagement, **values: object) -> None:
    Engagement.objects.filter(pk=engagement.pk).update(**values)


def test_the_numbers_are_those_of_a_count_by_hand(cast: Cast) -> None:
    made = rows(cast, 9)
    mentor = Programme(cast).guide("Mentor Satu")
    yesterday, tomorrow = ON - timedelta(days=1), ON + timedelta(days=1)
    set_to(made[0], attention_on=yesterday, stuck_on=ON)  # stuck
    set_to(made[1], attention_on=yesterday, stuck_on=yesterday, guide=mentor)  # stuck
    set_to(made[2], attention_on=ON, stuck_on=tomorrow)  # attention
    late = queries.slow_since(ON)
    set_to(made[3], state="matched", state_since=late - timedelta(seconds=1))  # too long in its stage
    set_to(made[4], state="agreed", state_since=late)  # not yet
    set_to(made[5], state="paused", state_since=late - timedelta(days=90))  # rests, which is no stage
    set_to(made[6], state="completed", ended_at=timezone.now(), employee_fit=Fit.NO)  # counts nowhere
    for one in made[:3]:
        set_to(one, employee_fit=Fit.YES)
    set_to(made[3], employee_fit=Fit.NO, guide_fit=Fit.YES)
    seen = queries.overview(cast.sees("planner"))
    assert (seen.people, seen.guides, seen.open, seen.running) == (8, 2, 8, 5)
    assert seen.lights == {Light.SMOOTH: 3, Light.ATTENTION: 1, Light.STUCK: 2}
    assert {state.value: number for state, number in seen.slow.items() if number} == {"matched": 1}
    assert seen.fits is None, "four people answered"
    set_to(made[7], guide_fit=Fit.UNSURE)
    assert queries.overview(cast.sees("planner")).fits == 67  # 4 of 6 answers
    assert [one.pk for one in queries.stuck(cast.sees("planner"))] == [made[0].pk, made[1].pk]


def test_no_konseling_is_in_any_number(cast: Cast) -> None:
    made = rows(cast, 7)
    before = queries.overview(cast.sees("planner"))
    assert before.open == 7
    Engagement.objects.update(method=Method.COUNSELLING, employee_fit=Fit.YES, stuck_on=ON)
    after = queries.overview(cast.sees("planner"))
    assert (after.people, after.guides, after.open, after.running, after.lit, after.fits) == (0, 0, 0, 0, 0, None)  # fmt: skip
    assert sum(after.slow.values()) == 0
    assert not queries.stuck(cast.sees("planner")).exists()
    with pytest.raises(NotAllowed):
        ask(cast, "planner", made[0])


@pytest.mark.parametrize("who", sorted(set(EVERYBODY) - {"planner", "auditor"}))
def test_for_others_there_is_nothing_to_count(cast: Cast, who: str) -> None:
    rows(cast, 2)
    assert queries.overview(cast.sees(who)).open == 0
    assert not queries.stuck(cast.sees(who)).exists()


def test_a_coach_who_is_a_mentor_too_is_one_guide(cast: Cast) -> None:
    made = rows(cast, 2)
    twice = Programme(cast).guide(who=Guide.objects.get(pk=made[0].guide_id).employee)
    set_to(made[1], guide=twice)
    assert queries.overview(cast.sees("planner")).guides == 1


# ── One question to many ──


def ask(cast: Cast, who: str, *engagements: Engagement, text: str = WORDS) -> actions.Asked:
    return actions.ask_how_it_goes(by=cast[who], engagements=engagements, text=text, on=ON)


@pytest.fixture
def standing(road: Road) -> Road:
    """An engagement that stands still, whose two have an address each."""
    road.running()
    road.clock.go(120)
    for account in (road.employee, road.guide):
        account.email = f"{account.username}@contoh.go.id"
        account.save()
    Mail.objects.all().delete()
    assert queries.light_of(road.fresh(), road.clock.on) is Light.STUCK
    return road


def asked(road: Road, who: str = "planner", text: str = WORDS) -> actions.Asked:
    return actions.ask_how_it_goes(
        by=road.cast[who], engagements=[road.engagement], text=text, on=road.clock.on
    )


def test_both_sides_get_the_same_words_and_the_trail_tells_it_without_them(standing: Road) -> None:
    done = asked(standing)
    assert (done.pairs, done.messages, done.left_out, done.unreachable) == (1, 2, 0, 0)
    mails = Mail.objects.filter(kind=MailKind.QUESTION)
    assert {one.account for one in mails} == {standing.employee, standing.guide}
    for one in mails:
        assert WORDS in one.text
        assert standing.cast.rara.name not in one.subject
        assert f"/engagements/{standing.engagement.pk}/" in one.text
    event = Event.objects.get(verb="ask_how_it_goes")
    assert (event.employee_id, event.after, event.reason) == (standing.cast.rara.pk, {"messages": 2}, "")
    assert standing.fresh().asked_at == standing.clock.now


def test_the_same_pair_is_asked_once_in_seven_days(standing: Road) -> None:
    asked(standing)
    for days, pairs in ((1, 0), (5, 0), (1, 1), (1, 0)):
        standing.clock.go(days)
        assert asked(standing).pairs == pairs, standing.clock.on
    assert Mail.objects.filter(kind=MailKind.QUESTION).count() == 4


def test_whoever_wants_no_mail_gets_none_and_a_pair_without_address_stays_to_be_asked(standing: Road) -> None:
    MailPreference.objects.update_or_create(account=standing.guide, defaults={"how": MailHow.NONE})
    standing.employee.email = ""
    standing.employee.save()
    standing.cast.rara.email = ""
    standing.cast.rara.save()
    done = asked(standing)
    assert (done.pairs, done.unreachable) == (0, 1)
    assert standing.fresh().asked_at is None
    assert not Event.objects.filter(verb="ask_how_it_goes").exists()
    MailPreference.objects.filter(account=standing.guide).update(how=MailHow.WEEKLY)
    assert asked(standing).messages == 1


def test_what_goes_on_again_is_left_out(standing: Road) -> None:
    standing.held()
    assert asked(standing).left_out == 1
    assert not Mail.objects.filter(kind=MailKind.QUESTION).exists()


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 501])
def test_a_message_has_words_and_at_most_five_hundred(standing: Road, text: str) -> None:
    with pytest.raises(Invalid, match="paling banyak 500"):
        asked(standing, text=text)
    assert standing.fresh().asked_at is None


@pytest.mark.parametrize("who", sorted(set(EVERYBODY) - {"planner"}))
def test_only_the_planner_asks(standing: Road, who: str) -> None:
    with pytest.raises(NotAllowed):
        asked(standing, who)
    assert not Mail.objects.filter(kind=MailKind.QUESTION).exists()


def test_a_planner_does_not_ask_oneself(standing: Road) -> None:
    planner = standing.cast["planner"]
    planner.employee = None
    Engagement.objects.filter(pk=standing.engagement.pk).update(employee=standing.cast.rara)
    Guide.objects.filter(pk=standing.engagement.guide_id).update(account=planner, employee=None, name="Luar")
    assert not queries.to_ask(viewer(planner, standing.clock.on)).exists()
    with pytest.raises(NotAllowed):
        asked(standing)


def test_one_that_may_not_be_asked_stops_the_whole_message(standing: Road) -> None:
    other = Engagement.objects.get(pk=standing.engagement.pk)
    other.pk = 10**6
    with pytest.raises(NotAllowed):
        actions.ask_how_it_goes(
            by=standing.cast["planner"],
            engagements=[standing.engagement, other],
            text=WORDS,
            on=standing.clock.on,
        )
    assert not Mail.objects.filter(kind=MailKind.QUESTION).exists()
    assert standing.fresh().state == EngagementState.RUNNING
