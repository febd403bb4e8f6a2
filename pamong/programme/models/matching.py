"""Calculations of the best pairs, drafts until published."""

from django.core.cache import caches
from django.db import models

from pamong.people.models import Account, Institution
from pamong.policy.pairing import UnitRule
from pamong.programme.models.proposals import Proposal
from pamong.programme.models.register import Guide


class MatchingStatus(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DRAFT = "draft"
    PUBLISHED = "published"
    DISCARDED = "discarded"
    FAILED = "failed"


class DraftChange(models.TextChoices):
    """What the planner does to a person in a draft."""

    MOVE = "move"  # to the mentor named
    OUT = "out"  # kept without a mentor
    FREE = "free"  # chosen for by the calculation again


class Matching(models.Model):
    """One calculation of the best pairs for all approved proposals of mentoring; a draft until published."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="matchings")
    status = models.CharField(max_length=10, choices=MatchingStatus.choices, default=MatchingStatus.QUEUED)
    on = models.DateField()
    weights = models.JSONField(default=list)  # of the six terms, in their order
    same_field = models.BooleanField(default=False)
    unit_rule = models.CharField(
        max_length=10, choices=[(word.value, word.value) for word in UnitRule], default=UnitRule.ANY.value
    )
    forced = models.JSONField(default=list)  # [proposal, guide] settled beforehand or by hand
    left_out = models.JSONField(default=list)  # proposals kept without a mentor by hand
    # Changed by hand: from which draft, and what (kind, proposal, guide).
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="changed")
    change = models.JSONField(default=dict)
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
            "unit_rule",
            "parent",
            "requested_by",
            "requested_at",
            "finished_at",
            "closed_by",
            "closed_at",
            "problem",
        )
        confidential = ("result", "forced", "left_out", "change")

    @property
    def rounds(self) -> list[dict[str, int]]:
        """Value and bound of each round, as the worker last told; beside its transaction."""
        told: list[dict[str, int]] = caches["progress"].get(f"matching-{self.pk}") or []
        return told

    def tell(self, rounds: list[dict[str, int]]) -> None:
        caches["progress"].set(f"matching-{self.pk}", rounds)


class RequiredPair(models.Model):
    """A pair the planner settles before matching: every calculation keeps it, as long as the rules allow it."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="required_pair")
    guide = models.ForeignKey(Guide, models.CASCADE, related_name="required_pairs")
    required_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    required_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    class Disclosure:
        personal = ("id", "proposal", "guide", "required_by", "required_at")
