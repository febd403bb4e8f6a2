"""The digest: what waits for each person, from the very rows of the inbox, and only when something of it is new."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import DateField, JSONField, OuterRef, Q, QuerySet, Subquery
from django.utils import translation

from pamong.people.access import viewer
from pamong.people.models import Account, Institution, Mail, MailHow, MailKind
from pamong.people.notices import Item, send
from pamong.people.queries import wishes_of
from pamong.policy.sentence import Sentence, day
from pamong.policy.workdays import is_workday
from pamong.programme.notices.waiting import is_closed, task
from pamong.programme.queries import days_off, inbox
from pamong.recommendation.queries import Waiting

# Of a konseling: neither the word nor whose it is; several are one line.
CLOSED = Sentence("Ada permintaan yang menunggu Anda", "There is a request waiting for you")
MOST_LINES = 20
_BLOCK = 500


def digest(institution: Institution, on: date) -> int:
    """Queue today's digests of an institution; how many. On working days only; a second run adds none.

    By day for who chose nothing; by week with the first run of the week. Nobody is told twice of the same.
    """
    if not is_workday(on, days_off(institution, on)):
        return 0
    rows = _readers(institution).exclude(mail_preference__how__in=(MailHow.AT_ONCE, MailHow.NONE))
    number = 0
    for account in rows.iterator(chunk_size=_BLOCK):
        last: date | None = account.last_day  # type: ignore[attr-defined]
        if last is not None and (last >= on or _waits_for_next_week(account, last, on)):
            continue
        number += _tell(account, on, MailKind.DIGEST)
    return number


def news(institution: Institution, on: date) -> int:
    """The same for who wants it at once: what is new since the last message, any number a day."""
    rows = _readers(institution).filter(mail_preference__how=MailHow.AT_ONCE)
    return sum(_tell(account, on, MailKind.NEWS) for account in rows.iterator(chunk_size=_BLOCK))


def _readers(institution: Institution) -> QuerySet[Account]:
    """Open accounts with an address, each with what it was told last."""
    earlier = Mail.objects.filter(account=OuterRef("pk"), kind__in=(MailKind.DIGEST, MailKind.NEWS))
    of_a_day = earlier.filter(kind=MailKind.DIGEST)
    rows = Account.objects.filter(institution=institution, is_active=True)
    rows = rows.exclude(Q(email="") & (Q(employee__isnull=True) | Q(employee__email="")))
    return (
        rows.select_related("employee__institution", "institution", "mail_preference")
        .annotate(
            last_told=Subquery(earlier.order_by("-pk").values("told")[:1], output_field=JSONField()),
            last_day=Subquery(of_a_day.order_by("-day").values("day")[:1], output_field=DateField()),
        )
        .order_by("pk")
    )


def _waits_for_next_week(account: Account, last: date, on: date) -> bool:
    return wishes_of(account).how == MailHow.WEEKLY and last.isocalendar()[:2] == on.isocalendar()[:2]


def told_of(rows: Iterable[Waiting]) -> dict[str, int]:
    """What waits as keys and how much of it, so that the next digest knows what is new.

    The same kind of thing asked again, later, is another thing; a group is what it was until it grows. What waits so
    long that somebody is to be reminded is told of once more.
    """
    told: Counter[str] = Counter()
    for row in rows:
        told[_key(row)] += row.number
        if row.reminded:
            told[_again(row)] += row.reminded
    return dict(told)


def _key(row: Waiting) -> str:
    return (
        f"{row.kind}:{row.subject_id}:{row.since:%y%m%d%H%M%S}"
        if row.subject_id
        else f"{row.kind}:{row.rule}"
    )


def _again(row: Waiting) -> str:
    return f"{_key(row)}:again"


def _is_new(row: Waiting, now: Mapping[str, int], before: Mapping[str, int]) -> bool:
    return any(now.get(key, 0) > before.get(key, 0) for key in (_key(row), _again(row)))


def _tell(account: Account, on: date, kind: MailKind) -> bool:
    """One message, where something waits that the last one did not tell of."""
    before: Mapping[str, int] = account.last_told or {}  # type: ignore[attr-defined]
    rows = inbox(viewer(account, on))
    now = told_of(rows)
    fresh = [row for row in rows if _is_new(row, now, before)]
    if not fresh:
        return False
    known = {_key(row) for row in rows} - {_key(row) for row in fresh}
    shown = sorted(
        rows if kind == MailKind.DIGEST else fresh,
        # A long message ends somewhere: what it is sent for comes first, then what is awaited soonest.
        key=lambda row: (_key(row) in known, row.due or date.max, row.since),
    )
    with translation.override(wishes_of(account).language):
        items = _items(shown, on)
    number = len(items)
    if number > MOST_LINES:
        left = number - MOST_LINES
        more = Sentence("dan {n} hal lain", "and {n} more").fill(n=left)
        items = [*items[:MOST_LINES], Item(more, "/inbox/")]
    mail = send(
        to=account,
        kind=kind,
        subject=Sentence("{n} hal perlu ditindaklanjuti", "{n} waiting for you").fill(n=number),
        opening=Sentence("Yang menunggu Anda di Pamong:", "What waits for you in Pamong:"),
        items=items,
        button=Item(Sentence("Buka Perlu ditindaklanjuti", "Open what waits for you"), "/inbox/"),
        day=on if kind == MailKind.DIGEST else None,
        told=now,
    )
    return mail is not None


def _items(rows: Iterable[Waiting], on: date) -> list[Item]:
    """Each thing in the words of the inbox, with its page and its day; those of a konseling as one neutral line."""
    items, closed = [], False
    for row in rows:
        told = task(row)
        if is_closed(row, told):
            closed = True
            continue
        small = Sentence("", "")
        if told.due is not None:
            until = Sentence("ditunggu sampai {day}", "awaited by {day}").fill(day=day(told.due))
            late = Sentence(", terlambat", ", late") if told.due < on else Sentence("", "")
            small = until + late
        items.append(Item(told.words, told.address, small))
    return [*items, Item(CLOSED, "/inbox/")] if closed else items
