"""Signing in: by user name and password; demo accounts only where the demo is on."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from pamong.people.models import Account


class AccountBackend(BaseBackend):
    """Accounts of the database; user names without regard to case."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> Account | None:
        if not username or password is None:
            return None
        account = Account.objects.filter(username__iexact=username.strip()).first()
        if account is None:
            # Hash all the same, so that the time taken does not tell whether the account exists.
            Account().set_password(password)
            return None
        return account if account.check_password(password) and may_sign_in(account) else None

    def get_user(self, user_id: int) -> Account | None:
        rows = Account.objects.select_related(
            "employee__position", "employee__unit", "employee__institution", "institution"
        )
        account = rows.filter(pk=user_id).first()
        return account if account and may_sign_in(account) else None


def may_sign_in(account: Account) -> bool:
    """Whether the account is open; a demo account only where the demo is on."""
    return account.is_active and (settings.DEMO or not account.is_demo)
