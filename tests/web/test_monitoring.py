"""The monitoring page: who opens it, what it says, and the question that is shown before it is sent."""

import re

import pytest

from pamong.audit.models import Read
from pamong.people.models import Mail, MailKind
from pamong.programme.models import Engagement
from tests.people_cast import EVERYBODY
from tests.programme.road import Road
from tests.programme.test_monitoring import standing
from tests.web.rooms import door, text

__all__ = ["standing"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("days_of_the_clock")]
HERE, ASK = "/monitoring/", "/monitoring/ask/"


def test_the_planner_sees_numbers_targets_and_the_next_step(standing: Road) -> None:
    page = text(door(standing.cast["planner"]), HERE)
    for words in (
        "1 pembimbing, 1,0 peserta per pembimbing",
        "100% dari 1 yang belum selesai",
        "dari 1 yang siap dimulai atau berjalan",
        "Target: paling sedikit 80% lancar",
        "Tanyakan kabar yang terhenti",
        "Ditampilkan mulai lima orang yang menjawab",
        "Rara",
        "5 Agustus 2026",  # the last session
        "120 hari",
    ):
        assert words in page, words
    assert Read.objects.filter(employee_id=standing.cast.rara.pk, page=HERE).count() == 1


def test_the_auditor_reads_and_has_nothing_to_tick_or_to_do(standing: Road) -> None:
    client = door(standing.cast["auditor"])
    page = client.get(HERE).content.decode().split("<main")[1]
    assert "Rara" in page
    assert 'name="engagement"' not in page
    assert "Tanyakan kabar yang terhenti" not in page
    assert client.get(ASK).status_code == 404
    assert client.post(ASK, {"engagement": standing.engagement.pk, "text": "x"}).status_code == 404


@pytest.mark.parametrize("who", sorted(set(EVERYBODY) - {"planner", "auditor", "stranger"}))
def test_for_others_there_is_no_such_page(standing: Road, who: str) -> None:
    client = door(standing.cast[who])
    assert client.get(HERE).status_code == client.get(ASK).status_code == 404
    assert client.post(ASK, {"engagement": standing.engagement.pk, "text": "x"}).status_code == 404
    assert not Mail.objects.filter(kind=MailKind.QUESTION).exists()


def test_a_planner_of_another_institution_finds_nothing_here(standing: Road) -> None:
    client = door(standing.cast["stranger"])
    assert "Rara" not in text(client, HERE)
    answer = client.post(ASK, {"engagement": standing.engagement.pk, "text": "x"})
    assert answer.status_code == 422
    assert not Mail.objects.filter(kind=MailKind.QUESTION).exists()


def test_the_message_is_shown_edited_and_sent_once(standing: Road) -> None:
    client, pk = door(standing.cast["planner"]), standing.engagement.pk
    shown = text(client, f"{ASK}?engagement={pk}")
    assert "Sudah beberapa waktu kami belum mendengar kabar" in shown
    assert "Rara" in shown
    assert not Mail.objects.filter(kind=MailKind.QUESTION).exists(), "looking sends nothing"
    refused = client.post(ASK, {"engagement": pk, "text": "x" * 501})
    assert refused.status_code == 422
    assert "paling banyak 500 huruf" in refused.content.decode()
    sent = client.post(ASK, {"engagement": pk, "text": "Apa kabar?"}, follow=True)
    assert "Pesan dikirim kepada 1 pasangan." in sent.content.decode()
    assert f'value="{pk}"' not in sent.content.decode(), "no tick for whoever was just asked"
    assert "data-choose-all" not in sent.content.decode(), "and nothing to press where nobody can be ticked"
    assert "dapat ditanya lagi setelah 7 hari" in sent.content.decode()
    assert Mail.objects.filter(kind=MailKind.QUESTION, text__contains="Apa kabar?").count() == 2
    again = client.post(ASK, {"engagement": pk, "text": "Apa kabar?"}, follow=True)
    assert "1 pasangan dilewati" in again.content.decode()
    assert Mail.objects.filter(kind=MailKind.QUESTION).count() == 2


@pytest.mark.parametrize("ticked", ["", "x", "²", "9" * 30, "0"])
def test_what_is_no_tick_sends_nothing(standing: Road, ticked: str) -> None:
    client = door(standing.cast["planner"])
    assert "Belum ada pasangan yang dipilih" in text(client, f"{ASK}?engagement={ticked}")
    assert client.post(ASK, {"engagement": ticked, "text": "x"}).status_code == 422
    assert not Mail.objects.filter(kind=MailKind.QUESTION).exists()


def test_each_number_opens_the_list_of_as_many(standing: Road) -> None:
    client = door(standing.cast["planner"])
    Engagement.objects.filter(pk=standing.engagement.pk).update(state="evaluating")
    page = client.get(HERE).content.decode()
    links = re.findall(r'href="(/engagements/\?[^"]+)"', page)
    assert "/engagements/?state=evaluating&amp;slow=on" in links
    assert "Rara" in text(client, "/engagements/?state=evaluating&slow=on")
    assert "Rara" not in text(client, "/engagements/?light=terhenti")
    Engagement.objects.filter(pk=standing.engagement.pk).update(state_since=standing.clock.now)
    assert "Rara" not in text(client, "/engagements/?slow=on")


def test_the_inbox_leads_to_those_that_stand_still(standing: Road) -> None:
    assert "/monitoring/#stuck" in door(standing.cast["planner"]).get("/inbox/").content.decode()


def test_whom_the_planner_asked_waits_in_his_inbox_again_after_seven_days(standing: Road) -> None:
    client, there = door(standing.cast["planner"]), "/monitoring/#stuck"
    client.post(ASK, {"engagement": standing.engagement.pk, "text": "Apa kabar?"})
    for days, again in ((0, False), (6, False), (1, True)):
        standing.clock.go(days)
        assert (there in client.get("/inbox/").content.decode()) is again, standing.clock.on
