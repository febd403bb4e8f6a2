"""Calculations of the best pairs, drafts until published."""

from django.core.cache import caches
from django.db import models

from pamong.people.models import Account, Institution


class MatchingStatus(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DRAFT = "draft"
    PUBLISHED = "published"
    DISCARDED = "discarded"
    FAILED = "failed"


class Matching(models.Model):
    """One calculation of the best pairs for all approved proposals of mentoring; a draft until published."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="matchings")
    status = models.CharField(max_length=10, choices=MatchingStatus.choices, default=MatchingStatus.QUEUED)
    on = models.DateField()
    weights = models.JSONField(default=list)  # of the six terms, in their order
    same_field = models.BooleanField(default=False)
    result = models.JSONField(default=dict)  # pairs, unmatched, loads, fairness, rounds, bounds, versions
    requested_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+"
    )  # published, discarded
    closed_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    class Disclosure:
        personal = (
            "id",
            "institution",
            "status",
            "on",
            "weights",
            "same_field",
            "requested_by",
            "requested_at",
            "finished_at",
            "closed_by",
            "closed_at",
            "problem",
        )
        confidential = ("result",)

    @property
    def rounds(self) -> list[dict[str, int]]:
        """Value and bound of each round, as the worker last told; beside its transaction."""
        told: list[dict[str, int]] = caches["progress"].get(f"matching-{self.pk}") or []
        return told

    def tell(self, rounds: list[dict[str, int]]) -> None:
        caches["progress"].set(f"matching-{self.pk}", rounds)
