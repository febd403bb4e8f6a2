"""One employee with one guide, from the match to its end."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from pamong.people.models import Employee, Institution, choices
from pamong.policy.words import Context, EnrichmentForm
from pamong.programme.models.papers import Letter
from pamong.programme.models.programmes import Cohort, Template
from pamong.programme.models.proposals import Proposal
from pamong.programme.models.register import GUIDED_CHOICES, Guide
from pamong.programme.models.sealed import sealed
from pamong.programme.workflow import OPEN_ENGAGEMENTS, EngagementState

TAKING_A_PLACE = sorted(state.value for state in OPEN_ENGAGEMENTS)


class Fit(models.TextChoices):
    """The question of the first contact, to both."""

    YES = "cocok"
    UNSURE = "belum_yakin"
    NO = "tidak_cocok"


class Engagement(models.Model):
    """One employee with one guide, from the match to its end."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="engagements")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="engagements")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="engagements")
    guide = models.ForeignKey(Guide, models.PROTECT, related_name="engagements")
    method = models.CharField(max_length=20, choices=GUIDED_CHOICES)
    context = models.CharField(max_length=30, choices=choices(Context), default=Context.DAILY)
    enrichment_form = models.CharField(max_length=20, blank=True, choices=choices(EnrichmentForm))
    template = models.ForeignKey(Template, models.PROTECT, null=True, related_name="engagements")
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, related_name="engagements")
    # The plan as it was when the two began; a later change of the template is taken over on purpose only.
    months = models.PositiveSmallIntegerField(default=3)
    sessions = models.PositiveSmallIntegerField(default=6)
    every_days = models.PositiveSmallIntegerField(default=14)
    minutes = models.PositiveSmallIntegerField(default=60)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in EngagementState])
    state_since = models.DateTimeField()
    matched_at = models.DateTimeField()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="engagements")
    letter_due = models.DateField(
        null=True
    )  # of a konseling none: the counsellor's own appointment is its letter
    letter_escalated_at = models.DateTimeField(null=True)
    starts_on = models.DateField(null=True)  # the day the agreement came into force
    ends_on = models.DateField(null=True)  # as planned
    # Kept by the actions on sessions, so that a list of thousands knows its lights.
    held = models.PositiveSmallIntegerField(default=0)
    last_held_on = models.DateField(null=True)
    # The first days of the two lower lights, as the rules count them from the last session, start or return.
    attention_on = models.DateField(null=True)
    stuck_on = models.DateField(null=True)
    employee_fit = models.CharField(max_length=12, blank=True, choices=Fit.choices)
    guide_fit = models.CharField(max_length=12, blank=True, choices=Fit.choices)
    asked_at = models.DateTimeField(null=True)  # when the planner last asked the two how it goes
    paused_until = models.DateField(null=True)
    settled_on = models.DateField(null=True)  # when it was decided that it goes on although a side moved
    ended_at = models.DateTimeField(null=True)
    sealed_reason = models.BinaryField(null=True)  # of the ending or the pause
    sealed_follow_up = models.BinaryField(null=True)
    reason, follow_up = sealed("sealed_reason"), sealed("sealed_follow_up")

    class Meta:
        ordering = ["-matched_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "method"],
                condition=Q(state__in=TAKING_A_PLACE),
                name="engagement_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TAKING_A_PLACE, ended_at__isnull=True)
                | (~Q(state__in=TAKING_A_PLACE) & Q(ended_at__isnull=False)),
                name="engagement_end_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state=EngagementState.PAUSED.value) | Q(paused_until__isnull=True),
                name="engagement_pause",
            ),
        ]
        indexes = [
            models.Index(fields=["guide", "state"], name="engagement_guide"),
            models.Index(fields=["institution", "state", "method"], name="engagement_state"),
            # Whoever was silent longest first.
            models.Index(
                "institution",
                Coalesce("last_held_on", "starts_on"),
                F("matched_at").desc(),
                "id",
                name="engagement_silence",
            ),
            # Whether anything open is as old as a move, and who said that it does not fit: few among many.
            models.Index(
                fields=["institution", "matched_at"],
                condition=Q(state__in=TAKING_A_PLACE),
                name="engagement_open_since",
            ),
            models.Index(
                fields=["institution"], condition=Q(employee_fit=Fit.NO.value), name="engagement_unfit"
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "proposal",
            "institution",
            "employee",
            "guide",
            "context",
            "enrichment_form",
            "template",
            "cohort",
            "months",
            "sessions",
            "every_days",
            "minutes",
            "state",
            "state_since",
            "matched_at",
            "letter",
            "letter_due",
            "letter_escalated_at",
            "starts_on",
            "ends_on",
            "held",
            "last_held_on",
            "attention_on",
            "stuck_on",
            "asked_at",
            "paused_until",
            "settled_on",
            "ended_at",
        )
        confidential = ("method", "sealed_reason", "employee_fit", "guide_fit", "sealed_follow_up")

    def __str__(self) -> str:
        return f"{self.employee} – {self.guide}"
