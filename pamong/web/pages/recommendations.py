"""Suggestions: the decision table, runs of the analysis, lists out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from pamong.audit.actions import note_reads
from pamong.people.access import LISTS_PEOPLE, Viewer
from pamong.people.models import Employee, Unit
from pamong.people.queries import units_to_choose
from pamong.people.roles import Role
from pamong.policy.bands import band, level_gap_bands
from pamong.policy.settings import Settings
from pamong.policy.words import Gap, Method
from pamong.programme.access import decisions_to_propose
from pamong.recommendation import access, actions, queries
from pamong.recommendation.models import Decision, Result, Run
from pamong.recommendation.tasks import run_analysis
from pamong.web.forms.recommendations import BulkForm, FilterForm
from pamong.web.forms.ticked import is_number, numbers
from pamong.web.funnel import funnel, funnel_steps
from pamong.web.http import Request, get_or_404, institution_of, part, see_other, signed_in, viewer_of
from pamong.web.kept import kept, key_of
from pamong.web.lists import download, file_asked, page_of
from pamong.web.pages import out
from pamong.web.templatetags.pamong import label, say

LIST = "/recommendations/"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    result: Result
    employee: Employee
    gaps: list[tuple[str, Gap]]
    decision: Any
    changed: bool

    @property
    def address(self) -> str:
        return f"/people/{self.employee.pk}/"


def check_may_list(viewer: Viewer) -> None:
    """Suggestions of others are for planner, auditor, unit head and superior; else there is no such page."""
    if viewer.has(Role.PLANNER, Role.AUDITOR) or viewer.is_unit_head or viewer.has_team:
        return
    raise Http404


def rows_of(results: Iterable[Result], names: dict[str, Any], settings: Settings) -> list[Row]:
    bands = level_gap_bands(settings)
    rows = []
    for result in results:
        levels = result.inputs.get("levels", {})
        gaps = [
            (say(names.get(code, code)), Gap.UNKNOWN if held is None else band(required - held, bands))
            for code, (required, held, *_source) in levels.items()
        ]
        decision = next(iter(getattr(result.employee, "decision_now", ())), None)
        rows.append(
            Row(
                result,
                result.employee,
                gaps,
                decision,
                decision is not None and queries.basis_changed(decision, result),
            )
        )
    return rows


def filters_of(request: Request, viewer: Viewer) -> tuple[queries.Filters, dict[str, Any], list[Unit]]:
    """The filters of the address; unknown words are left out."""
    form = FilterForm(request.GET)
    form.is_valid()
    clean = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    units, unit = units_to_choose(viewer, clean["unit"])
    method = clean["method"] if clean["method"] in {"none", *(m.value for m in Method)} else ""
    if method == Method.COUNSELLING:
        method = ""
    filters = queries.Filters(
        method=method,
        rule=clean["rule"],
        unit=unit,
        completeness=clean["completeness"],
        search=clean["q"],
        state=clean["state"] or "open",
        order=clean["order"] or "urgency",
    )
    return filters, {**clean, "state": filters.state, "order": filters.order}, units


@require_GET
@signed_in
def table(request: Request) -> HttpResponseBase:
    viewer = viewer_of(request)
    if viewer.has(Role.COMPETENT_AUTHORITY) and not viewer.has(Role.PLANNER, Role.AUDITOR):
        return decided(request, viewer)
    check_may_list(viewer)
    filters, shown, units = filters_of(request, viewer)
    counted = kept(
        key_of(request, viewer, "methods", replace(filters, unit=None), filters.unit and filters.unit.pk),
        lambda: queries.methods_counted(viewer, state=filters.state, filters=filters),
        lambda found: sum(row["number"] for row in found),
    )
    page = page_of(request, lines_of(viewer, filters), count=number(counted, filters))
    results = list(page)
    institution = institution_of(viewer)
    rows = rows_of(results, queries.names_of(institution), queries.settings_of(institution, viewer.on))
    log(request, viewer, [row.employee for row in rows])
    decides = viewer.has(Role.PLANNER)
    ready = {row.decision.pk for row in rows if getattr(row.decision, "ready", False)}
    context = {
        "page": page,
        "rows": rows,
        "filters": shown,
        "units": units,
        "rules": sorted({row["rule"] for row in counted}),
        "chips": chips(counted, filters, shown),
        "states": states(shown),
        "funnel": funnel_steps(
            funnel(request, viewer, filters.unit),
            filters.state,
            unit=filters.unit,
            lists_people=bool(viewer.roles & LISTS_PEOPLE) or viewer.is_unit_head,
        ),
        "may_decide": decides,
        "ready": ready,
        "boxes": decides and (filters.state == "open" or bool(ready)),
        "may_analyse": access.can_analyse(viewer, institution),
        "run": running(viewer, request.GET.get("run", "")),
        "bulk": BulkForm(),
        "analysed_on": results[0].on if results else None,
        "here": request.get_full_path(),
    }
    return render(request, "recommendations/table.html", context)


def lines_of(viewer: Viewer, filters: queries.Filters) -> QuerySet[Result]:
    """The rows with what the table shows of them: the decision only where there may be one.

    To the planner each decided one tells whether it is `ready` to become a proposal.
    """
    rows = queries.table(viewer, filters).prefetch_related(None)
    if filters.state in ("open", "aside"):
        return rows
    decisions = Decision.objects.filter(current=True).select_related("result")
    if filters.state == "decided" and viewer.has(Role.PLANNER):
        ready = decisions_to_propose(viewer).filter(pk=OuterRef("pk"))
        decisions = decisions.annotate(ready=Exists(ready))
    return rows.prefetch_related(Prefetch("employee__decisions", decisions, "decision_now"))


def number(counted: list[dict[str, Any]], filters: queries.Filters) -> int | None:
    """How many rows, from the chips' numbers; none where those leave rows out."""
    if filters.method == "none":
        return None
    return sum(
        int(row["number"])
        for row in counted
        if filters.method in ("", row["method"]) and filters.rule in ("", row["rule"])
    )


def decided(request: Request, viewer: Viewer) -> HttpResponseBase:
    """People by unit and decided method, for the official who will sign."""
    rows = queries.decided_by_method(viewer)
    if kind := file_asked(request):
        return download(kind, "metode-diputuskan", viewer.on, *out.decided(rows))
    return render(request, "recommendations/decided.html", {"rows": rows})


def log(request: Request, viewer: Viewer, people: list[Employee]) -> None:
    """A list that shows ratings and suggestions is a read of each person's record."""
    role = next(iter(sorted(role.value for role in viewer.roles)), "superior")
    note_reads(by=request.user, employees=people, what="suggestion", page=request.path, role=role)


def address(shown: dict[str, Any], **changes: str) -> str:
    query = {name: value for name, value in {**shown, **changes}.items() if value}
    for name, default in (("state", "open"), ("order", "urgency")):
        if query.get(name) == default:
            del query[name]
    return f"{LIST}?{urlencode(query)}" if query else LIST


def chips(
    counted: list[dict[str, Any]], filters: queries.Filters, shown: dict[str, Any]
) -> list[dict[str, Any]]:
    numbers: dict[str, int] = {}
    for row in counted:
        numbers[row["method"]] = numbers.get(row["method"], 0) + row["number"]
    made = [
        {
            "label": _("Semua"),
            "number": sum(numbers.values()),
            "address": address(shown, method="", rule=""),
            "here": not filters.method,
        }
    ]
    for method in Method:
        if method is not Method.COUNSELLING and (numbers.get(method) or filters.method == method):
            made.append(
                {
                    "label": say(method.label.capital()),
                    "number": numbers.get(method, 0),
                    "address": address(shown, method=method.value, rule=""),
                    "here": filters.method == method,
                }
            )
    return made


def states(shown: dict[str, Any]) -> list[dict[str, Any]]:
    words = {
        "open": _("Menunggu"),
        "decided": _("Diputuskan"),
        "deferred": _("Ditunda"),
        "aside": _("Dikesampingkan"),
        "all": _("Semua"),
    }
    return [
        {"label": said, "address": address(shown, state=state), "here": shown["state"] == state}
        for state, said in words.items()
    ]


# ── Many at once, and the analysis ───────────────────────────────────────────────────────────


@require_POST
@signed_in
def accept_many(request: Request) -> HttpResponse:
    """Accept the suggestions chosen in the table; all of one rule."""
    viewer = viewer_of(request)
    check_may_list(viewer)
    chosen = numbers(request.POST.getlist("employee"))
    if not chosen:
        messages.warning(request, _("Pilih dahulu pegawai yang sarannya hendak Anda setujui."))
        return see_other(back(request))
    results = list(
        access.results_visible_to(viewer).filter(employee__in=chosen).select_related("employee__unit")
    )
    if len(results) != len(set(chosen)):
        raise Http404
    form = BulkForm(request.POST)
    form.is_valid()
    if missing := lacks(form, results):
        messages.warning(request, missing)
        return see_other(back(request))
    made = actions.decide_many(
        by=request.user,
        employees=[result.employee for result in results],
        rule=form.cleaned_data.get("rule") or results[0].rule,
        on=viewer.on,
        form=form.cleaned_data.get("form") or "",
        need=form.cleaned_data.get("need") or "",
    )
    said = ngettext("%(n)s saran disetujui.", "%(n)s saran disetujui.", len(made)) % {"n": len(made)}
    messages.success(request, said)
    return see_other(back(request))


def lacks(form: BulkForm, results: list[Result]) -> str:
    """What must be mended on the table before these are accepted together, in words."""
    if len({result.rule for result in results}) > 1:
        return _("Pilih saran dari satu aturan yang sama; saring dahulu menurut aturannya.")
    enriching = any(result.method == Method.ENRICHMENT for result in results)
    if enriching and not (form.cleaned_data.get("form") and form.cleaned_data.get("need", "").strip()):
        return _("Pengayaan disetujui dengan bentuk dan kebutuhan unit; isi keduanya di bawah tabel.")
    return ""


def back(request: Request) -> str:
    """Where the table stood; only addresses of the table itself."""
    asked = request.POST.get("next", "")
    return asked if asked.startswith(LIST) else LIST


@require_POST
@signed_in
def run(request: Request) -> HttpResponse:
    """Put an analysis into the worker's queue and show how far it is."""
    viewer = viewer_of(request)
    if viewer.institution is None or not access.can_analyse(viewer, viewer.institution):
        raise Http404
    made = actions.request_run(institution=viewer.institution, on=timezone.localdate(), by=request.user)
    run_analysis.enqueue(made.pk)
    return see_other(f"{LIST}?run={made.pk}")


def running(viewer: Viewer, id: str) -> Run | None:
    return Run.objects.filter(institution=viewer.institution, pk=id).first() if is_number(id) else None


@require_GET
@signed_in
def progress(request: Request, id: int) -> HttpResponse:
    viewer = viewer_of(request)
    check_may_list(viewer)
    found = get_or_404(Run.objects.filter(institution=viewer.institution), id)
    return part(request, "recommendations/_run.html", run=found, page_title=_("Analisis"))


# ── Lists out ────────────────────────────────────────────────────────────────────────────────


@require_GET
@signed_in
def export_list(request: Request, kind: str) -> HttpResponseBase:
    """The table as filtered, all pages, as XLSX or CSV; konseling is never in it."""
    viewer = viewer_of(request)
    check_may_list(viewer)
    filters = filters_of(request, viewer)[0]
    headers = [
        _("NIP"),
        _("Nama"),
        _("Jabatan"),
        _("Unit"),
        _("JPM"),
        _("Jumlah kesenjangan"),
        _("Predikat"),
        _("Saran"),
        _("Aturan"),
        _("Kelengkapan data"),
        _("Keputusan"),
    ]
    rows = queries.table(viewer, filters)
    log(request, viewer, [result.employee for result in rows])
    return download(kind, "rekomendasi", viewer.on, headers, export_rows(rows))


def export_rows(rows: QuerySet[Result]) -> Iterator[list[object]]:
    for result in rows:
        employee = result.employee
        decision = next(iter(employee.decision_now), None)  # type: ignore[attr-defined]
        yield [
            employee.nip,
            employee.name,
            employee.position.name if employee.position else "",
            employee.unit.name if employee.unit else "",
            result.jpm,
            result.gaps,
            label(result.rating, "Rating"),
            label(result.method, "Method"),
            result.rule,
            label(result.completeness, "Completeness"),
            label(decision.method, "Method") if decision else "",
        ]
