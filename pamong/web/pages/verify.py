"""The page to which the code on a document leads: that it is genuine, and how it stands. Open to all; no names."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from pamong.programme import queries
from pamong.web.said import AGREEMENT_STATES, AGREEMENT_TONES, LETTER_KINDS, LETTER_STATES, LETTER_TONES


@require_GET
@never_cache
def verify(request: HttpRequest, token: UUID) -> HttpResponse:
    found = queries.proven(token)
    if found is None:
        return render(request, "verify/unknown.html", status=404)
    letter = found.kind in LETTER_KINDS
    states, tones = (LETTER_STATES, LETTER_TONES) if letter else (AGREEMENT_STATES, AGREEMENT_TONES)
    context = {
        "found": found,
        "letter": letter,
        "kind": LETTER_KINDS[found.kind] if letter else _("Kesepakatan pendampingan"),
        "state": {"said": states[found.state], "tone": tones[found.state]},
    }
    return render(request, "verify/show.html", context)
