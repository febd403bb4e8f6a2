"""The typed request, who must be signed in, parts of pages, and domain errors as statuses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from pamong.people.access import Viewer, viewer
from pamong.people.models import Account, Institution
from pamong.policy.errors import Invalid, NotAllowed, NotInForce, PamongError, WrongState
from pamong.programme.queries import inbox
from pamong.recommendation.queries import Waiting
from pamong.web import kept
from pamong.web.templatetags.pamong import say

P = ParamSpec("P")
M = TypeVar("M", bound=Model)

SIGN_IN = "/sign-in/"
STATUS_OF = {NotAllowed: 403, NotInForce: 409, WrongState: 409, Invalid: 400}


class Request(HttpRequest):
    """A request whose user is an account: only `signed_in` views receive it."""

    user: Account


def viewer_of(request: HttpRequest) -> Viewer:
    """Who asks, with roles and relations of today; read once a request. Only for signed-in requests."""
    known: Viewer | None = getattr(request, "_viewer", None)
    if known is None:
        known = viewer(cast(Account, request.user), timezone.localdate())
        request._viewer = known  # type: ignore[attr-defined]  # the request carries it along
    return known


def waiting_of(request: HttpRequest) -> list[Waiting]:
    """What waits for whoever asks; read once a request, as the frame counts it too.

    Where thousands of rows are behind it, what only says how many may be as old as `kept` keeps it; each thing that
    waits by itself is always of this moment.
    """
    known: list[Waiting] | None = getattr(request, "_waiting", None)
    if known is None:
        viewer = viewer_of(request)
        key = kept.key_of(request, viewer, "waiting")
        before: list[Waiting] | None = cache.get(key)
        known = inbox(viewer, before)
        request._waiting = known  # type: ignore[attr-defined]  # carried along, too
        if before is None:
            counted = [row for row in known if row.counted]
            kept.keep(key, counted, sum(row.number for row in counted))
        cache.set(_number_key(request), len(known), kept.SECONDS)
    return known


def waiting_count(request: HttpRequest) -> int:
    """How many things wait, for the frame of every page; at most as old as `kept` keeps it.

    Asking sixty kinds of things took longer than most pages, and nobody sees a page change under their eyes.
    """
    before: int | None = cache.get(_number_key(request))
    return len(waiting_of(request)) if before is None else before


def _number_key(request: HttpRequest) -> str:
    return kept.key_of(request, viewer_of(request), "number waiting")


def institution_of(viewer: Viewer) -> Institution:
    """The institution whose pages these are; there is none for an overseer, so there is no page."""
    if viewer.institution is None:
        raise Http404
    return viewer.institution


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks, and a fragment is wanted instead of a page."""
    return request.headers.get("HX-Request") == "true"


def signed_in(
    view: Callable[Concatenate[Request, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for somebody who signed in; others go to the sign-in page and come back."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            if request.method != "GET":
                kept.forget(request)
            return view(cast(Request, request), *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else "/home/"
        address = f"{SIGN_IN}?{urlencode({'next': back})}"
        if is_part(request):
            # A redirect would put the sign-in form inside the fragment's place.
            return HttpResponse(status=204, headers={"HX-Redirect": address})
        return HttpResponseRedirect(address)

    return inner


def plain(text: str, most: int) -> str:
    """What was sent outside a form, without the one character that no database takes in, and not too long."""
    return text.replace("\0", "").strip()[:most]


def get_or_404(visible: QuerySet[M], id: object, *, field: str = "pk") -> M:
    """The row of `visible` with this id; 404 when it is not there or not yours to see."""
    try:
        return visible.get(**{field: id})
    except (ObjectDoesNotExist, ValueError, OverflowError) as reason:
        raise Http404(f"no visible {visible.model.__name__}") from reason


def part(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The fragment for htmx; the same fragment inside a whole page for a browser without script."""
    context = {**(context or {}), **more}
    if not is_part(request):
        context["part"] = template
        template = "parts/page.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def see_other(address: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def part_or_redirect(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    to: str,
    message: str = "",
    **more: Any,
) -> HttpResponse:
    """After a write: the fragment as it now stands for htmx, a 303 to `to` for everyone else."""
    if is_part(request):
        return part(request, template, {**(context or {}), "message": message}, **more)
    if message:
        messages.success(request, message)
    return see_other(to)


@contextmanager
def refusals_in(form: Form, *more: type[PamongError]) -> Iterator[None]:
    """What an action refuses is said above the form, which the page then shows again; nothing was written."""
    try:
        yield
    except (Invalid, *more) as problem:
        form.add_error(None, say(problem.sentence))


def came_from(request: HttpRequest) -> str:
    """The page of this server on which the form stood, if the browser says so."""
    address = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""


class DomainErrors:
    """Turns errors of the domain into a status and a page that says the sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, PamongError):
            return None
        status = next((code for kind, code in STATUS_OF.items() if isinstance(error, kind)), 409)
        context = {"sentence": say(error.sentence), "back": came_from(request)}
        template = "parts/problem.html" if is_part(request) else f"{status}.html"
        return render(request, template, context, status=status)


# Where a page may tell of a konseling: the locked rooms and lists, one's own inbox, requests, readers and data, and
# the trail.
LOCKED_AREAS = (
    "/counselling/",
    "/openings/",
    "/recommendations/counselling/",
    "/home/",
    "/inbox/",
    "/proposals/new/",
    "/privacy/",
    "/audit/",
)


class KeptNowhere:
    """No browser and nothing on the way keeps a page that may tell of a konseling."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(LOCKED_AREAS):
            add_never_cache_headers(response)
        return response
