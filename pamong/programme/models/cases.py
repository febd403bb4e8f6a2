"""What a konseling has beside its sessions: an urgent referral, and a summary for the next counsellor."""

from django.db import models
from django.db.models import Q

from pamong.people.models import Account
from pamong.programme.models.engagements import Engagement


class Referral(models.Model):
    """That safety was in danger: to whom the counsellor referred, when, and what the person was told."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="referrals")
    body = models.BinaryField()  # encrypted JSON: danger, to, told
    referred_at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-referred_at", "-id"]

    class Disclosure:
        personal = ("id", "engagement", "referred_at", "by", "at")
        confidential = ("body",)


class Handover(models.Model):
    """A summary for whoever counsels next; the person reads it first, and says whether it goes on."""

    engagement = models.OneToOneField(Engagement, models.CASCADE, related_name="handover")
    body = models.BinaryField()  # encrypted JSON: text
    version = models.PositiveIntegerField(default=1)  # consent is to the words that were read
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    consented = models.BooleanField(default=False)
    consented_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(consented=False) | Q(consented_at__isnull=False), name="handover_consent_is_dated"
            )
        ]

    class Disclosure:
        personal = ("id", "engagement", "version", "by", "at", "consented_at")
        confidential = ("body", "consented")
