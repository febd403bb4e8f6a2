"""What a planner leaves, on the pages of who is next: enough to act on, and no more."""

from datetime import datetime, time, timedelta

import pytest

from pamong.policy.words import Cause
from pamong.programme import actions as programming
from pamong.recommendation import actions
from pamong.recommendation.models import Contest, Undecided
from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.conftest import Programme
from tests.programme.road import JAKARTA, Clock
from tests.web.rooms import door, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("days_of_the_clock")]


@pytest.fixture(autouse=True)
def _from_the_day(clock: Clock) -> None:
    clock.now = datetime.combine(ON, time(8), JAKARTA)


def test_who_is_next_asks_after_suggestions_and_reads_no_name(cast: Cast, clock: Clock) -> None:
    actions.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
    )
    for days in (14, 2):
        clock.go(days=days)
        programming.keep_time(institution=cast.institution, on=clock.on)
    address = f"/inbox/undecided/{Undecided.objects.get().pk}/"
    authority, planner = door(cast["competent_authority"]), door(cast["planner"])
    assert f'href="{address}"' in authority.get("/inbox/").content.decode()
    shown = text(authority, address)
    assert "1 saran" in shown
    assert "24 November 2026" in shown
    assert cast["planner"].name in shown
    assert "Rara" not in shown
    assert "mentoring" not in shown.lower()
    assert planner.get(address).status_code == 404
    assert planner.post(address).status_code == 404
    assert "1 saran terlalu lama menunggu keputusan" in text(planner, "/inbox/")
    assert authority.post(address).status_code == 303
    assert "Sudah ditanyakan oleh" in text(authority, address)
    assert authority.post(address).status_code == 409
    assert "Pejabat yang berwenang menanyakan 1 saran" in text(planner, "/inbox/")
    assert address not in authority.get("/inbox/").content.decode()


def test_who_is_next_answers_a_report_of_wrong_data(cast: Cast, clock: Clock) -> None:
    actions.contest(by=cast["employee"], employee=cast.rara, about="Level", text="Seharusnya 3.", on=ON)
    row = Contest.objects.get()
    address, authority = f"/inbox/contests/{row.pk}/", door(cast["competent_authority"])
    assert authority.get(address).status_code == 404
    clock.go(hours=36)
    programming.keep_time(institution=cast.institution, on=clock.on)
    assert "Laporan data keliru dari Rara Anindita belum dijawab pengelola" in text(authority, "/inbox/")
    assert "Seharusnya 3." in text(authority, address)
    assert door(cast["superior"]).get(address).status_code == 404
    assert authority.post(address, {"answer": "Sudah dikoreksi."}).status_code == 303
    assert authority.get(address).status_code == 404  # answered: it concerns the two again
    assert "Sudah dikoreksi." in text(door(cast["employee"]), address)


def test_the_queue_says_until_when_a_guide_is_chosen(cast: Cast, clock: Clock) -> None:
    proposal = Programme(cast).approved()
    planner = door(cast["planner"])
    assert "27 November 2026" in text(planner, "/proposals/?state=approved")
    clock.now += timedelta(days=4)
    shown = text(planner, f"/proposals/{proposal.pk}/")
    assert "terlambat" in shown
    assert "Rara Anindita" in text(planner, "/proposals/?state=approved&late=on")
    assert "1 orang belum memilih pembimbing" in text(planner, "/inbox/")
