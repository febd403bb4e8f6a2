"""Breaking the glass: notes opened in an emergency, by two people, for a time, and told."""

from django.db import models
from django.db.models import F, Q

from pamong.people.models import Account
from pamong.programme.models.engagements import Engagement
from pamong.programme.models.sealed import sealed


class Opening(models.Model):
    """That somebody asked to read the notes of an engagement, who agreed, and until when."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="openings")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sealed_reason = models.BinaryField()
    reason = sealed("sealed_reason")
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    until = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # when the person was told

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asked_by")), name="opening_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(granted=True) | Q(until__isnull=False, answered_by__isnull=False),
                name="opening_ends",
            ),
        ]

    class Disclosure:
        personal = ("id", "engagement", "asked_by", "asked_at", "answered_by", "answered_at", "granted", "until", "told_at")  # fmt: skip
        confidential = ("sealed_reason",)
