"""A file that comes in pieces where scripts run, so that a broken upload goes on where it stopped; else plain."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.files import File
from django.http import JsonResponse
from django.utils.translation import gettext as _

from pamong.people.models import Account
from pamong.policy.errors import Invalid
from pamong.programme import actions
from pamong.programme.models import Engagement, Letter
from pamong.web.forms.ticked import is_number
from pamong.web.http import Request
from pamong.web.templatetags.pamong import say


def answer(request: Request, to: Engagement | Letter, on: date) -> JsonResponse:
    """How much of a file is here (GET), or after its next piece (POST); 409 where the piece belongs elsewhere."""
    asked = request.POST if request.method == "POST" else request.GET
    whose: dict[str, Any] = {"by": request.user, "to": to, "sha256": asked.get("sha256", ""), "on": on}
    try:
        if request.method == "GET":
            known = actions.received(**whose) if whose["sha256"] else 0
            return JsonResponse({"offset": known})
        piece = request.FILES.get("piece")
        if piece is None or not (is_number(asked.get("offset", "")) and is_number(asked.get("size", ""))):
            return JsonResponse({"error": _("Potongan berkas tidak lengkap.")}, status=400)
        have = actions.receive(**whose, offset=int(asked["offset"]), size=int(asked["size"]), piece=piece)
    except Invalid as problem:
        return JsonResponse({"error": say(problem.sentence)}, status=422)
    expected = int(asked["offset"]) + int(piece.size or 0)
    return JsonResponse({"offset": have}, status=200 if have == expected else 409)


@contextmanager
def whole(by: Account, said: dict[str, Any]) -> Iterator[File[Any] | None]:
    """The file of a FileForm, taken out of what was said; its pieces go once it was kept."""
    file, sha256, name = said.pop("file"), said.pop("uploaded"), said.pop("uploaded_name")
    if file or not sha256:
        yield file
        return
    with actions.assembled(by=by, sha256=sha256, name=name) as put_together:
        yield put_together
    actions.forget(by=by, sha256=sha256)
