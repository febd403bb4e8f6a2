"""Messages on sessions to both of them. The calendar's event goes along as facts; see `people.models.Mail` for why."""

from dataclasses import dataclass

from django.utils import timezone

from pamong.people.models import Account, MailKind
from pamong.people.notices import Item, Words, send, when
from pamong.people.notices import address_of as mail_address_of
from pamong.people.queries import Wishes, wishes_of
from pamong.policy.sentence import Sentence
from pamong.programme.models import Session
from pamong.programme.queries import calendar, closing_token


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says: in its subject, to the other side, to whoever did it, and where nobody may be named."""

    subject: Sentence
    opening: Sentence
    own: Sentence
    closed: Sentence


_INVITED = Told(
    Sentence("Undangan {what}: {when}", "Invitation to a {what}: {when}"),
    Sentence("{by} mengusulkan waktu {what}. Jawablah di Pamong.", "{by} proposes a time for a {what}. Answer it in Pamong."),
    Sentence("Anda mengusulkan waktu {what}; jawabannya ditunggu.", "You proposed a time for a {what}; its answer is awaited."),
    Sentence("Ada usulan waktu pertemuan.", "A time for a meeting is proposed."),
)  # fmt: skip
_CONFIRMED = Told(
    Sentence("Jadwal {what} sudah pasti: {when}", "A {what} is confirmed: {when}"),
    Sentence("{by} menyetujui waktu {what}.", "{by} confirmed the time of a {what}."),
    Sentence("Anda menyetujui waktu {what}.", "You confirmed the time of a {what}."),
    Sentence("Waktu pertemuan sudah pasti.", "The time of the meeting is confirmed."),
)
_CHANGED = Told(
    Sentence("Perubahan jadwal {what}: {when}", "A {what} was moved: {when}"),
    Sentence("{by} mengusulkan waktu lain untuk {what}. Jawablah di Pamong.", "{by} proposes another time for a {what}. Answer it in Pamong."),
    Sentence("Anda mengusulkan waktu lain untuk {what}; jawabannya ditunggu.", "You proposed another time for a {what}; its answer is awaited."),
    Sentence("Ada usulan waktu lain untuk pertemuan.", "Another time for a meeting is proposed."),
)  # fmt: skip
_CANCELLED = Told(
    Sentence("Pembatalan {what}: {when}", "A {what} was cancelled: {when}"),
    Sentence("{by} membatalkan {what}.", "{by} cancelled a {what}."),
    Sentence("Anda membatalkan {what}.", "You cancelled a {what}."),
    Sentence("Sebuah pertemuan dibatalkan.", "A meeting was cancelled."),
)
_SYSTEM = "Pamong"


def session_invited(session: Session, by: Account | None) -> None:
    """A time is proposed; both calendars note it as not yet certain. Called inside the action that proposed it."""
    _tell(session, by, _INVITED, "REQUEST")


def session_confirmed(session: Session, by: Account | None) -> None:
    """The other side said yes: the same event, now certain."""
    _tell(session, by, _CONFIRMED, "REQUEST")


def session_changed(session: Session, by: Account | None) -> None:
    """Another time, place or length; the action has raised the session's sequence."""
    _tell(session, by, _CHANGED, "REQUEST")


def session_cancelled(session: Session, by: Account | None) -> None:
    """It is off: calendars take the event out. The action has raised the session's sequence."""
    _tell(session, by, _CANCELLED, "CANCEL")


def _tell(session: Session, by: Account | None, told: Told, method: str) -> None:
    """One message to each, in the reader's language and zone."""
    accounts = calendar.accounts_of(session)
    wishes = {account.pk: wishes_of(account) for account in accounts}
    closed, now = calendar.is_closed(session), timezone.now()
    what = calendar.MEETING if closed else Sentence(f"sesi {session.engagement.method}", f"{session.engagement.method} session")  # fmt: skip
    what = Sentence(what.id.lower(), what.en.lower())
    for account in accounts:
        mine = wishes[account.pk]
        own = by is not None and account.pk == by.pk
        opening = told.closed if closed else told.own if own else told.opening
        words = {"what": what, "when": when(session.start, calendar.zone_of(mine)), "by": str(by or _SYSTEM)}
        facts = calendar.event_facts(session, to=account, wishes=mine, method=method, stamp=now)
        send(
            to=account,
            kind=MailKind.INVITATION,
            subject=told.subject.fill(**words),
            opening=opening.fill(**words),
            items=[
                *_lines(session, mine, [wishes[one.pk] for one in accounts if one.pk != account.pk]),
                *_closing(session, account, told),
            ],
            button=Item(Sentence("Buka di Pamong", "Open in Pamong"), calendar.page_of(session)),
            event={**facts, "attendee": mail_address_of(account)},
        )


def _closing(session: Session, account: Account, told: Told) -> list[Item]:
    """With the confirmed time, the link by which it is closed on a phone; never of a konseling."""
    if told is not _CONFIRMED or calendar.is_closed(session):
        return []
    words = Sentence("Setelah sesi: tutup di sini, tanpa masuk", "After the session: close it here, without signing in")  # fmt: skip
    return [Item(words, f"/engagements/sessions/close/{closing_token(session, account)}/")]


def _lines(session: Session, mine: Wishes, others: list[Wishes]) -> list[Item]:
    """When, in one's own zone and the other's where it is another; how long; where, but for a konseling."""
    zone = calendar.zone_of(mine)
    elsewhere: list[str] = sorted({calendar.zone_of(one) for one in others} - {zone})
    small: Words = ""
    if elsewhere:
        small = Sentence("Bagi yang lain: {when}", "For the other: {when}").fill(
            when=when(session.start, elsewhere[0])
        )
    lines = [
        Item(Sentence("Waktu: {when}", "Time: {when}").fill(when=when(session.start, zone)), small=small),
        Item(Sentence("Lama: {n} menit", "Length: {n} minutes").fill(n=session.minutes)),
    ]
    if session.place and not calendar.is_closed(session):
        lines.append(Item(Sentence("Tempat: {place}", "Place: {place}").fill(place=session.place)))
    return lines
