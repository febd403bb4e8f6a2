"""Openings of notes in an emergency: who asks, who grants, what is opened and for how long, and who is told."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from pamong.audit.models import Read
from pamong.people.access import viewer
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.programme import access, actions
from pamong.programme.models import Note, NoteKind, Opening
from tests.programme.secret_world import ROLES, World, phrase

pytestmark = pytest.mark.django_db
BACKEND = "pamong.people.signin.AccountBackend"


def opened(world: World, engagement: Any, who: str = "auditor") -> Opening:
    by = world.cast[who]
    opening = actions.ask_opening(by=by, engagement=engagement, reason="Darurat.", on=world.clock.on)
    return actions.answer_opening(
        by=world.cast["competent_authority"], opening=opening, granted=True, on=world.clock.on
    )


def kinds(world: World, who: str, engagement: Any) -> set[str]:
    rows = access.notes_visible_to(viewer(world.cast[who], world.clock.on), engagement)
    return set(rows.values_list("kind", flat=True))


class UndoneError(Exception):
    """Ends an attempt so that it leaves nothing behind."""


def allowed(attempt: Callable[[], Any]) -> bool:
    """Whether the action lets them; nothing of it stays."""
    try:
        with transaction.atomic():
            attempt()
            raise UndoneError
    except UndoneError:
        return True
    except NotAllowed:
        return False


def test_who_may_ask_to_open_notes(world: World) -> None:
    world.opening.delete()
    on = world.clock.on
    for engagement, may in ((world.mentoring, {"auditor", "planner"}), (world.case, {"auditor"})):
        found = {
            who
            for who in ROLES
            if allowed(
                partial(
                    actions.ask_opening, by=world.cast[who], engagement=engagement, reason="Darurat.", on=on
                )
            )
        }
        assert found == may
    actions.ask_opening(by=world.cast["auditor"], engagement=world.case, reason="Darurat.", on=on)
    assert kinds(world, "auditor", world.case) == set()  # asking opens nothing


def test_who_may_grant_an_opening(world: World) -> None:
    on = world.clock.on
    opening = actions.ask_opening(by=world.cast["auditor"], engagement=world.case, reason="Darurat.", on=on)
    found = {
        who
        for who in ROLES
        if allowed(partial(actions.answer_opening, by=world.cast[who], opening=opening, granted=True, on=on))
    }
    assert found == {"competent_authority"}


def test_an_opening_opens_shared_and_counselling_notes_never_private_and_ends(world: World) -> None:
    world.opening.delete()
    opened(world, world.mentoring)
    opening = opened(world, world.case)
    assert kinds(world, "auditor", world.mentoring) == {"shared"}
    assert kinds(world, "auditor", world.case) == {"counselling", "released"}
    assert Note.objects.filter(kind=NoteKind.PRIVATE).count() == 4
    for who in set(ROLES) - {"auditor", "employee", "case_counsellor"}:
        assert kinds(world, who, world.case) == set(), who
    assert opening.until == world.now + timedelta(hours=72)
    world.clock.go(hours=71)
    assert kinds(world, "auditor", world.case) == {"counselling", "released"}
    world.clock.go(hours=2)
    assert kinds(world, "auditor", world.case) == set()
    assert kinds(world, "auditor", world.mentoring) == set()


def test_a_refused_or_closed_opening_opens_nothing(world: World) -> None:
    on = world.clock.on
    actions.answer_opening(by=world.cast["competent_authority"], opening=world.opening, granted=False, on=on)
    assert kinds(world, "auditor", world.mentoring) == set()
    with pytest.raises(WrongState):
        actions.answer_opening(
            by=world.cast["competent_authority"], opening=world.opening, granted=True, on=on
        )
    opening = opened(world, world.mentoring)
    with pytest.raises(NotAllowed):
        actions.close_opening(by=world.cast["planner"], opening=opening, on=on)
    actions.close_opening(by=world.cast["auditor"], opening=opening, on=on)
    assert kinds(world, "auditor", world.mentoring) == set()


def test_an_opening_needs_a_reason_and_is_asked_once(world: World) -> None:
    on = world.clock.on
    with pytest.raises(Invalid):
        actions.ask_opening(by=world.cast["auditor"], engagement=world.case, reason=" ", on=on)
    with pytest.raises(WrongState):
        actions.ask_opening(by=world.cast["auditor"], engagement=world.mentoring, reason="Lagi.", on=on)


@pytest.mark.slow
def test_the_person_is_told_of_an_opening_and_each_look_is_written_down(world: World) -> None:
    world.opening.delete()
    opening = opened(world, world.case)
    auditor, person, authority = Client(), Client(), Client()
    auditor.force_login(world.cast["auditor"], backend=BACKEND)
    person.force_login(world.cast["employee"], backend=BACKEND)
    authority.force_login(world.cast["competent_authority"], backend=BACKEND)
    page = auditor.get(f"/openings/{opening.pk}/").content.decode()
    assert phrase("counselling") in page
    assert phrase("released") in page
    assert phrase("private-counsellor") not in page
    assert phrase("private-client") not in page
    for client, where in ((authority, f"/openings/{opening.pk}/"), (authority, "/openings/")):
        shown = client.get(where).content.decode()
        assert phrase("counselling") not in shown
        assert "konseling" not in shown.casefold().replace("/counselling/", "")
    assert Read.objects.filter(what="opened_notes", employee_id=world.cast.rara.pk).count() == 1
    inbox = person.get("/inbox/").content.decode()
    assert "dibuka dalam keadaan darurat" in inbox
    assert "Darurat." in person.get("/privacy/").content.decode()
    assert person.post(f"/openings/{opening.pk}/seen/").status_code == 303
    assert "dibuka dalam keadaan darurat" not in person.get("/inbox/").content.decode()
    assert authority.post(f"/openings/{opening.pk}/seen/").status_code == 404


@pytest.mark.slow
def test_the_planner_learns_of_no_konseling_by_asking(world: World) -> None:
    planner = Client()
    planner.force_login(world.cast["planner"], backend=BACKEND)
    address = f"/openings/new/?nip={world.cast.rara.nip}"
    page = planner.get(address)
    assert page.status_code == 200
    assert "onseling" not in page.content.decode()
    sent = {"engagement": world.case.pk, "reason": "Darurat."}
    assert planner.post(address, sent).status_code == 422
    assert not Opening.objects.filter(engagement=world.case).exists()
    auditor = Client()
    auditor.force_login(world.cast["auditor"], backend=BACKEND)
    assert "Konseling sejak" in auditor.get(address).content.decode()
    assert auditor.post(address, sent).status_code == 303


@pytest.mark.slow
def test_the_room_of_a_mentoring_has_its_own_page_of_an_opening(world: World) -> None:
    """Asked, granted by another, read with every look written down, told to the person, and over in time."""
    world.opening.delete()
    address = f"/engagements/{world.mentoring.pk}/opening/"
    doors = {}
    for who in ROLES:
        doors[who] = Client()
        doors[who].force_login(world.cast[who], backend=BACKEND)
    for who in set(ROLES) - {"planner", "auditor"}:
        assert doors[who].get(address).status_code == 404, who
        assert doors[who].post(address, {"reason": "Darurat."}).status_code == 404, who
    for who in ROLES:  # a konseling has no such page
        assert doors[who].get(f"/engagements/{world.case.pk}/opening/").status_code == 404, who
    planner = doors["planner"]
    assert address in planner.get(f"/engagements/{world.mentoring.pk}/").content.decode()
    assert phrase("shared") not in planner.get(address).content.decode()
    assert planner.post(address, {"reason": " "}).status_code == 422
    assert planner.post(address, {"reason": "Ancaman keselamatan."}).status_code == 303
    opening = Opening.objects.get()
    waits = planner.get(address).content.decode()
    assert "Menunggu jawaban" in waits
    assert phrase("shared") not in waits
    assert planner.post(address, {"reason": "Lagi."}).status_code == 422
    assert planner.post(f"/openings/{opening.pk}/answer/", {"answer": "grant"}).status_code == 403
    assert doors["competent_authority"].get(address).status_code == 404
    granted = doors["competent_authority"].post(f"/openings/{opening.pk}/answer/", {"answer": "grant"})
    assert granted.status_code == 303
    assert Read.objects.filter(what="opened_notes").count() == 0
    page = planner.get(address).content.decode()
    assert phrase("shared") in page
    for private in ("private-mentee", "private-mentor", "topic", "task", "review", "comment"):
        assert phrase(private) not in page, private
    assert Read.objects.filter(what="opened_notes", employee_id=world.cast.rara.pk, page=address).count() == 1
    # It is the planner's alone; the auditor asks for himself.
    assert phrase("shared") not in doors["auditor"].get(address).content.decode()
    room = f"/engagements/{world.mentoring.pk}/"
    assert "dibuka dalam keadaan darurat" in doors["employee"].get(room).content.decode()
    assert "dibuka dalam keadaan darurat" not in doors["mentor"].get(room).content.decode()
    assert "Ancaman keselamatan." in doors["employee"].get("/privacy/").content.decode()
    world.clock.go(hours=73)
    assert phrase("shared") not in planner.get(address).content.decode()
    assert Read.objects.filter(what="opened_notes").count() == 1
    assert "dibuka dalam keadaan darurat" not in doors["employee"].get(room).content.decode()
