"""The institution's choices within the bounds of the rules."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pamong.people.access import can_manage_accounts
from pamong.people.models import Institution
from pamong.policy.catalogue import shown
from pamong.policy.settings import BOUNDS, DEFAULTS, read, to_value
from pamong.recommendation.access import can_set_settings
from pamong.recommendation.actions import set_setting
from pamong.recommendation.models import Setting
from pamong.recommendation.queries import settings_of
from pamong.web.forms.settings import SettingForm
from pamong.web.http import Request, institution_of, see_other, signed_in, viewer_of
from pamong.web.templatetags.pamong import say


@require_http_methods(["GET", "POST"])
@signed_in
def settings(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    institution = institution_of(viewer)
    if not can_set_settings(viewer, institution):
        raise Http404
    form = SettingForm(request.POST or None)
    if form.is_valid():
        set_setting(
            by=request.user,
            institution=institution,
            name=form.cleaned_data["name"],
            value=form.typed(),
            since=form.cleaned_data["since"],
            reason=form.cleaned_data["reason"],
            on=viewer.on,
        )
        messages.success(request, _("Pengaturan tersimpan; berlaku pada analisis berikutnya."))
        return see_other("/settings/")
    now = settings_of(institution, viewer.on)
    rows = []
    for name, bound in BOUNDS.items():
        value = to_value(name, now)
        plain = ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
        mine = form if form.is_bound and form.data.get("name") == name else None
        rows.append(
            {
                "bound": bound,
                "value": shown(getattr(now, name)),
                "default": shown(getattr(DEFAULTS, name)),
                "changed": getattr(now, name) != getattr(DEFAULTS, name),
                "form": mine
                or SettingForm(
                    auto_id=f"{name}-%s", initial={"name": name, "value": plain, "since": viewer.on}
                ),
                "open": mine is not None,
            }
        )
    context = {
        "rows": rows,
        "history": history(institution),
        "may_manage": can_manage_accounts(viewer, institution),
    }
    return render(request, "settings/list.html", context, status=422 if form.errors else 200)


def history(institution: Institution) -> list[Setting]:
    """The last changes with their names and values in words."""
    rows = list(Setting.objects.filter(institution=institution).select_related("set_by").order_by("-id")[:20])
    for row in rows:
        row.title = BOUNDS[row.name].title  # type: ignore[attr-defined]
        row.said = say(shown(read(row.name, row.value)))  # type: ignore[attr-defined]
    return rows
