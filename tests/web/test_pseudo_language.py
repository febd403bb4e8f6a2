"""No page shows a word that was never translated."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from pamong.competency.actions import draft_standard
from pamong.people.models import Account, Employee
from pamong.policy.words import Axis, Cause, EmployeeStatus, Entrance, Method, Source
from pamong.programme import actions as programming
from pamong.programme.models import Guide
from pamong.recommendation import actions
from pamong.web.templatetags.pamong import initials
from tests import factories as f
from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.conftest import Programme
from tests.web import pseudo
from tests.web.doors import BACKEND
from tests.web.test_addresses import MAY, OPEN, whole

__all__ = ["whole"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOTE = "Sudah lama."
FILES = (".xlsx", ".csv", ".json", ".pdf")
# Other faces of the same addresses.
MORE = (
    "/recommendations/?state=aside",
    "/recommendations/?state=decided",
    "/recommendations/?state=deferred",
    "/recommendations/?q=tidakada",
    "/recommendations/?method=none",
    "/people/?q=tidakada",
    "/people/?data=stale",
    "/positions/?q=tidakada",
    "/audit/?q=tidakada",
    "/search/?q=tidakada",
    "/search/?q=Rara",
    "/talent/?box=1",
    "/proposals/?q=tidakada",
    "/proposals/?state=all",
    "/guides/?which=all",
    "/guides/?q=tidakada",
    "/letters/?q=tidakada",
    "/letters/?state=cancelled",
    "/letters/new/?q=tidakada",
    "/tidak-ada/",
)
PEOPLE = (
    "employee",
    "superior",
    "unit_head",
    "planner",
    "talent_officer",
    "competent_authority",
    "auditor",
    "counsellor",
    "admin",
    "overseer",
)


@pytest.fixture(autouse=True)
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    pseudo.speak(monkeypatch)


def lived_in(cast: Cast) -> list[str]:
    """Make things happen; the addresses of those they happened to."""
    communication = cast.competencies["komunikasi"]

    def person(name: str, work: Axis = Axis.BELOW, **more: object) -> Employee:
        who = f.employee(
            cast.institution,
            name,
            position=cast.rara.position,
            unit=cast.unit,
            superior=cast.superior,
            **more,
        )
        for competency in cast.competencies.values():
            f.assessment(who, competency, 3, on=date(2022, 5, 4))
        f.assessment(who, communication, 2, Source.SUPERIOR)
        f.evaluation(who, work)
        return who

    yanti, made, luh = person("Yanti Kogoya"), person("Made Suardana"), person("Luh Sekar")
    teuku, beni = person("Teuku Razali"), person("Beni Wamafma", Axis.ABOVE)
    person("Intan Melati", status=EmployeeStatus.CANDIDATE)
    quiet = f.employee(cast.institution, "Zainal Ohorella", superior=cast.superior, unit=cast.unit)
    planner, superior = cast["planner"], cast["superior"]
    actions.analyse(institution=cast.institution, on=ON, by=planner)
    for who, cause in ((yanti, Cause.SKILL), (luh, Cause.PERSONAL), (teuku, Cause.BEHAVIOUR)):
        actions.record_cause(by=superior, employee=who, year=2026, held_on=ON, cause=cause, on=ON, note=NOTE)
    actions.record_cause(
        by=superior, employee=yanti, year=2026, held_on=ON, cause=Cause.CAREER, on=ON, reason="Keliru."
    )
    actions.say_view(
        by=superior, employee=yanti, view="other", method="pelatihan", reason="Lebih tepat.", on=ON
    )
    actions.say_view(by=superior, employee=made, view="not_now", reason="Sibuk.", on=ON)
    actions.ask_dialogue(by=planner, employee=cast.rara, on=ON)
    first = actions.decide(by=planner, employee=yanti, verdict="reject", reason="Coba dulu.", on=ON)
    actions.reopen(by=planner, decision=first, reason="Data baru.", on=ON)
    actions.decide(by=planner, employee=yanti, verdict="other", method="pelatihan", reason="Usul.", on=ON)
    later = ON + timedelta(days=60)
    actions.decide(by=planner, employee=made, verdict="defer", until=later, reason="Nanti.", on=ON)
    actions.decide(by=planner, employee=luh, verdict="accept", on=ON)
    enrichment = {"form": "magang", "need": "Arsip digital."}
    actions.decide(by=planner, employee=beni, verdict="accept", on=ON, **enrichment)
    actions.correct_level(
        by=planner,
        employee=yanti,
        competency=communication,
        level=1,
        source=Source.SUPERIOR,
        assessed_on=ON,
        reason="Salah ketik.",
        on=ON,
    )
    draft = {"position": cast.rara.position, "since": ON + timedelta(days=9), "on": ON}
    draft_standard(by=planner, levels={communication: 4}, source="Perka", **draft)
    stale = {"name": "stale_months", "value": 24, "since": ON, "reason": "Arahan."}
    actions.set_setting(by=planner, institution=cast.institution, on=ON, **stale)
    went = proposed(cast, beni, quiet)
    people = (yanti, made, beni, quiet, teuku, luh)
    rooms = ("people/{}/", "people/{}/dialogue/", "recommendations/{}/", "recommendations/counselling/{}/")
    return [*went, *(f"/{room.format(who.pk)}" for who in people for room in rooms)]


def proposed(cast: Cast, *people: Employee) -> list[str]:
    """Guides in every condition, and proposals as far as each can go."""
    programme, planner, superior = Programme(cast), cast["planner"], cast["superior"]
    one, two = programme.guide("Ketut Wirawan", capacity=1, hours=("sen-09",)), programme.guide("Wayan Sukma")
    programme.guide("Nyoman Rai", skills={programme.communication: 1}, waiver_reason="Ahli.")
    rests = programme.guide("Gede Rauh")
    outside = {
        "name": "Laksmi Adriani",
        "organisation": "Kampus",
        "account": f.account(cast.institution, "laksmi"),
        "letter": "SK 9",
        "start": ON,
        "capacity": 1,
    }
    programming.appoint(by=planner, institution=cast.institution, method="coaching", on=ON, **outside)  # type: ignore[arg-type]
    programme.guide("Tiurma Nainggolan", method=Method.COUNSELLING)
    programming.pause_guide(by=planner, guide=rests, until=ON, reason="Cuti.", on=ON)
    account = f.account(cast.institution, "ketut", one.employee)
    made = []
    for number, who in enumerate((*people, cast.superior)):
        by = cast["unit_head"] if who == cast.superior else superior
        brought = {"method": Method.MENTORING, "entrance": Entrance.SUPERIOR, "purpose": "Tujuan."}
        proposal = programming.propose(
            by=by, employee=who, competency=programme.communication, hours=("sen-09",), on=ON, **brought
        )
        made.append(proposal)
        if number < len(people):
            programming.answer(by=planner, proposal=proposal, answer="approved", reason="Baik.", on=ON)
            programming.choose(by=planner, proposal=proposal, guides=[one, two], on=ON)
    programming.accept(by=account, wish=made[0].wishes.get(rank=1), on=ON)
    third = made[1].wishes.get(state="asked")
    taker = f.account(cast.institution, "wayan", two.employee)
    programming.decline(by=taker, wish=third, reason="Penuh.", on=ON)
    programming.put_on_waiting_list(by=planner, proposal=made[1], on=ON)
    later = {"answer": "deferred", "reason": "Anggaran.", "until": ON + timedelta(days=30)}
    programming.answer(by=planner, proposal=made[2], on=ON, **later)  # type: ignore[arg-type]
    ids = [proposal.pk for proposal in made]
    guides = Guide.objects.values_list("pk", flat=True)
    return [
        *(f"/proposals/{pk}/{page}" for pk in ids for page in ("", "choose/")),
        *(f"/guides/{pk}/" for pk in guides),
    ]


def pages(cast: Cast, addresses: list[str], who: str) -> Iterator[tuple[str, str]]:
    client = Client()
    client.force_login(cast[who], backend=BACKEND)
    client.cookies["pamong_language"] = "en"
    for address in addresses:
        answer = client.get(address)
        if answer.streaming or answer["Content-Type"].startswith("application/json"):
            continue  # a file somebody handed in, and what a script reads, are in no language of ours
        yield address, answer.content.decode()
        if "/recommendations/" in address:  # the part that unfolds in a row
            yield f"{address} part", client.get(address, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize("who", PEOPLE)
def test_no_word_of_any_page_is_untranslated(cast: Cast, whole: dict[str, str], who: str) -> None:
    lived = lived_in(cast)
    mine = [whole[route] for route in MAY if who in MAY[route] and not route.endswith(FILES)]
    shown = list(pages(cast, [*mine, *lived, *MORE], who))
    known = pseudo.data()
    known |= {pseudo.words(initials(" ".join(text))) for text in known if text}
    known |= {pseudo.words(name.split()[0]) for name in Employee.objects.values_list("name", flat=True)}
    known |= {pseudo.words(name) for name in Account.objects.values_list("username", flat=True)}
    known |= {pseudo.words(NOTE)}  # encrypted where it is kept
    found: dict[str, str] = {}
    for address, html in shown:
        found |= dict.fromkeys(pseudo.untranslated(html, known), address)
    assert not found, "\n".join(f"{address}: {text}" for text, address in sorted(found.items()))


def test_the_doors_are_translated(client: Client) -> None:
    client.cookies["pamong_language"] = "en"
    for route in sorted(OPEN - {"", "health/"}):
        html = client.get("/" + route.replace("<str:token>", "x")).content.decode()
        assert pseudo.untranslated(html, pseudo.data()) == [], route
