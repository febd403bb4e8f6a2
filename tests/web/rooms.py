"""Short ways into the rooms of the two and onto their pages."""

import re
from io import BytesIO

from django.test import Client
from pypdf import PdfReader

from pamong.people.models import Account
from pamong.programme.models import Engagement, Guide
from tests import factories as f
from tests.people_cast import Cast
from tests.programme.pairs import SIGNATORY
from tests.programme.road import Road
from tests.web.test_work import BACKEND


def door(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


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
