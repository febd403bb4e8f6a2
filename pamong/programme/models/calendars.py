"""A person's own calendar programs: the private feed that goes out, and the busy times that come in."""

from django.db import models
from django.db.models import F, Q

from pamong.people.models import Account


class Feed(models.Model):
    """The address under which somebody's calendar program reads their sessions; only the token's hash is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    # What was given last, and when it became so: the answer's ETag and Last-Modified.
    content_hash = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(revoked_at__isnull=True), name="feed_open_once"
            ),
            models.CheckConstraint(
                condition=Q(content_hash="", changed_at__isnull=True)
                | (~Q(content_hash="") & Q(changed_at__isnull=False)),
                name="feed_content_is_dated",
            ),
        ]  # fmt: skip

    class Disclosure:
        personal = ("id", "account", "created_at", "revoked_at", "changed_at")
        secret = ("token_hash", "content_hash")


class BusyCalendar(models.Model):
    """Where somebody's busy times are read. The address opens a whole calendar to who has it, so it is encrypted."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="busy_calendar")
    address = models.BinaryField()
    host = models.CharField(max_length=255)
    tried_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)  # the last time that it could be read
    problem = models.CharField(max_length=20, blank=True)  # why it could not the last time: a code

    class Disclosure:
        personal = ("id", "account", "host", "tried_at", "read_at", "problem")
        secret = ("address",)


class BusyTime(models.Model):
    """Somebody is busy from then to then; with what was never read."""

    calendar = models.ForeignKey(BusyCalendar, models.CASCADE, related_name="times")
    start = models.DateTimeField()
    end = models.DateTimeField()

    class Meta:
        ordering = ["start"]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="busy_time_order")]
        indexes = [models.Index(fields=["calendar", "start"], name="busy_time_start")]

    class Disclosure:
        personal = ("id", "calendar", "start", "end")
