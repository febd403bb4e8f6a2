"""Sessions with their notes and tasks; whatever is said in a note is encrypted."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from pamong.people.models import Account
from pamong.programme.models.engagements import Engagement
from pamong.programme.models.programmes import TaskOwner
from pamong.programme.models.sealed import sealed
from pamong.programme.workflow import SessionState


class MissedBy(models.TextChoices):
    EMPLOYEE = "employee"
    GUIDE = "guide"
    BOTH = "both"


class Session(models.Model):
    """One meeting of the two. Its uid and sequence are those of the calendar's event."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="meetings")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in SessionState])
    start = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    sitting = models.CharField(max_length=10, blank=True)  # luring or daring
    # Encrypted: place (a room, or the address of a video meeting), topic, and the reason of a move or a miss.
    sealed_place = models.BinaryField(null=True)
    sealed_topic = models.BinaryField(null=True)
    sealed_reason = models.BinaryField(null=True)
    place, topic, reason = sealed("sealed_place"), sealed("sealed_topic"), sealed("sealed_reason")
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid4, unique=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    employee_held_at = models.DateTimeField(null=True)  # when the employee said it was held
    guide_held_at = models.DateTimeField(null=True)
    logged_later = models.BooleanField(default=False)  # held without the system
    missed_by = models.CharField(max_length=10, blank=True, choices=MissedBy.choices)
    employee_rating = models.PositiveSmallIntegerField(null=True)  # 1 to 4
    guide_rating = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["engagement", "start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SessionState.HELD.value)
                | Q(employee_held_at__isnull=False)
                | Q(guide_held_at__isnull=False),
                name="session_held_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.MISSED.value) | Q(missed_by=""), name="session_missed_by"
            ),
            models.CheckConstraint(
                condition=(Q(employee_rating__isnull=True) | Q(employee_rating__gte=1, employee_rating__lte=4))
                & (Q(guide_rating__isnull=True) | Q(guide_rating__gte=1, guide_rating__lte=4)),
                name="session_rating",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "start"], name="session_state_start")]

    class Disclosure:
        personal = (
            "id",
            "engagement",
            "state",
            "start",
            "minutes",
            "sitting",
            "proposed_by",
            "uid",
            "sequence",
            "employee_held_at",
            "guide_held_at",
            "logged_later",
            "missed_by",
            "at",
        )
        confidential = ("sealed_topic", "sealed_place", "sealed_reason", "employee_rating", "guide_rating")


class NoteKind(models.TextChoices):
    SHARED = "shared"  # the two read and write it
    PRIVATE = "private"  # its author alone
    COUNSELLING = "counselling"  # the counsellor alone
    RELEASED = "released"  # what the counsellor gives the person to read


class Note(models.Model):
    """Words of one session, or of the engagement as a whole; encrypted, whatever its kind."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="notes")
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind.choices)
    author = models.ForeignKey(Account, models.PROTECT, related_name="+")  # of a shared one the last
    body = models.BinaryField()  # encrypted JSON: the named fields of the form
    version = models.PositiveIntegerField(default=1)  # so that one of two does not overwrite the other
    at = models.DateTimeField()

    class Meta:
        ordering = ["engagement", "-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind"],
                condition=~Q(kind=NoteKind.PRIVATE) & Q(session__isnull=False),
                name="note_one_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["session", "author"],
                condition=Q(kind=NoteKind.PRIVATE, session__isnull=False),
                name="note_private_one",
            ),
        ]

    class Disclosure:
        personal = ("id", "engagement", "session", "author", "version", "at")
        confidential = ("kind", "body")


class Task(models.Model):
    """Something one of the two does before a day; an action of a session, or from the template."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="tasks")
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="actions")
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=10, choices=TaskOwner.choices)
    due = models.DateField(null=True)
    milestone = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    comment = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["engagement", "due", "id"]
        indexes = [models.Index(fields=["engagement", "done_at", "due"], name="task_open")]

    class Disclosure:
        personal = ("id", "engagement", "session", "owner", "due", "milestone", "done_at", "done_by", "made_by", "at")  # fmt: skip
        confidential = ("title", "comment")
