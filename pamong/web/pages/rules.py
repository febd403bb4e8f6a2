"""The rules as people read them, from the policy's own catalogue."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pamong.policy import RULE_VERSION
from pamong.policy.catalogue import catalogue
from pamong.policy.citation import Tag
from pamong.web.http import Request, signed_in


@require_GET
@signed_in
def rules(request: Request) -> HttpResponse:
    titles = {
        "rule": _("Aturan"),
        "guide_rule": _("Siapa boleh mendampingi"),
        "parameter": _("Parameter"),
        "setting": _("Pengaturan instansi"),
        "box": _("Rekomendasi kotak talenta"),
    }
    entries = catalogue()
    groups: list[dict[str, Any]] = [
        {"kind": kind, "title": title, "entries": [entry for entry in entries if entry.kind == kind]}
        for kind, title in titles.items()
    ]
    context = {"groups": groups, "tags": list(Tag), "version": RULE_VERSION}
    return render(request, "rules/list.html", context)
