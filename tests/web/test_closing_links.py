"""The link of a mail that closes one session without signing in: what it does, how long, and to whom it comes."""

import re

import pytest
from django.test import Client

from pamong.people.models import Account, Mail
from pamong.policy.words import Method
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Note, NoteKind, Task
from tests.programme.road import Road
from tests.web.rooms import SECRETS, base

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("days_of_the_clock")]


def test_the_link_of_a_mail_closes_one_session_and_shows_nothing_else(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    actions.save_note(
        by=road.guide,
        engagement=road.engagement,
        session=session,
        kind=NoteKind.SHARED,
        words={"goal": SECRETS["note"], "takeaway": SECRETS["takeaway"]},
        version=0,
        on=road.clock.on,
    )
    road.clock.go(1, 4)
    address = f"/engagements/sessions/close/{queries.closing_token(session, road.employee)}/"
    anybody = Client()
    page = anybody.get(address)
    body = page.content.decode()
    assert page.status_code == 200
    assert "no-cache" in page["Cache-Control"]
    assert f'data-keep="link-{road.employee.pk}-{session.pk}"' in body  # kept where the line is lost
    for words in (SECRETS["note"], SECRETS["takeaway"], "Agenda rapat.", "Rara", "Ketut"):
        assert words not in body
    assert anybody.post(address, {"rating": "9"}).status_code == 422
    sent = {"rating": "3", "takeaway": "Dari telepon.", "action_1": "Kirim notula", "owner_1": "employee"}
    done = anybody.post(address, sent)
    assert (done.status_code, "data-kept-done" in done.content.decode()) == (200, True)
    session.refresh_from_db()
    assert (session.state, session.employee_rating) == ("held", 3)
    words = actions.read_note(Note.objects.get(kind=NoteKind.SHARED))
    assert words["goal"] == SECRETS["note"]
    assert words["takeaway"] == f"{SECRETS['takeaway']}\nDari telepon."
    assert Task.objects.count() == 1
    # Sent again where the answer was lost on the way: nothing is there twice.
    assert anybody.post(address, sent).status_code == 200
    assert actions.read_note(Note.objects.get(kind=NoteKind.SHARED)) == words
    assert Task.objects.count() == 1
    assert anybody.get(f"{address[:-2]}x/").status_code == 404
    planner = queries.closing_token(session, road.cast["planner"])
    assert anybody.get(f"/engagements/sessions/close/{planner}/").status_code == 404
    assert "sign-in" in anybody.get(base(road))["Location"]


def test_the_link_ends_a_week_after_the_session_and_never_opens_a_konseling(road: Road) -> None:
    road.agreed()
    session = road.scheduled(10)
    token = queries.closing_token(session, road.employee)
    assert queries.closing_of(token) is not None
    Engagement.objects.filter(pk=road.engagement.pk).update(method=Method.COUNSELLING)
    assert queries.closing_of(token) is None
    Engagement.objects.filter(pk=road.engagement.pk).update(method=Method.MENTORING)
    road.clock.go(16)
    assert queries.closing_of(token) is not None
    road.clock.go(2)
    assert queries.closing_of(token) is None


def test_the_link_comes_with_the_invitation(road: Road) -> None:
    """Each side has its own, once the time is confirmed by both."""
    Account.objects.update(email="siapa@contoh.go.id")
    road.agreed()
    session = road.proposed()
    link = re.compile(r"/engagements/sessions/close/(\S+?)/")
    assert not any(link.search(mail.text) for mail in Mail.objects.all())
    actions.confirm_session(by=road.employee, session=session, on=road.clock.on)
    for who in (road.employee, road.guide):
        texts = " ".join(Mail.objects.filter(account=who).values_list("text", flat=True))
        assert [queries.closing_of(token) for token in link.findall(texts)] == [(session, who)]
