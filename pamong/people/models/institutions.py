"""Institutions with their units and positions."""

from enum import StrEnum

from django.db import models
from django.db.models import Value
from django.db.models.functions import Length, Replace

from pamong.policy.words import GradeLevel


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """The contract's words as a field's choices; labels come from policy when shown."""
    return [(word.value, word.value) for word in words]


class Institution(models.Model):
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    is_demo = models.BooleanField(default=False)

    class Disclosure:
        open = ("id", "code", "name", "time_zone", "is_demo")

    def __str__(self) -> str:
        return self.name


# How many levels down a unit stands.
DEPTH = Length("path") - Length(Replace("path", Value("/")))


class Unit(models.Model):
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="units")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    # "/1/4/9/": ids from the root to this unit, so that a subtree is one prefix query.
    path = models.CharField(max_length=300, db_index=True)
    head_position = models.ForeignKey("Position", models.SET_NULL, null=True, related_name="+")
    place = models.CharField(max_length=100, blank=True)  # town; empty: where the unit above is

    class Meta:
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="unit_code")]
        indexes = [models.Index("institution", DEPTH, name="unit_depth")]

    class Disclosure:
        open = ("id", "institution", "code", "name", "parent", "path", "head_position", "place")

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="positions")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="positions")
    kind = models.CharField(max_length=60, blank=True)  # jenis_jabatan as written
    grade_level = models.CharField(max_length=20, blank=True, choices=choices(GradeLevel))
    field = models.CharField(max_length=200, blank=True)  # urusan pemerintahan
    minimum_rank = models.CharField(max_length=10, blank=True)  # "III/c"
    education = models.CharField(max_length=200, blank=True)
    training = models.JSONField(default=dict)  # pelatihan yang dipersyaratkan, by kind

    class Meta:
        ordering = ["name", "code"]
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="position_code")]
        indexes = [models.Index(fields=["institution", "name", "code"], name="position_name")]

    class Disclosure:
        open = (
            "id",
            "institution",
            "code",
            "name",
            "unit",
            "kind",
            "grade_level",
            "field",
            "minimum_rank",
            "education",
            "training",
        )

    def __str__(self) -> str:
        return self.name
