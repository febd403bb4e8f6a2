"""Days off: the national ones, which are known, and the institution's own, which it says."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pamong.people.access import Viewer
from pamong.programme import access, actions, queries
from pamong.programme.models import OffDay
from pamong.web.forms.settings import OffDayForm
from pamong.web.http import Request, get_or_404, institution_of, refusals_in, see_other, signed_in, viewer_of

HERE = "/settings/days/"


def keeper(request: Request) -> Viewer:
    """Whoever keeps the register; for everybody else there is no such page."""
    viewer = viewer_of(request)
    if not access.can_keep_register(viewer, institution_of(viewer)):
        raise Http404
    return viewer


@require_http_methods(["GET", "POST"])
@signed_in
def days(request: Request) -> HttpResponse:
    viewer = keeper(request)
    form = OffDayForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.set_off_day(
                by=request.user, institution=institution_of(viewer), on=viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Hari libur tercatat."))
            return see_other(HERE)
    own = OffDay.objects.filter(institution=viewer.institution, day__gte=viewer.on).order_by("day")
    national = queries.named_days_off(viewer.on)
    context = {"form": form, "own": own, "national": national}
    return render(request, "settings/days.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def drop(request: Request, id: int) -> HttpResponse:
    viewer = keeper(request)
    rows = OffDay.objects.filter(institution=viewer.institution, day__gte=viewer.on)
    off_day = get_or_404(rows.select_related("institution"), id)
    actions.drop_off_day(by=request.user, off_day=off_day, on=viewer.on)
    messages.success(request, _("Hari libur dihapus."))
    return see_other(HERE)
