"""The private feed: one's sessions for a calendar program, which has the link and no account."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from pamong.exchange.calendar import feed_file
from pamong.people.queries import wishes_of
from pamong.people.signin import may_sign_in
from pamong.programme.actions import note_content
from pamong.programme.queries import calendar_zone, feed_by_token, feed_events


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The file; 404 for a link that is not, or no longer, one. Asked again, it says what has not changed."""
    found = feed_by_token(token)
    if found is None or not may_sign_in(found.account):
        raise Http404
    now = timezone.now()
    content = feed_file(feed_events(found.account, now), calendar_zone(wishes_of(found.account)))
    digest = hashlib.sha256(content).hexdigest()
    changed = note_content(feed=found, content_hash=digest, at=now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag = f'"{digest[:32]}"'
    response["Last-Modified"] = http_date(changed.timestamp())
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="pamong.ics"'
    response["X-Robots-Tag"] = "noindex"
    answer = get_conditional_response(request, etag, int(changed.timestamp()), response)
    assert isinstance(answer, HttpResponse)  # noqa: S101 it is given one
    return answer
