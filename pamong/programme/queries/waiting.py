"""What waits in engagements, for either of the two and for those around them; parts of the one inbox query."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from pamong.people.access import Viewer, in_scope_of, team_of
from pamong.people.models import Employee
from pamong.people.roles import Role
from pamong.policy.days import months_before
from pamong.policy.words import Light, Method, TaskKind
from pamong.programme import access
from pamong.programme.models import (
    Agreement,
    Closing,
    Engagement,
    Feedback,
    Fit,
    Goal,
    Guide,
    Letter,
    Proof,
    Reassessment,
    Report,
    Review,
    Session,
    Task,
    TaskOwner,
)
from pamong.programme.queries.away import away, other_away
from pamong.programme.queries.letters import letterless
from pamong.programme.queries.lights import with_light
from pamong.programme.queries.monitoring import not_asked_lately
from pamong.programme.workflow import (
    AgreementState,
    EngagementState,
    LetterState,
    Party,
    ProofState,
    SessionState,
)
from pamong.recommendation.queries import Part, each, grouped

_E = EngagementState
_GOING = (_E.APPOINTED, _E.AGREED, _E.RUNNING, _E.PAUSED, _E.EVALUATING)
LEAST_GOALS = 1  # where no template says how many
_SOON = timedelta(days=2)  # a task is told two days before it is due


class Due(StrEnum):
    """What somebody is to do next on the way of an engagement."""

    CONFIRM_AGREEMENT = "confirm_agreement"
    ANSWER_SESSION = "answer_session"
    CLOSE_SESSION = "close_session"  # its time has passed
    CONFIRM_HELD = "confirm_held"  # the other side says it was held
    PLAN_SESSION = "plan_session"  # nothing lies ahead
    SET_GOAL = "set_goal"  # fewer goals than the programme asks for
    WRITE_REVIEW = "write_review"  # a month is over and was not talked about
    TELL_DIFFICULTY = "tell_difficulty"  # of a project outside the routine, at the end
    ANSWER_FIT = "answer_fit"  # the question of the first contact
    DO_TASK = "do_task"
    SEE_REVIEW = "see_review"
    MEND_PROOF = "mend_proof"
    VERIFY_PROOF = "verify_proof"
    EVALUATE = "evaluate"
    GIVE_FEEDBACK = "give_feedback"
    WRITE_REPORT = "write_report"
    COMPLETE = "complete"
    MEASURE_AGAIN = "measure_again"
    READ_REPORT = "read_report"
    READ_FEEDBACK = "read_feedback"
    MAKE_LETTER = "make_letter"  # how many pairs wait for their appointment
    NUMBER_LETTER = "number_letter"
    SIGN_LETTER = "sign_letter"  # how many wait for the signed copy
    PAIRS_LEFT = "pairs_left"  # pairs without a letter for too long, for who signs
    DRAFTS_LEFT = "drafts_left"  # letters without a number for too long, for who signs
    STUCK = "stuck"  # how many engagements stand still and may be asked how they go
    SOMEBODY_AWAY = "somebody_away"  # leave, move or retirement of either side asks for a decision
    DOES_NOT_FIT = "does_not_fit"


def engagements_waiting(viewer: Viewer) -> list[Part]:
    """The parts of everybody; each role adds its own."""
    if viewer.institution is None:
        return []
    guides = Guide.objects.filter(access.guides_as(viewer)).values("pk")
    parts = _of_side(viewer, Party.GUIDE, Q(engagement__guide__in=guides), Q(guide__in=guides))
    parts += _of_guide(Q(engagement__guide__in=guides), Q(guide__in=guides))
    if viewer.employee:
        mine = viewer.employee
        parts += _of_side(viewer, Party.EMPLOYEE, Q(engagement__employee=mine), Q(employee=mine))
        parts += _of_employee(Q(engagement__employee=mine), Q(employee=mine))
    feedback = access.feedback_received_by(viewer).filter(read_at__isnull=True)
    parts.append(_of(feedback, Due.READ_FEEDBACK, "at"))
    if viewer.has_team:
        parts += _of_superior(viewer)
    if viewer.has(Role.PLANNER):
        parts += _of_planner(viewer)
    if access.can_keep_letters(viewer):
        parts += _of_letters(viewer)
    return parts


def _of(
    rows: QuerySet[Any],
    kind: Due,
    since: str,
    *,
    due: str = "",
    reminded: Q | None = None,
    through: str = "engagement__",
    names: str = "employee",
) -> Part:
    """One row a thing; the code is the method, and of a konseling nobody is named. `names`: the one to read of."""
    said = Case(
        When(**{f"{through}method": Method.COUNSELLING}, then=Value("")),
        default=F(f"{through}{names}__name"),
        output_field=CharField(),
    )
    return each(
        rows,
        kind,
        since,
        subject=f"{through}pk" if through else "pk",
        person=f"{through}employee",
        code=f"{through}method",
        due=due,
        reminded=reminded,
        said=said,
    )


def _of_side(viewer: Viewer, side: Party, inside: Q, itself: Q) -> list[Part]:
    """What waits for one of the two, whichever it is; `inside` reaches from a part, `itself` is the engagement."""
    now = timezone.now()
    own = "employee" if side is Party.EMPLOYEE else "guide"
    agreement = Agreement.objects.filter(
        inside,
        engagement__state__in=_GOING,
        state__in=(AgreementState.DRAFT, AgreementState.HALF),
        **{f"{own}_confirmed_at__isnull": True},
    )
    sessions = Session.objects.filter(inside)
    asked = sessions.filter(state=SessionState.PROPOSED, start__gt=now).exclude(proposed_by=viewer.account)
    over = sessions.filter(state=SessionState.SCHEDULED, start__lte=now)
    told = sessions.filter(state=SessionState.HELD, **{f"{own}_held_at__isnull": True})
    ahead = Session.objects.filter(
        engagement=OuterRef("pk"), state__in=(SessionState.PROPOSED, SessionState.SCHEDULED)
    )
    running = Engagement.objects.filter(itself, state__in=(_E.AGREED, _E.RUNNING), held__lt=F("sessions"))
    first = Engagement.objects.filter(itself, state=_E.RUNNING, held__gte=1, **{f"{own}_fit": ""})
    tasks = Task.objects.filter(
        inside,
        done_at__isnull=True,
        due__lte=viewer.on + _SOON,
        owner__in=(own, TaskOwner.BOTH),
        engagement__state__in=_GOING,
    )
    reviews = Review.objects.filter(inside, seen_at__isnull=True).exclude(written_by=viewer.account)
    goals = Goal.objects.filter(engagement=OuterRef("pk"), dropped_at__isnull=True).order_by()
    number = Subquery(goals.values("engagement").annotate(number=Count("pk")).values("number"))
    worked = Engagement.objects.filter(itself).exclude(method=Method.COUNSELLING)
    without = worked.filter(state__in=(_E.AGREED, _E.RUNNING)).annotate(
        set=Coalesce(number, 0), least=Coalesce("template__goals_least", LEAST_GOALS)
    )
    ended = Closing.objects.filter(engagement=OuterRef("pk"), party=side)
    evaluating = Engagement.objects.filter(itself, state=_E.EVALUATING).exclude(method=Method.COUNSELLING)
    of = partial(_of, names="guide" if side is Party.EMPLOYEE else "employee")
    return [
        of(agreement, Due.CONFIRM_AGREEMENT, "at"),
        of(asked, Due.ANSWER_SESSION, "at", due="start", reminded=Q(start__date__lte=viewer.on)),
        of(over, Due.CLOSE_SESSION, "start"),
        of(told, Due.CONFIRM_HELD, "start"),
        of(running.exclude(Exists(ahead)), Due.PLAN_SESSION, "state_since", through=""),
        of(without.filter(set__lt=F("least")), Due.SET_GOAL, "state_since", through=""),
        of(_not_reviewed(worked, viewer.on), Due.WRITE_REVIEW, "month_over", through=""),
        of(first, Due.ANSWER_FIT, "state_since", through=""),
        of(tasks, Due.DO_TASK, "at", due="due", reminded=Q(due__lte=viewer.on)),
        of(reviews, Due.SEE_REVIEW, "written_at"),
        of(evaluating.exclude(Exists(ended)), Due.EVALUATE, "state_since", through=""),
        _of(other_away(itself, side, viewer.on), Due.SOMEBODY_AWAY, "state_since", through=""),
    ]


def _not_reviewed(rows: QuerySet[Engagement], on: date) -> QuerySet[Engagement]:
    """Running through the whole of last month, which nobody has written about, where the programme asks for it."""
    this_month = on.replace(day=1)
    last_month = months_before(this_month, 1)
    written = Review.objects.filter(engagement=OuterRef("pk"), month=last_month)
    rows = rows.filter(state=_E.RUNNING, starts_on__lte=last_month)
    rows = rows.exclude(template__monthly_review=False).exclude(Exists(written))
    over = timezone.make_aware(datetime.combine(this_month, time()))
    return rows.annotate(month_over=Value(over, DateTimeField()))


def _of_employee(inside: Q, itself: Q) -> list[Part]:
    given = Feedback.objects.filter(engagement=OuterRef("pk"))
    evaluating = Engagement.objects.filter(itself, state=_E.EVALUATING).exclude(method=Method.COUNSELLING)
    again = Reassessment.objects.filter(inside, party=Party.EMPLOYEE, done_at__isnull=True)
    hard = Goal.objects.filter(
        inside,
        task_kind=TaskKind.PROJECT,
        difficulty="",
        dropped_at__isnull=True,
        engagement__state=_E.EVALUATING,
    )
    return [
        _of(hard, Due.TELL_DIFFICULTY, "engagement__state_since"),
        _of(Proof.objects.filter(inside, state=ProofState.RETURNED), Due.MEND_PROOF, "verified_at"),
        _of(evaluating.exclude(Exists(given)), Due.GIVE_FEEDBACK, "state_since", through="", names="guide"),
        _of(again, Due.MEASURE_AGAIN, "asked_at"),
    ]


def _of_guide(inside: Q, itself: Q) -> list[Part]:
    reported = Report.objects.filter(engagement=OuterRef("pk"))
    evaluated = Closing.objects.filter(engagement=OuterRef("pk"), party=Party.GUIDE)
    evaluating = Engagement.objects.filter(itself, state=_E.EVALUATING)
    open_ones = evaluating.exclude(method=Method.COUNSELLING)
    closed_ones = evaluating.filter(method=Method.COUNSELLING)
    again = Reassessment.objects.filter(inside, party=Party.GUIDE, done_at__isnull=True)
    return [
        _of(Proof.objects.filter(inside, state=ProofState.SUBMITTED), Due.VERIFY_PROOF, "submitted_at"),
        _of(open_ones.exclude(Exists(reported)), Due.WRITE_REPORT, "state_since", through=""),
        _of(open_ones.filter(Exists(reported), Exists(evaluated)), Due.COMPLETE, "state_since", through=""),
        _of(closed_ones, Due.COMPLETE, "state_since", through=""),
        _of(again, Due.MEASURE_AGAIN, "asked_at"),
    ]


def _of_superior(viewer: Viewer) -> list[Part]:
    team = team_of(viewer).values("pk")
    again = Reassessment.objects.filter(
        engagement__employee__in=team, party=Party.SUPERIOR, done_at__isnull=True
    )
    reports = Report.objects.filter(
        engagement__employee__in=team, engagement__state=_E.COMPLETED, superior_read_at__isnull=True
    )
    return [_of(again, Due.MEASURE_AGAIN, "asked_at"), _of(reports, Due.READ_REPORT, "at")]


def _of_planner(viewer: Viewer) -> list[Part]:
    people = Employee.objects.filter(in_scope_of(viewer, Role.PLANNER), institution=viewer.institution)
    if viewer.employee:
        people = people.exclude(pk=viewer.employee.pk)
    rows = Engagement.objects.filter(employee__in=people.values("pk")).exclude(method=Method.COUNSELLING)
    again = Reassessment.objects.filter(
        engagement__employee__in=people.values("pk"), party=Party.PLANNER, done_at__isnull=True
    )
    unfit = rows.filter(state__in=_GOING, employee_fit=Fit.NO)
    stuck = with_light(rows, Light.STUCK, viewer.on).filter(not_asked_lately(viewer.on))
    return [
        grouped(stuck, Due.STUCK, since="state_since"),
        _of(away(rows, viewer), Due.SOMEBODY_AWAY, "state_since", through=""),
        _of(unfit, Due.DOES_NOT_FIT, "state_since", through=""),
        grouped(again, Due.MEASURE_AGAIN, since="asked_at"),
    ]


def _of_letters(viewer: Viewer) -> list[Part]:
    """Letters to make, to number and to sign: of the planner; those he leaves, and the signature, of who signs."""
    last_day, own = Q(letter_due__lte=viewer.on), Party.PLANNER in access.parties_to_letters(viewer)
    pairs = letterless(viewer.institution)
    if viewer.employee:
        pairs = pairs.exclude(employee=viewer.employee)
    letters = Letter.objects.filter(institution=viewer.institution)
    drafts = letters.filter(state=LetterState.DRAFT)
    late = Q(due__lte=viewer.on)
    to_sign = letters.filter(state=LetterState.NUMBERED)
    parts = [grouped(to_sign, Due.SIGN_LETTER, due="due", reminded=late)]
    if own:
        parts += [
            grouped(pairs, Due.MAKE_LETTER, since="matched_at", due="letter_due", reminded=last_day),
            grouped(drafts, Due.NUMBER_LETTER, due="due", reminded=late),
        ]
    elif access.takes_letters_left(viewer):
        left = pairs.filter(letter_escalated_at__isnull=False)
        parts += [
            grouped(left, Due.PAIRS_LEFT, since="letter_escalated_at", due="letter_due"),
            grouped(
                drafts.filter(escalated_at__isnull=False), Due.DRAFTS_LEFT, since="escalated_at", due="due"
            ),
        ]
    return parts
