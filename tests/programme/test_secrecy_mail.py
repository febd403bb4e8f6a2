"""Of the same world what leaves by mail: every message as it goes over the wire, its calendar file included."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from icalendar import Calendar

from pamong.exchange.calendar import event_file
from pamong.people.actions import deliver, set_mail_preference
from pamong.people.models import Mail, MailHow, MailKind, Zone
from pamong.programme import actions
from pamong.programme.notices import digest, news
from tests.people_cast import Cast
from tests.programme.road import Clock
from tests.programme.secret_world import ROLES, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Of a konseling no mail says a word in either language, nor whose it is.
WORDS = re.compile("konsel|counsel", re.IGNORECASE)


@pytest.fixture
def world(cast: Cast, clock: Clock) -> World:
    made = World(cast, clock)
    actions.answer_opening(by=cast["competent_authority"], opening=made.opening, granted=True, on=clock.on)
    # Everybody has something to be told: whoever reads English and wants it at once, too.
    set_mail_preference(by=cast["case_counsellor"], how=MailHow.AT_ONCE, language="en", time_zone=Zone.WIT)
    cast["counsellor"].name = "Dewa Gede"  # is greeted by name, which is no word of a konseling
    cast["counsellor"].save(update_fields=["name"])
    # A session of each that is moved and called off.
    for engagement, guide in ((made.mentoring, made.road.guide), (made.case, cast["case_counsellor"])):
        engagement.state = "running"
        engagement.save(update_fields=["state"])
        start = made.now.replace(hour=9) + timedelta(days=6 if guide is made.road.guide else 7)
        session = actions.propose_session(
            by=guide, engagement=engagement, start=start, minutes=60, place="RAHASIA-tempat", on=clock.on
        )
        moved = start + timedelta(days=7)
        actions.reschedule(by=guide, session=session, start=moved, minutes=60, on=clock.on)
        actions.cancel_session(by=guide, session=session, reason="RAHASIA-sebab", on=clock.on)
    return made


def test_no_mail_carries_a_word_of_the_notes_or_of_a_konseling(world: World) -> None:
    cast, on = world.cast, world.clock.on
    digest(cast.institution, on)
    news(cast.institution, on)
    kinds = set(Mail.objects.values_list("account__username", "kind"))
    for who in ("employee", "mentor", "case_counsellor"):
        assert (cast[who].username, MailKind.INVITATION.value) in kinds, who
    for who in ("employee", "mentor", "mentor_superior", "planner", "counsellor", "competent_authority"):
        assert (cast[who].username, MailKind.DIGEST.value) in kinds, who
    assert (cast["case_counsellor"].username, MailKind.NEWS.value) in kinds
    waiting = Mail.objects.count()
    assert deliver(attach=event_file, limit=500)["sent"] == len(mail.outbox) == waiting
    methods = set()
    for one in mail.outbox:
        raw = one.message().as_bytes()
        parts = [one.subject, str(one.body), *(str(content) for content, _type in one.alternatives)]
        for name, content, _type in (tuple(part) for part in one.attachments):  # type: ignore[misc]
            parts += [str(name), content.decode() if isinstance(content, bytes) else str(content)]
        said = re.sub(r"\r?\n[ \t]", "", "\n".join(parts))  # long lines are folded
        assert not WORDS.search(said), one.subject
        assert "RAHASIA" not in said.replace("RAHASIA-tempat", ""), one.subject
        assert b"counselling" not in raw
        methods |= {
            str(Calendar.from_ical(c)["METHOD"]) for c, kind in one.alternatives if "calendar" in kind
        }
    assert methods == {"REQUEST", "CANCEL"}


def test_an_invitation_to_a_konseling_names_neither_the_other_nor_the_place(world: World) -> None:
    closed = {str(one.uid) for one in world.case.meetings.all()}
    found = 0
    names = {world.cast.rara.name, str(world.case.guide)}
    for row in Mail.objects.filter(event__isnull=False):
        assert row.event is not None
        if row.event["uid"] not in closed:
            continue
        found += 1
        words = f"{row.subject} {row.text} {row.html} {event_file(row.event)[0].decode()}"
        assert "RAHASIA" not in words
        own = row.account.employee.name if row.account.employee else ""
        assert not [name for name in names - {own} if name in words]
    assert found >= 6


def test_everybody_of_the_world_has_an_address(world: World) -> None:
    """Else nothing was looked at."""
    assert all(world.cast[who].email for who in ROLES)
