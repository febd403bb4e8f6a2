"""Rancangan program: the institution's templates, the units' own ways of them, and their change."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.people.access import Viewer
from pamong.people.models import Unit
from pamong.policy.words import Context, Method
from pamong.programme import access, actions
from pamong.programme.actions import TemplatePart
from pamong.programme.models import Template
from pamong.web.forms.programmes import TASKS, NewForm, ShapeForm, TaskForm, VariantForm
from pamong.web.http import Request, get_or_404, institution_of, refusals_in, see_other, signed_in, viewer_of
from pamong.web.lists import page_of

HERE = "/programmes/"
ON_A_PAGE = 10
METHODS = (Method.COACHING, Method.MENTORING, Method.COUNSELLING)
GUIDED_ENRICHMENT = (Method.COACHING, Method.MENTORING)
SHAPE = ("months", "sessions", "every_days", "minutes", "goals_least", "goals_most", "monthly_review")
TEXTS = ("questions", "closing_questions", "guide_texts")
TaskForms: type[BaseFormSet[TaskForm]] = formset_factory(TaskForm, extra=0)


def shaping(viewer: Viewer) -> bool:
    """Whether templates are this person's to shape, or one's unit's."""
    return access.can_shape(viewer, institution_of(viewer), None) or viewer.is_unit_head


def units_to_shape(viewer: Viewer) -> list[Unit]:
    """Units whose own way this person may make."""
    rows = Unit.objects.filter(institution=institution_of(viewer)).order_by("path")
    return [unit for unit in rows if access.can_shape(viewer, institution_of(viewer), unit)]


@require_GET
@signed_in
def programmes(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    if not shaping(viewer):
        raise Http404
    rows = access.templates_visible_to(viewer).filter(active=True).select_related("unit")
    rows = rows.defer(*TEXTS, "documents")  # of which the list shows nothing
    ways = Prefetch("variants", rows, to_attr="ways")
    first = rows.exclude(base__active=True)  # a unit goes on its way after its template was withdrawn
    context = {
        "page": page_of(request, first.prefetch_related(ways), ON_A_PAGE),
        "methods": METHODS if access.can_shape(viewer, institution_of(viewer), None) else (),
    }
    return render(request, "programmes/list.html", context)


def template_of(request: Request, id: int) -> tuple[Viewer, Template]:
    viewer = viewer_of(request)
    if not shaping(viewer):
        raise Http404
    rows = access.templates_visible_to(viewer).select_related("institution", "unit", "base")
    return viewer, get_or_404(rows, id)


def shape_of(template: Template) -> dict[str, Any]:
    """A template as its form begins."""
    texts = {name: "\n".join(getattr(template, name)) for name in TEXTS}
    documents = {"documents": "\n".join(actions.lines_of(template.documents))}
    return {name: getattr(template, name) for name in SHAPE} | texts | documents


def tasks_of(template: Template | None) -> list[dict[str, Any]]:
    """Its tasks, and empty rows for more."""
    fields = ("title", "owner", "days", "anchor", "session", "milestone")
    found: list[dict[str, Any]] = list(template.tasks.values(*fields)) if template else []
    return found + [{} for _row in range(TASKS)]


def task_forms(request: Request, template: Template | None) -> BaseFormSet[TaskForm]:
    if request.method == "POST":
        return TaskForms(request.POST, prefix="task")
    return TaskForms(initial=tasks_of(template), prefix="task")


def items(forms: BaseFormSet[TaskForm]) -> list[actions.Item]:
    return [form.item for form in forms if form.item is not None]


def status_of(form: ShapeForm, tasks: BaseFormSet[TaskForm]) -> int:
    return 422 if form.errors or (tasks.is_bound and any(tasks.errors)) else 200


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    institution = institution_of(viewer)
    if not access.can_shape(viewer, institution, None):
        raise Http404
    asked = request.POST.get("method") or request.GET.get("method", "")
    method = asked if asked in set(METHODS) else Method.COACHING.value
    # The preset of pengayaan is one of its form: coaching or mentoring.
    enriches = method in GUIDED_ENRICHMENT and request.GET.get("context") == Context.ENRICHMENT
    context_of = Context.ENRICHMENT if enriches else Context.DAILY
    given = actions.preset(method, viewer.on, context_of)
    first: dict[str, Any] = {name: getattr(given, name) for name in SHAPE} | {"context": context_of.value}
    if enriches:
        first["enrichment_form"] = method
    form, tasks = (
        NewForm(request.POST or None, initial=first, method=method, on=viewer.on),
        task_forms(request, None),
    )
    if request.method == "POST" and form.is_valid() and tasks.is_valid():
        with refusals_in(form):
            made = actions.make_template(
                by=request.user,
                institution=institution,
                method=method,
                shape=form.shape,
                items=items(tasks),
                on=viewer.on,
                **{name: form.cleaned_data[name] for name in ("name", "context", "enrichment_form")},
            )
            messages.success(request, _("Rancangan tersimpan."))
            return see_other(f"{HERE}{made.pk}/")
    context = {
        "form": form,
        "tasks": tasks,
        "method": method,
        "methods": METHODS,
        "enriches": enriches,
        "forms": GUIDED_ENRICHMENT,
    }
    return render(request, "programmes/new.html", context, status=status_of(form, tasks))


@require_http_methods(["GET", "POST"])
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    """The shape; a change that touches open engagements says first which part touches how many."""
    viewer, template = template_of(request, id)
    may = template.active and access.can_shape(viewer, template.institution, template.unit)
    if request.method == "POST" and not may:
        raise Http404
    form = ShapeForm(request.POST or None, initial=shape_of(template), method=template.method, on=viewer.on)
    tasks = task_forms(request, template)
    # Of a konseling not even how many there are is told: the question is always asked, without a number.
    closed = template.method == Method.COUNSELLING
    touched = None if closed else actions.touched_by(template)
    ask: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid() and tasks.is_valid():
        answer = request.POST.get("take_over", "")
        with refusals_in(form):
            actions.check_shape(form.shape, template.method, viewer.on, items(tasks))
            if answer not in ("yes", "no"):
                ask = asks(template, touched, form, tasks)
            if ask is None:
                moved = actions.change_template(
                    by=request.user,
                    template=template,
                    shape=form.shape,
                    items=items(tasks),
                    take_over=answer == "yes",
                    on=viewer.on,
                )
                changed(request, 0 if closed else moved)
                return see_other(f"{HERE}{template.pk}/")
    context = {
        "template": template,
        "form": form,
        "tasks": tasks,
        "may": may,
        "ask": ask,
        "touched": touched.all if touched else 0,
        "closed": closed,
        "own_way": template.active and template.unit_id is None and bool(units_to_shape(viewer)),
    }
    return render(request, "programmes/show.html", context, status=status_of(form, tasks))


PARTS = {
    TemplatePart.PLAN: _l("Lama, jumlah sesi, irama, dan menit"),
    TemplatePart.GOALS: _l("Jumlah tujuan"),
    TemplatePart.TASKS: _l("Tugas dan tonggak, bagi yang belum bersepakat"),
    TemplatePart.DISCUSSION: _l("Dialog bulanan"),
    TemplatePart.PREPARATION: _l("Persiapan sesi"),
    TemplatePart.CLOSING: _l("Pertanyaan evaluasi akhir"),
    TemplatePart.DOCUMENTS: _l("Bahan program"),
}


def asks(
    template: Template, touched: actions.Touched | None, form: ShapeForm, tasks: BaseFormSet[TaskForm]
) -> dict[str, Any] | None:
    """What to say before a change is kept: the parts with how many each touches; nothing where it touches nobody.

    Of a konseling the parts alone, without a number, whether anybody goes by it or not.
    """
    parts = actions.parts_changed(template, form.shape, items(tasks))
    numbers = dict.fromkeys(parts, 0) if touched is None else touched.of(parts)
    if not numbers:
        return None
    lines = [{"said": PARTS[part], "number": number} for part, number in numbers.items()]
    return {"lines": lines, "most": max(numbers.values()), "plan": TemplatePart.PLAN in numbers}


def changed(request: Request, moved: int) -> None:
    words = ngettext(
        "Rancangan tersimpan dan diambil alih %(n)s pendampingan.",
        "Rancangan tersimpan dan diambil alih %(n)s pendampingan.",
        moved,
    )
    messages.success(request, words % {"n": moved} if moved else _("Rancangan tersimpan."))


@require_http_methods(["GET", "POST"])
@signed_in
def variant(request: Request, id: int) -> HttpResponse:
    """A unit's own way of a template of the institution, inside the bounds of the rules."""
    viewer, base = template_of(request, id)
    units = units_to_shape(viewer)
    if base.unit_id is not None or not base.active or not units:
        raise Http404
    first = shape_of(base) | {"name": base.name}
    form = VariantForm(request.POST or None, initial=first, units=units, method=base.method, on=viewer.on)
    tasks = task_forms(request, base)
    if request.method == "POST" and form.is_valid() and tasks.is_valid():
        with refusals_in(form):
            made = actions.make_template(
                by=request.user,
                institution=base.institution,
                name=form.cleaned_data["name"],
                method=base.method,
                context=base.context,
                enrichment_form=base.enrichment_form,
                shape=form.shape,
                items=items(tasks),
                unit=next(unit for unit in units if str(unit.pk) == form.cleaned_data["unit"]),
                base=base,
                on=viewer.on,
            )
            messages.success(request, _("Cara unit tersimpan."))
            return see_other(f"{HERE}{made.pk}/")
    context = {"form": form, "tasks": tasks, "base": base}
    return render(request, "programmes/variant.html", context, status=status_of(form, tasks))


@require_POST
@signed_in
def retire(request: Request, id: int) -> HttpResponse:
    viewer, template = template_of(request, id)
    if not access.can_shape(viewer, template.institution, template.unit):
        raise Http404
    actions.retire_template(by=request.user, template=template, on=viewer.on)
    messages.success(
        request, _("Rancangan tidak ditawarkan lagi. Pendampingan yang berjalan tetap memakainya.")
    )
    return see_other(HERE)
