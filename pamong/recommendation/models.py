"""Settings of the rules, runs of the analysis, each person's result, views and decisions."""

from django.core.cache import caches
from django.db import models
from django.db.models import Case, F, Q, Value, When

from pamong.people.models import Account, Employee, Institution, Unit, choices
from pamong.policy.words import (
    Cause,
    Completeness,
    EnrichmentForm,
    Gap,
    JpmCategory,
    Method,
    Rating,
    SelectionCategory,
)


class Setting(models.Model):
    """What an institution chose within the bounds of the rules, from a day on, and why."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="settings")
    name = models.CharField(max_length=60)
    value = models.JSONField()
    since = models.DateField()
    reason = models.TextField()
    set_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "since", "id"]

    class Disclosure:
        open = ("id", "institution", "name", "value", "since", "reason", "set_by", "set_at")


class RunStatus(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Run(models.Model):
    """One analysis of an institution on a day."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="runs")
    on = models.DateField()
    status = models.CharField(max_length=10, choices=RunStatus.choices, default=RunStatus.QUEUED)
    rule_version = models.CharField(max_length=20)
    checksum = models.CharField(max_length=64, blank=True)  # of all inputs and settings
    counts = models.JSONField(default=dict)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    requested_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    class Disclosure:
        open = (
            "id",
            "institution",
            "on",
            "status",
            "rule_version",
            "checksum",
            "counts",
            "same_as",
            "requested_by",
            "requested_at",
            "finished_at",
            "problem",
        )

    @property
    def progress(self) -> int | None:
        """Percent, as the worker last said; None where it said nothing yet."""
        told: int | None = caches["progress"].get(f"run-{self.pk}")
        return told

    def say(self, percent: int) -> None:
        """Say how far the work is, at once and beside the transaction it is done in."""
        caches["progress"].set(f"run-{self.pk}", percent)


# The worse the rating, the more urgent; an unknown one comes last.
_URGENT = (
    Rating.VERY_POOR,
    Rating.POOR,
    Rating.NEEDS_IMPROVEMENT,
    Rating.FAIR,
    Rating.GOOD,
    Rating.VERY_GOOD,
)


def urgency() -> Case:
    """The place of a rating in the order of urgency; the index and the order of the table are of the same words."""
    return Case(
        *(When(rating=rating.value, then=Value(place)) for place, rating in enumerate(_URGENT)),
        default=Value(len(_URGENT)),
        output_field=models.IntegerField(),
    )


class Result(models.Model):
    """What the rules say of one person; `inputs` is what they used. Append only, one current."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="results")
    run = models.ForeignKey(Run, models.CASCADE, null=True, related_name="results")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    current = models.BooleanField(default=True)
    rule_version = models.CharField(max_length=20)
    jpm = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    jpm_category = models.CharField(max_length=20, blank=True, choices=choices(JpmCategory))
    selection_category = models.CharField(max_length=5, blank=True, choices=choices(SelectionCategory))
    generic_gap = models.CharField(max_length=20, choices=choices(Gap))
    technical_gap = models.CharField(max_length=20, choices=choices(Gap))
    rating = models.CharField(max_length=20, blank=True, choices=choices(Rating))
    performance_gap = models.CharField(max_length=20, choices=choices(Gap))
    box = models.PositiveSmallIntegerField(null=True)
    cause = models.CharField(max_length=20, blank=True, choices=choices(Cause))
    method = models.CharField(max_length=20, blank=True, choices=choices(Method))
    rule = models.CharField(max_length=20)
    extra = models.CharField(max_length=80, blank=True)  # methods, ";" between
    completeness = models.CharField(max_length=20, choices=choices(Completeness))
    gaps = models.PositiveSmallIntegerField(default=0)  # competencies below the standard
    inputs = models.JSONField(default=dict)
    # A human or the rules set the person aside: the reason's code, "" when not.
    set_aside = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee"], condition=Q(current=True), name="result_one_current")
        ]
        indexes = [
            models.Index(fields=["run", "method"], name="result_run_method"),
            models.Index(
                urgency(),
                F("jpm").asc(),
                F("gaps").desc(),
                condition=Q(current=True),
                name="result_urgency",
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "employee",
            "run",
            "on",
            "at",
            "current",
            "rule_version",
            "jpm",
            "jpm_category",
            "selection_category",
            "generic_gap",
            "technical_gap",
            "rating",
            "performance_gap",
            "box",
            "completeness",
            "gaps",
            "set_aside",
        )
        confidential = ("cause", "method", "rule", "extra", "inputs")


class View(models.TextChoices):
    AGREE = "agree"
    OTHER = "other"
    NOT_NOW = "not_now"


class SuperiorView(models.Model):
    """What the direct superior says first; silence is no row, and no consent."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="superior_views")
    result = models.ForeignKey(Result, models.CASCADE, related_name="superior_views")
    view = models.CharField(max_length=10, choices=View.choices)
    method = models.CharField(max_length=20, blank=True, choices=choices(Method))
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee"], condition=Q(current=True), name="superior_view_one_current"
            )
        ]

    class Disclosure:
        personal = ("id", "employee", "result", "by", "at", "current")
        confidential = ("view", "method", "reason")


class Verdict(models.TextChoices):
    ACCEPT = "accept"
    OTHER = "other"
    DEFER = "defer"
    REJECT = "reject"


class Decision(models.Model):
    """The planner's decision on a person. It outlives the next run until it is reopened."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="decisions")
    result = models.ForeignKey(Result, models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    method = models.CharField(max_length=20, blank=True, choices=choices(Method))
    form = models.CharField(max_length=20, blank=True, choices=choices(EnrichmentForm))
    need = models.TextField(blank=True)  # the unit's need, of an enrichment
    until = models.DateField(null=True)  # of a deferral
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    current = models.BooleanField(default=True)
    reopened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopen_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee"], condition=Q(current=True), name="decision_one_current"
            ),
            models.CheckConstraint(
                condition=Q(verdict="accept") | ~Q(reason=""), name="decision_reason_unless_accepted"
            ),
            models.CheckConstraint(
                condition=Q(verdict="defer", until__isnull=False)
                | (~Q(verdict="defer") & Q(until__isnull=True)),
                name="decision_deferral_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(reopened_by__isnull=True, reopened_at__isnull=True)
                | Q(reopened_by__isnull=False, reopened_at__isnull=False, current=False),
                name="decision_reopening_is_whole",
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "employee",
            "result",
            "until",
            "by",
            "at",
            "current",
            "reopened_by",
            "reopened_at",
        )
        confidential = ("verdict", "method", "form", "need", "reason", "reopen_reason")


class DialogueRequest(models.Model):
    """The planner asks a superior for the dialogue that is owed; done when a cause is set."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="dialogue_requests")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    due = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employee"], condition=Q(done_at__isnull=True), name="dialogue_request_open_once"
            )
        ]

    class Disclosure:
        personal = ("id", "employee", "asked_by", "asked_at", "due", "done_at")


class Contest(models.Model):
    """An employee says a record of theirs is wrong; answered within 72 hours."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="contests")
    about = models.CharField(max_length=40)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    due = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due__gt=F("at")), name="contest_due_later"),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True)
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="contest_answer_is_whole",
            ),
        ]

    class Disclosure:
        personal = ("id", "employee", "about", "at", "due", "escalated_at", "answered_by", "answered_at")
        confidential = ("text", "answer")


class Undecided(models.Model):
    """That suggestions wait longer than the rules have it, as the night finds them; one open an institution.

    It counts no konseling: whoever is told of it may not learn that there is one.
    """

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="undecided")
    number = models.PositiveIntegerField()
    oldest = models.DateField()
    at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution"], condition=Q(closed_at__isnull=True), name="undecided_open_once"
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True, asked_at__isnull=True)
                | Q(asked_by__isnull=False, asked_at__isnull=False, escalated_at__isnull=False),
                name="undecided_question_is_whole",
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "institution",
            "number",
            "oldest",
            "at",
            "escalated_at",
            "asked_by",
            "asked_at",
            "closed_at",
        )


class UnitNumbers(models.Model):
    """A unit's numbers of a year as they stood at its last run, to stand beside the next year's."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="numbers")
    year = models.PositiveSmallIntegerField()
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="unit_numbers_once")]

    class Disclosure:
        personal = ("id", "unit", "year", "counts")
