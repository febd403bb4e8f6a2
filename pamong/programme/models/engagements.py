"""One employee with one guide, from the match to its end."""

from django.db import models
from django.db.models import Q

from pamong.people.models import Employee, Institution
from pamong.programme.models.proposals import Proposal
from pamong.programme.models.register import GUIDED_CHOICES, Guide
from pamong.programme.workflow import OPEN_ENGAGEMENTS, EngagementState

TAKING_A_PLACE = sorted(state.value for state in OPEN_ENGAGEMENTS)


class Engagement(models.Model):
    """One employee with one guide, from the match to its end."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="engagements")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="engagements")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="engagements")
    guide = models.ForeignKey(Guide, models.PROTECT, related_name="engagements")
    method = models.CharField(max_length=20, choices=GUIDED_CHOICES)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in EngagementState])
    state_since = models.DateTimeField()
    matched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)  # of the ending

    class Meta:
        ordering = ["-matched_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "method"],
                condition=Q(state__in=TAKING_A_PLACE),
                name="engagement_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TAKING_A_PLACE, ended_at__isnull=True)
                | (~Q(state__in=TAKING_A_PLACE) & Q(ended_at__isnull=False)),
                name="engagement_end_is_dated",
            ),
        ]
        indexes = [models.Index(fields=["guide", "state"], name="engagement_guide")]

    class Disclosure:
        personal = (
            "id",
            "proposal",
            "institution",
            "employee",
            "guide",
            "state",
            "state_since",
            "matched_at",
            "ended_at",
        )
        confidential = ("method", "reason")
