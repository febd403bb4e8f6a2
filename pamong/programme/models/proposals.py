"""Proposals from five entrances, their chain of answers, and the guides wished for."""

from django.db import models
from django.db.models import Q

from pamong.competency.models import Competency
from pamong.people.models import Account, Employee, Institution, choices
from pamong.policy.words import Context, EnrichmentForm, Entrance
from pamong.programme.models.register import GUIDED_CHOICES, Guide
from pamong.programme.models.sealed import sealed
from pamong.programme.workflow import OPEN_PROPOSALS, Party, ProposalState
from pamong.recommendation.models import Decision

OPEN_STATES = sorted(state.value for state in OPEN_PROPOSALS)


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
    sealed_purpose = models.BinaryField(null=True)  # encrypted: of a konseling it is its content
    purpose = sealed("sealed_purpose")
    sitting = models.CharField(max_length=10, blank=True)  # luring, daring or campuran
    hours = models.JSONField(default=list)  # as of a guide
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ProposalState])
    state_since = models.DateTimeField()
    deferred_until = models.DateField(null=True)
    choose_by = models.DateField(null=True)  # while the employee is to choose a guide
    # A place from the waiting list, kept until the day; then it goes to the next in line.
    offered_guide = models.ForeignKey(Guide, models.SET_NULL, null=True, related_name="+")
    offered_until = models.DateField(null=True)
    sealed_reason = models.BinaryField(null=True)  # of the last refusal, deferral or withdrawal
    reason = sealed("sealed_reason")
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
                | Q(sealed_reason__isnull=False),
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
            "choose_by",
            "offered_guide",
            "offered_until",
            "proposed_by",
            "at",
        )
        confidential = ("method", "decision", "sealed_purpose", "sealed_reason")


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
    sealed_reason = models.BinaryField(null=True)
    reason = sealed("sealed_reason")
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
                condition=Q(answer__in=("", Answer.APPROVED)) | Q(sealed_reason__isnull=False),
                name="step_no_has_a_reason",
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
        confidential = ("sealed_reason",)


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
    sealed_reason = models.BinaryField(null=True)
    reason = sealed("sealed_reason")
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
        confidential = ("sealed_reason",)
