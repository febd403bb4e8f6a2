"""Sessions as a calendar shows them to one of the two: neutral words, and of a konseling none at all."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from pamong.people.access import viewer
from pamong.people.models import Account, Zone
from pamong.people.queries import Wishes, wishes_of
from pamong.policy.sentence import Sentence
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.models import Engagement, Feed, Session
from pamong.programme.workflow import SessionState

FEED_BACK = timedelta(days=90)
_SHOWN = (SessionState.PROPOSED.value, SessionState.SCHEDULED.value, SessionState.HELD.value)
_STATUS = {SessionState.PROPOSED: "TENTATIVE", SessionState.CANCELLED: "CANCELLED"}
# The two say the same in both languages, so a calendar's line is as short as it can be.
MEETING = Sentence("Pertemuan", "Meeting")


def is_closed(session: Session) -> bool:
    """Of a konseling, of which no calendar says a word."""
    return session.engagement.method == Method.COUNSELLING


def summary(session: Session, to: Account) -> Sentence:
    """Sesi coaching dengan R.: the method and the other's initial; of a konseling only that one meets."""
    if is_closed(session):
        return MEETING
    engagement = session.engagement
    other = str(engagement.guide) if engagement.employee_id == to.employee_id else engagement.employee.name
    initial = next((letter for letter in other if letter.isalpha()), "?").upper()
    return Sentence("Sesi {method} dengan {initial}.", "{method} session with {initial}.").fill(
        method=Sentence(engagement.method, engagement.method.capitalize()), initial=initial
    )


def event_facts(
    session: Session, *, to: Account, wishes: Wishes, method: str, stamp: datetime
) -> dict[str, Any]:
    """What a calendar file of the session holds for one reader; plain values, so that a queued message can keep them.

    No topic and no note, ever; the place where it is not of a konseling, and in an invitation only.
    """
    facts: dict[str, Any] = {
        "uid": str(session.uid),
        "host": urlsplit(settings.BASE_URL).hostname or "localhost",
        "sequence": session.sequence,
        "start": session.start.isoformat(),
        "stamp": stamp.isoformat(),
        "minutes": session.minutes,
        "zone": zone_of(wishes),
        "summary": summary(session, to).in_(wishes.language),
        "status": "CANCELLED"
        if method == "CANCEL"
        else _STATUS.get(SessionState(session.state), "CONFIRMED"),
        "method": method,
        "url": f"{settings.BASE_URL}{page_of(session)}",
    }
    if method != "PUBLISH":
        facts["organiser"] = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        facts["location"] = "" if is_closed(session) else session.place
    return facts


def zone_of(wishes: Wishes) -> str:
    """One of Indonesia's zones; an installation elsewhere reads as in Jakarta."""
    return wishes.time_zone if wishes.time_zone in Zone.values else Zone.WIB.value


def page_of(session: Session) -> str:
    """The engagement's page; from a konseling only home, as the address of its page names it."""
    return "/home/" if is_closed(session) else f"/engagements/{session.engagement_id}/"


def feed_events(account: Account, now: datetime) -> list[Mapping[str, Any]]:
    """Sessions of a person on either side, 90 days back and all that come; the same from one hour to the next."""
    mine = access.my_engagements(viewer(account, timezone.localdate(now)))
    rows = sessions_with_people().filter(
        engagement__in=mine.values("pk"), state__in=_SHOWN, start__gte=now - FEED_BACK
    )
    wishes = wishes_of(account)
    return [
        event_facts(row, to=account, wishes=wishes, method="PUBLISH", stamp=row.at)
        for row in rows.order_by("start", "pk")
    ]


def sessions_with_people() -> QuerySet[Session]:
    """With whom they are about, so that saying it asks nothing more."""
    return Session.objects.select_related("engagement__employee", "engagement__guide__employee")


def feed_by_token(token: str) -> Feed | None:
    """The feed a link opens, with its account."""
    rows = Feed.objects.select_related(
        "account__employee__institution", "account__institution", "account__mail_preference"
    )
    return rows.filter(token_hash=token_hash(token), revoked_at__isnull=True).first()


def token_hash(token: str) -> str:
    """As a link's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_feed(account: Account) -> Feed | None:
    return Feed.objects.filter(account=account, revoked_at__isnull=True).first()


def accounts_of(session: Session) -> list[Account]:
    return accounts_of_two(session.engagement)


def accounts_of_two(engagement: Engagement) -> list[Account]:
    """The accounts of the two, the employee's first; whoever has none is told by no mail."""
    guide = engagement.guide
    employees = [engagement.employee_id, *([guide.employee_id] if guide.employee_id else [])]
    rows = Account.objects.filter(employee__in=employees) | Account.objects.filter(pk=guide.account_id or 0)
    found = rows.select_related("employee__institution", "institution", "mail_preference")
    return sorted(found, key=lambda one: (one.employee_id != engagement.employee_id, one.pk))
