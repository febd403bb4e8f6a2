"""Perlu ditindaklanjuti: what waits, each with the page where it is done; answers to contests."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pamong.programme.notices import Task, task
from pamong.recommendation import access, actions
from pamong.web.forms.people import ContestAnswerForm
from pamong.web.http import Request, get_or_404, see_other, signed_in, viewer_of, waiting_of
from pamong.web.lists import page_of

PER_PAGE = 50


def tasks(request: Request, most: int) -> list[Task]:
    return [task(row) for row in waiting_of(request)[:most]]


@require_GET
@signed_in
def inbox(request: Request) -> HttpResponse:
    page = page_of(request, waiting_of(request), PER_PAGE)
    context = {"tasks": [task(row) for row in page], "page": page, "today": viewer_of(request).on}
    return render(request, "inbox/list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def contest(request: Request, id: int) -> HttpResponse:
    """A report of wrong data, to be answered by the planner."""
    viewer = viewer_of(request)
    found = get_or_404(access.contests_visible_to(viewer).select_related("employee", "answered_by"), id)
    may_answer = found.answered_at is None and access.can_decide(viewer, found.employee)
    form = ContestAnswerForm(request.POST or None)
    if form.is_valid():
        actions.answer_contest(by=request.user, contest=found, on=viewer.on, **form.cleaned_data)
        messages.success(request, _("Jawaban terkirim kepada %(name)s.") % {"name": found.employee.name})
        return see_other("/inbox/")
    context = {"contest": found, "form": form, "may_answer": may_answer}
    return render(request, "inbox/contest.html", context, status=422 if form.errors else 200)
