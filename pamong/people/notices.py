"""Messages to people. A message is a row of the caller's own transaction: undone with it, and lost by no kill after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise

from pamong.people.models import Account, Mail, MailHow, MailKind, Zone
from pamong.people.queries import wishes_of
from pamong.policy.sentence import Sentence, moment

Words = Sentence | Promise | str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a message: words, where they lead (an address of this server, from its root), and a small line below."""

    words: Words
    address: str = ""
    small: Words = ""


def send(
    *,
    to: Account,
    kind: MailKind,
    subject: Words,
    opening: Words,
    items: Sequence[Item] = (),
    button: Item | None = None,
    event: Mapping[str, Any] | None = None,
    day: date | None = None,
    told: Mapping[str, int] | None = None,
) -> Mail | None:
    """Queue a message in the reader's language; None where it is not wanted, nowhere to go to, or a day's second digest.

    A subject is read by whoever sees the screen of a telephone: never a name or a word of a konseling in it.
    """
    address, wishes = address_of(to), wishes_of(to)
    if not address or not to.is_active:
        return None
    if kind == MailKind.NEWS and wishes.how != MailHow.AT_ONCE:
        return None  # it stands in the digest
    if kind in (MailKind.QUESTION, MailKind.PAIR) and wishes.how == MailHow.NONE:
        return None
    with translation.override(wishes.language):
        shown = " ".join(said(subject, wishes.language).split())[:200]
        context = {
            "name": str(to),
            "language": wishes.language,
            "subject": shown,
            "opening": said(opening, wishes.language),
            "items": [_spoken(item, wishes.language) for item in items],
            "button": _spoken(button, wishes.language) if button else None,
            "settings_address": f"{settings.BASE_URL}/settings/mine/",
        }
        mail = Mail(
            account=to,
            address=address,
            kind=kind,
            language=wishes.language,
            subject=shown,
            text=render_to_string("mail/letter.txt", context).strip() + "\n",
            html=render_to_string("mail/letter.html", context),
            event=dict(event) if event else None,
            day=day,
            told=dict(told or {}),
            due_at=timezone.now(),
        )
    try:
        with transaction.atomic():
            mail.save()
    except IntegrityError:
        if kind != MailKind.DIGEST:
            raise
        return None  # another run was quicker with today's
    return mail


def address_of(account: Account) -> str:
    """Where mail to an account goes: its own address, or the employee's."""
    return account.email or (account.employee.email if account.employee else "")


def said(words: Words, language: str) -> str:
    """Words of any kind in a language; lazy ones speak the language in force."""
    return words.in_(language) if isinstance(words, Sentence) else str(words)


def _spoken(item: Item, language: str) -> dict[str, str]:
    return {
        "words": said(item.words, language),
        "address": f"{settings.BASE_URL}{item.address}" if item.address else "",
        "small": said(item.small, language),
    }


def when(start: datetime, zone: str) -> Sentence:
    """Kamis, 26 November 2026, 10.00 WIB."""
    name = Zone(zone).label if zone in Zone.values else zone
    return moment(start.astimezone(ZoneInfo(zone))) + Sentence(f" {name}", f" {name}")
