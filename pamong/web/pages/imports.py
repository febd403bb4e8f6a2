"""Imports in four steps: upload, check, confirm, and undo within a day."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.exchange import actions, mapping
from pamong.exchange.actions import UNDO_FOR
from pamong.exchange.export import XLSX
from pamong.exchange.kinds import KINDS
from pamong.exchange.models import Import, ImportStatus
from pamong.exchange.report import Report
from pamong.exchange.tasks import carry_out_import
from pamong.exchange.templates import template
from pamong.people.access import Viewer, reaches_all
from pamong.people.roles import Role
from pamong.recommendation.access import can_analyse
from pamong.web.forms.imports import ColumnsForm, UploadForm, WordsForm
from pamong.web.http import Request, get_or_404, institution_of, see_other, signed_in, viewer_of
from pamong.web.lists import download, file_asked, page_of
from pamong.web.pages import out
from pamong.web.templatetags.pamong import say

AT_ONCE = 200_000  # bytes, about two thousand rows; what is larger waits for the worker
PROBLEMS_SHOWN = 100
WORDS_SHOWN = 50


def importer(request: Request) -> Viewer:
    """Administrator and planner of the whole institution."""
    viewer = viewer_of(request)
    if not reaches_all(viewer, Role.ADMIN, Role.PLANNER):
        raise Http404
    return viewer


def mine(viewer: Viewer, id: int) -> Import:
    rows = Import.objects.filter(institution=institution_of(viewer)).select_related("institution", "by")
    return get_or_404(rows, id)


def check_or_wait(request: Request, viewer: Viewer, item: Import) -> None:
    """A small file is checked at once, a large one by the worker."""
    if len(item.content or b"") <= AT_ONCE:
        actions.check(item=item, on=viewer.on)
    else:
        actions.hand_over(item=item, to=ImportStatus.CHECKING, by=request.user)
        carry_out_import.enqueue(item.pk)


@require_http_methods(["GET", "POST"])
@signed_in
def imports(request: Request) -> HttpResponseBase:
    viewer = importer(request)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind")})
    if form.is_valid():
        file = form.cleaned_data["file"]
        item = actions.stage(
            kind=form.cleaned_data["kind"],
            content=file.read(),
            name=file.name,
            institution=institution_of(viewer),
            by=request.user,
        )
        check_or_wait(request, viewer, item)
        return see_other(f"/imports/{item.pk}/")
    rows = Import.objects.filter(institution=viewer.institution).select_related("by")
    rows = rows.defer("content", "undo", "report")
    if kind := file_asked(request):
        return download(kind, "impor", viewer.on, *out.imports(rows))
    page = page_of(request, rows)
    context = {"form": form, "page": page, "kinds": KINDS.values(), "all_kinds": KINDS}
    return render(request, "imports/list.html", context, status=422 if form.errors else 200)


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    """What was read, what would change, what is wrong; and the next step."""
    viewer = importer(request)
    item = mine(viewer, id)
    waiting = item.status in (ImportStatus.CHECKING, ImportStatus.IMPORTING)
    report = Report.from_json(item.report) if item.report and not waiting else None
    if waiting and request.headers.get("HX-Request"):
        return render(request, "imports/_waiting.html", {"item": item})
    context: dict[str, Any] = {
        "item": item,
        "kind": KINDS[item.kind],
        "waiting": waiting,
        "report": report,
        "problems": report.errors[:PROBLEMS_SHOWN] if report else [],
        "steps": steps(item),
        "unknown": mapping.unknown_words(item.kind, report) if report and open_still(item) else [],
        "open": open_still(item),
        "undo_address": f"/imports/{id}/undo/",
        "may_analyse": can_analyse(viewer, item.institution),
        "undoable": item.status == ImportStatus.DONE
        and item.done_at is not None
        and timezone.now() - item.done_at <= UNDO_FOR,
    }
    response = render(request, "imports/show.html", context)
    if request.headers.get("HX-Request"):  # the part that asked is done: show the whole page
        response["HX-Refresh"] = "true"
    return response


def open_still(item: Import) -> bool:
    """Whether its columns and words may still be matched: nothing of it is stored, the file is kept."""
    states = (ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED)
    return item.status in states and item.content is not None


@require_http_methods(["GET", "POST"])
@signed_in
def columns(request: Request, id: int) -> HttpResponse:
    """Say what each column of the file is; the file is checked again at once."""
    viewer = importer(request)
    item = mine(viewer, id)
    if not open_still(item):
        raise Http404
    form = ColumnsForm(
        request.POST or None,
        headers=mapping.headers_of(item),
        offered=mapping.meanings(item.kind, item.institution, viewer.on.year),
        constants=[
            (column, str(item.mapping.get(f"={column.name}", "")))
            for column in mapping.constants_of(item.kind)
        ],
    )
    if form.is_valid():
        chosen = mapping.mapping_of(item, form.chosen(), form.for_all())
        actions.map_columns(item=item, mapping=chosen, by=request.user)
        check_or_wait(request, viewer, item)
        return see_other(f"/imports/{id}/")
    context = {"item": item, "kind": KINDS[item.kind], "form": form}
    return render(request, "imports/columns.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def words(request: Request, id: int) -> HttpResponse:
    """Say what the file's own words mean; they are remembered, and the file is checked again."""
    viewer = importer(request)
    item = mine(viewer, id)
    if not open_still(item):
        raise Http404
    report = Report.from_json(item.report) if item.report else None
    unknown = mapping.unknown_words(item.kind, report)[:WORDS_SHOWN] if report else []
    form = WordsForm(request.POST or None, unknown=unknown)
    if form.is_valid():
        for word, meaning in form.said():
            actions.remember_meaning(
                institution=item.institution,
                kind=item.kind,
                column=word.column,
                written=word.written,
                meaning=meaning,
                by=request.user,
            )
        check_or_wait(request, viewer, item)
        return see_other(f"/imports/{id}/")
    context = {"item": item, "kind": KINDS[item.kind], "form": form}
    return render(request, "imports/words.html", context, status=422 if form.errors else 200)


def steps(item: Import) -> list[dict[str, Any]]:
    done = item.status in (ImportStatus.DONE, ImportStatus.UNDONE)
    checked = done or item.status == ImportStatus.CHECKED
    return [
        {"label": _("Unggah"), "note": item.file_name, "state": "done"},
        {"label": _("Periksa"), "state": "done" if checked else "here"},
        {"label": _("Setujui"), "state": "done" if done else "here" if checked else "next"},
        {"label": _("Selesai"), "state": "here" if done else "next"},
    ]


@require_POST
@signed_in
def confirm(request: Request, id: int) -> HttpResponse:
    viewer = importer(request)
    item = mine(viewer, id)
    if len(item.content or b"") > AT_ONCE:
        actions.hand_over(item=item, to=ImportStatus.IMPORTING, by=request.user)
        carry_out_import.enqueue(item.pk)
        return see_other(f"/imports/{id}/")
    report = actions.confirm(item=item, by=request.user, on=viewer.on, now=timezone.now())
    if report.ok:
        messages.success(request, _("Data terimpor. Jalankan analisis agar sarannya menyesuaikan."))
    else:
        messages.error(request, _("Data lain berubah sejak pemeriksaan; tidak ada yang tersimpan."))
    return see_other(f"/imports/{id}/")


@require_POST
@signed_in
def undo(request: Request, id: int) -> HttpResponse:
    viewer = importer(request)
    actions.undo(item=mine(viewer, id), by=request.user, now=timezone.now())
    messages.success(request, _("Impor dibatalkan; data kembali seperti sebelumnya."))
    return see_other(f"/imports/{id}/")


@require_GET
@signed_in
def problems(request: Request, id: int, kind: str) -> HttpResponseBase:
    """Every wrong cell as a list to mend the file by."""
    viewer = importer(request)
    item = mine(viewer, id)
    report = Report.from_json(item.report) if item.report else None
    headers = [_("Baris"), _("Kolom"), _("Tertulis"), _("Diharapkan"), _("Perbaikan")]
    rows = [
        [p.row, p.column, p.value, say(p.expected), say(p.cure)] for p in (report.errors if report else ())
    ]
    return download(kind, "laporan-impor", viewer.on, headers, rows)


@require_GET
@signed_in
def template_of(request: Request, kind: str) -> HttpResponse:
    viewer = importer(request)
    if kind not in KINDS:
        raise Http404
    response = HttpResponse(template(kind, institution_of(viewer).code), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    return response
