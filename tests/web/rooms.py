"""Short ways into the room of an engagement."""

import re

from django.test import Client

from pamong.people.models import Account
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
