"""Every address × every person: 200 for whom it is, 404 for the rest; and how many queries it takes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from pamong.people.roles import Role
from pamong.web.urls import urlpatterns
from tests.people_cast import EVERYBODY, Cast
from tests.web.behind_addresses import furnished, more_people
from tests.web.doors import BACKEND

pytestmark = pytest.mark.django_db

INSIDE = set(EVERYBODY) - {"overseer", "stranger"}  # members of the institution
SEES_RARA = {"superior", "unit_head", "planner", "talent_officer", "auditor"}
SUGGESTED = {"superior", "unit_head", "planner", "auditor"}
LISTS = {"unit_head", "planner", "talent_officer", "competent_authority", "auditor", "admin"}
RECORDS = LISTS - {"competent_authority", "admin"}
STRANGER = {"stranger"}  # may open the list of a room, which then holds the own institution only
EMPLOYEES = {"employee", "superior", "other_superior", "unit_head"} | STRANGER
LEADS = {"superior", "other_superior", "unit_head"}
LETTERS = {"planner", "competent_authority", "auditor"}
SEES_ENGAGEMENT = {"employee", "superior", "unit_head", "planner", "auditor"}
SEES_PROPOSAL = {"employee", "superior", "unit_head", "planner", "auditor"}

# The route of the map → who gets 200. Addresses that only take a POST answer 405 to all who ask.
MAY: dict[str, set[str]] = {
    "home/": set(EVERYBODY),
    "inbox/": set(EVERYBODY),
    "inbox/contests/<int:id>/": {"employee", "planner"},
    "inbox/undecided/<int:id>/": {"competent_authority"},
    "search/": set(EVERYBODY),
    "people/": LISTS | STRANGER,
    "people/export.xlsx": LISTS | STRANGER,
    "people/export.csv": LISTS | STRANGER,
    "people/team/": LEADS,
    "people/<int:id>/": LISTS | {"employee", "superior"},
    "people/<int:id>/history/": LISTS | {"employee", "superior"},
    "people/<int:id>/correct/": {"planner", "talent_officer"},
    "people/<int:id>/move/": {"planner", "admin"},
    "people/<int:id>/retire/": {"planner", "admin"},
    "people/<int:id>/delegate/": {"planner", "admin"},
    "people/<int:id>/propose/": {"superior", "unit_head", "talent_officer"},
    "people/<int:id>/dialogue/": {"employee", "superior"},
    "units/": LISTS | STRANGER,
    "units/quality/": RECORDS | STRANGER,
    "units/<int:id>/": LISTS,
    "units/<int:id>/gaps/": RECORDS,
    "positions/": INSIDE | STRANGER,
    "positions/<int:id>/": INSIDE,
    "positions/<int:id>/draft/": {"planner"},
    "competencies/": set(EVERYBODY),
    "competencies/<int:id>/": INSIDE,
    "recommendations/": SUGGESTED | {"competent_authority", "other_superior"} | STRANGER,
    "recommendations/runs/<int:id>/": SUGGESTED | {"other_superior"},
    "recommendations/export.xlsx": SUGGESTED | {"other_superior"} | STRANGER,
    "recommendations/export.csv": SUGGESTED | {"other_superior"} | STRANGER,
    "recommendations/counselling/": LEADS | {"planner", "counsellor"} | STRANGER,
    "recommendations/<int:id>/": SUGGESTED,
    "recommendations/counselling/<int:id>/": set(),  # nobody of the cast is suggested a konseling
    "proposals/": EMPLOYEES | {"planner", "auditor", "talent_officer", "competent_authority"},
    "proposals/new/": EMPLOYEES,
    "proposals/<int:id>/": SEES_PROPOSAL,
    "proposals/<int:id>/choose/": {"employee", "planner"},
    "proposals/<int:id>/offer/": {"planner"},
    "counselling/<int:id>/": {"employee", "counsellor"},
    "counselling/<int:id>/choose/": {"employee", "counsellor"},
    "counselling/<int:id>/offer/": {"counsellor"},
    "engagements/": EMPLOYEES | {"planner", "auditor", "counsellor"},  # who guides; a konseling is not in it
    "programmes/": {"planner", "unit_head"} | STRANGER,
    "programmes/new/": {"planner"} | STRANGER,
    "programmes/<int:id>/": {"planner", "unit_head"},
    "programmes/<int:id>/variant/": {"planner", "unit_head"},
    "monitoring/": {"planner", "auditor"} | STRANGER,
    "cohorts/": {"planner", "auditor"} | STRANGER,
    "cohorts/new/": {"planner"} | STRANGER,
    "cohorts/<int:id>/": {"planner", "auditor"},
    "monitoring/ask/": {"planner"} | STRANGER,
    "engagements/<int:id>/": SEES_ENGAGEMENT,
    "engagements/<int:id>/opening/": {"planner", "auditor"},
    "engagements/<int:id>/goals/": SEES_ENGAGEMENT,
    "engagements/<int:id>/goals/<int:goal>/": SEES_ENGAGEMENT,
    "engagements/<int:id>/results/": SEES_ENGAGEMENT,
    "engagements/<int:id>/report/": SEES_ENGAGEMENT,
    "engagements/<int:id>/agreement/": {"employee", "planner", "auditor"},
    "engagements/<int:id>/feedback/": {"employee", "unit_head", "auditor"},
    "engagements/<int:id>/proof/": {"employee", "superior"},
    "engagements/<int:id>/proof/<int:proof>/file/": {"employee", "superior"},
    **{
        f"engagements/<int:id>/{part}/": {"employee"}
        for part in (
            "sessions/new",
            "sessions/log",
            "sessions/<int:session>",
            "sessions/<int:session>/reschedule",
            "sessions/<int:session>/close",
            "goals/new",
            "tasks",
            "reviews",
            "notes",
            "proof/chunks",
            "agreement/change",
        )
    },
    "counselling/cases/": {"superior", "counsellor"} | STRANGER,
    "counselling/cases/<int:id>/": {"superior", "counsellor"},
    "counselling/cases/<int:id>/agreement/": {"superior", "counsellor"},
    "counselling/cases/<int:id>/sessions/new/": {"superior", "counsellor"},
    "counselling/cases/<int:id>/sessions/log/": {"superior", "counsellor"},
    "counselling/cases/<int:id>/sessions/<int:session>/": {"superior", "counsellor"},
    "counselling/cases/<int:id>/result/": {"counsellor"},
    "counselling/cases/<int:id>/handover/": {"counsellor"},
    "counselling/cases/<int:id>/referral/": {"counsellor"},
    "counselling/results/": {"competent_authority"},
    "counselling/results/<int:id>/": {"competent_authority"},
    "openings/": {"planner", "auditor", "competent_authority"} | STRANGER,
    "openings/new/": {"planner", "auditor"} | STRANGER,
    "openings/<int:id>/": {"auditor", "competent_authority"},
    "matching/": {"planner"} | STRANGER,
    "matching/required/": {"planner"} | STRANGER,
    "matching/required/<int:proposal>/": {"planner"},
    "matching/<int:id>/": {"planner"},
    "matching/<int:id>/pairs/<int:proposal>/": {"planner"},
    "matching/<int:id>/compare/": {"planner"},
    "letters/": LETTERS | STRANGER,
    "letters/new/": {"planner", "competent_authority"} | STRANGER,
    "letters/letterhead/": {"planner", "competent_authority"} | STRANGER,
    "letters/<int:id>/": LETTERS,
    "letters/<int:id>/sign/chunks/": {"planner", "competent_authority"},
    "letters/<int:id>/document.pdf": LETTERS,
    "letters/<int:id>/signed.pdf": LETTERS,
    "letters/<int:id>/extract/<int:pair>.pdf": LETTERS | {"superior"},
    "engagements/<int:id>/card.pdf": {"superior", "unit_head", "planner", "auditor"},
    "engagements/<int:id>/agreement.pdf": {"planner", "auditor"},
    "engagements/<int:id>/report.pdf": {"superior", "unit_head", "planner", "auditor"},
    "engagements/<int:id>/b18.pdf": {"auditor", "competent_authority"},  # of a guide without a superior
    "engagements/<int:id>/b19.pdf": {"superior", "unit_head", "planner", "auditor"},
    "counselling/cases/<int:id>/card.pdf": {"superior", "counsellor"},
    "counselling/cases/<int:id>/agreement.pdf": {"superior", "counsellor"},
    "counselling/cases/<int:id>/result.pdf": {"superior", "counsellor"},
    "counselling/results/<int:id>/result.pdf": {"competent_authority"},
    "guides/": INSIDE | STRANGER,
    "guides/new/": {"planner", "competent_authority"} | STRANGER,
    "guides/<int:id>/": INSIDE,
    "guides/<int:id>/change/": {"planner", "competent_authority"},
    "guides/<int:id>/hours/": {"planner", "competent_authority"},
    "rules/": set(EVERYBODY),
    "talent/": {"planner", "talent_officer"} | STRANGER,
    "reports/": {"overseer"},
    "audit/": {"auditor"} | STRANGER,
    "audit/reads/": {"auditor"} | STRANGER,
    "imports/": {"planner", "admin"} | STRANGER,
    "imports/templates/<str:kind>.xlsx": {"planner", "admin"} | STRANGER,
    "imports/<int:id>/": {"planner", "admin"},
    "imports/<int:id>/columns/": {"planner", "admin"},
    "imports/<int:id>/words/": {"planner", "admin"},
    "imports/<int:id>/problems.xlsx": {"planner", "admin"},
    "imports/<int:id>/problems.csv": {"planner", "admin"},
    "settings/": {"planner", "admin"} | STRANGER,
    "settings/mine/": set(EVERYBODY),
    "settings/days/": {"planner", "competent_authority"} | STRANGER,
    "settings/mail/": {"admin"} | STRANGER,
    "settings/accounts/": {"admin"} | STRANGER,
    "settings/accounts/new/": {"admin"} | STRANGER,
    "settings/accounts/<int:id>/": {"admin"},
    "privacy/": set(EVERYBODY),
    "privacy/contest/": EMPLOYEES,
    "privacy/my-data.json": EMPLOYEES,
    "privacy/my-data.xlsx": EMPLOYEES,
    "privacy/my-data.csv": EMPLOYEES,
}
POST_ONLY = {
    "inbox/act/",
    "cohorts/<int:id>/move/",
    "cohorts/<int:id>/join/",
    "sign-out/",
    "language/",
    "people/<int:id>/dialogue/<int:dialogue_id>/answer/",
    "positions/<int:id>/standards/<int:version_id>/in-force/",
    "positions/<int:id>/standards/<int:version_id>/archive/",
    "recommendations/accept/",
    "recommendations/run/",
    *(
        f"{base}<int:id>/{verb}/"
        for base in ("recommendations/", "recommendations/counselling/")
        for verb in ("decide", "view", "reopen", "take-in", "ask-dialogue")
    ),
    "proposals/approve/",
    "proposals/from-decisions/",
    "counselling/from-decisions/",
    *(
        f"{base}<int:id>/{verb}/"
        for base in ("proposals/", "counselling/")
        for verb in (
            "answer",
            "withdraw",
            "resume",
            "wait",
            "defer",
            "wishes/<int:wish>/accept",
            "wishes/<int:wish>/decline",
        )
    ),
    *(
        f"engagements/<int:id>/{verb}/"
        for verb in (
            "fit",
            "pause",
            "resume",
            "stop",
            "transfer",
            "decline",
            "settle",
            "sessions/<int:session>/confirm",
            "sessions/<int:session>/cancel",
            "sessions/<int:session>/missed",
            "sessions/<int:session>/note",
            "sessions/<int:session>/private",
            "goals/<int:goal>/progress",
            "goals/<int:goal>/milestones/<int:milestone>",
            "goals/<int:goal>/difficulty",
            "goals/<int:goal>/drop",
            "tasks/<int:task>",
            "reviews/<int:review>/seen",
            "notes/private",
            "proof/<int:proof>/verify",
            "proof/<int:proof>/mend",
            "proof/<int:proof>/withdraw",
            "agreement/confirm",
            "agreement/reopen",
            "results/evaluate",
            "results/close",
            "results/report",
            "results/complete",
            "results/measure/<int:measure>",
        )
    ),
    *(
        f"counselling/cases/<int:id>/{verb}/"
        for verb in (
            "fit",
            "settle",
            "notes",
            "agreement/confirm",
            "agreement/reopen",
            *(
                f"sessions/<int:session>/{step}"
                for step in ("confirm", "reschedule", "cancel", "miss", "close")
            ),
            "complete",
            "pause",
            "resume",
            "stop",
            "transfer",
            "handover/consent",
        )
    ),
    *(f"openings/<int:id>/{verb}/" for verb in ("answer", "close", "seen")),
    "programmes/<int:id>/retire/",
    "matching/<int:id>/publish/",
    "matching/<int:id>/discard/",
    "matching/required/<int:proposal>/release/",
    "letters/new/preview.pdf",
    *(
        f"letters/<int:id>/{verb}/"
        for verb in ("number", "sign", "cancel", "withdraw", "leave-out/<int:pair>")
    ),
    "guides/<int:id>/pause/",
    "guides/<int:id>/end/",
    "imports/<int:id>/confirm/",
    "imports/<int:id>/undo/",
    *(f"settings/mine/{verb}/" for verb in ("feed", "feed/end", "busy", "busy/end")),
    "settings/days/<int:id>/drop/",
    *(f"settings/mail/<int:id>/{verb}/" for verb in ("address", "settle")),
    "settings/accounts/links/",
    "settings/accounts/<int:id>/link/",
    "settings/accounts/<int:id>/close/",
    "settings/accounts/<int:id>/roles/<int:grant_id>/end/",
}
BULK = ("recommendations/accept/", "proposals/from-decisions/", "counselling/from-decisions/")
OPEN = {
    "",
    "health/",
    "sign-in/",
    "activate/<str:token>/",
    "verify/<uuid:token>/",
    "calendar/<str:token>.ics",
    "engagements/sessions/close/<str:token>/",
}
# Else twelve; what is held of oneself is read kind by kind.
MOST = {
    "home/": 40,
    "engagements/<int:id>/report/": 14,  # the superior's first reading is told
    # The score and the rules of one person read what the matching reads of everybody.
    "matching/required/<int:proposal>/": 16,
    "matching/<int:id>/pairs/<int:proposal>/": 16,
    **{f"privacy/my-data.{kind}": 32 for kind in ("json", "xlsx", "csv")},
}


def routes() -> Iterator[str]:
    for entry in urlpatterns:
        assert isinstance(entry, URLPattern)
        yield str(entry.pattern)


def test_every_address_has_its_row() -> None:
    assert set(routes()) == MAY.keys() | POST_ONLY | OPEN


@pytest.fixture
def whole(cast: Cast) -> dict[str, str]:
    """Addresses of things that are there, by route."""
    address = furnished(cast)
    return {route: address(route) for route in [*MAY, *POST_ONLY]}


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast[who], backend=BACKEND)
    return client


@pytest.mark.slow
@pytest.mark.parametrize("who", EVERYBODY)
def test_each_page_opens_for_whom_it_is_and_is_not_there_for_others(
    cast: Cast, whole: dict[str, str], who: str
) -> None:
    client = signed_in(cast, who)
    found = {route: client.get(whole[route]).status_code for route in MAY}
    assert found == {route: 200 if who in MAY[route] else 404 for route in MAY}


def test_without_signing_in_every_page_leads_to_the_door(whole: dict[str, str], client: Client) -> None:
    for route in MAY:
        answer = client.get(whole[route])
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/"), route


@pytest.mark.slow
def test_the_stranger_writes_nothing_here(cast: Cast, whole: dict[str, str]) -> None:
    client = signed_in(cast, "stranger")
    own = {"sign-out/", "language/", "inbox/act/", "recommendations/run/", "letters/new/preview.pdf"}
    own |= {"proposals/approve/"}  # of another's it says what it says of one answered meanwhile
    own |= {route for route in POST_ONLY if route.startswith("settings/mine/")}  # about whoever asks
    for route in POST_ONLY - own - {*BULK}:
        assert client.get(whole[route]).status_code == 405, route
        assert client.post(whole[route], {"unit": cast.unit.pk}).status_code == 404, route
    for route in BULK:  # in lists of one's own institution nobody of another is found
        field = "decision" if route.startswith("counselling/") else "employee"
        assert client.post(f"/{route}", {field: cast.rara.pk}).status_code == 404, route


@pytest.mark.slow
@pytest.mark.parametrize("number", [25, 100])
def test_pages_ask_few_queries_however_many_rows(cast: Cast, number: int, request: Any) -> None:
    more_people(cast, number)
    whole = request.getfixturevalue("whole")
    too_many = {}
    for who in sorted(INSIDE - {"other_superior", "competent_authority"}):
        client = signed_in(cast, who)
        for route, may in MAY.items():
            if who not in may:
                continue
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(whole[route])
                size = len(answer.content) if hasattr(answer, "content") else 0
            if len(seen) > MOST.get(route, 12) or size > 1_000_000:
                too_many[who, route] = (len(seen), size)
    assert too_many == {}


@pytest.mark.slow
def test_menus_hold_no_dead_link(cast: Cast, whole: dict[str, str]) -> None:
    for who in EVERYBODY:
        client = signed_in(cast, who)
        for entry in client.get("/home/").context["menu"]:
            assert client.get(entry["address"]).status_code == 200, (who, entry["address"])


def test_roles_of_the_table_are_all_roles() -> None:
    assert {role.value for role in Role} - {"coach", "mentor"} <= set(EVERYBODY)
    assert settings.LOGIN_URL == "/sign-in/"
