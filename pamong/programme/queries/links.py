"""Signed links of mails: one session, one side, until a week after it, without signing in."""

from datetime import timedelta

from django.core import signing
from django.utils import timezone

from pamong.people.models import Account
from pamong.policy.words import Method
from pamong.programme.models import Session

_CLOSING = "pamong.programme.close-session"
VALID = timedelta(days=7)


def closing_token(session: Session, account: Account) -> str:
    """For the address at which this account closes this session."""
    return signing.dumps([session.pk, account.pk], salt=_CLOSING)


def closing_of(token: str) -> tuple[Session, Account] | None:
    """What a link is for; None where it is not ours, is old, or would open a konseling."""
    try:
        session_id, account_id = signing.loads(token, salt=_CLOSING)
    except signing.BadSignature:
        return None
    sessions = Session.objects.select_related(
        "engagement__employee__unit", "engagement__guide__employee", "engagement__institution"
    ).exclude(engagement__method=Method.COUNSELLING)
    # The link goes out with the invitation, so its week begins with the session and not with the mail.
    session = sessions.filter(pk=session_id, start__gt=timezone.now() - VALID).first()
    account = Account.objects.filter(pk=account_id, is_active=True).select_related("employee").first()
    return (session, account) if session is not None and account is not None else None
