"""What the planner does about engagements that stand still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy.errors import Invalid, NotAllowed
from pamong.policy.programme import MOST_ASKED_LETTERS
from pamong.policy.sentence import Sentence
from pamong.policy.words import Light
from pamong.programme import access, notices
from pamong.programme.models import Engagement
from pamong.programme.queries import asked_lately, light_of


@dataclass(frozen=True, slots=True)
class Asked:
    """How many pairs were written to, and how many not: asked lately or no longer stuck, or without any address."""

    pairs: int = 0
    messages: int = 0
    left_out: int = 0
    unreachable: int = 0


@transaction.atomic
def ask_how_it_goes(*, by: Account, engagements: Sequence[Engagement], text: str, on: date) -> Asked:
    """One message to both sides of each that stands still; the same pair again only after the days of the rule."""
    text, most = text.replace("\r\n", "\n").strip(), MOST_ASKED_LETTERS.on(on)
    if not 0 < len(text) <= most:
        raise Invalid(
            Sentence("Tulis pesan, paling banyak {most} huruf.", "Write a message of at most {most} characters.").fill(most=most)
        )  # fmt: skip
    wanted = {one.pk for one in engagements}
    if not wanted:
        raise Invalid(Sentence("Pilih paling sedikit satu pasangan.", "Choose at least one pair."))
    found = access.engagements_to_ask(viewer(by, on)).filter(pk__in=wanted)
    if found.count() != len(wanted):
        raise NotAllowed
    rows = Engagement.objects.select_for_update(of=("self",)).select_related("employee", "guide__employee")
    pairs = messages = left_out = unreachable = 0
    for one in rows.filter(pk__in=wanted).order_by("pk"):
        if light_of(one, on) is not Light.STUCK or asked_lately(one, on):
            left_out += 1
            continue
        number = notices.how_it_goes(one, text, by)
        if not number:
            unreachable += 1
            continue
        one.asked_at = timezone.now()
        one.save(update_fields=["asked_at"])
        # The words themselves are in the messages; the trail tells that and how often it was asked.
        record(
            by=by,
            verb="ask_how_it_goes",
            subject=one,
            employee=one.employee,
            after={"messages": number},
        )
        pairs, messages = pairs + 1, messages + number
    return Asked(pairs, messages, left_out, unreachable)
