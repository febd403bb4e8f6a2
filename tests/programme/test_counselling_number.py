"""The one number of konseling that a planner is told: of the whole institution, from five people on, once a month."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pamong.people.roles import Role
from pamong.policy.words import Method
from pamong.programme.models import Engagement, Guide, Proposal
from tests import factories as f
from tests.people_cast import Cast
from tests.programme.conftest import Programme
from tests.programme.secret_walk import words_of

# ── The one number there is ──────────────────────────────────────────────────────────────────


pytestmark = pytest.mark.django_db
BACKEND = "pamong.people.signin.AccountBackend"


def counselled(cast: Cast, guide: Guide, number: int, at: datetime, ended_at: datetime | None = None) -> None:
    """So many more people in a konseling since a moment."""
    for _one in range(number):
        who = f.employee(cast.institution, "Orang Konseling", unit=cast.unit)
        proposal = Proposal.objects.create(
            institution=cast.institution,
            employee=who,
            method=Method.COUNSELLING,
            entrance="sendiri",
            state="matched",
            state_since=at,
            proposed_by=cast["planner"],
        )
        Engagement.objects.create(
            proposal=proposal,
            institution=cast.institution,
            employee=who,
            guide=guide,
            method=Method.COUNSELLING,
            state="stopped" if ended_at else "running",
            state_since=at,
            matched_at=at,
            ended_at=ended_at,
        )


@pytest.mark.usefixtures("clock")
def test_the_planner_of_all_knows_how_many_konseling_from_five_on_and_as_the_month_began(cast: Cast) -> None:
    """A number of today, or of a scope beside that of all, would tell of one person by its difference."""
    guide = Programme(cast).guide("Konselor Banyak", method=Method.COUNSELLING)
    cast.accounts["planner_of_unit"] = f.account(
        cast.institution, "perencana-unit", None, Role.PLANNER, in_unit=cast.root
    )
    began = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    before = began - timedelta(days=3)

    def page(who: str) -> str:
        client = Client()
        client.force_login(cast[who], backend=BACKEND)
        return " ".join(words_of(client.get("/monitoring/")).split())

    few = "kurang dari lima orang, tidak ditampilkan"
    assert few in page("planner")
    counselled(cast, guide, 4, before)
    counselled(cast, guide, 3, before, ended_at=began - timedelta(hours=1))
    assert few in page("planner")
    counselled(cast, guide, 1, began + timedelta(hours=1))
    assert few in page("planner"), "who begins today is not told by a number that grows today"
    counselled(cast, guide, 1, before, ended_at=began + timedelta(hours=1))
    assert ": 5 orang." in page("planner")
    for who in ("planner_of_unit", "auditor"):
        assert "Konseling berjalan" not in page(who), who
    assert "5 orang" not in page("stranger")
