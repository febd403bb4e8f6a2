"""A konseling beside its sessions: an urgent referral, a summary for the next counsellor, the receipt of a result."""

import json
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.performance.notes import decrypt, encrypt
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.actions.engagements import acting
from pamong.programme.actions.notes import MOST_CHARACTERS
from pamong.programme.models import CounsellingResult, Engagement, Handover, Referral
from pamong.programme.workflow import EngagementState, Party


def opened(row: CounsellingResult | Referral | Handover) -> dict[str, str]:
    """The encrypted words of a row by field; the caller has asked access."""
    found: dict[str, str] = json.loads(decrypt(row.body))
    return found


def _case(by: Account, engagement: Engagement, on: date, side: Party) -> Engagement:
    engagement, parties = acting(by, engagement, on)
    if engagement.method != Method.COUNSELLING or side not in parties:
        raise NotAllowed
    return engagement


def _sealed(words: dict[str, str], *needed: str) -> bytes:
    kept = {name: text.strip() for name, text in words.items()}
    if not all(kept[name] for name in needed):
        raise Invalid(Sentence("Isi semua bagian.", "Fill in every part."))
    if any(len(text) > MOST_CHARACTERS for text in kept.values()):
        raise Invalid(
            Sentence(
                "Satu bagian paling banyak {most} huruf.", "One part holds at most {most} characters."
            ).fill(most=MOST_CHARACTERS)
        )
    return encrypt(json.dumps(kept, ensure_ascii=False))


@transaction.atomic
def refer_urgently(
    *, by: Account, engagement: Engagement, danger: str, to: str, told: str, referred_at: datetime, on: date
) -> Referral:
    """Safety is in danger: to whom the counsellor referred the person, when, and what the person was told."""
    engagement = _case(by, engagement, on, Party.GUIDE)
    if engagement.state not in access.OPEN:
        raise WrongState
    if not engagement.matched_at <= referred_at <= timezone.now():
        raise Invalid(
            Sentence(
                "Waktu rujukan berada antara awal konseling dan sekarang.",
                "A referral was made between the beginning of the konseling and now.",
            )
        )
    body = _sealed({"danger": danger, "to": to, "told": told}, "danger", "to", "told")
    referral = Referral.objects.create(engagement=engagement, body=body, referred_at=referred_at, by=by)
    # In the trail a note like any other: that somebody was in danger is content, and the auditor reads none.
    record(by=by, verb="write_note", subject=engagement, employee=engagement.employee)
    return referral


@transaction.atomic
def write_handover(*, by: Account, engagement: Engagement, text: str, version: int, on: date) -> Handover:
    """A summary for whoever counsels next. New words ask the person anew; nothing is handed over without consent."""
    engagement = _case(by, engagement, on, Party.GUIDE)
    if engagement.state not in (*access.OPEN, EngagementState.TRANSFERRED):
        raise WrongState
    body = _sealed({"text": text}, "text")
    handover = Handover.objects.filter(engagement=engagement).first()
    if handover is None:
        handover = Handover(engagement=engagement, version=0)
    elif opened(handover)["text"] == text.strip():
        return handover
    if version != handover.version:
        raise WrongState
    handover.body, handover.by, handover.at = body, by, timezone.now()
    handover.consented, handover.consented_at = False, None
    handover.version += 1
    handover.save()
    record(by=by, verb="write_handover", subject=handover, employee=engagement.employee)
    return handover


@transaction.atomic
def consent_to_handover(
    *, by: Account, engagement: Engagement, consent: bool, version: int, on: date
) -> Handover:
    """The person lets the words they have read go to the next counsellor, or takes that back."""
    engagement = _case(by, engagement, on, Party.EMPLOYEE)
    handover = Handover.objects.select_for_update().filter(engagement=engagement).first()
    if handover is None:
        raise WrongState
    if version != handover.version:
        raise WrongState(
            Sentence(
                "Ringkasan ini berubah sejak Anda membacanya. Baca lagi, lalu jawab.",
                "This summary was changed since you read it. Read it again, then answer.",
            )
        )
    if handover.consented == consent:
        return handover
    handover.consented, handover.consented_at = consent, timezone.now()
    handover.save(update_fields=["consented", "consented_at"])
    record(by=by, verb="consent_to_handover", subject=handover, employee=engagement.employee)
    return handover


@transaction.atomic
def receive_result(*, by: Account, result: CounsellingResult, on: date) -> CounsellingResult:
    """Whoever the rule names has read what was told up; told once."""
    who = viewer(by, on)
    if not access.results_visible_to(who).filter(pk=result.pk).exists():
        raise NotAllowed
    result = CounsellingResult.objects.select_for_update().get(pk=result.pk)
    if result.received_at is None:
        result.received_at = timezone.now()
        result.save(update_fields=["received_at"])
    return result
