"""One's own data as a file: all that one may see, and nothing of others."""

import json

import pytest
from django.test import Client

from pamong.policy.nip import format_nip
from pamong.policy.words import Axis
from pamong.recommendation import actions
from tests.factories import ON
from tests.people_cast import Cast
from tests.web.doors import BACKEND

pytestmark = pytest.mark.django_db


def mine(cast: Cast, who: str = "employee") -> dict[str, list[dict[str, object]]]:
    client = Client()
    client.force_login(cast[who], backend=BACKEND)
    assert "/privacy/my-data.json" in client.get("/privacy/").content.decode()
    found: dict[str, list[dict[str, object]]] = json.loads(client.get("/privacy/my-data.json").content)
    text = b"".join(client.get("/privacy/my-data.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert format_nip(str(found["pegawai"][0]["nip"])) in text
    return found


def test_it_holds_the_own_record_and_note(cast: Cast) -> None:
    actions.analyse(institution=cast.institution, on=ON, by=None)
    actions.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause="karier", note="Bicara.", on=ON
    )
    found = mine(cast)
    assert found["pegawai"][0]["nip"] == cast.rara.nip
    assert len(found["asesmen"]) == len(cast.competencies)
    assert (found["dialog"][0]["penyebab"], found["dialog"][0]["catatan"]) == ("karier", "Bicara.")
    assert found["keputusan"] == []
    assert "method" not in json.dumps(found["hasil"])
    assert cast.superior.nip not in json.dumps(found)


def test_a_konseling_is_not_in_it(cast: Cast) -> None:
    cast.rara.evaluations.update(behaviour=Axis.BELOW)
    actions.analyse(institution=cast.institution, on=ON, by=None)
    actions.decide(by=cast["planner"], employee=cast.rara, verdict="accept", on=ON)
    assert "konseling" not in json.dumps(mine(cast))
