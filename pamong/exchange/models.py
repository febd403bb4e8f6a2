"""Uploads on their way in: what was read, what would change, how to undo it."""

from django.core.cache import caches
from django.db import models

from pamong.people.models import Account, Institution


class ImportStatus(models.TextChoices):
    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


class Import(models.Model):
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(null=True)  # dropped a day after it was imported
    checksum = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)  # file column → contract column
    status = models.CharField(max_length=12, choices=ImportStatus.choices)
    report = models.JSONField(default=dict)  # counts, errors, notices
    undo = models.JSONField(default=dict)  # rows before, by model
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    class Disclosure:
        personal = (
            "id",
            "institution",
            "kind",
            "file_name",
            "checksum",
            "mapping",
            "status",
            "by",
            "at",
            "done_at",
        )
        confidential = ("content", "report", "undo")

    @property
    def progress(self) -> int | None:
        """Percent, as the worker last said; None where it said nothing yet."""
        told: int | None = caches["progress"].get(f"import-{self.pk}")
        return told

    def say(self, percent: int) -> None:
        """Say how far the work is, at once and beside the transaction it is done in."""
        caches["progress"].set(f"import-{self.pk}", percent)


class ValueMapping(models.Model):
    """A word of an institution's own files and what it means, remembered for the next file."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="value_mappings")
    kind = models.CharField(max_length=20)
    column = models.CharField(max_length=100)
    written = models.CharField(max_length=200)
    meaning = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind", "column", "written"], name="value_mapping_once"
            )
        ]

    class Disclosure:
        open = ("id", "institution", "kind", "column", "written", "meaning")
