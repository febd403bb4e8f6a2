"""The web door: who is sent to sign in, what htmx gets, how an error of the domain is told."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from pamong.people.roles import Role
from pamong.policy.errors import Invalid, NotAllowed, PamongError, WrongState
from pamong.policy.sentence import Sentence
from pamong.web import context, http, kept

ON = date(2026, 11, 24)
SESSIONS: dict[int, SessionStore] = {}


def ask(path: str = "/people/?q=x", *, htmx: bool = False, known: bool = False) -> HttpRequest:
    request = RequestFactory().get(path, headers={"HX-Request": "true"} if htmx else {})
    request.user = SimpleNamespace(is_authenticated=True) if known else AnonymousUser()  # type: ignore[assignment]
    return request


@http.signed_in
def page(request: http.Request) -> HttpResponse:
    return HttpResponse("in")


def test_a_stranger_is_sent_to_sign_in_and_comes_back() -> None:
    assert page(ask())["Location"] == "/sign-in/?next=%2Fpeople%2F%3Fq%3Dx"
    assert page(ask(known=True)).content == b"in"


def test_a_fragment_of_a_stranger_moves_the_whole_page() -> None:
    answer = page(ask(htmx=True))
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/sign-in/")


def test_a_part_is_a_fragment_for_htmx_and_a_page_without() -> None:
    whole = http.part(ask(), "parts/problem.html", sentence="Salah", status=422)
    fragment = http.part(ask(htmx=True), "parts/problem.html", sentence="Salah", status=422)
    assert whole.status_code == fragment.status_code == 422
    assert b"<main" in whole.content
    assert b"Salah" in whole.content
    assert b"<main" not in fragment.content
    assert "HX-Request" in fragment["Vary"]


def test_a_write_answers_303_without_htmx() -> None:
    answer = http.part_or_redirect(ask(), "parts/problem.html", to="/people/1/")
    assert (answer.status_code, answer["Location"]) == (303, "/people/1/")


@pytest.mark.parametrize(
    ("error", "status"),
    [(NotAllowed(), 403), (WrongState(), 409), (Invalid("Nilai salah."), 400), (PamongError(), 409)],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_errors_of_the_domain_become_a_status_and_a_sentence(
    error: PamongError, status: int, htmx: bool
) -> None:
    answer = http.DomainErrors(lambda request: HttpResponse()).process_exception(ask(htmx=htmx), error)
    assert answer is not None
    assert answer.status_code == status
    assert str(error) in answer.content.decode()


def test_the_sentence_speaks_the_language_of_the_page() -> None:
    error = NotAllowed(Sentence("Hanya atasan.", "Superiors only."))
    with override("en"):
        answer = http.DomainErrors(lambda request: HttpResponse()).process_exception(ask(), error)
    assert answer is not None
    assert b"Superiors only." in answer.content


def test_other_errors_pass() -> None:
    door = http.DomainErrors(lambda request: HttpResponse())
    assert door.process_exception(ask(), ValueError("x")) is None


@pytest.mark.parametrize("role", [*Role, context.SUPERIOR, context.EMPLOYEE, context.UNIT_HEAD])
def test_no_menu_is_longer_than_eight_or_leads_nowhere(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "_has_page", lambda address: True)
    menu = context.menu_for(frozenset({role}), "/home/")
    assert 1 <= len(menu) <= 8
    assert [entry["address"] for entry in menu if entry["here"]] == ["/home/"]
    monkeypatch.setattr(context, "_has_page", lambda address: False)
    assert context.menu_for(frozenset({role}), "/home/") == []


def counts(monkeypatch: pytest.MonkeyPatch, number: int) -> list[object]:
    """How often the inbox is asked from now on: what was known of the counted rows, whose one stands for `number`."""
    asked: list[object] = []

    def inbox(viewer: object, counted: list[SimpleNamespace] | None = None) -> list[SimpleNamespace]:
        asked.append(counted)
        one = SimpleNamespace(number=1, counted=False)
        return [one] * len(asked) + (counted or [SimpleNamespace(number=number, counted=True)])

    monkeypatch.setattr(http, "inbox", inbox)
    sees = SimpleNamespace(on=ON, scopes=(), units_headed=(), superior_ids=frozenset())
    monkeypatch.setattr(http, "viewer_of", lambda request: sees)
    return asked


def ask_as(pk: int) -> HttpRequest:
    request = ask()
    request.user = SimpleNamespace(is_authenticated=True, pk=pk)  # type: ignore[assignment]
    request.session = SESSIONS.setdefault(pk, SessionStore(f"session-{pk}"))
    return request


def act_as(pk: int) -> None:
    acting = ask_as(pk)
    acting.method = "POST"
    page(acting)


def test_the_number_in_the_frame_is_kept_until_its_reader_does_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = counts(monkeypatch, 1)
    assert [http.waiting_count(ask_as(702)) for _ in range(3)] == [2, 2, 2]
    assert http.waiting_count(ask_as(703)) == 3  # another's is another's
    assert asked == [None, None]
    act_as(702)
    assert http.waiting_count(ask_as(702)) == 4
    assert asked == [None, None, None]


def test_the_number_in_the_frame_is_what_its_reader_saw_in_the_inbox(monkeypatch: pytest.MonkeyPatch) -> None:
    counts(monkeypatch, 1)
    assert http.waiting_count(ask_as(701)) == 2
    assert len(http.waiting_of(ask_as(701))) == 3
    assert http.waiting_count(ask_as(701)) == 3


def test_each_thing_that_waits_is_of_this_moment_beside_a_count_that_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = counts(monkeypatch, kept.MANY)
    assert [row.number for row in http.waiting_of(ask_as(704))] == [1, kept.MANY]
    assert [row.number for row in http.waiting_of(ask_as(704))] == [1, 1, kept.MANY]
    assert asked[0] is None
    assert [row.number for row in asked[1]] == [kept.MANY]  # type: ignore[attr-defined]


def test_what_was_kept_is_of_the_roles_its_reader_has(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = counts(monkeypatch, kept.MANY)
    http.waiting_count(ask_as(705))
    fewer = SimpleNamespace(on=ON, scopes=(("planner", "/1/"),), units_headed=(), superior_ids=frozenset())
    monkeypatch.setattr(http, "viewer_of", lambda request: fewer)
    http.waiting_count(ask_as(705))
    assert asked == [None, None]


def test_an_answer_of_other_filters_is_another_answer() -> None:
    sees = SimpleNamespace(on=ON, scopes=(), units_headed=(), superior_ids=frozenset())
    keys = {kept.key_of(ask_as(706), sees, "methods", unit) for unit in (None, 1, 2)}  # type: ignore[arg-type]
    assert len(keys) == 3
    found = [kept.kept(key, lambda key=key: (key, kept.MANY), lambda row: row[1]) for key in keys]
    assert {row[0] for row in found} == keys
