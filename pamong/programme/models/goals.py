"""Goals with their progress, proof of them, and the monthly review."""

from django.db import models
from django.db.models import F, Q

from pamong.competency.models import Competency
from pamong.people.models import Account, choices
from pamong.policy.words import TaskKind
from pamong.programme.models.engagements import Engagement
from pamong.programme.models.sealed import sealed
from pamong.programme.workflow import ProofState


class GoalKind(models.TextChoices):
    GAP = "gap"  # a competency from one level to the next
    PROJECT = "project"
    WORK = "rhk"  # a planned work result of the SKP


class Goal(models.Model):
    """What is to be reached, how it is measured, from where to where, and how far it is."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="goals")
    kind = models.CharField(max_length=10, choices=GoalKind.choices)
    title = models.CharField(max_length=200)
    competency = models.ForeignKey(Competency, models.PROTECT, null=True, related_name="+")
    # What is worked on, as the rules ask of the method and the guide; its giver answers for it too.
    task_kind = models.CharField(max_length=30, blank=True, choices=choices(TaskKind))
    given_by = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=200)
    baseline = models.CharField(max_length=100)
    target = models.CharField(max_length=100)
    due = models.DateField()
    percent = models.PositiveSmallIntegerField(default=0)
    difficulty = models.TextField(blank=True)  # the mentee's evaluation of a project outside the routine
    dropped_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["engagement", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="goal_percent"),
            models.CheckConstraint(
                condition=~Q(kind=GoalKind.GAP) | Q(competency__isnull=False), name="goal_of_a_gap"
            ),
            models.CheckConstraint(
                condition=~Q(task_kind=TaskKind.GIVEN.value) | ~Q(given_by=""), name="goal_has_a_giver"
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "engagement",
            "kind",
            "title",
            "competency",
            "task_kind",
            "given_by",
            "measure",
            "baseline",
            "target",
            "due",
            "percent",
            "dropped_at",
            "made_by",
            "at",
        )
        confidential = ("difficulty",)

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """A step on the way to a goal."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["goal", "due", "id"]

    class Disclosure:
        personal = ("id", "goal", "title", "due", "done_at")


class Progress(models.Model):
    """How far a goal was on a day, with what there is to say about it. Append only."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="history")
    percent = models.PositiveSmallIntegerField()
    comment = models.CharField(max_length=500)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["goal", "-at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="progress_percent")]

    class Disclosure:
        personal = ("id", "goal", "percent", "by", "at")
        confidential = ("comment",)


class ProofKind(models.TextChoices):
    FILE = "file"
    LINK = "link"
    TEXT = "text"


class Proof(models.Model):
    """That something was done: a file, a link or words; it counts once somebody else has accepted it."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="proofs")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=10, choices=ProofKind.choices)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="proof/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)  # as it was called
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ProofState])
    sealed_reason = models.BinaryField(null=True)  # why it was returned
    reason = sealed("sealed_reason")
    submitted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    verified_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["engagement", "-submitted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("submitted_by")),
                name="proof_verified_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProofState.ACCEPTED.value) | Q(verified_by__isnull=False),
                name="proof_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProofState.RETURNED.value) | Q(sealed_reason__isnull=False),
                name="proof_return_has_a_reason",
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "engagement",
            "goal",
            "kind",
            "state",
            "size",
            "submitted_by",
            "submitted_at",
            "verified_by",
            "verified_at",
        )
        confidential = ("title", "text", "link", "file", "file_name", "sha256", "sealed_reason")


class Review(models.Model):
    """The monthly discussion: achieved, next target, difficulty, and a unit's own questions."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="reviews")
    month = models.DateField()  # its first day
    achieved = models.TextField()
    next_target = models.TextField()
    difficulty = models.TextField(blank=True)
    answers = models.JSONField(default=list)  # [question, answer] of the unit's own form
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)  # when the other side had read it

    class Meta:
        ordering = ["engagement", "-month"]
        constraints = [models.UniqueConstraint(fields=["engagement", "month"], name="review_once_a_month")]

    class Disclosure:
        personal = ("id", "engagement", "month", "written_by", "written_at", "seen_at")
        confidential = ("achieved", "next_target", "difficulty", "answers")
