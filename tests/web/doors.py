"""People at the door, signed in."""

from django.test import Client

from pamong.people.models import Account
from tests.people_cast import Cast

BACKEND = "pamong.people.signin.AccountBackend"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def door(cast: Cast, who: str) -> Client:
    return signed_in(cast[who])
