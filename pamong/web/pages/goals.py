"""Goals of an engagement: set, told how far, with milestones; its tasks; and the monthly review."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.competency.access import competencies_visible_to
from pamong.policy.days import months_after
from pamong.policy.guiding import TASK_RULES
from pamong.policy.secrecy import Data
from pamong.policy.sentence import month
from pamong.policy.words import TaskKind
from pamong.programme import actions
from pamong.programme.models import Goal, Milestone, Progress, Review, Task
from pamong.web.forms.goals import DifficultyForm, GoalForm, ProgressForm, ReviewForm, TaskForm
from pamong.web.forms.meetings import owners
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in
from pamong.web.pages.notes import of_two
from pamong.web.pages.record import level_rows
from pamong.web.room import Room, enter, page
from pamong.web.templatetags.pamong import say

DONE_SHOWN = 20


# ── Goals ────────────────────────────────────────────────────────────────────────────────────


@require_GET
@signed_in
def goals(request: Request, id: int) -> HttpResponse:
    room = enter(request, id, Data.PROGRESS)
    steps: dict[int, list[Milestone]] = {}
    for one in Milestone.objects.filter(goal__engagement=room.engagement):
        steps.setdefault(one.goal_id, []).append(one)
    going = [goal for goal in room.goals if goal.dropped_at is None]
    context: dict[str, Any] = {
        "rows": [{"goal": goal, "milestones": steps.get(goal.pk, [])} for goal in room.goals],
        "may_add": bool(room.side) and room.works and len(going) < most(room),
        "most": most(room),
    }
    return page(request, room, "goals/list.html", "goals", **context)


def most(room: Room) -> int:
    return actions.most_goals(room.engagement, room.viewer.on)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: Request, id: int) -> HttpResponse:
    room = of_two(request, id)
    engagement = room.engagement
    # The employee's own gaps first; a guide from outside does not open the record here.
    short = [row for row in level_rows(room.viewer, engagement.employee) if row["level"].short > 0]
    largest = next((row for row in short if row["competency"]), None)
    kind = actions.task_of(engagement)
    initial: dict[str, Any] = {
        "kind": "gap" if largest else "project",
        "competency": engagement.proposal.competency_id or (largest["competency"] if largest else None),
        "due": engagement.ends_on
        if engagement.ends_on and engagement.ends_on > room.viewer.on
        else months_after(room.viewer.on, engagement.months),
    }
    if largest and initial["competency"] == largest["competency"]:
        levels = {"name": largest["name"], "held": largest["level"].held or 0, "next": largest["next"]}
        initial["title"] = _("%(name)s: level %(held)s ke %(next)s") % {**levels, "name": say(levels["name"])}
        initial["baseline"] = _("Level %(held)s") % {"held": levels["held"]}
        initial["target"] = _("Level %(next)s") % {"next": levels["next"]}
    if kind is TaskKind.GIVEN and engagement.employee.superior:
        initial["given_by"] = engagement.employee.superior.name
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        competencies=competencies_visible_to(room.viewer).order_by("name"),
        given=kind is TaskKind.GIVEN,
    )
    if form.is_valid():
        with refusals_in(form):
            made = actions.set_goal(
                by=request.user, engagement=engagement, on=room.viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Tujuan tersimpan."))
            return see_other(f"{room.base}goals/{made.pk}/")
    rule = TASK_RULES[kind].sentence if kind else None
    return page(request, room, "goals/new.html", "goals", column=False, form=form, rule=rule)


def goal_of(request: Request, id: int, goal: int) -> tuple[Room, Goal]:
    room = enter(request, id, Data.PROGRESS)
    get_or_404(Goal.objects.filter(engagement=room.engagement), goal)
    return room, next(one for one in room.goals if one.pk == goal)


@require_GET
@signed_in
def show(request: Request, id: int, goal: int) -> HttpResponse:
    return show_of(request, *goal_of(request, id, goal))


def show_of(request: Request, room: Room, goal: Goal, *, status: int = 200, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "goal": goal,
        "milestones": list(goal.milestones.all()),
        "history": list(Progress.objects.filter(goal=goal).select_related("by")),
        "reads_words": room.reads(Data.SHARED_NOTES),
        "works": bool(room.side) and room.works and goal.dropped_at is None,
        "asks_difficulty": room.side == "employee"
        and goal.task_kind == TaskKind.PROJECT
        and goal.dropped_at is None
        and room.engagement.state in actions.LOOKING_BACK,
        "progress_form": ProgressForm(initial={"percent": goal.percent}),
        "difficulty_form": DifficultyForm(initial={"words": goal.difficulty}, auto_id="hard_%s"),
        **more,
    }
    return page(request, room, "goals/show.html", "goals", column=False, status=status, **context)


@require_POST
@signed_in
def progress(request: Request, id: int, goal: int) -> HttpResponse:
    room, one = goal_of(request, id, goal)
    form = ProgressForm(request.POST)
    if form.is_valid():
        actions.tell_progress(by=request.user, goal=one, on=room.viewer.on, **form.cleaned_data)
        messages.success(request, _("Kemajuan tersimpan."))
        return see_other(f"{room.base}goals/{goal}/")
    return show_of(request, room, one, status=422, progress_form=form)


@require_POST
@signed_in
def milestone(request: Request, id: int, goal: int, milestone: int) -> HttpResponse:
    room, one = goal_of(request, id, goal)
    step = get_or_404(Milestone.objects.filter(goal=one).select_related("goal"), milestone)
    actions.reach_milestone(
        by=request.user, milestone=step, done=request.POST.get("done") == "yes", on=room.viewer.on
    )
    return see_other(f"{room.base}goals/{goal}/")


@require_POST
@signed_in
def difficulty(request: Request, id: int, goal: int) -> HttpResponse:
    room, one = goal_of(request, id, goal)
    form = DifficultyForm(request.POST, auto_id="hard_%s")
    if form.is_valid():
        actions.tell_difficulty(by=request.user, goal=one, on=room.viewer.on, **form.cleaned_data)
        messages.success(request, _("Evaluasi kesulitan tersimpan."))
        return see_other(f"{room.base}goals/{goal}/")
    return show_of(request, room, one, status=422, difficulty_form=form)


@require_POST
@signed_in
def drop(request: Request, id: int, goal: int) -> HttpResponse:
    room, one = goal_of(request, id, goal)
    actions.drop_goal(by=request.user, goal=one, on=room.viewer.on)
    messages.success(request, _("Tujuan dilepas; riwayatnya tetap ada."))
    return see_other(f"{room.base}goals/")


# ── Tasks ────────────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@signed_in
def tasks(request: Request, id: int) -> HttpResponse:
    room = of_two(request, id)
    form = TaskForm(
        request.POST if request.method == "POST" else None,
        owners=owners(room.engagement.employee, room.engagement.guide),
        initial={"owner": room.side},
    )
    if form.is_valid():
        with refusals_in(form):
            actions.add_task(
                by=request.user, engagement=room.engagement, on=room.viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Tugas ditambahkan."))
            return see_other(f"{room.base}tasks/")
    week = room.viewer.on + timedelta(days=7)
    groups: dict[str, list[Task]] = {"late": [], "week": [], "later": []}
    for one in room.tasks:
        late = one.due is not None and one.due < room.viewer.on
        groups["late" if late else "week" if one.due and one.due <= week else "later"].append(one)
    done = Task.objects.filter(engagement=room.engagement, done_at__isnull=False).order_by("-done_at")
    context: dict[str, Any] = {
        "groups": [
            (_("Terlambat"), "bad", groups["late"]),
            (_("Minggu ini"), "", groups["week"]),
            (_("Nanti"), "", groups["later"]),
        ],
        "done": list(done[:DONE_SHOWN]),
        "today": room.viewer.on,
    }
    return page(request, room, "goals/tasks.html", "tasks", form=form, **context)


@require_POST
@signed_in
def task(request: Request, id: int, task: int) -> HttpResponse:
    """One tap: done, or open again."""
    room = of_two(request, id)
    one = get_or_404(Task.objects.filter(engagement=room.engagement), task)
    done = request.POST.get("done") == "yes"
    actions.set_task_done(by=request.user, task=one, done=done, on=room.viewer.on)
    messages.success(request, _("Tugas selesai.") if done else _("Tugas dibuka kembali."))
    back = request.POST.get("next", "")
    return see_other(back if back.startswith(room.base) else f"{room.base}tasks/")


# ── Monthly review ───────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@signed_in
def reviews(request: Request, id: int) -> HttpResponse:
    room = of_two(request, id)
    template = room.engagement.template
    written = list(Review.objects.filter(engagement=room.engagement).select_related("written_by"))
    months = months_of(room)
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        months=[(day.isoformat(), say(month(day))) for day in months],
        questions=template.questions if template else (),
    )
    if form.is_valid():
        with refusals_in(form):
            actions.write_review(
                by=request.user, engagement=room.engagement, on=room.viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Tinjauan bulanan tersimpan."))
            return see_other(f"{room.base}reviews/")
    context: dict[str, Any] = {
        "reviews": [
            {
                "review": one,
                "unseen": one.seen_at is None and one.written_by_id != room.viewer.account.pk,
                "month": say(month(one.month)),
            }
            for one in written
        ],
        "may_write": room.works,
    }
    return page(request, room, "goals/reviews.html", "notes", form=form, **context)


def months_of(room: Room) -> list[date]:
    """From this month back to the one of the match."""
    first = timezone.localtime(room.engagement.matched_at).date().replace(day=1)
    found: list[date] = []
    day = room.viewer.on.replace(day=1)
    while day >= first and len(found) < 24:
        found.append(day)
        day = (day - timedelta(days=1)).replace(day=1)
    return found


@require_POST
@signed_in
def seen(request: Request, id: int, review: int) -> HttpResponse:
    room = of_two(request, id)
    one = get_or_404(Review.objects.filter(engagement=room.engagement), review)
    actions.see_review(by=request.user, review=one, on=room.viewer.on)
    return see_other(f"{room.base}reviews/")
