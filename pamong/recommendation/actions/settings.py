"""Choices of an institution within the bounds of the rules."""

from datetime import date

from django.db import transaction

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account, Institution
from pamong.policy import settings as policy
from pamong.policy.errors import Invalid
from pamong.policy.sentence import Sentence
from pamong.recommendation import access
from pamong.recommendation.models import Setting
from pamong.recommendation.queries import settings_of


@transaction.atomic
def set_setting(
    *, by: Account, institution: Institution, name: str, value: object, since: date, reason: str, on: date
) -> Setting:
    """Set one value from a day on; outside the bounds it is refused with the rule's sentence."""
    access.check_can_set_settings(viewer(by, on), institution)
    policy.check(name, value)
    if not reason.strip():
        raise Invalid(Sentence("Alasan harus diisi.", "A reason is needed."))
    if since < on:
        raise Invalid(
            Sentence(
                "Pengaturan berlaku paling cepat hari ini; hasil yang lalu tidak berubah.",
                "A setting begins today at the earliest; earlier results stay.",
            )
        )
    before = policy.to_value(name, settings_of(institution, since))
    typed = policy.from_values({name: value})
    setting = Setting.objects.create(
        institution=institution,
        name=name,
        value=policy.to_value(name, typed),
        since=since,
        reason=reason.strip(),
        set_by=by,
    )
    record(
        by=by,
        verb="set_setting",
        subject=setting,
        before={name: before},
        after={name: setting.value, "since": since},
        reason=reason.strip(),
    )
    return setting
