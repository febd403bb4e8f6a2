"""Mail as rows: queued with the change, sent once, tried again, refused to the administrator's inbox."""

import smtplib
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connections, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from pamong.audit.models import Event
from pamong.exchange.calendar import event_file
from pamong.people import actions, notices
from pamong.people.actions import mail as sending
from pamong.people.models import Account, Mail, MailHow, MailKind, MailState, Zone
from pamong.people.queries import mail_counts, refused_addresses, wishes_of
from pamong.policy.errors import Invalid, NotAllowed
from pamong.policy.programme import MAIL_DAYS
from pamong.policy.sentence import Sentence
from tests import factories as f
from tests.factories import ON
from tests.mail_server import Post
from tests.people_cast import EVERYBODY, Cast

pytestmark = pytest.mark.django_db
SUBJECT = Sentence("Ada kabar", "There is news")


@pytest.fixture
def rara(cast: Cast) -> Account:
    account = cast["employee"]
    account.email = "rara@lpa.example"
    account.save()
    return account


def queue(to: Account, kind: MailKind = MailKind.INVITATION, **more: Any) -> Mail:
    more.setdefault("opening", Sentence("Silakan dibaca.", "Please read."))
    mail = notices.send(to=to, kind=kind, subject=SUBJECT, **more)
    assert mail is not None
    return mail


def deliver(**more: Any) -> dict[str, int]:
    return dict(actions.deliver(attach=event_file, **more))


def test_what_is_undone_sends_nothing(rara: Account) -> None:
    class Undone(Exception):  # noqa: N818
        pass

    @transaction.atomic
    def change() -> None:
        queue(rara)
        raise Undone

    with pytest.raises(Undone):
        change()
    assert not Mail.objects.exists()
    assert deliver() == {}


def test_a_message_speaks_the_language_chosen_for_mail(rara: Account) -> None:
    assert wishes_of(rara).language == "id"
    actions.set_mail_preference(by=rara, how=MailHow.DAILY, language="en", time_zone=Zone.WIT)
    line = notices.Item(gettext_lazy("Beranda"), "/home/", Sentence("kecil", "small"))
    made = queue(rara, items=[line], button=notices.Item(Sentence("Buka", "Open"), "/inbox/"))
    assert (made.subject, made.language) == ("There is news", "en")
    for words in ("Please read.", "http://localhost:8000/home/", "Home", "small", "Dear Rara Anindita"):
        assert words in made.text
        assert words in made.html
    assert "http://localhost:8000/settings/mine/" in made.text


def test_names_cannot_break_out_of_the_page_or_the_heading(rara: Account) -> None:
    made = notices.send(
        to=rara, kind=MailKind.INVITATION, subject="Satu\nBcc: x@y.z", opening="<b>tebal</b> & lain"
    )
    assert made is not None
    assert made.subject == "Satu Bcc: x@y.z"
    assert "&lt;b&gt;tebal" in made.html
    assert "<b>tebal</b> & lain" in made.text


def test_without_an_address_or_an_open_account_nothing_is_queued(cast: Cast, rara: Account) -> None:
    assert (
        notices.send(to=cast["planner"], kind=MailKind.INVITATION, subject=SUBJECT, opening=SUBJECT) is None
    )
    actions.close_account(by=cast["admin"], account=rara, on=ON, reason="Pindah")
    rara.refresh_from_db()
    assert notices.send(to=rara, kind=MailKind.INVITATION, subject=SUBJECT, opening=SUBJECT) is None
    who = cast["superior"]
    who.employee.email = "sri@lpa.example"  # type: ignore[union-attr]
    assert notices.address_of(who) == "sri@lpa.example"


@pytest.mark.parametrize("how", MailHow.values)
def test_invitations_always_go_and_news_only_to_whom_wants_it_at_once(rara: Account, how: str) -> None:
    actions.set_mail_preference(by=rara, how=how, language="id", time_zone=Zone.WIB)
    assert queue(rara)
    news = notices.send(to=rara, kind=MailKind.NEWS, subject=SUBJECT, opening=SUBJECT)
    assert (news is not None) == (how == MailHow.AT_ONCE)


def test_a_day_has_one_digest(rara: Account) -> None:
    assert queue(rara, MailKind.DIGEST, day=ON)
    assert (
        notices.send(to=rara, kind=MailKind.DIGEST, subject=SUBJECT, opening=SUBJECT, day=ON, told={"a": 1})
        is None
    )
    assert queue(rara, MailKind.DIGEST, day=ON + timedelta(days=1))


def test_it_arrives_over_a_socket_as_text_page_and_calendar(rara: Account, post: Post) -> None:
    facts = {
        "uid": "5f9c",
        "host": "localhost",
        "sequence": 2,
        "start": "2126-11-26T03:00:00+00:00",
        "stamp": "2026-11-24T01:00:00+00:00",
        "minutes": 60,
        "zone": "Asia/Makassar",
        "summary": "Pertemuan",
        "status": "CONFIRMED",
        "method": "REQUEST",
        "organiser": "pamong@localhost",
        "attendee": rara.email,
    }
    made = queue(rara, event=facts)
    assert deliver() == {"sent": 1}
    assert deliver() == {}
    [arrived] = post.to("rara@lpa.example")
    assert arrived["Subject"] == "Ada kabar"
    assert arrived["From"] == "Pamong <pamong@localhost>"
    assert str(made.pk) in arrived["Message-ID"]
    assert arrived["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in arrived.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics"]
    invitation = next(part for part in arrived.walk() if part.get_content_type() == "text/calendar")
    assert invitation.get_param("method") == "REQUEST"
    assert "DTSTART;TZID=Asia/Makassar:21261126T110000" in invitation.get_content()
    made.refresh_from_db()
    assert (made.state, made.attempts, made.error) == (MailState.SENT, 1, "")


def test_a_refused_address_fails_at_once_and_a_full_one_is_tried_again(cast: Cast, post: Post) -> None:
    for who, address in (("employee", "tidak-ada@lpa.example"), ("superior", "penuh@lpa.example")):
        cast[who].email = address
        cast[who].save()
        queue(cast[who])
    now = timezone.now()
    assert deliver(at=now) == {"failed": 1, "put_off": 1}
    refused, full = Mail.objects.order_by("pk")
    assert (refused.state, refused.error) == (MailState.FAILED, "550 5.1.1 mailbox unknown")
    assert (full.state, full.error) == (MailState.QUEUED, "452 4.2.2 mailbox full")
    waits = []
    for _ in range(20):
        full.refresh_from_db()
        if full.state != MailState.QUEUED:
            break
        assert deliver(at=full.due_at - timedelta(seconds=1)) == {}
        waits.append(full.due_at - now)
        now = full.due_at
        deliver(at=now)
    assert (full.state, full.attempts) == (MailState.FAILED, len(sending.BACK_OFF) + 1)
    assert waits == list(sending.BACK_OFF)


def test_a_server_that_is_away_costs_nobody_a_message(cast: Cast, rara: Account, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    first, second = queue(rara), queue(rara)
    assert deliver() == {"put_off": 1}
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (MailState.QUEUED, MailState.QUEUED)
    assert (first.attempts, second.attempts) == (1, 0)
    assert "refused" in first.error.lower()


class Killed(BaseException):
    """As a signal that ends the process: nothing catches it."""


def test_killed_before_sending_it_is_sent_when_the_claim_runs_out(
    rara: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(rara)
    now = timezone.now()

    def die(*_arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as at_work:
        at_work.setattr(sending, "message", die)
        with pytest.raises(Killed):
            deliver(at=now)
    assert deliver(at=now + sending.CLAIM - timedelta(seconds=1)) == {}
    assert deliver(at=now + sending.CLAIM) == {"sent": 1}
    assert len(django_mail.outbox) == 1


def test_killed_after_sending_it_comes_once_more_under_the_same_name(
    rara: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(rara)
    now = timezone.now()

    def die(*_arguments: object, **_more: object) -> None:
        raise Killed

    with monkeypatch.context() as at_work:
        at_work.setattr(sending, "_mark", die)
        with pytest.raises(Killed):
            deliver(at=now)
    assert deliver(at=now + sending.CLAIM) == {"sent": 1}
    assert deliver(at=now + 9 * sending.CLAIM) == {}
    first, again = django_mail.outbox
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]


def test_whoever_lost_the_claim_marks_nothing(rara: Account) -> None:
    made = queue(rara)
    now = timezone.now()
    slow = sending._claim(made.pk, now)
    assert slow is not None
    assert sending._claim(made.pk, now) is None
    quick = sending._claim(made.pk, now + sending.CLAIM)
    assert quick is not None
    sending._failed(slow, smtplib.SMTPDataError(554, b"no"), now)
    made.refresh_from_db()
    assert (made.state, made.error) == (MailState.QUEUED, "")


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_several_processes_send_each_message_once(post: Post) -> None:
    lpa = f.institution()
    account = f.account(lpa, "satu")
    account.email = "satu@lpa.example"
    account.save()
    made = [queue(account).pk for _ in range(24)]
    start, done = threading.Barrier(4), []

    def run() -> None:
        try:
            start.wait()
            done.append(deliver())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(one.get("sent", 0) for one in done) == len(made)
    names = [message["Message-ID"] for message in post.arrived]
    assert (len(names), len(set(names))) == (len(made), len(made))


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_administrator_mends_an_address(cast: Cast, rara: Account, who: str) -> None:
    made = queue(rara)
    Mail.objects.update(state=MailState.FAILED, error="550", attempts=1)
    if who != "admin":
        for refused in (
            lambda: actions.correct_address(by=cast[who], account=rara, address="a@b.example", on=ON),
            lambda: actions.settle_refused(by=cast[who], account=rara, on=ON),
        ):
            with pytest.raises(NotAllowed):
                refused()
        assert not refused_addresses(cast.sees(who)).exists()
        return
    viewer = cast.sees("admin")
    assert (refused_addresses(viewer).get(), mail_counts(viewer)["failed"]) == (made, 1)
    with pytest.raises(Invalid):
        actions.correct_address(by=cast["admin"], account=rara, address="bukan alamat", on=ON)
    actions.correct_address(by=cast["admin"], account=rara, address="baru@lpa.example", on=ON)
    assert deliver() == {"sent": 1}
    assert django_mail.outbox[0].to == ["baru@lpa.example"]
    assert not refused_addresses(viewer).exists()
    assert Event.objects.get(verb="correct_address").after == {"rows": 1}


def test_what_is_let_go_is_not_sent_again(cast: Cast, rara: Account) -> None:
    queue(rara)
    Mail.objects.update(state=MailState.FAILED)
    assert actions.settle_refused(by=cast["admin"], account=rara, on=ON) == 1
    assert actions.settle_refused(by=cast["admin"], account=rara, on=ON) == 0
    assert mail_counts(cast.sees("admin")) == {"queued": 0, "sent": 0, "failed": 0, "lapsed": 0, "settled": 1}
    assert deliver() == {}


@pytest.mark.parametrize(
    ("zone", "said"), [(Zone.WIB, "10.00 WIB"), (Zone.WITA, "11.00 WITA"), (Zone.WIT, "12.00 WIT")]
)
def test_a_time_is_said_in_the_readers_zone(zone: str, said: str) -> None:
    words = notices.when(datetime(2026, 11, 26, 3, tzinfo=UTC), zone)
    assert words.id == f"Kamis, 26 November 2026, {said}"
    assert words.en == f"Thursday, 26 November 2026, {said.replace('.', ':')}"
    # Around midnight the day is the reader's, too.
    late = notices.when(datetime(2026, 12, 31, 15, 30, tzinfo=UTC), zone)
    assert ("2027" in late.id) == (zone == Zone.WIT)


def test_a_preference_is_one_of_the_choices(rara: Account) -> None:
    with pytest.raises(Invalid):
        actions.set_mail_preference(by=rara, how="daily", language="id", time_zone="Europe/Paris")


def aged(mail: Mail, days: int, **fields: Any) -> Mail:
    at = timezone.now() - timedelta(days=days)
    Mail.objects.filter(pk=mail.pk).update(
        **{name: at if value is ... else value for name, value in fields.items()}
    )
    mail.refresh_from_db()
    return mail


def test_words_of_old_mail_go_and_that_it_was_sent_stays(cast: Cast, rara: Account) -> None:
    kept = MAIL_DAYS.on(ON)
    event = {"start": "2026-01-01T09:00:00+07:00"}
    old = aged(queue(rara, event=event), kept + 1, state=MailState.SENT, sent_at=...)
    late = aged(queue(rara, event=event), kept + 1, state=MailState.LAPSED, created_at=...)
    let_go = aged(queue(rara), kept + 1, state=MailState.FAILED, settled_at=...)
    young = aged(queue(rara), kept - 1, state=MailState.SENT, sent_at=...)
    waiting = aged(queue(rara), kept + 1, created_at=...)
    refused = aged(queue(rara), kept + 1, state=MailState.FAILED, created_at=...)
    there = f.account(cast["stranger"].institution, "di-luar-sana")
    there.email = "luar@lain.example"
    there.save()
    elsewhere = aged(queue(there), kept + 1, state=MailState.SENT, sent_at=...)
    assert actions.empty_old_mail(institution=cast.institution, on=ON) == 3
    assert actions.empty_old_mail(institution=cast.institution, on=ON) == 0
    for mail in (old, late, let_go):
        before = (mail.address, mail.kind, mail.state, mail.sent_at, mail.created_at, mail.attempts)
        mail.refresh_from_db()
        assert (mail.subject, mail.text, mail.html, mail.event) == ("", "", "", None)
        assert (mail.address, mail.kind, mail.state, mail.sent_at, mail.created_at, mail.attempts) == before
    for mail in (young, waiting, refused, elsewhere):
        mail.refresh_from_db()
        assert mail.text, mail.state  # what may still be sent keeps its words
        assert mail.html
    assert Event.objects.get(verb="empty_mail").after == {"rows": 3}


def test_the_next_summary_still_knows_what_was_told(cast: Cast, rara: Account) -> None:
    kept = MAIL_DAYS.on(ON)
    told = {"a": 1}
    older, newest = (
        aged(queue(rara, MailKind.DIGEST, day=day, told=told), kept + 1, state=MailState.SENT, sent_at=...)
        for day in (ON - timedelta(days=2), ON - timedelta(days=1))
    )
    actions.empty_old_mail(institution=cast.institution, on=ON)
    for mail, left in ((older, {}), (newest, told)):
        mail.refresh_from_db()
        assert (mail.text, mail.told) == ("", left)
