"""Who sees what, who read mine, and a report that a record of mine is wrong."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pamong.audit.queries import readers_by_day
from pamong.recommendation import actions
from pamong.recommendation.access import contests_visible_to
from pamong.web.forms.people import ContestForm
from pamong.web.http import Request, see_other, signed_in, viewer_of
from pamong.web.lists import page_of


@require_GET
@signed_in
def privacy(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    context: dict[str, Any] = {"matrix": who_sees_what()}
    if viewer.employee is not None:
        context["page"] = page_of(request, readers_by_day(viewer.employee))
        context["contests"] = (
            contests_visible_to(viewer).filter(employee=viewer.employee).order_by("-at")[:10]
        )
    return render(request, "privacy/who.html", context)


def who_sees_what() -> list[tuple[str, str]]:
    """What there is of a person, and who may read it."""
    return [
        (
            _("Level, kesenjangan, predikat, dan kotak talenta"),
            _("Anda, atasan langsung, pimpinan unit, pengelola, pengelola talenta, dan auditor"),
        ),
        (
            _("Saran sebelum diputuskan"),
            _("Atasan langsung, pimpinan unit, pengelola, dan auditor; Anda setelah diputuskan"),
        ),
        (
            _("Metode yang diputuskan dan alasannya"),
            _("Anda, atasan langsung, pimpinan unit, pengelola, dan auditor"),
        ),
        (
            _("Penyebab dari dialog"),
            _("Anda dan atasan langsung; pengelola membacanya, kecuali sebab pribadi"),
        ),
        (_("Catatan dialog dan tanggapan Anda"), _("Hanya Anda dan atasan langsung")),
        (
            _("Saran konseling"),
            _(
                "Pengelola yang memutuskan dan atasan langsung, dalam daftar tersendiri; setelah diputuskan hanya konselor"
            ),
        ),
        (
            _("Usulan pendampingan, alasan, dan jawabannya"),
            _(
                "Anda, pengusul, atasan langsung, pimpinan unit, pengelola, pembimbing yang diminta, dan auditor"
            ),
        ),
        (_("Permintaan konseling"), _("Hanya Anda, konselor, dan pembimbing yang Anda pilih")),
        (_("Siapa membaca data Anda"), _("Anda dan auditor")),
    ]


@require_http_methods(["GET", "POST"])
@signed_in
def contest(request: Request) -> HttpResponse:
    """Say that a record of one's own is wrong; it is answered within 72 hours."""
    viewer = viewer_of(request)
    if viewer.employee is None:
        raise Http404
    form = ContestForm(request.POST or None)
    if form.is_valid():
        actions.contest(by=request.user, employee=viewer.employee, on=viewer.on, **form.cleaned_data)
        messages.success(request, _("Laporan terkirim; pengelola menjawab dalam 72 jam."))
        return see_other("/privacy/")
    return render(request, "privacy/contest.html", {"form": form}, status=422 if form.errors else 200)
