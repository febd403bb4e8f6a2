"""Yearly evaluations as received, and dialogues with their cause."""

from django.db import models
from django.db.models import Q

from pamong.people.models import Account, Employee, choices
from pamong.policy.words import Axis, Cause


class Evaluation(models.Model):
    """One year's evaluation: both axes of the 3×3 matrix, or a score of 0 to 120, or both."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="evaluations")
    year = models.PositiveSmallIntegerField()
    work = models.CharField(max_length=10, blank=True, choices=choices(Axis))
    behaviour = models.CharField(max_length=10, blank=True, choices=choices(Axis))
    indicators_below = models.PositiveSmallIntegerField(default=0)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    received_on = models.DateField(null=True)

    class Meta:
        ordering = ["employee", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "year"], name="evaluation_once"),
            models.CheckConstraint(
                condition=(~Q(work="") & ~Q(behaviour="")) | Q(score__isnull=False),
                name="evaluation_axes_or_score",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=120),
                name="evaluation_score_range",
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "employee",
            "year",
            "work",
            "behaviour",
            "indicators_below",
            "score",
            "received_on",
        )


class Dialogue(models.Model):
    """What superior and employee talked about. Append only: a correction is a newer row."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="dialogues")
    year = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    cause = models.CharField(max_length=20, choices=choices(Cause))
    note = models.BinaryField(null=True)  # encrypted; see performance.notes
    answer = models.BinaryField(null=True)  # the employee's, encrypted
    answered_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    current = models.BooleanField(default=True)
    reason = models.TextField(blank=True)  # why the cause was corrected

    class Meta:
        ordering = ["employee", "-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "year"], condition=Q(current=True), name="dialogue_one_current"
            )
        ]

    class Disclosure:
        personal = ("id", "employee", "year", "held_on", "written_by", "written_at", "current", "answered_at")
        confidential = ("cause", "note", "answer", "reason")
