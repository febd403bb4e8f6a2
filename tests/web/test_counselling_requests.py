"""A konseling asked for, proposed or decided, on pages: counsellors alone read of it."""

import pytest

from pamong.policy.words import Axis, Method
from pamong.programme.models import Proposal
from pamong.recommendation import actions as recommendation
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme
from tests.web.doors import door
from tests.web.rooms import REQUEST, as_guide, text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECRET = "Beban pikiran yang berat"


def test_a_konseling_request_is_read_by_counsellors_alone(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Konselor Satu", method=Method.COUNSELLING)
    mine = door(cast, "employee")
    page = mine.get("/proposals/new/").content.decode()
    assert "hanya dibaca konselor" in page
    sent = mine.post("/proposals/new/", {**REQUEST, "method": "konseling", "purpose": SECRET})
    proposal = Proposal.objects.get()
    base = f"/counselling/{proposal.pk}/"
    assert sent["Location"] == base
    assert SECRET in text(mine, base)
    counsellor = door(cast, "counsellor")
    assert base in counsellor.get("/recommendations/counselling/").content.decode()
    assert counsellor.post(f"{base}answer/", {"answer": "approved"}).status_code == 303
    assert mine.get(f"/proposals/{proposal.pk}/").status_code == 404
    card = text(mine, f"{base}choose/")
    assert "Masih ada tempat" in card
    assert "tempat tersisa" not in card
    assert mine.post(f"{base}choose/", {f"rank_{guide.pk}": "1"}).status_code == 303
    assert text(mine, "/home/").count("Permintaan tertutup") == 1
    asked = as_guide(cast, guide)
    inbox = text(asked, "/inbox/")
    assert "Rara" not in inbox
    assert "onseling" not in inbox
    wish = proposal.wishes.get()
    assert asked.post(f"{base}wishes/{wish.pk}/accept/").status_code == 303
    for who in EVERYBODY:
        if who in ("employee", "counsellor"):
            continue
        client = door(cast, who)
        for address in (base, f"{base}choose/", f"/proposals/{proposal.pk}/"):
            assert client.get(address).status_code == 404, (who, address)
        for verb in ("answer", "withdraw", "resume", "wait"):
            assert client.post(f"{base}{verb}/").status_code == 404, (who, verb)
        for address in ("/home/", "/inbox/", "/proposals/", "/proposals/?state=all&file=csv", "/guides/"):
            answer = client.get(address)
            body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
            assert SECRET not in body.decode(), (who, address)
            assert base not in body.decode(), (who, address)
            if address.startswith("/proposals/"):
                assert "Rara" not in body.decode(), (who, address)


def test_a_superior_proposes_konseling_and_learns_no_more(cast: Cast) -> None:
    client, address = door(cast, "superior"), f"/people/{cast.rara.pk}/propose/"
    sent = client.post(address, {"method": "konseling", "purpose": SECRET})
    assert sent["Location"] == f"/people/{cast.rara.pk}/"
    assert client.get(f"/counselling/{Proposal.objects.get().pk}/").status_code == 404


def test_a_decided_konseling_is_taken_up_from_the_counsellors_list(cast: Cast) -> None:
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    recommendation.analyse(institution=cast.institution, on=ON, by=None)
    decision = recommendation.decide(by=cast["planner"], employee=cast.rara, verdict="accept", on=ON)
    counsellor = door(cast, "counsellor")
    assert "/recommendations/counselling/" in counsellor.get("/inbox/").content.decode()
    address = "/counselling/from-decisions/"
    assert door(cast, "planner").post(address, {"decision": decision.pk}).status_code == 404
    assert (
        door(cast, "planner").post("/proposals/from-decisions/", {"employee": cast.rara.pk}).status_code
        == 404
    )
    assert counsellor.post(address, {"decision": decision.pk}).status_code == 303
    proposal = Proposal.objects.get()
    assert (proposal.method, proposal.state) == ("konseling", "approved")
    assert counsellor.post(address, {"decision": decision.pk}).status_code == 404
    assert "Mulai konseling yang sudah diputuskan" not in text(counsellor, "/inbox/")
