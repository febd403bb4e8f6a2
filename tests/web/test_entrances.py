"""Proposals of others on pages: by relation, from the talent map, and from suggestions that were decided."""

import re

import pytest

from pamong.people.models import Employee, RoleGrant
from pamong.people.roles import Role
from pamong.policy.words import Cause, Context, Entrance, Method
from pamong.programme.models import Proposal
from pamong.recommendation import actions as recommendation
from pamong.recommendation.models import Result
from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.conftest import Programme
from tests.web.doors import door
from tests.web.rooms import text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize(
    ("who", "entrance"),
    [("superior", Entrance.SUPERIOR), ("unit_head", Entrance.PLAN), ("talent_officer", Entrance.TALENT)],
)
def test_the_entrance_follows_from_the_relation(cast: Cast, who: str, entrance: Entrance) -> None:
    client, address = door(cast, who), f"/people/{cast.rara.pk}/propose/"
    assert address in client.get(f"/people/{cast.rara.pk}/").content.decode()
    assert ("konseling" in text(client, address)) == (who == "superior")
    asked = {"method": "pengayaan", "way": "coaching", "purpose": "Tantangan baru."}
    assert client.post(address, asked).status_code == 303
    proposal = Proposal.objects.get()
    assert (proposal.entrance, proposal.method, proposal.context) == (entrance, "coaching", "pengayaan")
    own = door(cast, "employee").get(f"/people/{cast.rara.pk}/").content.decode()
    assert "propose/" not in own


@pytest.mark.parametrize("box", [4, 5])
def test_the_talent_map_leads_to_a_proposal_by_the_method_of_the_box(cast: Cast, box: int) -> None:
    recommendation.analyse(institution=cast.institution, on=ON, by=None)
    Result.objects.filter(employee=cast.rara, current=True).update(box=box)
    client = door(cast, "talent_officer")
    method = {4: "mentoring", 5: "coaching"}[box]
    address = f"/people/{cast.rara.pk}/propose/?from=talent"
    assert f'href="{address}&amp;method={method}"' in client.get(f"/talent/?box={box}").content.decode()
    assert "propose/" not in door(cast, "planner").get(f"/talent/?box={box}").content.decode()
    form = client.get(f"{address}&method={method}").content.decode()
    assert re.search(rf'value="{method}"[^>]*checked', form)
    assert client.post(address, {"method": method, "purpose": "Naik peran."}).status_code == 303
    proposal = Proposal.objects.get()
    assert (proposal.entrance, proposal.context) == (Entrance.TALENT, Context.TALENT)
    assert "Peta talenta" in text(door(cast, "planner"), "/proposals/")


def test_a_superior_who_keeps_talents_proposes_by_where_he_comes_from(cast: Cast) -> None:
    RoleGrant.objects.create(
        account=cast["superior"], role=Role.TALENT_OFFICER, institution=cast.institution, start=ON
    )
    client, address = door(cast, "superior"), f"/people/{cast.rara.pk}/propose/"
    assert client.post(f"{address}?from=talent", {"method": "mentoring", "purpose": "x"}).status_code == 303
    assert client.post(address, {"method": "coaching", "purpose": "x"}).status_code == 303
    found = Proposal.objects.order_by("pk").values_list("entrance", flat=True)
    assert list(found) == [Entrance.TALENT, Entrance.SUPERIOR]


def test_a_superior_proposes_for_leadership_training(cast: Cast) -> None:
    client, address = door(cast, "superior"), f"/people/{cast.rara.pk}/propose/"
    assert 'name="context"' in client.get(address).content.decode()
    sent = {"method": "coaching", "context": "pelatihan_kepemimpinan", "purpose": "Aksi perubahan."}
    assert client.post(address, sent | {"context": "talenta"}).status_code == 422
    assert client.post(address, sent).status_code == 303
    assert Proposal.objects.get().context == Context.LEADERSHIP
    for who, other in (("employee", "/proposals/new/"), ("talent_officer", address)):
        assert 'name="context"' not in door(cast, who).get(other).content.decode()


def decide(cast: Cast) -> None:
    recommendation.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
    )
    recommendation.decide(by=cast["planner"], employee=cast.rara, verdict="accept", on=ON)


def test_decided_suggestions_become_proposals_from_the_list_and_from_the_page(cast: Cast) -> None:
    decide(cast)
    planner = door(cast, "planner")
    table = "/recommendations/?state=decided"
    box = f'name="employee" value="{cast.rara.pk}"'
    assert box in planner.get(table).content.decode()
    # Where there is nothing to press there is nothing to choose.
    assert box not in planner.get("/recommendations/?state=all").content.decode()
    for page in (table, f"/recommendations/{cast.rara.pk}/"):
        assert 'action="/proposals/from-decisions/"' in planner.get(page).content.decode()
    assert planner.post("/proposals/from-decisions/", {"next": table}).status_code == 303
    assert not Proposal.objects.exists()
    made = planner.post("/proposals/from-decisions/", {"one": cast.rara.pk, "employee": [cast.head.pk]})
    proposal = Proposal.objects.get()
    assert (made.status_code, made["Location"]) == (303, f"/proposals/{proposal.pk}/")
    assert planner.post("/proposals/from-decisions/", {"employee": [cast.rara.pk]}).status_code == 404
    assert "Ajukan pendampingan" not in planner.get(table).content.decode()
    assert box not in planner.get(table).content.decode()
    assert f"/proposals/{proposal.pk}/" in planner.get(f"/recommendations/{cast.rara.pk}/").content.decode()
    assert door(cast, "superior").post("/proposals/from-decisions/", {"employee": "1"}).status_code == 404


@pytest.mark.parametrize("number", ["²", "9" * 20, "9" * 5000, "-1", "x"])
@pytest.mark.parametrize(
    ("who", "address", "field"),
    [
        ("planner", "/proposals/from-decisions/", "employee"),
        ("counsellor", "/counselling/from-decisions/", "decision"),
        ("planner", "/recommendations/accept/", "employee"),
        ("planner", "/proposals/approve/", "proposal"),
    ],
)
def test_what_can_be_no_number_of_a_row_is_nobodys_tick(
    cast: Cast, who: str, address: str, field: str, number: str
) -> None:
    answer = door(cast, who).post(address, {field: number})
    assert answer.status_code == 303
    assert not Proposal.objects.exists()


def test_one_who_asked_meanwhile_does_not_stop_the_others(cast: Cast, programme: Programme) -> None:
    recommendation.analyse(institution=cast.institution, on=ON, by=None)
    decide(cast)
    other = Employee.objects.get(name="Putu Ayu Lestari")
    recommendation.decide(
        by=cast["planner"], employee=other, verdict="other", method=Method.MENTORING, reason="Siap.", on=ON
    )
    programme.own()  # Rara asks for the mentoring that was decided
    planner = door(cast, "planner")
    table = text(planner, "/recommendations/?state=decided")
    assert "Ajukan Putu Ayu Lestari" in table
    assert "Ajukan Rara Anindita" not in table
    sent = {"employee": [cast.rara.pk, other.pk], "next": "/recommendations/?state=decided"}
    said = planner.post("/proposals/from-decisions/", sent, follow=True).content.decode()
    assert "1 usulan diajukan. 1 dilewati karena sudah diajukan" in said
    assert Proposal.objects.get(entrance=Entrance.RECOMMENDATION).employee == other
