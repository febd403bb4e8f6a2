"""Perlu ditindaklanjuti: what waits, answered on the spot or on its page; answers to contests; what nobody decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.audit.actions import note_reads
from pamong.people.queries import accounts_with
from pamong.people.roles import Role
from pamong.policy.errors import Invalid, WrongState
from pamong.programme.notices import Task, task
from pamong.recommendation import access, actions
from pamong.web import inbox_acts
from pamong.web.forms.people import ContestAnswerForm
from pamong.web.http import (
    Request,
    get_or_404,
    institution_of,
    plain,
    see_other,
    signed_in,
    viewer_of,
    waiting_of,
)
from pamong.web.lists import page_of
from pamong.web.templatetags.pamong import say

PER_PAGE = 50
HERE = "/inbox/"


def tasks(request: Request, most: int) -> list[tuple[Task, tuple[str, ...]]]:
    """The first of what waits, and the facts that tell each from others alike."""
    return [(task(row), facts) for row, facts in inbox_acts.told_apart(waiting_of(request)[:most])]


@require_GET
@signed_in
def inbox(request: Request) -> HttpResponse:
    return shown(request)


def shown(request: Request, **tried: Any) -> HttpResponse:
    """The list; `tried`: the kind, the item and the answer that was refused, its words and why."""
    page = page_of(request, waiting_of(request), PER_PAGE)
    rows = list(page)
    offers, read = inbox_acts.offered(rows)
    for (what, role), people in read.items():
        note_reads(by=request.user, employees=people, what=what, page=request.path, role=role)
    context = {
        "rows": [(task(row), offers.get((row.kind.value, row.item_id or 0))) for row in rows],
        "page": page,
        "today": viewer_of(request).on,
        "tried": tried,
    }
    return render(request, "inbox/list.html", context, status=422 if tried else 200)


@require_POST
@signed_in
def act(request: Request) -> HttpResponse:
    """An answer given in the list; only to what waits for whoever answers."""
    kind, item = request.POST.get("kind", ""), request.POST.get("item", "")
    sent = inbox_acts.Given(
        request.user,
        viewer_of(request).on,
        request.POST.get("answer", ""),
        plain(request.POST.get("reason", ""), 2000),
    )
    asked = (inbox_acts.thing_of(kind), item)
    found = ((inbox_acts.thing_of(one.kind.value), str(one.item_id), one) for one in waiting_of(request))
    row = next((one for *of, one in found if tuple(of) == asked), None)
    try:
        done = row is not None and inbox_acts.answer(row, sent)
    except Invalid as problem:
        why = say(problem.sentence)
        return shown(request, kind=kind, item=int(item), answer=sent.code, reason=sent.reason, problem=why)
    except WrongState as problem:
        messages.warning(request, say(problem.sentence))
        return see_other(HERE)
    if done:
        messages.success(request, _("Jawaban Anda tersimpan."))
    else:
        messages.warning(request, _("Hal itu sudah tidak menunggu Anda."))
    return see_other(HERE)


@require_http_methods(["GET", "POST"])
@signed_in
def contest(request: Request, id: int) -> HttpResponse:
    """A report of wrong data, to be answered by the planner, or by whoever is next after silence."""
    viewer = viewer_of(request)
    found = get_or_404(access.contests_visible_to(viewer).select_related("employee", "answered_by"), id)
    may_answer = found.answered_at is None and access.can_answer_contest(viewer, found)
    form = ContestAnswerForm(request.POST or None)
    if form.is_valid():
        actions.answer_contest(by=request.user, contest=found, on=viewer.on, **form.cleaned_data)
        messages.success(request, _("Jawaban terkirim kepada %(name)s.") % {"name": found.employee.name})
        return see_other(HERE)
    context = {"contest": found, "form": form, "may_answer": may_answer}
    return render(request, "inbox/contest.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def undecided(request: Request, id: int) -> HttpResponse:
    """How many suggestions nobody decides, and whom to ask; never whose they are."""
    viewer = viewer_of(request)
    found = get_or_404(access.undecided_left_to(viewer), id)
    if request.method == "POST":
        actions.ask_after_undecided(by=request.user, undecided=found, on=viewer.on)
        messages.success(request, _("Pertanyaan Anda terbaca pengelola di tindak lanjutnya."))
        return see_other(HERE)
    planners = accounts_with(Role.PLANNER, institution_of(viewer), viewer.on)
    return render(request, "inbox/undecided.html", {"undecided": found, "planners": planners})
