"""What is said at the end: by both, about the leader, about the competency, to the superior."""

from django.db import models
from django.db.models import Q

from pamong.competency.models import Competency
from pamong.people.models import Account, Employee, choices
from pamong.policy.words import FollowUp, ReportsTo
from pamong.programme.models.engagements import Engagement
from pamong.programme.models.sealed import sealed, sealed_pairs
from pamong.programme.workflow import Party


class Closing(models.Model):
    """One side's evaluation at the end: a mark of 1 to 4 and what it brought."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="closings")
    party = models.CharField(
        max_length=10, choices=[(p.value, p.value) for p in (Party.EMPLOYEE, Party.GUIDE)]
    )
    mark = models.PositiveSmallIntegerField()
    sealed_helped = models.BinaryField()
    sealed_better = models.BinaryField(null=True)
    sealed_answers = models.BinaryField(null=True)
    helped, better = sealed("sealed_helped"), sealed("sealed_better")
    answers = sealed_pairs("sealed_answers")  # [question as it stood, answer] of the programme's own form
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "party"], name="closing_once"),
            models.CheckConstraint(condition=Q(mark__gte=1, mark__lte=4), name="closing_mark"),
        ]

    class Disclosure:
        personal = ("id", "engagement", "party", "by", "at")
        confidential = ("mark", "sealed_helped", "sealed_better", "sealed_answers")


class Feedback(models.Model):
    """Format B.1.8: nine statements of the employee on the guidance; to the superior of the leader, not to the guide."""

    engagement = models.OneToOneField(Engagement, models.CASCADE, related_name="feedback")
    to = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="+")
    marks = models.JSONField()  # nine numbers of 1 to 5, in the order of the format
    sealed_words = models.BinaryField(null=True)
    words = sealed("sealed_words")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Disclosure:
        personal = ("id", "engagement", "to", "by", "at", "read_at")
        confidential = ("marks", "sealed_words")


class Reassessment(models.Model):
    """A competency measured again at the end by whoever measured it at the start (format B.1.9)."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="reassessments")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    source = models.CharField(max_length=20)  # of the first measure, and so of this one
    party = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Party])  # who is asked
    before = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)
    sealed_reason = models.BinaryField(null=True)
    reason = sealed("sealed_reason")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["engagement", "competency__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "competency", "party"], name="reassessment_once"),
            models.CheckConstraint(
                condition=Q(after__isnull=True) | Q(after__lte=5), name="reassessment_level"
            ),
        ]

    class Disclosure:
        personal = ("id", "engagement", "competency", "source", "party", "before", "after", "asked_at", "done_at", "by")  # fmt: skip
        confidential = ("sealed_reason",)


class Report(models.Model):
    """The guide's report to the superior and HR, written to be shown."""

    engagement = models.OneToOneField(Engagement, models.CASCADE, related_name="report")
    strategy = models.TextField()  # to improve performance
    abilities = models.TextField()  # discovered on the way
    develop_next = models.TextField()  # competencies
    follow_up = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    superior_read_at = models.DateTimeField(null=True)

    class Disclosure:
        personal = (
            "id",
            "engagement",
            "strategy",
            "abilities",
            "develop_next",
            "follow_up",
            "by",
            "at",
            "superior_read_at",
        )


class CounsellingResult(models.Model):
    """The form of a konseling's result; its words are encrypted, the follow-up goes up the line of the rule."""

    engagement = models.OneToOneField(Engagement, models.CASCADE, related_name="counselling_result")
    body = models.BinaryField()  # encrypted JSON: problem, agreement, advice
    follow_ups = models.JSONField(default=list)  # of FollowUp
    reports_to = models.CharField(max_length=40, choices=choices(ReportsTo))
    sealed_told = models.BinaryField(null=True)  # what goes up the line: never the content
    told = sealed("sealed_told")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)  # when the line of the rule had read it

    class Disclosure:
        personal = ("id", "engagement", "by", "at", "received_at")
        confidential = ("body", "follow_ups", "reports_to", "sealed_told")

    @property
    def words(self) -> list[FollowUp]:
        return [FollowUp(word) for word in self.follow_ups]
