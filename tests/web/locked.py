"""Short ways into the locked room of a konseling."""

from django.test import Client

from tests.programme.road import Road

SECRET = "beban di rumah"


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def base(road: Road) -> str:
    return f"/counselling/cases/{road.engagement.pk}/"
