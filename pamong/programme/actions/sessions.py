"""Sessions: proposed, confirmed, moved, held or missed; one that was held without the system is logged later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence, day
from pamong.policy.words import Method
from pamong.programme import access, notices
from pamong.programme.actions.engagements import held, move, recount, told, written
from pamong.programme.actions.hours import check_allowed, check_free, check_new, check_time, hold_people
from pamong.programme.actions.notes import save_note
from pamong.programme.models import Engagement, MissedBy, NoteKind, Session, Task, TaskOwner
from pamong.programme.workflow import SESSION, EngagementState, Party, SessionState

SITTINGS = ("luring", "daring")


@dataclass(frozen=True, slots=True)
class Action:
    """One of the actions agreed on in a session."""

    title: str
    owner: str = TaskOwner.EMPLOYEE
    due: date | None = None


def _two(by: Account, session: Session, on: date) -> tuple[Engagement, Session, Party]:
    """The engagement and the session held, and which side the account is."""
    engagement = held(Engagement(pk=session.engagement_id))
    side = access.check_is_one_of_the_two(viewer(by, on), engagement)
    return engagement, Session.objects.select_for_update().get(pk=session.pk), side


def _topic(engagement: Engagement, topic: str) -> str:
    """A topic is kept as it was typed; that of a konseling is not kept at all."""
    return "" if engagement.method == Method.COUNSELLING else topic.strip()


@transaction.atomic
def propose_session(
    *,
    by: Account,
    engagement: Engagement,
    start: datetime,
    minutes: int,
    on: date,
    sitting: str = "",
    place: str = "",
    topic: str = "",
    on_day_off: bool = False,
) -> Session:
    """Propose a time; the other side confirms it."""
    engagement = held(engagement)
    access.check_is_one_of_the_two(viewer(by, on), engagement)
    check_allowed(engagement)
    if start <= timezone.now():
        raise Invalid(
            Sentence(
                "Waktu sesi sudah lewat. Untuk sesi yang sudah berlangsung, catat sebagai sesi susulan.",
                "That time has passed. A session that was held already is logged as such.",
            )
        )
    check_time(engagement, start, minutes, on_day_off=on_day_off)
    check_free(by, engagement, start, minutes)
    check_new(engagement, start)
    session = Session.objects.create(
        engagement=engagement,
        state=SessionState.PROPOSED,
        start=start,
        minutes=minutes,
        sitting=sitting if sitting in SITTINGS else "",
        place=place.strip(),
        topic=_topic(engagement, topic),
        proposed_by=by,
    )
    record(
        by=by,
        verb="propose_session",
        subject=session,
        employee=engagement.employee,
        after=told(engagement, start=start),
    )
    notices.session_invited(session, by)
    return session


@transaction.atomic
def confirm_session(*, by: Account, session: Session, on: date) -> Session:
    """The other side says yes; whoever proposed the time does not confirm it."""
    engagement, session, side = _two(by, session, on)
    if session.proposed_by_id == by.pk:
        raise NotAllowed
    session.state = SESSION.end_of("confirm", SessionState(session.state), {side})
    check_allowed(engagement, session)
    if session.start <= timezone.now():
        raise WrongState(
            Sentence(
                "Waktu yang diusulkan sudah lewat. Usulkan waktu lain.",
                "The time proposed has passed. Propose another.",
            )
        )
    hold_people(engagement)
    check_free(by, engagement, session.start, session.minutes, session)
    session.save(update_fields=["state"])
    record(by=by, verb="confirm_session", subject=session, employee=engagement.employee)
    notices.session_confirmed(session, by)
    return session


@transaction.atomic
def reschedule(
    *,
    by: Account,
    session: Session,
    start: datetime,
    minutes: int,
    on: date,
    reason: str = "",
    on_day_off: bool = False,
) -> Session:
    """Another time, which the other side confirms anew; the calendar's event stays the same."""
    engagement, session, side = _two(by, session, on)
    check_allowed(engagement, session)
    before = session.start
    session.state = SESSION.end_of("reschedule", SessionState(session.state), {side})
    if start <= timezone.now():
        raise Invalid(Sentence("Pilih waktu yang akan datang.", "Choose a time to come."))
    check_time(engagement, start, minutes, on_day_off=on_day_off)
    check_free(by, engagement, start, minutes, session)
    session.start, session.minutes, session.proposed_by = start, minutes, by
    session.reason, session.missed_by = reason.strip()[:300], ""
    session.sequence += 1
    session.save()
    record(
        by=by,
        verb="reschedule_session",
        subject=session,
        employee=engagement.employee,
        before=told(engagement, start=before),
        after=told(engagement, start=start),
    )
    notices.session_changed(session, by)
    return session


@transaction.atomic
def cancel_session(*, by: Account, session: Session, reason: str, on: date) -> Session:
    """It does not take place."""
    engagement, session, side = _two(by, session, on)
    session.state = SESSION.end_of("cancel", SessionState(session.state), {side})
    session.reason = written(reason)[:300]
    session.sequence += 1
    session.save(update_fields=["state", "sealed_reason", "sequence"])
    record(by=by, verb="cancel_session", subject=session, employee=engagement.employee)
    notices.session_cancelled(session, by)
    return session


@transaction.atomic
def miss_session(*, by: Account, session: Session, who: str, on: date, reason: str = "") -> Session:
    """Somebody did not come; told by either side after the time, and movable to another.

    What the other side reported as held is denied so, until one has confirmed it or has let the days for it pass.
    """
    engagement, session, side = _two(by, session, on)
    denied = session.state == SessionState.HELD
    if denied and (
        getattr(session, f"{side.value}_held_at") is not None or engagement.state not in access.OPEN
    ):
        raise WrongState(
            Sentence("Sesi ini sudah tercatat terlaksana.", "This session is recorded as held already.")
        )
    if who not in MissedBy.values:
        raise Invalid(Sentence("Pilih siapa yang berhalangan.", "Say who did not come."))
    if session.start > timezone.now():
        raise WrongState(Sentence("Sesi ini belum berlangsung.", "This session lies ahead."))
    step = "deny" if denied else "miss"
    session.state = SESSION.end_of(step, SessionState(session.state), {side})
    session.missed_by, session.reason = who, reason.strip()[:300]
    session.employee_held_at = session.guide_held_at = None
    session.save(update_fields=["state", "missed_by", "sealed_reason", "employee_held_at", "guide_held_at"])
    if denied:
        recount(engagement)
        notices.turned(engagement, "deny", by)
    record(
        by=by,
        verb="deny_session" if denied else "miss_session",
        subject=session,
        employee=engagement.employee,
        after=told(engagement, who=who),
    )
    return session


@transaction.atomic
def close_session(
    *,
    by: Account,
    session: Session,
    on: date,
    rating: int | None = None,
    words: Mapping[str, str] | None = None,
    version: int = 0,
    actions: Sequence[Action] = (),
) -> Session:
    """Say that it was held: what was noted, at most three actions, and a mark of one's own.

    The first side makes it count; the second confirms. Both pressing at once is one held session.
    """
    engagement, session, side = _two(by, session, on)
    if session.start > timezone.now():
        raise WrongState(
            Sentence(
                "Sesi ini belum dimulai. Jadwalkan ulang bila dipercepat.",
                "This session has not begun. Reschedule it if it was earlier.",
            )
        )
    if session.state != SessionState.HELD:
        check_allowed(engagement, session)
    _say_held(session, side)
    if rating is not None:
        if not 1 <= rating <= 4:
            raise Invalid(Sentence("Nilai sesi 1 sampai 4.", "A session is marked 1 to 4."))
        setattr(session, f"{side.value}_rating", rating)
    session.save()
    _keep(by, engagement, session, words, version, actions, on)
    _count(engagement, side)
    record(by=by, verb="close_session", subject=session, employee=engagement.employee)
    return session


def _say_held(session: Session, side: Party) -> None:
    step = "confirm_held" if session.state == SessionState.HELD else "hold"
    session.state = SESSION.end_of(step, SessionState(session.state), {side})
    name = f"{side.value}_held_at"
    if getattr(session, name) is None:
        setattr(session, name, timezone.now())


def _count(engagement: Engagement, side: Party) -> None:
    """The figures of the engagement; the first held session after the agreement begins it."""
    recount(engagement)
    if engagement.state == EngagementState.AGREED:
        move(engagement, "begin", {side}, timezone.now())


def _keep(
    by: Account,
    engagement: Engagement,
    session: Session,
    words: Mapping[str, str] | None,
    version: int,
    actions: Sequence[Action],
    on: date,
) -> None:
    """The shared note and the actions; a konseling keeps the counsellor's note instead, and no actions."""
    closed = engagement.method == Method.COUNSELLING
    if words:
        kind = NoteKind.COUNSELLING if closed else NoteKind.SHARED
        save_note(
            by=by, engagement=engagement, session=session, kind=kind, words=words, version=version, on=on
        )
    # What was sent already is not taken twice: the answer may have been lost on the way.
    there = list(session.actions.values_list("title", flat=True))
    wanted = [one for one in actions if one.title.strip() and one.title.strip()[:200] not in there]
    most = p.MOST_ACTIONS.on(on)
    if len(wanted) + len(there) > most:
        limit = Sentence(
            "Paling banyak {most} rencana aksi setiap sesi.", "At most {most} actions a session."
        )
        raise Invalid(limit.fill(most=most))
    Task.objects.bulk_create(
        Task(
            engagement=engagement,
            session=session,
            title=one.title.strip()[:200],
            owner=one.owner if one.owner in TaskOwner.values else TaskOwner.EMPLOYEE,
            due=one.due,
            made_by=by,
        )
        for one in wanted
    )


@transaction.atomic
def log_session(
    *,
    by: Account,
    engagement: Engagement,
    start: datetime,
    minutes: int,
    on: date,
    sitting: str = "",
    topic: str = "",
    rating: int | None = None,
    words: Mapping[str, str] | None = None,
    actions: Sequence[Action] = (),
) -> Session:
    """A session that was held without the system; marked so, and confirmed by the other side like any."""
    engagement = held(engagement)
    side = access.check_is_one_of_the_two(viewer(by, on), engagement)
    check_allowed(engagement)
    first = engagement.matched_at.date()
    if not first <= start.date() <= on or start > timezone.now():
        raise Invalid(
            Sentence(
                "Sesi susulan berlangsung antara {first} dan hari ini.",
                "A session logged later was held between {first} and today.",
            ).fill(first=day(first))
        )
    check_time(engagement, start, minutes, on_day_off=True)
    check_new(engagement, start)
    if rating is not None and not 1 <= rating <= 4:
        raise Invalid(Sentence("Nilai sesi 1 sampai 4.", "A session is marked 1 to 4."))
    session = Session(
        engagement=engagement,
        state=SessionState.HELD,
        start=start,
        minutes=minutes,
        sitting=sitting if sitting in SITTINGS else "",
        topic=_topic(engagement, topic),
        proposed_by=by,
        logged_later=True,
    )
    setattr(session, f"{side.value}_held_at", timezone.now())
    setattr(session, f"{side.value}_rating", rating)
    session.save()
    _keep(by, engagement, session, words, 0, actions, on)
    _count(engagement, side)
    record(by=by, verb="log_session", subject=session, employee=engagement.employee)
    return session
