"""What no form offers and a program sends all the same: it is answered, never with an error of ours."""

import pytest

from pamong.programme import actions
from pamong.programme.models import Opening
from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.pairs import Pairs
from tests.web.test_work import door

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("admin", "/settings/accounts/?q={}"),
        ("planner", "/letters/?q={}"),
        ("planner", "/letters/new/?q={}"),
        ("planner", "/matching/required/?q={}"),
        ("planner", "/people/?q={}"),
        ("planner", "/people/?competency={}"),
        ("planner", "/people/?box={}"),
        ("planner", "/search/?q={}"),
        ("planner", "/guides/?q={}"),
        ("planner", "/positions/?q={}"),
        ("planner", "/engagements/?q={}"),
        ("planner", "/proposals/?q={}"),
        ("auditor", "/audit/?q={}"),
        ("auditor", "/audit/?actor={}"),
        ("auditor", "/audit/?since={}"),
        ("auditor", "/audit/reads/?q={}"),
    ],
)
@pytest.mark.parametrize("sent", ["a%00b", "%C2%B2", "9" * 20, "0001-01-01", "9999-12-31"])
def test_a_list_is_asked_for_what_nothing_can_be(cast: Cast, who: str, address: str, sent: str) -> None:
    assert door(cast, who).get(address.format(sent)).status_code == 200


def test_a_reason_without_a_form_is_kept_without_what_no_database_takes_in(cast: Cast) -> None:
    admin = door(cast, "admin")
    close = f"/settings/accounts/{cast['employee'].pk}/close/"
    assert admin.post(close, {"reason": "Pindah\0 instansi."}).status_code == 303


def test_an_opening_is_not_refused_by_an_answer_that_is_none(cast: Cast) -> None:
    engagement = Pairs(cast).rara()
    opening = actions.ask_opening(by=cast["auditor"], engagement=engagement, reason="Pengaduan.", on=ON)
    client, here = door(cast, "competent_authority"), f"/openings/{opening.pk}/"
    for answer in ({}, {"answer": ""}, {"answer": "ya"}):
        said = client.post(f"{here}answer/", answer, follow=True).content.decode()
        assert "Setujui atau Tolak" in said
    assert Opening.objects.get().granted is None
    client.post(f"{here}answer/", {"answer": "refuse"})
    assert Opening.objects.get().granted is False
