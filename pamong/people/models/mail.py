"""Mail as rows: what waits to be sent, what was sent and what failed; and how somebody wants mail."""

from django.db import models
from django.db.models import Q

from pamong.people.models.accounts import Account


class MailKind(models.TextChoices):
    INVITATION = "invitation"  # to a session, its move and its cancellation; always sent at once
    DIGEST = "digest"  # what waits for somebody, once a day or a week
    NEWS = "news"  # what is new, for those who want it at once
    QUESTION = "question"  # the planner asks how it goes; at once, but not to those who want no mail
    PAIR = "pair"  # a published pair, and how it goes on, to either side; the same


class MailState(models.TextChoices):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    LAPSED = "lapsed"  # its meeting was over before it could be sent


class MailHow(models.TextChoices):
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NONE = "none"  # but for invitations


class Zone(models.TextChoices):
    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class Mail(models.Model):
    """One message to one account. It is written with the change it tells of, and sent by whoever claims it.

    A calendar's event travels as its facts (`event`), taken when the message was written: what was true then is
    what a second attempt sends too. The file is made from them at delivery, on the floor where files are made.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="mails")
    address = models.EmailField()  # as it was when the message was written
    kind = models.CharField(max_length=12, choices=MailKind.choices)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    event = models.JSONField(null=True)
    day = models.DateField(null=True)  # of a digest: the day it counts for
    told = models.JSONField(default=dict)  # of a digest: what it told of, so that the next knows what is new
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Not before this moment; whoever claims a message moves it on, so that nobody else takes it meanwhile.
    due_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # of a failure: when the administrator saw to it

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "day"], condition=Q(kind=MailKind.DIGEST.value), name="mail_one_digest_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind=MailKind.DIGEST.value, day__isnull=False)
                | (~Q(kind=MailKind.DIGEST.value) & Q(day__isnull=True)),
                name="mail_digest_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT.value, sent_at__isnull=False)
                | (~Q(state=MailState.SENT.value) & Q(sent_at__isnull=True)),
                name="mail_sent_is_dated",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="mail_waiting"),
            models.Index(fields=["account", "kind", "-id"], name="mail_of_account"),
            models.Index(fields=["account"], condition=Q(state="failed"), name="mail_failed"),
        ]

    class Disclosure:
        personal = (
            "id",
            "account",
            "address",
            "kind",
            "language",
            "day",
            "state",
            "attempts",
            "due_at",
            "error",
            "created_at",
            "sent_at",
            "settled_at",
        )
        confidential = ("subject", "text", "html", "event", "told")


class MailPreference(models.Model):
    """How somebody wants to be told; who chose nothing gets one message a day."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="mail_preference")
    how = models.CharField(max_length=8, choices=MailHow.choices, default=MailHow.DAILY)
    language = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=20, choices=Zone.choices)

    class Disclosure:
        personal = ("id", "account", "how", "language", "time_zone")
