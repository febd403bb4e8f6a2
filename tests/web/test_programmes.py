"""Templates of programmes: who shapes them, a unit's own way, and whom a change touches."""

from typing import Any

import pytest

from pamong.policy.words import Context, Method
from pamong.programme import actions
from pamong.programme.models import Engagement, Template
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.road import Road
from tests.programme.test_goals import template
from tests.web.rooms import door, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def sent(**more: Any) -> dict[str, Any]:
    words = {
        "months": 4,
        "sessions": 5,
        "every_days": 21,
        "minutes": 45,
        "goals_least": 1,
        "goals_most": 2,
        "monthly_review": "on",
        "questions": "Apa yang membantu?\n\nApa yang menghambat?",
        "guide_texts": "Siapkan tujuan.",
        "task-TOTAL_FORMS": 2,
        "task-INITIAL_FORMS": 2,
        "task-0-title": "Baca standar",
        "task-0-owner": "employee",
        "task-0-anchor": "session",
        "task-0-days": 2,
        "task-0-session": 1,
        "task-0-milestone": "on",
        "task-1-title": "",
        "task-1-owner": "both",
        "task-1-anchor": "start",
    }
    return words | more


def test_the_planner_makes_a_template_with_its_tasks(cast: Cast) -> None:
    client = door(cast["planner"])
    new = {"name": "Mentoring awal", "method": "mentoring", "context": Context.DAILY.value}
    assert client.post("/programmes/new/", sent(**new)).status_code == 303
    made = Template.objects.get(name="Mentoring awal")
    assert (made.method, made.months, made.every_days) == (Method.MENTORING, 4, 21)
    assert made.questions == ["Apa yang membantu?", "Apa yang menghambat?"]
    task = made.tasks.get()
    assert (task.title, task.session, task.days, task.milestone) == ("Baca standar", 1, 2, True)
    assert "Mentoring awal" in text(client, "/programmes/")
    again = client.post("/programmes/new/", sent(**new))
    assert again.status_code == 422
    assert "sudah dipakai" in again.content.decode()


def test_a_unit_head_makes_the_unit_s_way_inside_the_bounds_only(cast: Cast) -> None:
    base, client = template(cast), door(cast["unit_head"])
    address, own = f"/programmes/{base.pk}/variant/", {"name": "Cara kami", "unit": cast.unit.pk}
    outside = client.post(address, sent(**own, every_days=60))
    assert outside.status_code == 422
    assert "Hari antar sesi 60 di luar batas 7 sampai 45" in outside.content.decode()
    assert client.post(address, sent(**own)).status_code == 303
    made = Template.objects.get(name="Cara kami")
    assert (made.base, made.unit) == (base, cast.unit)
    assert client.post(f"/programmes/{base.pk}/", sent(months=2)).status_code == 404
    assert client.post(f"/programmes/{base.pk}/retire/").status_code == 404
    base.refresh_from_db()
    assert (base.months, base.active) == (4, True)
    assert client.post(f"/programmes/{made.pk}/retire/").status_code == 303
    made.refresh_from_db()
    assert not made.active


@pytest.mark.parametrize("who", sorted(set(EVERYBODY) - {"planner", "unit_head"}))
def test_for_others_there_is_nothing_to_shape(cast: Cast, who: str) -> None:
    base, client = template(cast), door(cast[who])
    for address in ("", "variant/", "retire/"):
        assert client.post(f"/programmes/{base.pk}/{address}", sent(months=2)).status_code == 404
    assert client.get(f"/programmes/{base.pk}/").status_code == 404
    base.refresh_from_db()
    assert (base.months, base.active, base.variants.count()) == (4, True, 0)


@pytest.mark.parametrize(("answer", "every"), [("no", 30), ("yes", 28)])
def test_a_change_asks_whether_open_engagements_take_it_over(road: Road, answer: str, every: int) -> None:
    made, client = template(road.cast), door(road.cast["planner"])
    Engagement.objects.filter(pk=road.engagement.pk).update(template=made)
    address = f"/programmes/{made.pk}/"
    shown = client.post(address, sent(every_days=28))
    assert "Perubahan ini menyentuh 1 pendampingan" in shown.content.decode()
    made.refresh_from_db()
    assert made.every_days == 21, "nothing is kept before the answer"
    assert client.post(address, sent(every_days=28, take_over=answer)).status_code == 303
    made.refresh_from_db()
    assert (made.every_days, road.fresh().every_days) == (28, every)


def test_a_retired_template_is_no_longer_changed(cast: Cast) -> None:
    made, client = template(cast), door(cast["planner"])
    actions.retire_template(by=cast["planner"], template=made, on=ON)
    assert client.post(f"/programmes/{made.pk}/", sent(months=2)).status_code == 404
    assert client.get(f"/programmes/{made.pk}/variant/").status_code == 404


@pytest.mark.parametrize("with_one", [False, True])
def test_a_template_of_konseling_tells_nothing_of_who_goes_by_it(road: Road, with_one: bool) -> None:
    made, client = template(road.cast, method=Method.COUNSELLING), door(road.cast["planner"])
    if with_one:
        Engagement.objects.filter(pk=road.engagement.pk).update(template=made, method=Method.COUNSELLING)
    address = f"/programmes/{made.pk}/"
    assert "yang belum selesai memakainya" not in text(client, address)
    shown = client.post(address, sent(every_days=28)).content.decode()
    assert "Apakah rencana yang belum selesai ikut berubah?" in shown
    assert "menyentuh" not in shown
    done = client.post(address, sent(every_days=28, take_over="yes"), follow=True).content.decode()
    assert "Rancangan tersimpan." in done
