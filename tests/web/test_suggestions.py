"""The cards of guides for a person: the score and the sentence of the matching, filters, six at a time."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pamong.policy.words import Method
from pamong.programme import actions, queries
from tests import factories as f
from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.conftest import Programme
from tests.web.rooms import door, text

pytestmark = pytest.mark.django_db


def many(programme: Programme, number: int) -> list[str]:
    """Mentors one weaker than the other in hours alone, the best first by name."""
    return [programme.guide(f"Mentor {at:02}").employee.name for at in range(number)]  # type: ignore[union-attr]


def names(page: str) -> list[str]:
    return re.findall(r"Urutan pilihan *: (Mentor \d\d)", page)


def test_a_card_has_the_score_and_the_sentence_of_the_draft(programme: Programme, cast: Cast) -> None:
    programme.guide("Mentor Selasa", hours=("sel-09",), skills={programme.communication: 5})
    proposal = programme.approved_for("Luh Sekar", hours=("sel-09", "kam-09"))
    [card] = queries.cards(proposal, ON)
    made = actions.request_matching(
        by=cast["planner"],
        institution=cast.institution,
        weights=(40, 15, 15, 10, 10, 10),
        same_field=False,
        on=ON,
    )
    [pair] = actions.carry_out_matching(matching_id=made.pk).result["pairs"]
    assert card.words is not None
    assert (card.fit, card.words.id, card.words.en) == (pair["fit"], pair["id"], pair["en"])
    page = text(door(cast["planner"]), f"/proposals/{proposal.pk}/choose/")
    assert card.words.id[1:] in page
    assert f"({card.points} dari 100)" in page


def test_an_earlier_wish_counts_in_both(programme: Programme, cast: Cast) -> None:
    first, second = programme.guide("Mentor 01"), programme.guide("Mentor 02")
    proposal = programme.approved_for("Luh Sekar")
    before = {card.guide.pk: card.fit for card in queries.cards(proposal, ON)}
    assert before[first.pk] == before[second.pk]
    actions.choose(by=cast["planner"], proposal=proposal, guides=[second], on=ON)
    best = queries.cards(proposal, ON)[0]
    assert best.guide == second
    assert best.fit is not None
    assert best.fit > (before[second.pk] or 0)
    assert "pilihan ke-1 pegawai" in (best.words.id if best.words else "")


def test_six_at_a_time_and_the_choice_so_far_stays(programme: Programme, cast: Cast) -> None:
    known = many(programme, 14)
    proposal = programme.approved()
    address, mine = f"/proposals/{proposal.pk}/choose/", door(cast["employee"])
    page = text(mine, address)
    assert names(page) == known[:6]
    assert "Tampilkan lain (mulai 7 dari 14)" in page
    guides = {str(card.guide): card.guide.pk for card in queries.cards(proposal, ON)}
    begun = {f"rank_{guides['Mentor 01']}": "1", "page": "2"}
    answer = mine.post(address, begun)
    assert answer.status_code == 200
    assert not proposal.wishes.exists()  # looking at others saves nothing
    shown = shown_in(answer.content.decode())
    assert shown.index("Pilihan sejauh ini") < shown.index("Mentor 01") < shown.index("Saran lain")
    # Without the one chosen there are thirteen others: the seventh to the twelfth of them.
    assert names(shown) == ["Mentor 01", *[name for name in known if name != "Mentor 01"][6:12]]
    last = shown_in(mine.post(address, {**begun, "page": "3"}).content.decode())
    assert "Kembali ke saran teratas" in last
    both = {f"rank_{guides['Mentor 01']}": "1", f"rank_{guides['Mentor 13']}": "2"}
    assert mine.post(address, both).status_code == 303
    assert [str(wish.guide) for wish in proposal.wishes.order_by("rank")] == ["Mentor 01", "Mentor 13"]


def shown_in(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main")[1]).split())


def test_filters_narrow_and_unknown_words_do_not(programme: Programme, cast: Cast) -> None:
    programme.guide("Mentor 01", hours=("sen-09",))
    near = f.employee(
        cast.institution, "Mentor 02", position=cast.head.position, unit=cast.unit, superior=cast.head
    )
    programme.guide(who=near, hours=("jum-13",))
    proposal = programme.own(hours=("sen-09",))
    for who in ("superior", "planner"):
        actions.answer(by=cast[who], proposal=proposal, answer="approved", on=ON)
    address, mine = f"/proposals/{proposal.pk}/choose/", door(cast["employee"])
    assert set(names(text(mine, address))) == {"Mentor 01", "Mentor 02"}
    assert names(text(mine, f"{address}?hours=on")) == ["Mentor 01"]
    assert names(text(mine, f"{address}?unit={cast.unit.pk}")) == ["Mentor 02"]
    assert len(names(text(mine, f"{address}?unit=99999&fit=x&page=q"))) == 2
    nobody = text(mine, f"{address}?unit={cast.unit.pk}&hours=on")
    assert "longgarkan saringannya" in nobody
    best = max(card.points or 0 for card in queries.cards(proposal, ON))
    assert best < 80
    assert names(text(mine, f"{address}?fit=80")) == []


def test_the_cards_ask_the_same_however_many(programme: Programme, cast: Cast) -> None:
    programme.guide("Mentor 50")
    proposal = programme.approved()
    address, mine = f"/proposals/{proposal.pk}/choose/", door(cast["employee"])
    mine.get(address)

    def count(client: Client) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    few = count(mine)
    many(programme, 15)
    assert count(mine) == few <= 12


def test_a_konseling_has_cards_without_a_score(programme: Programme, cast: Cast) -> None:
    programme.guide("Konselor Satu", method=Method.COUNSELLING)
    proposal = programme.own(Method.COUNSELLING)
    actions.answer(by=cast["counsellor"], proposal=proposal, answer="approved", on=ON)
    page = text(door(cast["employee"]), f"/counselling/{proposal.pk}/choose/")
    assert "dari 100" not in page
    assert "Semua kecocokan" not in page
