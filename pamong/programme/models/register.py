"""Who may coach, mentor or counsel, and the institution's own days off."""

from django.db import models
from django.db.models import F, Q

from pamong.competency.models import Competency
from pamong.people.models import Account, Employee, Institution, choices
from pamong.policy.words import CounsellorKind, Method

# The methods in which two people sit together.
GUIDED = (Method.COACHING, Method.MENTORING, Method.COUNSELLING)
GUIDED_CHOICES = [(method.value, method.value) for method in GUIDED]


class Guide(models.Model):
    """An appointment in the register: who may coach, mentor or counsel, for how many, from when to when."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="guides")
    method = models.CharField(max_length=20, choices=GUIDED_CHOICES)
    employee = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="appointments")
    # As in the letter; the register goes by it. An outsider has no employee but an organisation, and an account to sign in with.
    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="guides")
    counsellor_kind = models.CharField(max_length=30, blank=True, choices=choices(CounsellorKind))
    qualification = models.TextField(blank=True)
    counselling_training = models.CharField(max_length=300, blank=True)
    capacity = models.PositiveSmallIntegerField()
    hours = models.JSONField(default=list)  # ["sen-09", "rab-13"], WIB
    letter = models.CharField(max_length=200)  # number of the appointment
    start = models.DateField()
    end = models.DateField(null=True)  # last day, inclusive
    paused_until = models.DateField(null=True)
    pause_reason = models.CharField(max_length=300, blank=True)
    grade_waived = models.BooleanField(default=False)
    waiver_reason = models.CharField(max_length=300, blank=True)
    appointed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["method", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "method", "start"], name="guide_once"),
            models.CheckConstraint(
                condition=Q(employee__isnull=False) | ~Q(name=""), name="guide_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="guide_dates"
            ),
            models.CheckConstraint(
                condition=Q(grade_waived=False) | ~Q(waiver_reason=""), name="guide_waiver_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(method=Method.COUNSELLING.value) | Q(counsellor_kind=""),
                name="guide_counsellor_kind",
            ),
        ]
        indexes = [models.Index(fields=["institution", "method", "name", "id"], name="guide_in_order")]

    class Disclosure:
        open = (
            "id",
            "institution",
            "method",
            "employee",
            "name",
            "organisation",
            "counsellor_kind",
            "qualification",
            "counselling_training",
            "capacity",
            "hours",
            "letter",
            "start",
            "end",
            "paused_until",
            "grade_waived",
            "appointed_by",
            "at",
        )
        personal = ("account", "pause_reason", "waiver_reason")

    def __str__(self) -> str:
        return self.employee.name if self.employee else self.name

    @property
    def appointed_only(self) -> bool:
        """From outside, or at the top: above stands only the authority that appoints guides."""
        return self.employee is None or self.employee.superior_id is None


class GuideSkill(models.Model):
    """A competency the guide offers, at the level the appointment says."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="skills")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guide", "competency"], name="guide_skill_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="guide_skill_level"),
        ]

    class Disclosure:
        open = ("id", "guide", "competency", "level")


class OffDay(models.Model):
    """A day off of one institution beside the national holidays and cuti bersama."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="off_days")
    day = models.DateField()
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "day"], name="off_day_once")]

    class Disclosure:
        open = ("id", "institution", "day", "name")
