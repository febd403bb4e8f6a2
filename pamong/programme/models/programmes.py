"""Templates of programmes, a unit's own way, and cohorts that run by them."""

from django.db import models
from django.db.models import F, Q

from pamong.people.models import Account, Institution, Unit, choices
from pamong.policy.words import Context, EnrichmentForm
from pamong.programme.models.register import GUIDED_CHOICES
from pamong.programme.workflow import CohortState


class Template(models.Model):
    """How a programme is planned; of a unit it is its own way of doing the institution's."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="templates")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="templates")
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="variants")
    name = models.CharField(max_length=200)
    method = models.CharField(max_length=20, choices=GUIDED_CHOICES)
    context = models.CharField(max_length=30, choices=choices(Context))
    enrichment_form = models.CharField(max_length=20, blank=True, choices=choices(EnrichmentForm))
    months = models.PositiveSmallIntegerField()
    sessions = models.PositiveSmallIntegerField()
    every_days = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    goals_least = models.PositiveSmallIntegerField()
    goals_most = models.PositiveSmallIntegerField()
    monthly_review = models.BooleanField(default=True)
    questions = models.JSONField(default=list)  # the unit's own of the monthly discussion
    closing_questions = models.JSONField(default=list)  # the programme's own of the evaluation at the end
    documents = models.JSONField(default=list)  # {title, address} of what the two read along
    guide_texts = models.JSONField(default=list)  # what to prepare, by session: the first, the second …
    active = models.BooleanField(default=True)
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["method", "unit__path", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                condition=Q(active=True, unit__isnull=True),
                name="template_name",
            ),
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(active=True, unit__isnull=False),
                name="template_name_in_unit",
            ),
            models.CheckConstraint(condition=Q(unit__isnull=True) | Q(base__isnull=False), name="template_of_a_unit_has_a_base"),
            models.CheckConstraint(condition=Q(goals_most__gte=F("goals_least")), name="template_goals"),
        ]  # fmt: skip

    class Disclosure:
        open = (
            "id",
            "institution",
            "unit",
            "base",
            "name",
            "method",
            "context",
            "enrichment_form",
            "months",
            "sessions",
            "every_days",
            "minutes",
            "goals_least",
            "goals_most",
            "monthly_review",
            "questions",
            "closing_questions",
            "documents",
            "guide_texts",
            "active",
            "made_by",
            "at",
        )

    def __str__(self) -> str:
        return self.name


class Anchor(models.TextChoices):
    START = "start"  # so many days after the start
    SESSION = "session"  # so many days before the session of that number


class TaskOwner(models.TextChoices):
    EMPLOYEE = "employee"
    GUIDE = "guide"
    BOTH = "both"


class TemplateTask(models.Model):
    """A task or milestone that every engagement of the template begins with."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="tasks")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=10, choices=TaskOwner.choices)
    anchor = models.CharField(max_length=10, choices=Anchor.choices)
    days = models.PositiveSmallIntegerField(default=0)
    session = models.PositiveSmallIntegerField(null=True)
    milestone = models.BooleanField(default=False)

    class Meta:
        ordering = ["template", "order"]
        constraints = [
            models.UniqueConstraint(fields=["template", "order"], name="template_task_order"),
            models.CheckConstraint(
                condition=Q(anchor=Anchor.START) | Q(session__isnull=False), name="template_task_session"
            ),
        ]

    class Disclosure:
        open = ("id", "template", "order", "title", "owner", "anchor", "days", "session", "milestone")


class Cohort(models.Model):
    """People who go through one template together: open, running, closing, archived."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="cohorts")
    template = models.ForeignKey(Template, models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in CohortState])
    state_since = models.DateTimeField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "name"], name="cohort_name"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="cohort_dates"),
        ]

    class Disclosure:
        open = ("id", "institution", "template", "name", "state", "state_since", "starts_on", "ends_on", "made_by", "at")  # fmt: skip

    def __str__(self) -> str:
        return self.name
