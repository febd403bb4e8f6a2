"""The digest: the inbox's own rows, once a day at most, only when something is new, and nothing of a konseling."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.people.actions import set_mail_preference
from pamong.people.models import Account, Mail, MailHow, MailKind, MailState, Zone
from pamong.policy.words import Entrance, Method
from pamong.programme import actions
from pamong.programme.notices import digest, news, task
from pamong.programme.notices.digest import MOST_LINES
from pamong.programme.queries import Due, Kind, inbox
from pamong.recommendation.queries import Kind as Earlier
from pamong.recommendation.queries import Waiting
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme

pytestmark = pytest.mark.django_db
WEDNESDAY = ON + timedelta(days=1)
SATURDAY = date(2026, 11, 28)
MONDAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def addresses(cast: Cast) -> None:
    """Everybody has an address."""
    for who in EVERYBODY:
        cast[who].email = f"{who}@lpa.example"
        cast[who].save(update_fields=["email"])


def to(account: Account) -> list[Mail]:
    return list(Mail.objects.filter(account=account).order_by("pk"))


def ask_guide(programme: Programme, name: str) -> None:
    """Somebody of the team is proposed; the planner's answer is waited for."""
    actions.propose(
        by=programme.cast["superior"],
        employee=f.employee(
            programme.cast.institution, name, superior=programme.cast.superior, unit=programme.cast.unit
        ),
        method=Method.MENTORING,
        entrance=Entrance.SUPERIOR,
        on=ON,
        purpose="Tujuan.",
        competency=programme.communication,
    )


def test_it_says_what_the_inbox_says_with_a_link_each(cast: Cast, programme: Programme) -> None:
    programme.own()
    rows = inbox(cast.sees("superior"))
    assert rows
    assert digest(cast.institution, ON) >= 1
    [mail] = to(cast["superior"])
    assert (mail.kind, mail.day, mail.subject) == (
        MailKind.DIGEST,
        ON,
        f"{len(rows)} hal perlu ditindaklanjuti",
    )
    for row in rows:
        told = task(row)
        assert told.words in mail.text
        assert f"http://localhost:8000{told.address}" in mail.text
        assert f'href="http://localhost:8000{told.address}"' in mail.html
    assert "Rara Anindita" not in mail.subject
    assert "ditunggu sampai" in mail.text


def test_nobody_hears_twice_of_the_same_and_nobody_of_nothing(cast: Cast, programme: Programme) -> None:
    programme.own()
    assert digest(cast.institution, ON) >= 1
    before = Mail.objects.count()
    assert digest(cast.institution, ON) == 0  # the same day again
    assert digest(cast.institution, WEDNESDAY) == 0  # nothing is new
    assert Mail.objects.count() == before
    assert not to(cast["auditor"])  # nothing waits for them
    ask_guide(programme, "Luh Sekar")
    assert digest(cast.institution, ON) == 1  # the planner's first of the day
    ask_guide(programme, "Made Arta")
    assert digest(cast.institution, ON) == 0  # one a day, whatever is new
    assert digest(cast.institution, WEDNESDAY) == 1
    assert [mail.day for mail in to(cast["planner"])] == [ON, WEDNESDAY]


def test_more_of_the_same_kind_is_new(cast: Cast, programme: Programme) -> None:
    ask_guide(programme, "Luh Sekar")
    digest(cast.institution, ON)
    ask_guide(programme, "Made Arta")
    digest(cast.institution, WEDNESDAY)
    first, second = to(cast["planner"])
    assert "Jawab 1 usulan" in first.text
    assert "Jawab 2 usulan" in second.text


def test_days_off_are_quiet(cast: Cast, programme: Programme) -> None:
    programme.own()
    assert digest(cast.institution, SATURDAY) == 0
    actions.set_off_day(by=cast["planner"], institution=cast.institution, day=MONDAY, name="Hari jadi", on=ON)
    assert digest(cast.institution, MONDAY) == 0


def choose(account: Account, how: str, language: str = "id") -> None:
    set_mail_preference(by=account, how=how, language=language, time_zone=Zone.WIB)


def test_by_week_only_with_the_first_run_of_the_week(cast: Cast, programme: Programme) -> None:
    choose(cast["planner"], MailHow.WEEKLY)
    ask_guide(programme, "Luh Sekar")
    digest(cast.institution, ON)
    ask_guide(programme, "Made Arta")
    digest(cast.institution, WEDNESDAY)
    assert [mail.day for mail in to(cast["planner"])] == [ON]
    digest(cast.institution, MONDAY)
    assert [mail.day for mail in to(cast["planner"])] == [ON, MONDAY]


def test_who_wants_none_gets_none(cast: Cast, programme: Programme) -> None:
    choose(cast["superior"], MailHow.NONE)
    programme.own()
    digest(cast.institution, ON)
    news(cast.institution, ON)
    assert not to(cast["superior"])


def test_at_once_is_told_of_the_new_alone_as_often_as_it_comes(cast: Cast, programme: Programme) -> None:
    choose(cast["superior"], MailHow.AT_ONCE)
    programme.own()
    assert news(cast.institution, ON) == 1
    assert news(cast.institution, ON) == 0
    programme.approved_for("Luh Sekar")  # of the superior's own proposal nothing waits for the superior
    assert news(cast.institution, ON) == 0
    who = f.employee(cast.institution, "Made Arta", superior=cast.superior, unit=cast.unit)
    f.account(cast.institution, "made", who)
    actions.propose(
        by=who.account, employee=who, method=Method.MENTORING, entrance=Entrance.OWN, on=ON,
        purpose="Tujuan.", competency=programme.communication,
    )  # fmt: skip
    assert news(cast.institution, ON) == 1
    first, second = to(cast["superior"])
    assert "Rara Anindita" in first.text
    assert "Made Arta" in second.text
    assert "Rara Anindita" not in second.text
    assert digest(cast.institution, ON) == 0 or not Mail.objects.filter(
        account=cast["superior"], kind=MailKind.DIGEST
    )


def test_in_the_readers_language(cast: Cast, programme: Programme) -> None:
    choose(cast["superior"], MailHow.DAILY, "en")
    programme.own()
    digest(cast.institution, ON)
    [mail] = to(cast["superior"])
    assert mail.subject == "1 waiting for you"
    assert "What waits for you in Pamong:" in mail.text
    assert "Yang menunggu" not in mail.text + mail.html


def test_a_konseling_is_one_neutral_line(cast: Cast, programme: Programme) -> None:
    """Asked of the counsellors, then of the chosen one, then of the employee: nowhere a word or a name."""
    guide = programme.guide("Ketut Wirawan", method=Method.COUNSELLING)
    assert guide.employee is not None
    counsellor = f.account(cast.institution, "ketut", guide.employee)
    counsellor.email = "ketut@lpa.example"
    counsellor.save()
    Account.objects.filter(pk=cast["counsellor"].pk).update(name="Luh Sekar")
    proposal = programme.own(Method.COUNSELLING)
    days = iter([ON, WEDNESDAY, WEDNESDAY + timedelta(days=1)])
    digest(cast.institution, next(days))
    assert to(cast["counsellor"])
    proposal = actions.answer(by=cast["counsellor"], proposal=proposal, answer="approved", on=ON)
    digest(cast.institution, next(days))
    assert to(cast["employee"])
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=ON)
    digest(cast.institution, next(days))
    assert to(counsellor)
    for mail in Mail.objects.all():
        told = (mail.subject + mail.text + mail.html).lower()
        assert "konsel" not in told
        assert "counsel" not in told
        if mail.account != cast["employee"]:
            assert "rara anindita" not in told
        assert mail.text.count("Ada permintaan yang menunggu Anda") <= 1
    assert "Ada permintaan yang menunggu Anda" in to(counsellor)[0].text


IN_NUMBERS = {
    Due.MAKE_LETTER,
    Due.NUMBER_LETTER,
    Due.SIGN_LETTER,
    Due.PAIRS_LEFT,
    Due.DRAFTS_LEFT,
    Due.STUCK,
}


@pytest.mark.parametrize("kind", [*Earlier, *Kind, *Due])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_has_words_and_none_of_a_konseling_gets_out(kind: object, language: str) -> None:
    from django.utils import timezone, translation

    from pamong.programme.notices.digest import _items

    for rule in (Method.MENTORING, Method.COUNSELLING):
        subject = None if kind in IN_NUMBERS else 7
        row = Waiting(kind, subject, 8, "Rara Anindita", rule, 3, timezone.now(), ON)  # type: ignore[arg-type]
        with translation.override(language):
            [item] = _items([row], ON)
            told = f"{item.words} {item.address}".lower()
        assert item.words
        assert item.address.startswith("/")
        assert "konsel" not in told
        assert "counsel" not in told
        if rule == Method.COUNSELLING:
            assert "rara" not in told


def test_a_long_list_is_cut_and_counted(cast: Cast, programme: Programme) -> None:
    for number in range(MOST_LINES + 5):
        who = f.employee(cast.institution, f"Pegawai {number:02}", superior=cast.superior, unit=cast.unit)
        f.account(cast.institution, f"p{number}", who)
        actions.propose(
            by=who.account, employee=who, method=Method.MENTORING, entrance=Entrance.OWN, on=ON,
            purpose="Tujuan.", competency=programme.communication,
        )  # fmt: skip
    digest(cast.institution, ON)
    [mail] = to(cast["superior"])
    assert mail.subject == f"{MOST_LINES + 5} hal perlu ditindaklanjuti"
    assert "dan 5 hal lain" in mail.text
    assert mail.text.count("\n- ") == MOST_LINES + 1


def test_a_long_list_begins_with_what_is_new_and_then_with_what_is_awaited_soonest(
    cast: Cast, programme: Programme
) -> None:
    made = []
    for number in range(MOST_LINES + 5):
        who = f.employee(cast.institution, f"Pegawai {number:02}", superior=cast.superior, unit=cast.unit)
        f.account(cast.institution, f"p{number}", who)
        made.append(
            actions.propose(
                by=who.account, employee=who, method=Method.MENTORING, entrance=Entrance.OWN, on=ON,
                purpose="Tujuan.", competency=programme.communication,
            )
        )  # fmt: skip
    digest(cast.institution, ON)
    soonest = made[-1].steps.get(asked_at__isnull=False, answer="")
    soonest.due = ON
    soonest.save(update_fields=["due"])
    new = programme.own()
    assert digest(cast.institution, WEDNESDAY) >= 1
    first, second, *_ = [line for line in to(cast["superior"])[-1].text.splitlines() if "/proposals/" in line]
    assert f"/proposals/{new.pk}/" in first
    assert f"/proposals/{made[-1].pk}/" in second


def test_institutions_stay_apart(cast: Cast, programme: Programme) -> None:
    programme.own()
    other = cast["stranger"].institution
    assert other is not None
    assert digest(other, ON) == 0
    digest(cast.institution, ON)
    assert not to(cast["stranger"])


def test_a_refused_address_waits_for_the_administrator_alone(cast: Cast, programme: Programme) -> None:
    programme.own()
    digest(cast.institution, ON)
    Mail.objects.filter(account=cast["superior"]).update(state=MailState.FAILED)
    [row] = inbox(cast.sees("admin"))
    assert (row.kind, row.rule) == (Kind.MAIL_REFUSED, "superior@lpa.example")
    told = task(row)
    assert told.words == "Alamat surel superior@lpa.example menolak pesan; perbaiki atau lepas"
    assert told.address == "/settings/mail/"
    assert Kind.MAIL_REFUSED not in {
        one.kind for who in EVERYBODY if who != "admin" for one in inbox(cast.sees(who))
    }


def test_queries_grow_with_readers_alone(cast: Cast, programme: Programme) -> None:
    programme.own()
    with CaptureQueriesContext(connection) as few:
        digest(cast.institution, ON)
    written = sum(query["sql"].startswith("INSERT") for query in few)
    # One for the readers, one for days off, and for each reader: who they are, and what waits.
    assert len(few) <= 4 + 2 * len(EVERYBODY) + 4 * written
