"""Whoever of the two did not do it learns that an engagement rests, goes on or ends; never why, of a konseling nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from pamong.people.models import Account, Mail, MailKind
from pamong.programme import actions
from pamong.programme.models import Fit
from tests.programme.road import Road

pytestmark = pytest.mark.django_db
WHY = "Alasan yang tidak disurelkan."


def addressed(road: Road) -> None:
    for account in (road.employee, road.guide):
        account.email = f"{account.username}@contoh.example"
        account.save(update_fields=["email"])


def told() -> list[tuple[str, str, str]]:
    """To whom, subject and text, of each message on a turn; read once."""
    found = [
        (one.account.username, one.subject, one.text)
        for one in Mail.objects.filter(kind=MailKind.PAIR).select_related("account").order_by("pk")
    ]
    Mail.objects.all().delete()
    return found


def pause(road: Road, by: Account) -> None:
    until = road.clock.on + timedelta(days=9)
    actions.pause(by=by, engagement=road.engagement, until=until, reason=WHY, on=road.clock.on)


def stop(road: Road, by: Account) -> None:
    actions.stop(by=by, engagement=road.engagement, reason=WHY, on=road.clock.on)


def transfer(road: Road, by: Account) -> None:
    engagement = road.fresh()
    if by == road.employee:
        actions.answer_fit(by=by, engagement=engagement, fit=Fit.NO, on=road.clock.on)
    actions.transfer(by=by, engagement=engagement, reason=WHY, on=road.clock.on)


def deny(road: Road, by: Account) -> None:
    session = road.scheduled()
    road.clock.go(2, 8)
    other = road.guide if by == road.employee else road.employee
    actions.close_session(by=other, session=session, on=road.clock.on)
    actions.miss_session(by=by, session=session, who="both", reason=WHY, on=road.clock.on)


@pytest.mark.parametrize(
    ("do", "by", "to", "subject", "words"),
    [
        (pause, "employee", ["pembimbing"], "Mentoring dijeda", "Rara Anindita menjeda pendampingan ini sampai"),
        (stop, "guide", ["pegawai"], "Mentoring dihentikan", "Ketut Wirawan menghentikan pendampingan ini"),
        (deny, "employee", ["pembimbing"], "Mentoring: sesi dinyatakan tidak terlaksana", "sesi yang Anda laporkan"),
        (transfer, "employee", ["pembimbing"], "Mentoring berganti pembimbing", "atas permintaan Rara Anindita"),
        (transfer, "planner", ["pegawai", "pembimbing"], "Mentoring berganti pembimbing", "berakhir karena"),
    ],
)  # fmt: skip
def test_the_other_is_told_of_a_turn_without_its_reason(
    road: Road, do: Callable[[Road, Account], None], by: str, to: list[str], subject: str, words: str
) -> None:
    road.running()
    addressed(road)
    told()
    do(road, {"employee": road.employee, "guide": road.guide, "planner": road.cast["planner"]}[by])
    found = told()
    assert [who for who, *_ in found] == to
    for _, said, text in found:
        assert said == subject
        assert words in text
        assert f"/engagements/{road.engagement.pk}/" in text
        assert WHY not in text


def test_both_are_told_when_a_pause_ends_by_itself(road: Road) -> None:
    road.running()
    pause(road, road.employee)
    addressed(road)
    told()
    road.clock.go(10)
    actions.go_on(by=None, engagement=road.engagement, on=road.clock.on)
    assert [who for who, *_ in told()] == ["pegawai", "pembimbing"]


def test_who_is_left_before_it_began_is_told(road: Road) -> None:
    road.appointed()
    addressed(road)
    told()
    actions.decline_engagement(by=road.employee, engagement=road.engagement, reason=WHY, on=road.clock.on)
    [(who, subject, text)] = told()
    assert (who, subject) == ("pembimbing", "Mentoring batal dimulai")
    assert WHY not in text


def test_the_employee_is_told_that_it_is_complete(road: Road) -> None:
    addressed(road)
    road.completed()
    assert [(who, subject) for who, subject, _ in told()] == [("pegawai", "Mentoring selesai")]


def test_of_a_konseling_neither_name_nor_word_nor_address_is_in_it(closed_road: Road) -> None:
    closed_road.running()
    addressed(closed_road)
    told()
    stop(closed_road, closed_road.guide)
    [(who, subject, text)] = told()
    assert who == "pegawai"
    assert subject == "Kabar tentang pertemuan Anda"
    for word in ("onseling", "ounselling", "Ketut", WHY, f"/{closed_road.engagement.pk}/"):
        assert word not in subject + text, word
