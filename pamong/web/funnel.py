"""From all people to those decided, each number with the list it is the size of."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pamong.people.access import Viewer
from pamong.people.models import Unit
from pamong.recommendation import queries
from pamong.web.http import Request
from pamong.web.kept import kept, key_of

LIST = "/recommendations/"


def funnel(request: Request, viewer: Viewer, unit: Unit | None = None) -> queries.Funnel:
    return kept(
        key_of(request, viewer, "funnel", unit and unit.pk),
        lambda: queries.funnel(viewer, unit),
        lambda found: found.employees,
    )


def funnel_steps(
    numbers: queries.Funnel, state: str = "", *, unit: Unit | None = None, lists_people: bool = True
) -> list[dict[str, Any]]:
    """Each number with the list it is the size of; a plain superior has no list of people."""
    missing = numbers.employees - numbers.assessed

    def at(base: str, **asked: str) -> str:
        if base != LIST and not lists_people:
            return ""
        query = urlencode({**asked, **({"unit": unit.pk} if unit else {})})
        return f"{base}?{query}" if query else base

    return [
        {"number": numbers.employees, "label": pgettext("banyak", "Pegawai"), "address": at("/people/")},
        {
            "number": numbers.assessed,
            "label": _("Sudah dinilai"),
            "note": _("%(n)s belum") % {"n": missing} if missing else "",
            "address": at("/people/", data="assessed"),
        },
        {
            "number": numbers.gap,
            "label": _("Ada kesenjangan"),
            "address": at("/people/", data="gap"),
        },
        {
            "number": numbers.suggested,
            "label": _("Disarankan"),
            "note": _("%(n)s menunggu") % {"n": numbers.waiting} if numbers.waiting else "",
            "address": at(LIST, state="all"),
            "here": state in ("open", "all"),
        },
        {
            "number": numbers.decided,
            "label": _("Diputuskan"),
            "address": at(LIST, state="decided"),
            "here": state == "decided",
        },
    ]
