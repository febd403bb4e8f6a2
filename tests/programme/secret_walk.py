"""The way past every address of the map in the secret world, and what an answer there says."""

import inspect
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern
from pypdf import PdfReader

from pamong.performance.models import Dialogue
from pamong.recommendation.models import Contest, Run
from pamong.web.urls import urlpatterns
from tests.programme.secret_world import World


def ids(world: World) -> dict[str, dict[str, int]]:
    """By the beginning of a route, what its places are filled with; else by the name of the place."""
    mentoring, case = world.mentoring, world.case
    meeting = mentoring.meetings.first()
    assert meeting is not None
    rara, run = world.cast.rara.pk, Run.objects.latest("pk").pk
    of_mentoring = {
        "id": mentoring.pk,
        "session": meeting.pk,
        "meeting": meeting.pk,
        "goal": mentoring.goals.get().pk,
        "proof": mentoring.proofs.get().pk,
        "task": mentoring.tasks.get().pk,
        "review": mentoring.reviews.get().pk,
    }
    return {
        "people/": {"id": rara, "dialogue_id": Dialogue.objects.get().pk},
        "recommendations/": {"id": rara},
        "recommendations/runs/": {"id": run},
        "proposals/": {"id": mentoring.proposal_id},
        "counselling/": {"id": case.proposal_id},
        "counselling/cases/": {"id": case.pk, "session": world.session.pk},
        "counselling/results/": {"id": world.result.pk},
        "engagements/": of_mentoring,
        "inbox/contests/": {"id": Contest.objects.get().pk},
        "openings/": {"id": world.opening.pk},
        "units/": {"id": world.cast.unit.pk},
        "guides/": {"id": mentoring.guide_id},
        "settings/accounts/": {"id": world.cast["planner"].pk},
        "": of_mentoring,
    }


def addresses(world: World, *, printed: bool = False) -> Iterator[str]:
    """Every address of the map with its places filled, lists as files too; new rooms are walked as they come."""
    known = ids(world)
    for entry in urlpatterns:
        assert isinstance(entry, URLPattern)
        route = str(entry.pattern)
        if route.endswith(".pdf") != printed:
            continue  # a walk of its own: setting each paper takes its time
        base = max((one for one in known if route.startswith(one)), key=len)
        places = re.findall(r"<(?:\w+:)?(\w+)>", route)
        values = [[known[base].get(place, known[""].get(place, 1))] for place in places]
        for filled in itertools.product(*values):
            text = route
            for value in filled:
                text = re.sub(r"<[^>]+>", str(value), text, count=1)
            yield f"/{text}"
            # Rooms are entered by wrong numbers too: the konseling at the address of a mentoring.
            if text.startswith("engagements/"):
                yield f"/{text.replace(str(world.mentoring.pk), str(world.case.pk), 1)}"
            if "file_asked(" in inspect.getsource(inspect.unwrap(entry.callback)):
                yield f"/{text}?file=csv"
    if printed:
        return
    yield "/proposals/?file=xlsx"  # the same rows in the other form
    superior = world.cast.superior.pk
    yield from (f"/counselling/{world.waiting.pk}/", f"/people/{superior}/", f"/people/{superior}/delegate/")
    for word in ("RAHASIA", "Rara"):
        yield f"/search/?q={word}"


def words_of(answer: Any) -> str:
    """What an answer says, whatever its form."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    if body[:5] == b"%PDF-":
        return printed_words(body)
    return body.decode(errors="replace")


def printed_words(body: bytes) -> str:
    """What stands on the pages of a paper and in its properties, without the breaks that lines bring into a phrase."""
    book = PdfReader(io.BytesIO(body))
    pages = [page.extract_text() for page in book.pages]
    return "".join("".join([*pages, str(book.metadata)]).split())
