"""Writes one thing after the other and says so of each, until it is killed; run by test_killed.py."""

import sys
from datetime import datetime, timedelta
from itertools import count

import django
from django.conf import settings


def main(database: str, engagement_id: str, guide_id: str, employee_id: str, now: str, days: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.utils import timezone

    from pamong.people.models import Account
    from pamong.programme import actions
    from pamong.programme.models import Engagement, Note

    moment = datetime.fromisoformat(now)
    timezone.now = lambda: moment  # type: ignore[assignment]
    guide, employee = Account.objects.get(pk=guide_id), Account.objects.get(pk=employee_id)
    engagement, on = Engagement.objects.get(pk=engagement_id), moment.date()
    note = Note.objects.filter(engagement=engagement).first()
    for version in count(note.version if note else 0):
        actions.save_note(
            by=guide,
            engagement=engagement,
            kind="shared",
            words={"goal": f"Kata ke-{version + 1}"},
            version=version,
            on=on,
        )
        print("note", version + 1, flush=True)
        start = moment + timedelta(days=int(days), hours=2)
        session = actions.propose_session(
            by=guide, engagement=engagement, start=start, minutes=60, on=on, on_day_off=True
        )
        print("proposed", session.pk, flush=True)
        actions.confirm_session(by=employee, session=session, on=on)
        print("scheduled", session.pk, flush=True)
        actions.cancel_session(by=guide, session=session, reason="Dinas luar.", on=on)
        print("cancelled", session.pk, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
