"""Coming in: by password, by one click in the demo, by the activation link; and the language."""

import pytest
from django.conf import settings as django_settings
from django.test import Client

from pamong.people import actions
from pamong.people.models import Account
from tests.factories import ON
from tests.people_cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "kereta-malam-ke-utara"


def test_health_answers_without_signing_in(client: Client) -> None:
    assert client.get("/health/").json() == {"status": "ok"}


def test_activation_then_sign_in_then_out(cast: Cast, client: Client) -> None:
    token = actions.create_activation_link(by=cast["admin"], account=cast["employee"], on=ON)
    address = f"/activate/{token}/"
    assert client.post(address, {"password": PASSWORD, "again": "lain"}).status_code == 422
    assert client.post(address, {"password": "pendek", "again": "pendek"}).status_code == 422
    assert client.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert client.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 409
    wrong = client.post("/sign-in/", {"username": "pegawai", "password": "bukan ini"})
    assert wrong.status_code == 422
    answer = client.post("/sign-in/", {"username": "PEGAWAI", "password": PASSWORD, "next": "/inbox/"})
    assert (answer.status_code, answer["Location"]) == (303, "/inbox/")
    assert client.get("/home/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/home/").status_code == 302


def test_the_door_leads_nowhere_else(cast: Cast, client: Client) -> None:
    token = actions.create_activation_link(by=cast["admin"], account=cast["employee"], on=ON)
    client.post(f"/activate/{token}/", {"password": PASSWORD, "again": PASSWORD})
    answer = client.post(
        "/sign-in/", {"username": "pegawai", "password": PASSWORD, "next": "https://lain.example/"}
    )
    assert answer["Location"] == "/home/"


def test_wrong_passwords_wait_and_lock_nobody_else(cast: Cast, client: Client) -> None:
    for _ in range(django_settings.AXES_FAILURE_LIMIT):
        answer = client.post("/sign-in/", {"username": "pegawai", "password": "salah"})
    assert answer.status_code == 429
    assert client.post("/sign-in/", {"username": "atasan", "password": "salah"}).status_code == 422


def test_one_click_only_for_demo_accounts_and_only_in_the_demo(cast: Cast, client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    Account.objects.filter(pk=cast["planner"].pk).update(is_demo=True)
    settings.DEMO = False
    assert (
        "demo_accounts" not in client.get("/sign-in/").context
        or not client.get("/sign-in/").context["demo_accounts"]
    )
    assert client.post("/sign-in/", {"demo": "perencana"}).status_code == 422
    settings.DEMO = True
    assert b"Perencana" in client.get("/sign-in/").content
    assert client.post("/sign-in/", {"demo": "admin"}).status_code == 404
    assert client.post("/sign-in/", {"demo": "perencana"}).status_code == 303
    assert client.get("/home/").status_code == 200


def test_the_language_of_the_door_stays_until_signing_out(cast: Cast, client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = True
    Account.objects.filter(pk=cast["planner"].pk).update(is_demo=True)
    client.post("/language/", {"language": "en"})
    client.post("/sign-in/", {"demo": "perencana"})
    assert client.cookies["pamong_language"].value == "en"
    client.post("/sign-out/")
    assert client.cookies["pamong_language"].value == ""
    client.post("/sign-in/", {"demo": "perencana"})
    assert client.cookies["pamong_language"].value == "id"


def test_language_is_remembered(cast: Cast, client: Client) -> None:
    client.force_login(cast["employee"], backend="pamong.people.signin.AccountBackend")
    answer = client.post("/language/", {"language": "en", "next": "/rules/"})
    assert (answer.status_code, answer["Location"]) == (303, "/rules/")
    cast["employee"].refresh_from_db()
    assert cast["employee"].language == "en"
    assert b'<html lang="en">' in client.get("/rules/").content
