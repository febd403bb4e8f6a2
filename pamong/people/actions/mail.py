"""Sending what is queued, seeing to what failed, and how somebody wants to be told."""

import smtplib
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people import access
from pamong.people.models import (
    Account,
    Institution,
    Mail,
    MailHow,
    MailKind,
    MailPreference,
    MailState,
    Zone,
)
from pamong.policy.errors import Invalid
from pamong.policy.programme import MAIL_DAYS
from pamong.policy.sentence import Sentence

# After the first attempt, the second, …; after the last of them a message has failed.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
# Kinds of which the newest says what somebody was told last.
TELLS = (MailKind.DIGEST, MailKind.NEWS)
# As long as this a claimed message is its claimer's; a claimer that was killed loses it then.
CLAIM = timedelta(minutes=10)
BAD_ADDRESS = Sentence(
    "Tulis satu alamat surel yang lengkap, misalnya nama@instansi.go.id.",
    "Write one whole mail address, such as name@institution.go.id.",
)
# The facts of an event → the calendar file and its method.
Attach = Callable[[Mapping[str, Any]], tuple[bytes, str]]


def deliver(
    *,
    attach: Attach,
    limit: int = 200,
    at: datetime | None = None,
    connection: BaseEmailBackend | None = None,
) -> Counter[str]:
    """Send what is due; any number of processes may do so at once. How many were sent, put off, given up or too late.

    Each message is claimed by one update and marked by another. A kill between the two leaves it claimed until the
    claim runs out, and it is sent again: never lost, and twice at most around the kill, under the same Message-ID.
    """
    now, done = at or timezone.now(), Counter[str]()
    waiting = Mail.objects.filter(state=MailState.QUEUED, due_at__lte=now).order_by("due_at", "pk")
    ids = list(waiting.values_list("pk", flat=True)[:limit])
    connection = connection or get_connection()
    for pk in ids:
        mail = _claim(pk, now)
        if mail is None:
            continue
        if _is_over(mail, now):
            _mark(mail, state=MailState.LAPSED)
            done["lapsed"] += 1
            continue
        outcome, server_is_away = _attempt(mail, attach, connection, now)
        done[outcome] += 1
        if server_is_away:
            break  # the others are tried when the server may be back
    connection.close()
    return done


def _claim(pk: int, now: datetime) -> Mail | None:
    """Take one message for this process; None when another took it first."""
    mine = Mail.objects.filter(pk=pk, state=MailState.QUEUED, due_at__lte=now)
    if not mine.update(due_at=now + CLAIM, attempts=F("attempts") + 1):
        return None
    return Mail.objects.get(pk=pk)


def _is_over(mail: Mail, now: datetime) -> bool:
    """Whether it tells of a meeting that has been."""
    return mail.event is not None and datetime.fromisoformat(mail.event["start"]) < now


def _attempt(mail: Mail, attach: Attach, connection: BaseEmailBackend, now: datetime) -> tuple[str, bool]:
    try:
        connection.open()  # once for all; nothing where it is open
        message(mail, attach, connection).send()
    except (OSError, ValueError) as problem:  # smtplib's own errors are among the former
        connection.close()
        return _failed(mail, problem, now), _is_of_server(problem)
    _mark(mail, state=MailState.SENT, sent_at=timezone.now(), error="")
    return "sent", False


def message(mail: Mail, attach: Attach, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """A row as a message; its Message-ID is the row's, so that a second copy can be known for one."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    made = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        to=[mail.address],
        connection=connection,
        headers={
            "Message-ID": f"<pamong-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    made.attach_alternative(mail.html, "text/html")
    if mail.event:
        content, method = attach(mail.event)
        # The part that mail programs read as an invitation, and the same as a file for those that do not.
        made.attach_alternative(content.decode(), f"text/calendar; method={method}")
        made.attach("pertemuan.ics", content, "application/ics")
    return made


def _failed(mail: Mail, problem: Exception, now: datetime) -> str:
    """Put off, or given up: refused for good, or tried often enough."""
    if _is_final(problem) or mail.attempts > len(BACK_OFF):
        _mark(mail, state=MailState.FAILED, error=_told(problem))
        return "failed"
    _mark(mail, due_at=now + BACK_OFF[mail.attempts - 1], error=_told(problem))
    return "put_off"


def _mark(mail: Mail, **fields: object) -> None:
    """What became of a claim; one that ran out and was taken over is no longer ours to mark."""
    Mail.objects.filter(pk=mail.pk, state=MailState.QUEUED, attempts=mail.attempts).update(**fields)


def _codes(problem: Exception) -> list[int]:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return [code for code, _said in problem.recipients.values()]
    return [problem.smtp_code] if isinstance(problem, smtplib.SMTPResponseException) else []


def _is_final(problem: Exception) -> bool:
    """The address or the message is refused for good; a wrong password of ours is not its fault."""
    if isinstance(problem, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError):
        return False
    return isinstance(problem, ValueError) or any(code >= 500 for code in _codes(problem))


def _is_of_server(problem: Exception) -> bool:
    """Nobody answers, or not to us: nothing else would get through now."""
    of_us = smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError | smtplib.SMTPServerDisconnected
    return isinstance(problem, of_us) or not isinstance(problem, smtplib.SMTPException | ValueError)


def _told(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(problem.recipients.values()))
        text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return f"{code} {text}"[:300]
    return (str(problem) or type(problem).__name__)[:300]


@transaction.atomic
def empty_old_mail(*, institution: Institution, on: date) -> int:
    """What was sent, came too late or was let go loses its words after the days of the rule; that it went stays.

    What the newest summary told is kept, so that the next one knows what is new.
    """
    long_ago = timezone.now() - timedelta(days=MAIL_DAYS.on(on))
    over = Q(state=MailState.SENT, sent_at__lt=long_ago)
    over |= Q(state=MailState.LAPSED, created_at__lt=long_ago)
    over |= Q(state=MailState.FAILED, settled_at__lt=long_ago)
    rows = Mail.objects.filter(over, account__institution=institution)
    newer = Mail.objects.filter(account=OuterRef("account"), kind__in=TELLS, pk__gt=OuterRef("pk"))
    rows.exclude(told={}).filter(Exists(newer)).update(told={})
    number = rows.exclude(text="").update(subject="", text="", html="", event=None)
    if number:
        record(by=None, verb="empty_mail", subject=institution, after={"rows": number})
    return number


@transaction.atomic
def correct_address(*, by: Account, account: Account, address: str, on: date) -> Account:
    """Another address for an account whose mail was refused; what was refused is sent there."""
    access.check_can_manage_mail(access.viewer(by, on), account)
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError as problem:
        raise Invalid(BAD_ADDRESS) from problem
    account = Account.objects.select_for_update().get(pk=account.pk)
    account.email = address
    account.save(update_fields=["email"])
    now = timezone.now()
    refused = Mail.objects.filter(account=account, state=MailState.FAILED, settled_at__isnull=True)
    number = refused.update(state=MailState.QUEUED, address=address, attempts=0, due_at=now, error="")
    record(
        by=by,
        verb="correct_address",
        subject=account,
        employee=account.employee_id,
        after={"rows": number},
    )
    return account


@transaction.atomic
def settle_refused(*, by: Account, account: Account, on: date) -> int:
    """Let go what was refused to an account: it is not sent again, and leaves the inbox."""
    access.check_can_manage_mail(access.viewer(by, on), account)
    refused = Mail.objects.filter(account=account, state=MailState.FAILED, settled_at__isnull=True)
    number = refused.update(settled_at=timezone.now())
    if number:
        record(
            by=by, verb="settle_mail", subject=account, employee=account.employee_id, after={"rows": number}
        )
    return number


@transaction.atomic
def set_mail_preference(*, by: Account, how: str, language: str, time_zone: str) -> MailPreference:
    """How one wants to be told oneself."""
    if how not in MailHow.values or language not in dict(settings.LANGUAGES) or time_zone not in Zone.values:
        raise Invalid
    fields = {"how": how, "language": language, "time_zone": time_zone}
    chosen, _made = MailPreference.objects.update_or_create(account=by, defaults=fields)
    by.mail_preference = chosen
    record(by=by, verb="set_mail_preference", subject=by, employee=by.employee_id, after=fields)
    return chosen
