"""Dictionary, position standards, assessments."""

from django.db import models
from django.db.models import Q

from pamong.people.models import Employee, Institution, Position, choices
from pamong.policy.words import Cluster, Source


class Competency(models.Model):
    """A competency of an institution's dictionary; its texts are dated `CompetencyEdition`s."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="competencies")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    cluster = models.CharField(max_length=20, choices=choices(Cluster))

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="competency_code")]

    class Disclosure:
        open = ("id", "institution", "code", "name", "cluster")

    def __str__(self) -> str:
        return self.name


class CompetencyEdition(models.Model):
    """One version of a competency's text: definition and five levels with indicators."""

    competency = models.ForeignKey(Competency, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    since = models.DateField()
    definition = models.TextField(blank=True)
    # {"1": {"description": "...", "indicators": ["...", ...]}, ... "5": ...}
    levels = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["competency", "number"]
        constraints = [models.UniqueConstraint(fields=["competency", "number"], name="edition_number")]

    class Disclosure:
        open = ("id", "competency", "number", "since", "definition", "levels", "source")


class StandardStatus(models.TextChoices):
    DRAFT = "draft"
    IN_FORCE = "in_force"
    ARCHIVED = "archived"


class PositionStandard(models.Model):
    """A version of a position's standard; the newest in force on a day is the one that counts.

    A version replaces the earlier one whole from its first day, so one version per
    position and first day is one in force per position and day.
    """

    position = models.ForeignKey(Position, models.CASCADE, related_name="standards")
    since = models.DateField()
    status = models.CharField(max_length=10, choices=StandardStatus.choices)
    derived = models.BooleanField(default=False)  # levels taken from the grade, none were given
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "since"],
                condition=Q(status="in_force"),
                name="standard_one_in_force",
            )
        ]

    class Disclosure:
        open = ("id", "position", "since", "status", "derived", "source")


class StandardLevel(models.Model):
    standard = models.ForeignKey(PositionStandard, models.CASCADE, related_name="levels")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "competency"], name="standard_level_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="standard_level_range"),
        ]

    class Disclosure:
        open = ("id", "standard", "competency", "level")


class Assessment(models.Model):
    """A level somebody was found to hold, by one source on one day."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="assessments")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=20, choices=choices(Source))
    assessed_on = models.DateField()
    # The version the assessment was made against; kept when a newer standard comes.
    standard = models.ForeignKey(PositionStandard, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "competency", "source", "assessed_on"], name="assessment_once"
            ),
            models.CheckConstraint(condition=Q(level__gte=0, level__lte=5), name="assessment_level_range"),
        ]

    class Disclosure:
        personal = ("id", "employee", "competency", "level", "source", "assessed_on", "standard")
