"""Nothing waits in silence: reminded once, then told to whoever is next, and never taken for consent."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from pamong.audit.models import Event
from pamong.people.access import viewer
from pamong.people.models import Mail
from pamong.policy import silence
from pamong.policy.errors import NotAllowed, PamongError, WrongState
from pamong.policy.words import Cause, Method
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Proposal
from pamong.programme.notices import digest
from pamong.programme.queries import Due, Kind
from pamong.recommendation import access as suggestions
from pamong.recommendation import actions as recommendation
from pamong.recommendation.models import Contest, Undecided
from pamong.recommendation.queries import Kind as Earlier
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.programme.pairs import Pairs
from tests.programme.road import JAKARTA, Clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _from_the_day(clock: Clock) -> None:
    clock.now = datetime.combine(ON, time(8), JAKARTA)


@pytest.fixture
def addresses(cast: Cast) -> None:
    for who in EVERYBODY:
        cast[who].email = f"{who}@lpa.example"
        cast[who].save(update_fields=["email"])


def night(cast: Cast, on: date) -> dict[str, int]:
    """What a run did; a second of the same day does nothing more."""
    done = dict(actions.keep_time(institution=cast.institution, on=on))
    again = actions.keep_time(institution=cast.institution, on=on)
    assert not any(again.values()), again
    return {name: number for name, number in done.items() if number}


def kinds(cast: Cast, who: str, on: date) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in queries.inbox(viewer(cast[who], on)):
        found[str(row.kind)] = found.get(str(row.kind), 0) + row.number
    return found


def mails(cast: Cast, who: str) -> int:
    return Mail.objects.filter(account=cast[who]).count()


# ── Reminders ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("addresses")
def test_on_its_last_day_a_thing_is_told_of_once_more_and_not_again(
    cast: Cast, programme: Programme, clock: Clock
) -> None:
    programme.own()
    told = []
    for day in range(10):
        on = ON + timedelta(days=day)
        night(cast, on)
        digest(cast.institution, on)
        told.append((on.day, mails(cast, "superior")))
    # Asked on the 24th, reminded on Friday the 27th, its last day; on other days nothing is new.
    assert [day for (day, number), (_, before) in zip(told[1:], told, strict=False) if number > before] == [
        27
    ]
    assert told[0] == (24, 1)
    last = Mail.objects.filter(account=cast["superior"]).latest("pk")
    assert "Jawab usulan mentoring untuk Rara Anindita" in last.text
    assert "ditunggu sampai 27 November 2026" in last.text


@pytest.mark.usefixtures("addresses")
def test_of_many_another_that_waits_too_long_is_told_of_too(cast: Cast, programme: Programme) -> None:
    for number, name in enumerate(("Luh Sekar", "Made Arta")):
        programme.approved_for(name)
        Proposal.objects.filter(employee__name=name).update(state="proposed", choose_by=None)
        step = Proposal.objects.get(employee__name=name).steps.get()
        step.answer, step.answered_at, step.answered_by = "", None, None
        step.due = ON + timedelta(days=1 + number)
        step.save()
    for day, number in ((0, 1), (1, 2), (2, 3), (3, 3)):
        on = ON + timedelta(days=day)
        night(cast, on)
        digest(cast.institution, on)
        assert mails(cast, "planner") == number, on


# ── Reports of wrong data ────────────────────────────────────────────────────────────────────


def contested(cast: Cast) -> Contest:
    return recommendation.contest(
        by=cast["employee"], employee=cast.rara, about="Level Komunikasi", text="Seharusnya 3.", on=ON
    )


def test_a_report_of_wrong_data_goes_on_while_there_is_time(cast: Cast, clock: Clock) -> None:
    row = contested(cast)
    assert row.due - row.at == timedelta(hours=72)
    [waiting] = [
        one for one in queries.inbox(viewer(cast["planner"], ON)) if one.kind == Earlier.ANSWER_CONTEST
    ]
    assert (waiting.due, waiting.reminded) == (date(2026, 11, 27), 0)
    assert "escalated" not in night(cast, ON)
    clock.go(hours=24)
    assert "escalated" not in night(cast, clock.on)
    [waiting] = [
        one for one in queries.inbox(viewer(cast["planner"], ON)) if one.kind == Earlier.ANSWER_CONTEST
    ]
    assert waiting.reminded == 1
    with pytest.raises(NotAllowed):
        recommendation.answer_contest(by=cast["competent_authority"], contest=row, answer="Benar.", on=ON)
    clock.go(hours=12)
    assert night(cast, clock.on) == {"escalated": 1}
    assert row.due - clock.now >= timedelta(hours=12)
    assert Event.objects.get(verb="escalate").subject_id == row.pk
    for who in EVERYBODY:
        left = kinds(cast, who, clock.on).get("contest_left", 0)
        assert left == (who == "competent_authority"), who
    # The planner may still answer; nobody else may who could not before.
    for who in sorted(set(EVERYBODY) - {"planner", "competent_authority"}):
        with pytest.raises(NotAllowed):
            recommendation.answer_contest(by=cast[who], contest=row, answer="Benar.", on=clock.on)
    done = recommendation.answer_contest(
        by=cast["competent_authority"], contest=row, answer="Sudah dikoreksi.", on=clock.on
    )
    assert done.answered_by == cast["competent_authority"]
    assert not suggestions.contests_visible_to(viewer(cast["competent_authority"], clock.on)).exists()
    with pytest.raises(PamongError):
        recommendation.answer_contest(by=cast["planner"], contest=row, answer="Lagi.", on=clock.on)


def test_nobody_is_next_for_a_report_of_his_own(cast: Cast, clock: Clock) -> None:
    contested(cast)
    clock.go(hours=40)
    night(cast, clock.on)
    pyb = cast["competent_authority"]
    pyb.employee = cast.rara
    assert not suggestions.contests_left_to(viewer(pyb, clock.on)).exists()


# ── Letters ──────────────────────────────────────────────────────────────────────────────────


def test_a_pair_without_a_letter_goes_on_to_who_signs(cast: Cast, clock: Clock) -> None:
    pairs = Pairs(cast)
    one, closed = pairs.rara(), pairs.counselling()
    assert (one.letter_due, closed.letter_due) == (date(2026, 12, 1), None)
    [row] = [each for each in queries.inbox(viewer(cast["planner"], ON)) if each.kind == Due.MAKE_LETTER]
    assert (row.number, row.due, row.reminded) == (1, date(2026, 12, 1), 0)
    assert "escalated" not in night(cast, date(2026, 12, 2))
    assert "pairs_left" not in kinds(cast, "competent_authority", date(2026, 12, 2))
    late = date(2026, 12, 3)
    assert night(cast, late).get("escalated") == 1
    assert kinds(cast, "competent_authority", late)["pairs_left"] == 1
    for who in sorted(set(EVERYBODY) - {"competent_authority"}):
        assert "pairs_left" not in kinds(cast, who, late), who
    # The letter is made: nothing is left, and its number is waited for anew.
    letter = pairs.draft(one)
    assert "pairs_left" not in kinds(cast, "competent_authority", late)
    assert letter.due == date(2026, 12, 1)


def test_a_letter_without_number_goes_on_and_the_signature_is_asked_of_both(cast: Cast) -> None:
    pairs = Pairs(cast)
    letter = pairs.draft(pairs.rara())
    late = date(2026, 12, 3)
    assert "escalated" not in night(cast, late - timedelta(days=1))
    assert night(cast, late).get("escalated") == 1
    assert kinds(cast, "competent_authority", late)["drafts_left"] == 1
    assert "number_letter" in kinds(cast, "planner", late)
    letter = actions.number_letter(
        by=cast["competent_authority"], letter=letter, number="SK-9/2026", dated=ON, on=late
    )
    assert (letter.due, letter.escalated_at) == (date(2026, 12, 10), None)
    for who in ("planner", "competent_authority"):
        found = kinds(cast, who, late)
        assert found["sign_letter"] == 1
        assert "drafts_left" not in found
    actions.attach_signed_copy(
        by=cast["planner"], letter=letter, file=ContentFile(b"%PDF-1.7 naskah", name="sk.pdf"), on=late
    )
    for who in EVERYBODY:
        assert "sign_letter" not in kinds(cast, who, late), who


def test_a_pair_taken_off_its_letter_waits_anew(cast: Cast) -> None:
    pairs = Pairs(cast)
    one = pairs.rara()
    letter = pairs.draft(one)
    later = date(2026, 12, 8)
    actions.cancel_letter(by=cast["planner"], letter=letter, reason="Salah penanda tangan.", on=later)
    one.refresh_from_db()
    assert (one.letter_id, one.letter_due) == (None, date(2026, 12, 15))
    assert "escalated" not in night(cast, later)


# ── Suggestions ──────────────────────────────────────────────────────────────────────────────


def suggest(cast: Cast, cause: Cause = Cause.SKILL, on: date = ON) -> None:
    recommendation.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=on, cause=cause, reason="Dialog.", on=on
    )


def test_suggestions_nobody_decides_are_told_to_the_planner_then_asked_after(
    cast: Cast, clock: Clock
) -> None:
    suggest(cast)
    clock.go(days=7)
    suggest(cast, Cause.EXPERIENCE, clock.on)  # written anew, the same method: it waits since the first day
    assert night(cast, clock.on) == {}
    clock.go(days=7)
    assert night(cast, clock.on) == {"reminded": 1}
    row = Undecided.objects.get()
    assert (row.number, row.oldest, row.escalated_at) == (1, ON, None)
    assert kinds(cast, "planner", clock.on)["decide_late"] == 1
    assert "suggestions_left" not in kinds(cast, "competent_authority", clock.on)
    with pytest.raises(NotAllowed):
        recommendation.ask_after_undecided(by=cast["competent_authority"], undecided=row, on=clock.on)
    clock.go(days=2)
    assert night(cast, clock.on) == {"escalated": 1}
    for who in EVERYBODY:
        assert kinds(cast, who, clock.on).get("suggestions_left", 0) == (who == "competent_authority"), who
    for who in sorted(set(EVERYBODY) - {"competent_authority"}):
        with pytest.raises(NotAllowed):
            recommendation.ask_after_undecided(by=cast[who], undecided=row, on=clock.on)
    # Whoever is next learns how many, and nothing of whom.
    assert not suggestions.results_visible_to(viewer(cast["competent_authority"], clock.on)).exists()
    asked = recommendation.ask_after_undecided(by=cast["competent_authority"], undecided=row, on=clock.on)
    with pytest.raises(WrongState):
        recommendation.ask_after_undecided(by=cast["competent_authority"], undecided=asked, on=clock.on)
    found = kinds(cast, "planner", clock.on)
    assert (found["decide_asked"], "decide_late" in found) == (1, False)
    assert "suggestions_left" not in kinds(cast, "competent_authority", clock.on)
    recommendation.decide(by=cast["planner"], employee=cast.rara, verdict="accept", on=clock.on)
    assert night(cast, clock.on) == {}
    assert not Undecided.objects.filter(closed_at__isnull=True).exists()
    assert "decide_asked" not in kinds(cast, "planner", clock.on)


def test_asked_in_vain_it_begins_anew(cast: Cast, clock: Clock) -> None:
    suggest(cast)
    clock.go(days=14)
    night(cast, clock.on)
    clock.go(days=2)
    night(cast, clock.on)
    recommendation.ask_after_undecided(
        by=cast["competent_authority"], undecided=Undecided.objects.get(), on=clock.on
    )
    clock.go(days=13)
    assert night(cast, clock.on) == {}
    clock.go(days=1)
    assert night(cast, clock.on) == {"reminded": 1}
    clock.go(days=2)  # over New Year: 1 January is off
    assert night(cast, clock.on) == {}
    clock.go(days=3)
    assert night(cast, clock.on) == {"escalated": 1}
    assert kinds(cast, "competent_authority", clock.on)["suggestions_left"] == 1


def test_a_decision_reopened_waits_from_then(cast: Cast, clock: Clock) -> None:
    suggest(cast)
    decision = recommendation.decide(by=cast["planner"], employee=cast.rara, verdict="accept", on=ON)
    clock.go(days=20)
    assert night(cast, clock.on) == {}
    recommendation.reopen(by=cast["planner"], decision=decision, reason="Data baru.", on=clock.on)
    assert night(cast, clock.on) == {}
    clock.go(days=14)
    assert night(cast, clock.on) == {"reminded": 1}


@pytest.mark.usefixtures("addresses")
def test_a_konseling_nobody_decides_is_told_to_its_planner_alone(cast: Cast, clock: Clock) -> None:
    suggest(cast, Cause.PERSONAL)
    assert suggestions.counselling_visible_to(viewer(cast["planner"], ON)).exists()
    before = {who: kinds(cast, who, ON) for who in EVERYBODY}
    digest(cast.institution, clock.on)
    first = mails(cast, "planner")
    for days in (13, 1, 1, 6, 9):
        clock.go(days=days)
        assert night(cast, clock.on) == {}
        digest(cast.institution, clock.on)
    assert not Undecided.objects.exists()
    assert {who: kinds(cast, who, clock.on) for who in EVERYBODY} == before
    assert mails(cast, "planner") == first + 1  # once more, and no more
    sent = Mail.objects.exclude(account=cast["employee"])  # who is asked to answer the dialogue's note
    assert {mail.account for mail in sent} <= {cast["planner"], cast["superior"]}
    for mail in Mail.objects.all():
        assert "konsel" not in (mail.subject + mail.text + mail.html).lower()
    for mail in sent:
        assert "rara" not in (mail.subject + mail.text + mail.html).lower()


def test_institutions_are_watched_apart(cast: Cast, clock: Clock) -> None:
    suggest(cast)
    contested(cast)
    clock.go(days=20)
    other = cast["stranger"].institution
    assert other is not None
    assert not any(actions.keep_time(institution=other, on=clock.on).values())
    night(cast, clock.on)
    found = kinds(cast, "stranger", clock.on)
    assert not {"suggestions_left", "contest_left", "decide_late", "answer_contest"} & set(found)


def test_a_dialogue_asked_for_and_not_held_comes_back_to_who_asked(cast: Cast, clock: Clock) -> None:
    recommendation.ask_dialogue(by=cast["planner"], employee=cast.rara, on=ON)
    last = ON + timedelta(days=14)
    assert "dialogues_late" not in kinds(cast, "planner", last)
    assert kinds(cast, "planner", last + timedelta(days=1))["dialogues_late"] == 1
    [row] = [
        one for one in queries.inbox(viewer(cast["superior"], last)) if one.kind == Earlier.HOLD_DIALOGUE
    ]
    assert (row.due, row.reminded) == (last, 1)


# ── The choice of a guide ────────────────────────────────────────────────────────────────────


def test_who_does_not_choose_is_reminded_and_then_helped(cast: Cast, programme: Programme) -> None:
    proposal = programme.approved()
    proposal.refresh_from_db()
    assert proposal.choose_by == date(2026, 11, 27)
    [row] = [one for one in queries.inbox(viewer(cast["employee"], ON)) if one.kind == Kind.CHOOSE_GUIDE]
    assert (row.due, row.reminded) == (date(2026, 11, 27), 0)
    late = date(2026, 11, 28)
    [row] = [one for one in queries.inbox(viewer(cast["employee"], late)) if one.kind == Kind.CHOOSE_GUIDE]
    assert row.reminded == 1
    assert "choices_late" not in kinds(cast, "planner", ON)
    assert kinds(cast, "planner", late)["choices_late"] == 1
    rows = queries.queue(viewer(cast["planner"], late), queries.Queue(state="approved", late=True))
    assert rows.get() == proposal
    guide = programme.guide("Mentor Satu")
    actions.choose(by=cast["planner"], proposal=proposal, guides=[guide], on=late)
    assert "choices_late" not in kinds(cast, "planner", late)
    proposal.refresh_from_db()
    assert proposal.choose_by is None
    account = f.account(cast.institution, "mentor", guide.employee)
    actions.decline(by=account, wish=proposal.wishes.get(), reason="Penuh.", on=late)
    proposal.refresh_from_db()
    assert proposal.choose_by == date(2026, 12, 2)  # from Saturday on: three working days


def test_a_konseling_without_counsellor_comes_back_to_the_counsellors_alone(
    cast: Cast, programme: Programme
) -> None:
    proposal = programme.own(Method.COUNSELLING)
    actions.answer(by=cast["counsellor"], proposal=proposal, answer="approved", on=ON)
    assert "counsellor_wanted" not in kinds(cast, "counsellor", ON)
    late = date(2026, 11, 28)
    for who in EVERYBODY:
        found = kinds(cast, who, late)
        assert found.get("counsellor_wanted", 0) == (who == "counsellor"), who
        assert "choices_late" not in found, who
    guide = programme.guide("Konselor Satu", method=Method.COUNSELLING)
    account = f.account(cast.institution, "konselor-satu", guide.employee)
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=late)
    assert "counsellor_wanted" not in kinds(cast, "counsellor", late)
    actions.decline(by=account, wish=proposal.wishes.get(), reason="Penuh.", on=late)
    assert kinds(cast, "counsellor", late)["counsellor_wanted"] == 1


def test_the_rules_of_silence_are_dated_and_say_where_they_come_from() -> None:
    assert silence.CONTEST_HOURS.cite(ON).regulation.code == "UU 27/2022"
    hours = (silence.CONTEST_REMINDED_HOURS, silence.CONTEST_PASSED_HOURS, silence.CONTEST_HOURS)
    assert [one.on(ON) for one in hours] == sorted({one.on(ON) for one in hours})


def test_the_inbox_stays_one_query(cast: Cast, programme: Programme, django_assert_num_queries: Any) -> None:
    suggest(cast)
    programme.approved()
    contested(cast)
    for who in EVERYBODY:
        sees = viewer(cast[who], ON)
        with django_assert_num_queries(1 if sees.institution else 0):
            queries.inbox(sees)
    assert timezone.now().date() <= ON
    assert not Engagement.objects.exists()
