"""Outgoing mail, for the administrator: how many, which addresses refuse, and no word of what is in them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pamong.people.models import Mail, MailKind, MailState
from pamong.people.notices import send
from tests import factories as f
from tests.people_cast import EVERYBODY, Cast
from tests.web.doors import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/settings/mail/"


@pytest.fixture
def refused(cast: Cast) -> Mail:
    cast["employee"].email = "rara@lpa.example"
    cast["employee"].save()
    mail = send(to=cast["employee"], kind=MailKind.INVITATION, subject="Kata rahasia", opening="Isi rahasia")
    assert mail is not None
    Mail.objects.update(state=MailState.FAILED, error="550 5.1.1 mailbox unknown", attempts=1)
    return mail


def test_messages_name_nobody_unless_they_were_refused(cast: Cast, refused: Mail) -> None:
    """Else two that appear together tell who meets whom: looked at again and again, or on a quiet day."""
    for name in ("counsellor", "superior"):
        account = cast[name]
        account.email = f"{name}@lpa.example"
        account.save()
        send(to=account, kind=MailKind.INVITATION, subject="Pesan", opening="Isi")
    Mail.objects.filter(account=cast["superior"]).update(error="450 <Superior@lpa.example> penuh", attempts=1)
    client = signed_in(cast["admin"])
    for address in (PAGE, f"{PAGE}?state=queued"):
        page = client.get(address).content.decode()
        assert not [name for name in ("counsellor", "superior") if f"{name}@" in page.lower()], address
        assert str(cast["counsellor"]) not in page
        assert "450" in page
        assert "1 pesan, tanpa nama" in page
    assert str(cast["employee"]) in client.get(PAGE).content.decode()
    Mail.objects.filter(account=cast["superior"]).update(
        state=MailState.SENT, sent_at=timezone.now(), error=""
    )
    assert "superior@" not in client.get(f"{PAGE}?state=sent").content.decode()
    Mail.objects.filter(account=cast["counsellor"]).update(state=MailState.FAILED, error="550")
    assert "counsellor@lpa.example" in client.get(f"{PAGE}?state=failed").content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
def test_of_the_administrator_alone(cast: Cast, refused: Mail, who: str) -> None:
    client = signed_in(cast[who])
    page = client.get(PAGE)
    addresses = [f"{PAGE}{refused.pk}/address/", f"{PAGE}{refused.pk}/settle/"]
    if who == "admin":
        assert page.status_code == 200
        assert "rara@lpa.example" in page.content.decode()
        assert "550 5.1.1 mailbox unknown" in page.content.decode()
        assert "rahasia" not in page.content.decode()
        return
    assert page.status_code == (200 if who == "stranger" else 404)
    assert "rara@lpa.example" not in page.content.decode()
    for address in addresses:
        assert client.post(address, {"address": "a@b.example"}).status_code == 404
        assert client.get(address).status_code == 405
    refused.refresh_from_db()
    assert (refused.state, refused.settled_at) == (MailState.FAILED, None)


def test_a_mended_address_sends_again(cast: Cast, refused: Mail) -> None:
    client = signed_in(cast["admin"])
    wrong = client.post(f"{PAGE}{refused.pk}/address/", {"address": "bukan alamat"})
    assert wrong.status_code == 422
    assert wrong.context["refused"][0]["form"].errors
    answer = client.post(f"{PAGE}{refused.pk}/address/", {"address": "rara.baru@lpa.example"})
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    refused.refresh_from_db()
    assert (refused.state, refused.address) == (MailState.QUEUED, "rara.baru@lpa.example")
    cast["employee"].refresh_from_db()
    assert cast["employee"].email == "rara.baru@lpa.example"


def test_what_is_let_go_leaves_the_inbox(cast: Cast, refused: Mail) -> None:
    client = signed_in(cast["admin"])
    assert "menolak pesan" in client.get("/inbox/").content.decode()
    assert client.post(f"{PAGE}{refused.pk}/settle/").status_code == 303
    assert "menolak pesan" not in client.get("/inbox/").content.decode()
    assert client.post(f"{PAGE}{refused.pk}/settle/").status_code == 404


def test_counts_open_their_lists(cast: Cast, refused: Mail) -> None:
    for number in range(30):
        send(to=cast["employee"], kind=MailKind.INVITATION, subject=f"Pesan {number}", opening="Isi")
    client = signed_in(cast["admin"])
    numbers = {tile["address"]: tile["number"] for tile in client.get(PAGE).context["tiles"]}
    assert numbers[f"{PAGE}?state=queued"] == 30
    assert numbers[f"{PAGE}?state=failed"] == 1
    for address, number in numbers.items():
        assert sum(row["number"] for row in client.get(address).context["page"]) == number
    assert "30 pesan, tanpa nama" in client.get(f"{PAGE}?state=queued").content.decode()
    assert client.get(f"{PAGE}?state=ngawur").status_code == 200


def test_thousands_read_as_they_are_written(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from pamong.web.pages import mail

    many = dict.fromkeys(mail.STATES, 1582)
    monkeypatch.setattr(mail, "mail_counts", lambda _viewer: many)
    client = signed_in(cast["admin"])
    assert ">1.582</a>" in client.get(PAGE).content.decode()
    client.cookies["pamong_language"] = "en"
    assert ">1,582</a>" in client.get(PAGE).content.decode()


def test_few_queries_however_many_messages(cast: Cast, refused: Mail) -> None:
    for number in range(30):
        account = f.account(cast.institution, f"orang{number}")
        account.email = f"o{number}@lpa.example"
        account.save()
        send(to=account, kind=MailKind.INVITATION, subject="Pesan", opening="Isi")
    Mail.objects.filter(pk__gt=refused.pk).update(state=MailState.FAILED, error="550")
    client = signed_in(cast["admin"])
    with CaptureQueriesContext(connection) as seen:
        client.get(PAGE)
    assert len(seen) <= 12
