"""No dead end: what is missing is said where it is filled in, and a refusal leads back to its form."""

from datetime import date

import pytest
from django.test import Client, RequestFactory

from pamong.recommendation import actions
from pamong.recommendation.models import Decision, Result, Setting
from pamong.web.context import menu_for
from pamong.web.forms.recommendations import DecideForm
from pamong.web.forms.settings import SettingForm
from pamong.web.http import came_from
from tests.factories import ON
from tests.people_cast import Cast
from tests.web.doors import BACKEND


@pytest.mark.parametrize(
    ("suggested", "data"),
    [
        ("pengayaan", {"verdict": "accept"}),
        ("coaching", {"verdict": "other", "method": "pengayaan", "reason": "Ia sudah melampaui standar."}),
    ],
)
def test_enrichment_asks_for_its_form_and_need(suggested: str, data: dict[str, str]) -> None:
    assert set(DecideForm(data, suggested=suggested).errors) == {"form", "need"}
    whole = {**data, "form": "magang", "need": "Layanan digital unit."}
    assert DecideForm(whole, suggested=suggested).is_valid()


def test_other_suggestions_need_neither() -> None:
    assert DecideForm({"verdict": "accept"}, suggested="coaching").is_valid()


@pytest.mark.django_db
def test_many_enrichments_without_form_lead_back_to_the_table(cast: Cast) -> None:
    actions.analyse(institution=cast.institution, on=ON, by=None)
    Result.objects.filter(employee_id=cast.rara.pk, current=True).update(method="pengayaan")
    client = Client()
    client.force_login(cast["planner"], backend=BACKEND)
    chosen = {"employee": [cast.rara.pk], "next": "/recommendations/?method=pengayaan"}
    answer = client.post("/recommendations/accept/", chosen)
    assert (answer.status_code, answer["Location"]) == (303, "/recommendations/?method=pengayaan")
    assert "bentuk dan kebutuhan unit" in client.get("/recommendations/").content.decode()
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_a_setting_of_words_is_written_in_words(cast: Cast) -> None:
    client = Client()
    client.force_login(cast["planner"], backend=BACKEND)
    order = "Penilaian atasan, uji kompetensi, Penilaian 360°, bukti kerja, penilaian mandiri"
    day = date(2026, 11, 24).isoformat()
    answer = client.post(
        "/settings/", {"name": "source_order", "value": order, "since": day, "reason": "Kebijakan baru."}
    )
    assert answer.status_code == 303
    assert Setting.objects.get().value[:2] == ["atasan", "uji_kompetensi"]


def test_one_word_is_chosen_from_a_list() -> None:
    shown = str(SettingForm(initial={"name": "source_choice", "value": "latest"})["value"])
    assert '<option value="latest" selected>' in shown


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/people/4/move/", "http://testserver/people/4/move/"),
        ("https://elsewhere.example/x", ""),
        ("", ""),
    ],
)
def test_a_refusal_leads_back_only_to_a_page_of_ours(referer: str, back: str) -> None:
    assert came_from(RequestFactory().get("/", headers={"referer": referer})) == back


@pytest.mark.parametrize(
    ("role", "path", "lit"),
    [
        ("planner", "/units/4/", "/people/"),
        ("planner", "/positions/", "/people/"),
        ("employee", "/positions/4/", "/competencies/"),
        ("employee", "/privacy/", None),
    ],
)
def test_the_menu_says_where_one_is(role: str, path: str, lit: str | None) -> None:
    entries = menu_for(frozenset({role}), path)
    assert [entry["address"] for entry in entries if entry["here"]] == ([lit] if lit else [])
