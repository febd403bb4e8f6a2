"""Short ways into the rooms of the two and onto their pages."""

import re
from datetime import timedelta
from io import BytesIO

from django.test import Client
from pypdf import PdfReader

from pamong.people.models import Account
from pamong.programme import actions
from pamong.programme.models import Engagement, Guide, NoteKind, Session
from tests import factories as f
from tests.people_cast import Cast
from tests.programme.pairs import SIGNATORY
from tests.programme.road import Road
from tests.web.doors import signed_in as door

REQUEST = {"method": "mentoring", "sitting": "daring", "hours": ["sen-09"], "purpose": "Memimpin rapat."}
# Words that only the two may read.
SECRETS = {
    "topic": "Topik yang hanya untuk berdua",
    "place": "Ruang rahasia 7",
    "note": "Catatan yang hanya untuk berdua",
    "takeaway": "Bawaan yang hanya untuk berdua",
    "task": "Tindakan yang hanya untuk berdua",
    "comment": "Komentar yang hanya untuk berdua",
    "review": "Tinjauan yang hanya untuk berdua",
    "private": "Pribadi sekali",
    "difficulty": "Kesulitan yang hanya untuk berdua",
}


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1]).split())


def base(road: Road) -> str:
    return f"/engagements/{road.engagement.pk}/"


def as_guide(cast: Cast, guide: Guide) -> Client:
    account = Account.objects.filter(employee=guide.employee).first()
    account = account or f.account(cast.institution, f"pembimbing-{guide.pk}", guide.employee)
    return door(account)


def words(content: bytes) -> str:
    """What stands in a PDF, on one line."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    return re.sub(r"\s+", " ", "\n".join(pages))


def filled(*engagements: Engagement, step: str = "preview", **more: object) -> dict[str, object]:
    """What the form of a new letter is sent."""
    given = {"kind": "sk", **SIGNATORY, "engagement": [one.pk for one in engagements], "step": step}
    return given | more


def full_of_words(road: Road) -> Session:
    """An engagement that runs, with every kind of word in it; the session that was held."""
    road.agreed()
    clock, engagement = road.clock, road.engagement
    session = actions.log_session(
        by=road.guide,
        engagement=engagement,
        start=clock.now - timedelta(minutes=30),
        minutes=60,
        topic=SECRETS["topic"],
        rating=2,
        words={"goal": SECRETS["note"], "takeaway": SECRETS["takeaway"]},
        actions=[actions.Action(SECRETS["task"], "employee", clock.on + timedelta(days=3))],
        on=clock.on,
    )
    session.place = SECRETS["place"]
    session.save()
    goal = road.goal()
    actions.tell_progress(by=road.employee, goal=goal, percent=40, comment=SECRETS["comment"], on=clock.on)
    actions.tell_difficulty(by=road.employee, goal=goal, words=SECRETS["difficulty"], on=clock.on)
    actions.write_review(
        by=road.guide,
        engagement=engagement,
        month=clock.on,
        achieved=SECRETS["review"],
        next_target="Berikutnya.",
        on=clock.on,
    )
    actions.save_note(
        by=road.guide,
        engagement=engagement,
        session=session,
        kind=NoteKind.PRIVATE,
        words={"text": SECRETS["private"]},
        version=0,
        on=clock.on,
    )
    road.fresh()
    return session
