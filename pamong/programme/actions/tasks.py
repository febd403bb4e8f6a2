"""Tasks of either side beside the actions of a session."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.actions.engagements import held
from pamong.programme.models import Engagement, Task, TaskOwner
from pamong.programme.workflow import Party

_OTHER = {Party.EMPLOYEE: TaskOwner.GUIDE, Party.GUIDE: TaskOwner.EMPLOYEE}


@transaction.atomic
def add_task(
    *, by: Account, engagement: Engagement, title: str, owner: str, due: date | None, on: date
) -> Task:
    """A task beside the actions of a session; none of a konseling, whose content stays with the counsellor."""
    engagement = held(engagement)
    access.check_is_one_of_the_two(viewer(by, on), engagement)
    if engagement.state not in access.OPEN or engagement.method == Method.COUNSELLING:
        raise WrongState
    if not title.strip() or owner not in TaskOwner.values:
        raise Invalid(
            Sentence("Tuliskan tugasnya dan siapa yang mengerjakan.", "Say what the task is and whose.")
        )
    title = title.strip()[:200]
    # Sent twice by a second tap it is one task; once it is done, the same may be asked again.
    if engagement.tasks.filter(title=title, owner=owner, due=due, done_at__isnull=True).exists():
        raise Invalid(
            Sentence(
                "Tugas “{title}” sudah ada dan belum selesai.", "There is an open task “{title}” already."
            ).fill(title=title)
        )
    task = Task.objects.create(engagement=engagement, title=title, owner=owner, due=due, made_by=by)
    record(by=by, verb="add_task", subject=engagement, employee=engagement.employee)
    return task


@transaction.atomic
def set_task_done(*, by: Account, task: Task, done: bool, on: date, comment: str = "") -> Task:
    """Done, or open again; by whose it is, or either where it is of both."""
    task = (
        Task.objects.select_for_update(of=("self",))
        .select_related("engagement__employee__unit")
        .get(pk=task.pk)
    )
    side = access.check_is_one_of_the_two(viewer(by, on), task.engagement)
    if _OTHER[side] == task.owner:
        raise NotAllowed
    task.done_at, task.done_by = (timezone.now(), by) if done else (None, None)
    task.comment = comment.strip()[:300]
    task.save(update_fields=["done_at", "done_by", "comment"])
    record(
        by=by,
        verb="finish_task" if done else "open_task",
        subject=task.engagement,
        employee=task.engagement.employee,
    )
    return task  # fmt: skip
