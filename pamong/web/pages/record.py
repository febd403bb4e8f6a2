"""One person's record: levels with their sources, ratings, the boxes, history."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pamong.audit.actions import note_read
from pamong.competency.access import can_correct_level, competencies_visible_to
from pamong.people.access import Viewer, can_change_employee, people_listed_to, relation_to
from pamong.people.models import Employee
from pamong.people.queries import history_of
from pamong.performance import actions as performance_actions
from pamong.performance.access import can_write_dialogue, dialogues_visible_to
from pamong.performance.queries import dialogues_of, evaluations_of
from pamong.policy.levels import count_levels
from pamong.policy.words import EmployeeStatus, Gap, Source
from pamong.programme.access import BY_RELATION, can_propose, can_see_record, guided_by
from pamong.recommendation import access, actions, queries
from pamong.recommendation.models import Result
from pamong.web.forms.people import AnswerForm, DialogueForm, LevelForm
from pamong.web.http import Request, get_or_404, part, refusals_in, see_other, signed_in, viewer_of


def level_rows(viewer: Viewer, employee: Employee) -> list[dict[str, Any]]:
    """Each competency of the standard with the level that counts, largest gap first; four queries."""
    standard = queries.standard_of(employee.position, viewer.on)
    settings = queries.settings_of(employee.institution, viewer.on)
    required = {employee.position_id or 0: standard.required}
    facts = queries.facts_of(
        [employee], viewer.on, required=required, with_evaluations=False, with_causes=False
    )[employee.pk]
    made = [
        {
            "name": standard.names[level.competency],
            "competency": standard.ids.get(level.competency),
            "level": level,
            "next": min((level.held or 0) + 1, level.required),
            "met": level.held is not None and level.held >= level.required,
            "above": level.held is not None and level.held > level.required,
        }
        for level in count_levels(facts.required, facts.assessed, on=viewer.on, settings=settings)
    ]
    return sorted(made, key=lambda row: (-row["level"].short, row["level"].gap is not Gap.UNKNOWN))


def listed(request: Request, id: int) -> tuple[Viewer, Employee]:
    viewer = viewer_of(request)
    open_to = Q(pk__in=people_listed_to(viewer).values("pk")) | Q(pk__in=guided_by(viewer).values("pk"))
    people = Employee.objects.filter(open_to).select_related(
        "position", "unit", "superior", "institution", "superior__position"
    )
    return viewer, get_or_404(people, id)


def seen(request: Request, id: int) -> tuple[Viewer, Employee]:
    viewer, employee = listed(request, id)
    if not can_see_record(viewer, employee):
        raise Http404
    return viewer, employee


@require_GET
@signed_in
def person(request: Request, id: int) -> HttpResponse:
    """The whole record for whom it is open to; only the open fields for who may list people."""
    viewer, employee = listed(request, id)
    may_change = can_change_employee(viewer, employee) and employee.status != EmployeeStatus.RETIRED
    leads = viewer.has_team and viewer.employee is not None and viewer.employee.pk == employee.pk
    context: dict[str, Any] = {
        "employee": employee,
        "may_change": may_change,
        "may_delegate": may_change or leads,
        "may_propose": any(can_propose(viewer, employee, one) for one in BY_RELATION),
    }
    if can_see_record(viewer, employee):
        context |= record(request, viewer, employee)
    return render(request, "people/person.html", context)


def record(request: Request, viewer: Viewer, employee: Employee) -> dict[str, Any]:
    role = relation_to(viewer, employee) or "guide"
    note_read(by=request.user, employee=employee, what="record", page=request.path, role=role)
    shown = access.results_visible_to(viewer).filter(pk=OuterRef("pk"))
    results = Result.objects.filter(current=True, employee=employee).annotate(shown=Exists(shown))
    result = results.first()
    evaluations = evaluations_of(employee)
    return {
        "open_record": True,
        "own": role == "employee",
        "levels": level_rows(viewer, employee),
        "result": result,
        "suggestion": result if result and result.shown else None,
        "decision": access.decisions_visible_to(viewer).filter(employee=employee).first(),
        "evaluations": evaluations,
        "newest": next((row for row in evaluations if row.work), None),
        "may_correct": can_correct_level(viewer, employee),
        "may_dialogue": can_write_dialogue(viewer, employee) or role == "employee",
    }


@require_GET
@signed_in
def history(request: Request, id: int) -> HttpResponse:
    """The positions a person has held; open to whom may list people."""
    employee = listed(request, id)[1]
    context = {"employee": employee, "history": history_of(employee)}
    return part(
        request, "people/_history.html", context, page_title=f"{_('Riwayat jabatan')}: {employee.name}"
    )


@require_http_methods(["GET", "POST"])
@signed_in
def correct(request: Request, id: int) -> HttpResponse:
    """Correct one level with a reason; the suggestion follows at once."""
    viewer, employee = seen(request, id)
    if not can_correct_level(viewer, employee):
        raise Http404
    form = LevelForm(
        request.POST or None,
        competencies=competencies_visible_to(viewer).order_by("name"),
        initial={
            "competency": request.GET.get("competency"),
            "source": Source.TEST,
            "assessed_on": viewer.on,
        },
    )
    if form.is_valid():
        actions.correct_level(by=request.user, employee=employee, on=viewer.on, **form.cleaned_data)
        messages.success(request, _("Level dikoreksi dan saran dihitung ulang."))
        return see_other(f"/people/{id}/")
    context = {"employee": employee, "form": form}
    return render(request, "people/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def dialogue(request: Request, id: int) -> HttpResponse:
    """The dialogue: the superior writes, the person reads and answers; for nobody else there is no page."""
    viewer = viewer_of(request)
    people = Employee.objects.select_related("position", "unit", "institution")
    return dialogue_of(request, viewer, get_or_404(people.filter(institution=viewer.institution), id))


def dialogue_of(
    request: Request, viewer: Viewer, employee: Employee, answered: tuple[int, AnswerForm] | None = None
) -> HttpResponse:
    """The page; `answered`: the dialogue whose answer was refused, with what was typed."""
    id, own = employee.pk, viewer.employee == employee
    writes = can_write_dialogue(viewer, employee)
    spoken = dialogues_of(viewer, employee)
    if not (own or writes or spoken):
        raise Http404
    note_read(
        by=request.user,
        employee=employee,
        what="record",
        page=request.path,
        role=relation_to(viewer, employee) or "superior",
    )
    result = (
        access.levels_visible_to(viewer).filter(employee=employee).only("performance_gap", "rating").first()
    )
    corrects = any(row.dialogue.current for row in spoken)
    # The newest year counts (4.5): a cause for an earlier one would change nothing.
    years = [row.year for row in evaluations_of(employee)] + [row.dialogue.year for row in spoken]
    year = max((year for year in years if year <= viewer.on.year), default=viewer.on.year)
    form = DialogueForm(
        request.POST if writes and request.method == "POST" and answered is None else None,
        on=viewer.on,
        corrects=corrects,
        initial={"year": max(year, viewer.on.year - 1), "held_on": viewer.on},
    )
    if writes and form.is_valid():
        with refusals_in(form):
            actions.record_cause(by=request.user, employee=employee, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Dialog tersimpan; saran sudah menyesuaikan."))
            return see_other(f"/people/{id}/dialogue/")
    context = {
        "employee": employee,
        "own": own,
        "writes": writes,
        "spoken": spoken,
        "form": form,
        "answer_form": AnswerForm(),
        "answered": answered,
        "result": result,
        "suggested": writes and access.results_visible_to(viewer).filter(employee=employee).exists(),
    }
    return render(request, "people/dialogue.html", context, status=422 if form.errors or answered else 200)


@require_http_methods(["POST"])
@signed_in
def answer(request: Request, id: int, dialogue_id: int) -> HttpResponse:
    """The person's own words on the dialogue, once."""
    viewer = viewer_of(request)
    own = dialogues_visible_to(viewer).filter(employee=viewer.employee, employee_id=id)
    found = get_or_404(own.select_related("employee__position", "employee__institution"), dialogue_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        # Once answered is answered: what was not taken in must not count as an empty answer.
        return dialogue_of(request, viewer, found.employee, (found.pk, form))
    performance_actions.answer_dialogue(by=request.user, dialogue=found, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Tanggapan Anda tersimpan dan terbaca oleh atasan langsung."))
    return see_other(f"/people/{id}/dialogue/")
