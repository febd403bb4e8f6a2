"""Goals with their milestones and progress, and the monthly review."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.competency.models import Competency
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, WrongState
from pamong.policy.guiding import task_kind
from pamong.policy.sentence import Sentence
from pamong.policy.words import Context, Method, Relation, TaskKind
from pamong.programme import access
from pamong.programme.actions.engagements import held, told
from pamong.programme.models import Engagement, Goal, GoalKind, Milestone, Progress, Review
from pamong.programme.workflow import EngagementState, Party

WORKING = (EngagementState.APPOINTED, EngagementState.AGREED, EngagementState.RUNNING)
LOOKING_BACK = (*WORKING, EngagementState.EVALUATING)


def _two(
    by: Account, engagement: Engagement, on: date, states: Sequence[EngagementState] = WORKING
) -> tuple[Engagement, Party]:
    engagement = held(engagement)
    side = access.check_is_one_of_the_two(viewer(by, on), engagement)
    if engagement.state not in states:
        raise WrongState
    return engagement, side


def task_of(engagement: Engagement) -> TaskKind | None:
    """What the two work on by the rules: whether the guide is the superior decides; how else one stands does not."""
    own = engagement.employee.superior_id
    superior = own is not None and engagement.guide.employee_id == own
    return task_kind(Method(engagement.method), Relation.SUPERIOR if superior else Relation.OFFICIAL)


def most_goals(engagement: Engagement, on: date) -> int:
    """As many goals as the template allows, or the preset where there is none."""
    if engagement.template is not None:
        return engagement.template.goals_most
    return p.preset_of(Method(engagement.method), Context(engagement.context), on=on).goals[1]


@transaction.atomic
def set_goal(
    *,
    by: Account,
    engagement: Engagement,
    kind: str,
    title: str,
    measure: str,
    baseline: str,
    target: str,
    due: date,
    on: date,
    competency: Competency | None = None,
    given_by: str = "",
    milestones: Sequence[tuple[str, date]] = (),
) -> Goal:
    """A goal tied to a gap, a project or a planned work result, with what is there and what is to be reached."""
    engagement, _ = _two(by, engagement, on)
    if engagement.method == Method.COUNSELLING:
        raise WrongState  # what a konseling is for is content, and stays with the two
    if not all(text.strip() for text in (title, measure, baseline, target)) or kind not in GoalKind.values:
        raise Invalid(
            Sentence(
                "Tujuan memerlukan judul, ukuran, keadaan awal, dan sasaran.",
                "A goal needs a title, a measure, where it starts and its target.",
            )
        )
    if kind == GoalKind.GAP and competency is None:
        raise Invalid(Sentence("Pilih kompetensinya.", "Choose the competency."))
    kind_of_task = task_of(engagement)
    given = kind_of_task is TaskKind.GIVEN
    if given and not given_by.strip():
        raise Invalid(
            Sentence(
                "Sebutkan pimpinan yang memberi tugas atau proyek ini.",
                "Say which leader gave this task or project.",
            )
        )
    if due <= on:
        raise Invalid(Sentence("Tenggat tujuan setelah hari ini.", "A goal is due after today."))
    most, there = most_goals(engagement, on), engagement.goals.filter(dropped_at__isnull=True)
    if there.filter(title=title.strip()).exists():
        raise Invalid(
            Sentence("Tujuan “{title}” sudah ada.", "There is a goal “{title}” already.").fill(
                title=title.strip()
            )
        )
    if there.count() >= most:
        raise Invalid(Sentence("Paling banyak {most} tujuan.", "At most {most} goals.").fill(most=most))
    goal = Goal.objects.create(
        engagement=engagement,
        kind=kind,
        title=title.strip(),
        competency=competency,
        task_kind=kind_of_task or "",
        given_by=given_by.strip() if given else "",
        measure=measure.strip(),
        baseline=baseline.strip(),
        target=target.strip(),
        due=due,
        made_by=by,
    )
    Milestone.objects.bulk_create(
        Milestone(goal=goal, title=words.strip()[:200], due=when) for words, when in milestones if words.strip()
    )  # fmt: skip
    record(
        by=by,
        verb="set_goal",
        subject=goal,
        employee=engagement.employee,
        after=told(engagement, title=goal.title, target=goal.target),
    )
    return goal


def _goal(
    by: Account, goal: Goal, on: date, states: Sequence[EngagementState] = WORKING
) -> tuple[Engagement, Goal, Party]:
    engagement, side = _two(by, Engagement(pk=goal.engagement_id), on, states)
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    if goal.dropped_at is not None:
        raise WrongState
    return engagement, goal, side


@transaction.atomic
def tell_progress(*, by: Account, goal: Goal, percent: int, comment: str, on: date) -> Progress:
    """How far it is, each time with a comment; the history is kept."""
    engagement, goal, _ = _goal(by, goal, on)
    if not 0 <= percent <= 100:
        raise Invalid(Sentence("Kemajuan 0 sampai 100 persen.", "Progress is 0 to 100 per cent."))
    if not comment.strip():
        raise Invalid(Sentence("Tuliskan komentar singkat.", "Write a short comment."))
    comment = comment.strip()[:500]
    last = goal.history.order_by("-at", "-pk").first()
    if last is not None and (last.by_id, last.percent, last.comment) == (by.pk, percent, comment):
        return last  # sent twice by a second tap
    before = goal.percent
    goal.percent = percent
    goal.save(update_fields=["percent"])
    made = Progress.objects.create(goal=goal, percent=percent, comment=comment, by=by, at=timezone.now())
    record(
        by=by,
        verb="tell_progress",
        subject=goal,
        employee=engagement.employee,
        before={"percent": before},
        after={"percent": percent},
    )
    return made


@transaction.atomic
def reach_milestone(*, by: Account, milestone: Milestone, done: bool, on: date) -> Milestone:
    engagement, goal, _ = _goal(by, milestone.goal, on)
    milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    milestone.done_at = timezone.now() if done else None
    milestone.save(update_fields=["done_at"])
    record(
        by=by,
        verb="reach_milestone" if done else "open_milestone",
        subject=goal,
        employee=engagement.employee,
    )
    return milestone  # fmt: skip


@transaction.atomic
def drop_goal(*, by: Account, goal: Goal, on: date) -> Goal:
    """No longer pursued; its history stays."""
    engagement, goal, _ = _goal(by, goal, on)
    goal.dropped_at = timezone.now()
    goal.save(update_fields=["dropped_at"])
    record(by=by, verb="drop_goal", subject=goal, employee=engagement.employee)
    return goal


@transaction.atomic
def tell_difficulty(*, by: Account, goal: Goal, words: str, on: date) -> Goal:
    """The mentee evaluates the difficulties of a project outside the unit's routine, at the end too."""
    engagement, goal, side = _goal(by, goal, on, LOOKING_BACK)
    if side is not Party.EMPLOYEE or goal.task_kind != TaskKind.PROJECT:
        raise WrongState(
            Sentence(
                "Kesulitan dievaluasi oleh mentee, untuk proyek di luar tugas rutin unit.",
                "Difficulties are evaluated by the mentee, of a project outside the unit's routine.",
            )
        )
    goal.difficulty = words.strip()
    goal.save(update_fields=["difficulty"])
    record(by=by, verb="tell_difficulty", subject=goal, employee=engagement.employee)
    return goal


@transaction.atomic
def write_review(
    *,
    by: Account,
    engagement: Engagement,
    month: date,
    achieved: str,
    next_target: str,
    on: date,
    difficulty: str = "",
    answers: Sequence[tuple[str, str]] = (),
) -> Review:
    """The monthly discussion: achieved, next target, difficulty; once a month, the later words count."""
    engagement, _ = _two(by, engagement, on)
    if engagement.method == Method.COUNSELLING:
        raise WrongState
    if not achieved.strip() or not next_target.strip():
        raise Invalid(
            Sentence("Isi yang tercapai dan target berikutnya.", "Say what was achieved and the next target.")
        )
    first = month.replace(day=1)
    if not engagement.matched_at.date().replace(day=1) <= first <= on:
        raise Invalid(Sentence("Pilih bulan selama pendampingan.", "Choose a month of the engagement."))
    review, _ = Review.objects.update_or_create(
        engagement=engagement,
        month=first,
        defaults={
            "achieved": achieved.strip(),
            "next_target": next_target.strip(),
            "difficulty": difficulty.strip(),
            "answers": [list(pair) for pair in answers],
            "written_by": by,
            "written_at": timezone.now(),
            "seen_at": None,
        },
    )
    record(by=by, verb="write_review", subject=review, employee=engagement.employee)
    return review


@transaction.atomic
def see_review(*, by: Account, review: Review, on: date) -> Review:
    """The other side has read it."""
    engagement = held(Engagement(pk=review.engagement_id))
    access.check_is_one_of_the_two(viewer(by, on), engagement)
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.written_by_id != by.pk and review.seen_at is None:
        review.seen_at = timezone.now()
        review.save(update_fields=["seen_at"])
    return review
