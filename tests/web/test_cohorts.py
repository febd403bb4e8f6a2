"""Cohorts on pages: who keeps them, their moves, late joiners, and a copy without people."""

from datetime import date
from typing import Any

import pytest

from pamong.audit.models import Read
from pamong.policy.words import Context, Method
from pamong.programme import actions
from pamong.programme.models import Cohort, Engagement
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.road import Road
from tests.programme.templates import template
from tests.web.rooms import door, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def cohort(cast: Cast, name: str = "Angkatan I") -> Cohort:
    return actions.open_cohort(
        by=cast["planner"],
        institution=cast.institution,
        template=template(cast, name=f"Rancangan {name}"),
        name=name,
        starts_on=date(2026, 8, 1),
        ends_on=date(2027, 1, 31),
        on=ON,
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_planner_keeps_cohorts_and_the_auditor_reads_them(road: Road, who: str) -> None:
    made, client = cohort(road.cast), door(road.cast[who])
    base = f"/cohorts/{made.pk}/"
    shown = {"planner": 200, "auditor": 200, "stranger": 404}.get(who, 404)
    assert client.get(base).status_code == shown
    # A planner of another institution has a list too, of that institution.
    assert client.get("/cohorts/").status_code == (200 if who == "stranger" else shown)
    keeps = who == "planner"
    assert client.post(f"{base}join/", {"engagement": road.engagement.pk}).status_code == (
        303 if keeps else 404
    )
    moved = client.post(f"{base}move/", {"step": "start"}).status_code
    assert moved == (303 if keeps else 403 if who == "auditor" else 404)
    made.refresh_from_db()
    assert made.state == ("running" if keeps else "open")
    assert (road.fresh().cohort == made) is keeps


def test_from_opening_to_archive(road: Road) -> None:
    client = door(road.cast["planner"])
    base = template(road.cast)
    sent: dict[str, Any] = {
        "template": base.pk,
        "name": "Angkatan I",
        "starts_on": "2026-08-01",
        "ends_on": "2026-07-01",
    }
    assert "tanggal selesai setelah mulai" in client.post("/cohorts/new/", sent).content.decode()
    assert client.post("/cohorts/new/", sent | {"ends_on": "2027-01-31"}).status_code == 303
    made = Cohort.objects.get()
    page = f"/cohorts/{made.pk}/"
    assert "Rara Anindita" in text(client, page), "offered"
    for sent_instead in ([], ["9" * 20], ["9" * 5000], ["²"]):
        assert client.post(f"{page}join/", {"engagement": sent_instead}).status_code == 422
    client.post(f"{page}move/", {"step": "start"})
    client.post(f"{page}join/", {"engagement": [road.engagement.pk]})
    assert Read.objects.filter(page=page, reader_id=road.cast["planner"].pk).exists() is False
    assert "Rara Anindita" in text(client, page)
    assert Read.objects.filter(page=page, employee_id=road.cast.rara.pk).exists(), (
        "reading who is in it is logged"
    )
    client.post(f"{page}move/", {"step": "close"})
    assert "Tambah peserta" not in text(client, page)
    assert client.post(f"{page}move/", {"step": "archive"}).status_code == 409, "somebody is under way"
    assert client.post(f"{page}move/", {"step": "burn"}).status_code == 404
    copy = text(client, f"/cohorts/new/?copy={made.pk}")
    assert "pesertanya tidak ikut disalin" in copy
    assert (
        client.post(
            f"/cohorts/new/?copy={made.pk}", sent | {"name": "Angkatan II", "ends_on": "2027-01-31"}
        ).status_code
        == 303
    )
    assert not Engagement.objects.filter(cohort__name="Angkatan II").exists()


def test_the_numbers_of_a_cohort_add_up(road: Road) -> None:
    made, client = cohort(road.cast), door(road.cast["planner"])
    Engagement.objects.filter(pk=road.engagement.pk).update(cohort=made)
    assert "1 1 berlangsung, 0 selesai" in text(client, "/cohorts/")
    assert "lebih awal" not in text(client, "/cohorts/")
    Engagement.objects.filter(pk=road.engagement.pk).update(state="stopped", ended_at=road.clock.now)
    assert "1 0 berlangsung, 0 selesai, 1 berakhir lebih awal" in text(client, "/cohorts/")


def test_a_copy_keeps_the_length_and_says_when_its_template_was_withdrawn(cast: Cast) -> None:
    made, client = cohort(cast), door(cast["planner"])
    address = f"/cohorts/new/?copy={made.pk}"
    form = client.get(address).context["form"]
    assert form["template"].value() == made.template_id
    assert form["ends_on"].value() - form["starts_on"].value() == made.ends_on - made.starts_on
    other = template(cast, name="Mentoring baru")
    actions.retire_template(by=cast["planner"], template=made.template, on=ON)
    said = text(client, address)
    assert "Rancangan mengikuti Angkatan I" not in said
    assert "Rancangan Rancangan Angkatan I dari Angkatan I sudah ditarik; pilih rancangan lain." in said
    assert client.get(address).context["form"]["template"].value() == other.pk


def test_a_pengayaan_is_not_offered_to_a_cohort_of_every_day(road: Road) -> None:
    made, client = cohort(road.cast), door(road.cast["planner"])
    page = f"/cohorts/{made.pk}/"
    Engagement.objects.filter(pk=road.engagement.pk).update(
        context=Context.ENRICHMENT, enrichment_form=Method.MENTORING
    )
    assert "Rara Anindita" not in text(client, page)
    assert client.post(f"{page}join/", {"engagement": road.engagement.pk}).status_code == 422
    who = {"by": road.cast["planner"], "cohort": made, "engagements": [road.engagement]}
    assert actions.join_cohort(**who, on=ON) == 0  # type: ignore[arg-type]
    assert road.fresh().cohort is None


def test_a_konseling_is_neither_offered_nor_taken(closed_road: Road) -> None:
    made, client = cohort(closed_road.cast), door(closed_road.cast["planner"])
    page = f"/cohorts/{made.pk}/"
    assert "Rara Anindita" not in text(client, page)
    answer = client.post(f"{page}join/", {"engagement": closed_road.engagement.pk})
    assert answer.status_code == 422
    assert closed_road.fresh().cohort is None
    assert closed_road.engagement.method == Method.COUNSELLING
    assert "onseling" not in text(client, "/cohorts/new/").split("<main", 1)[-1]
