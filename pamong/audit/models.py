"""The trail: changes and reads. No foreign keys, so that it outlives what it speaks of."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Event(models.Model):
    """One write: who did what to which thing, before and after, and why."""

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    institution_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField(max_length=300, blank=True)
    employee_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["institution_id", "-at"], name="event_institution_at"),
            models.Index(fields=["employee_id", "-at"], name="event_employee_at"),
            models.Index(fields=["subject_type", "subject_id"], name="event_subject"),
        ]

    class Disclosure:
        open = ("id", "at", "verb", "institution_id")
        personal = (
            "actor_id",
            "actor_name",
            "subject_type",
            "subject_id",
            "subject_label",
            "employee_id",
            "before",
            "after",
            "reason",
        )


class Read(models.Model):
    """Somebody opened another person's assessment, evaluation or suggestion."""

    at = models.DateTimeField(auto_now_add=True)
    reader_id = models.BigIntegerField()
    reader_name = models.CharField(max_length=200)
    reader_role = models.CharField(max_length=40)
    institution_id = models.BigIntegerField(null=True)
    employee_id = models.BigIntegerField()
    what = models.CharField(max_length=40)
    page = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["employee_id", "-at"], name="read_employee_at"),
            models.Index(fields=["institution_id", "-at"], name="read_institution_at"),
        ]

    class Disclosure:
        open = ("id", "at", "what", "institution_id")
        personal = ("reader_id", "reader_name", "reader_role", "employee_id", "page")
