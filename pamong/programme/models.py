"""The register of guides, proposals with their chain of answers and wishes, and engagements."""

from django.core.cache import caches
from django.db import models
from django.db.models import F, Q

from pamong.competency.models import Competency
from pamong.people.models import Account, Employee, Institution, choices
from pamong.policy.words import Context, CounsellorKind, EnrichmentForm, Entrance, Method
from pamong.programme.workflow import OPEN_ENGAGEMENTS, OPEN_PROPOSALS, EngagementState, Party, ProposalState
from pamong.recommendation.models import Decision

# The methods in which two people sit together.
GUIDED = (Method.COACHING, Method.MENTORING, Method.COUNSELLING)
OPEN_STATES = sorted(state.value for state in OPEN_PROPOSALS)
TAKING_A_PLACE = sorted(state.value for state in OPEN_ENGAGEMENTS)
GUIDED_CHOICES = [(method.value, method.value) for method in GUIDED]


class Guide(models.Model):
    """An appointment in the register: who may coach, mentor or counsel, for how many, from when to when."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="guides")
    method = models.CharField(max_length=20, choices=GUIDED_CHOICES)
    employee = models.ForeignKey(Employee, models.PROTECT, null=True, related_name="appointments")
    # An outsider has no employee: name and organisation as in the letter, and an account to sign in with.
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
        ordering = ["method", "employee__name", "name", "id"]
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


class Proposal(models.Model):
    """That an employee be coached, mentored or counselled; from any of five entrances, in one queue."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="proposals")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="proposals")
    method = models.CharField(max_length=20, choices=GUIDED_CHOICES)
    entrance = models.CharField(max_length=30, choices=choices(Entrance))
    context = models.CharField(max_length=30, choices=choices(Context))
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="proposals")
    enrichment_form = models.CharField(max_length=20, blank=True, choices=choices(EnrichmentForm))
    competency = models.ForeignKey(Competency, models.PROTECT, null=True, related_name="+")
    purpose = models.TextField(blank=True)
    sitting = models.CharField(max_length=10, blank=True)  # luring, daring or campuran
    hours = models.JSONField(default=list)  # as of a guide
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ProposalState])
    state_since = models.DateTimeField()
    deferred_until = models.DateField(null=True)
    # A place from the waiting list, kept until the day; then it goes to the next in line.
    offered_guide = models.ForeignKey(Guide, models.SET_NULL, null=True, related_name="+")
    offered_until = models.DateField(null=True)
    reason = models.TextField(blank=True)  # of the last refusal, deferral or withdrawal
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "method"],
                condition=Q(state__in=OPEN_STATES),
                name="proposal_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.DEFERRED.value, deferred_until__isnull=False)
                | (~Q(state=ProposalState.DEFERRED.value) & Q(deferred_until__isnull=True)),
                name="proposal_deferral_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ProposalState.REJECTED.value, ProposalState.DEFERRED.value))
                | ~Q(reason=""),
                name="proposal_refusal_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["institution", "state", "method"], name="proposal_state")]

    class Disclosure:
        personal = (
            "id",
            "institution",
            "employee",
            "entrance",
            "context",
            "enrichment_form",
            "competency",
            "sitting",
            "hours",
            "state",
            "state_since",
            "deferred_until",
            "offered_guide",
            "offered_until",
            "proposed_by",
            "at",
        )
        confidential = ("method", "decision", "purpose", "reason")


class Answer(models.TextChoices):
    APPROVED = "approved"
    REJECTED = "rejected"
    DEFERRED = "deferred"


class Step(models.Model):
    """One link of the chain: who answers, by when, and what was said. Silence is never an answer."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Party])
    # The person asked by name; empty where anybody of the role may answer.
    employee = models.ForeignKey(Employee, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, blank=True, choices=Answer.choices)
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["proposal", "order"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "order"], name="step_order"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="step_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=("", Answer.APPROVED)) | ~Q(reason=""), name="step_no_has_a_reason"
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "proposal",
            "order",
            "party",
            "employee",
            "asked_at",
            "due",
            "reminded_at",
            "escalated_at",
            "answer",
            "answered_by",
            "answered_at",
        )
        confidential = ("reason",)


class WishState(models.TextChoices):
    NEXT = "next"  # not asked yet
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PASSED = "passed"  # no answer in time, or the place was taken


class Wish(models.Model):
    """A guide wished for, in order; asked one after the other."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="wishes")
    guide = models.ForeignKey(Guide, models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=WishState.choices, default=WishState.NEXT)
    asked_at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    current = models.BooleanField(default=True)  # an earlier choice stays in the history

    class Meta:
        ordering = ["proposal", "rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "guide"], condition=Q(current=True), name="wish_guide_once"
            ),
            models.UniqueConstraint(
                fields=["proposal", "rank"], condition=Q(current=True), name="wish_rank_once"
            ),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(state=WishState.ASKED), name="wish_one_is_asked"
            ),
        ]

    class Disclosure:
        personal = (
            "id",
            "proposal",
            "guide",
            "rank",
            "state",
            "asked_at",
            "due",
            "answered_at",
            "current",
        )
        confidential = ("reason",)


class Engagement(models.Model):
    """One employee with one guide, from the match to its end."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="engagements")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="engagements")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="engagements")
    guide = models.ForeignKey(Guide, models.PROTECT, related_name="engagements")
    method = models.CharField(max_length=20, choices=GUIDED_CHOICES)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in EngagementState])
    state_since = models.DateTimeField()
    matched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)  # of the ending

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
        ]
        indexes = [models.Index(fields=["guide", "state"], name="engagement_guide")]

    class Disclosure:
        personal = (
            "id",
            "proposal",
            "institution",
            "employee",
            "guide",
            "state",
            "state_since",
            "matched_at",
            "ended_at",
        )
        confidential = ("method", "reason")


class MatchingStatus(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DRAFT = "draft"
    PUBLISHED = "published"
    DISCARDED = "discarded"
    FAILED = "failed"


class Matching(models.Model):
    """One calculation of the best pairs for all approved proposals of mentoring; a draft until published."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="matchings")
    status = models.CharField(max_length=10, choices=MatchingStatus.choices, default=MatchingStatus.QUEUED)
    on = models.DateField()
    weights = models.JSONField(default=list)  # of the six terms, in their order
    same_field = models.BooleanField(default=False)
    result = models.JSONField(default=dict)  # pairs, unmatched, loads, fairness, rounds, bounds, versions
    requested_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+"
    )  # published, discarded
    closed_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    class Disclosure:
        personal = (
            "id",
            "institution",
            "status",
            "on",
            "weights",
            "same_field",
            "requested_by",
            "requested_at",
            "finished_at",
            "closed_by",
            "closed_at",
            "problem",
        )
        confidential = ("result",)

    @property
    def rounds(self) -> list[dict[str, int]]:
        """Value and bound of each round, as the worker last told; beside its transaction."""
        told: list[dict[str, int]] = caches["progress"].get(f"matching-{self.pk}") or []
        return told

    def tell(self, rounds: list[dict[str, int]]) -> None:
        caches["progress"].set(f"matching-{self.pk}", rounds)
