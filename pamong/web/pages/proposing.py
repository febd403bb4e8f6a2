"""Bringing a proposal in: one's own request, for another by relation, from decided suggestions."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pamong.competency.access import competencies_visible_to
from pamong.competency.models import Competency
from pamong.people.access import Viewer
from pamong.people.models import Employee
from pamong.people.roles import Role
from pamong.policy.errors import Invalid, WrongState
from pamong.policy.words import Entrance, Method
from pamong.programme import access, actions
from pamong.programme.models import OPEN_STATES, TAKING_A_PLACE, Engagement, Proposal
from pamong.programme.notices import LIST
from pamong.recommendation.models import Decision
from pamong.web.forms.proposals import ProposeForm
from pamong.web.forms.ticked import numbers
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in, viewer_of
from pamong.web.pages.cases import CASES
from pamong.web.pages.record import level_rows, listed
from pamong.web.room import LIST as ROOMS
from pamong.web.standing import base_of
from pamong.web.templatetags.pamong import say

DECIDED = "/recommendations/?state=decided"
COUNSELLING = "/recommendations/counselling/"


def entrance_for(viewer: Viewer, employee: Employee, asked: str = "") -> Entrance | None:
    """By what one is to the person; from the talent map by that, where one may."""
    if asked == "talent" and access.can_propose(viewer, employee, Entrance.TALENT):
        return Entrance.TALENT
    return next((one for one in access.BY_RELATION if access.can_propose(viewer, employee, one)), None)


def competencies(viewer: Viewer, employee: Employee) -> tuple[QuerySet[Competency], int | None]:
    """Those of the dictionary, and the one most levels short."""
    short = [row for row in level_rows(viewer, employee) if row["level"].short > 0 and row["competency"]]
    return competencies_visible_to(viewer).order_by("name"), short[0]["competency"] if short else None


def room_of(engagement: Engagement) -> str:
    """Its own room: of a konseling the locked one."""
    area = CASES if engagement.method == Method.COUNSELLING else ROOMS
    return f"{area}{engagement.pk}/"


def asking(
    request: Request,
    viewer: Viewer,
    employee: Employee,
    entrance: Entrance,
    template: str,
    under_way: QuerySet[Engagement],
    open_ones: QuerySet[Proposal],
) -> HttpResponse:
    """The form, and what comes of it. What the person is in or has asked for is said, and not offered again."""
    goes = [(one, room_of(one)) for one in under_way.filter(state__in=TAKING_A_PLACE).order_by("matched_at")]
    asked = [(one, base_of(one)) for one in open_ones.filter(state__in=OPEN_STATES).order_by("at")]
    taken = {one.method: _("sudah diusulkan") for one, _address in asked}
    taken |= {one.method: _("sedang dijalani") for one, _address in goes}
    known, largest = competencies(viewer, employee)
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        competencies=known,
        locked=entrance in access.COUNSELLING_ENTRANCES,
        own=entrance is Entrance.OWN,
        contexts=entrance in (Entrance.SUPERIOR, Entrance.PLAN),
        taken=taken,
        initial={"competency": largest, "method": request.GET.get("method", Method.COACHING.value)},
    )
    if form.is_valid():
        with refusals_in(form, WrongState):
            made = actions.propose(
                by=request.user, employee=employee, entrance=entrance, on=viewer.on, **form.cleaned_data
            )
            return sent(request, viewer, made)
    context = {
        "form": form,
        "employee": employee,
        "entrance": entrance,
        "under_way": goes,
        "open_ones": asked,
    }
    return render(request, template, context, status=422 if form.errors else 200)


def sent(request: Request, viewer: Viewer, proposal: Proposal) -> HttpResponse:
    """Whoever proposes a konseling for another learns no more of it."""
    own = viewer.employee is not None and viewer.employee.pk == proposal.employee_id
    if proposal.method == Method.COUNSELLING and not own:
        messages.success(
            request, _("Usulan terkirim kepada konselor; kelanjutannya tertutup bagi yang lain.")
        )
        return see_other(f"/people/{proposal.employee_id}/")
    messages.success(request, _("Usulan terkirim. Perkembangannya terbaca di halaman ini."))
    return see_other(base_of(proposal))


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    """One's own request, at most five questions."""
    viewer = viewer_of(request)
    if viewer.employee is None:
        raise Http404
    me = viewer.employee
    rooms, proposals = Engagement.objects.filter(employee=me), Proposal.objects.filter(employee=me)
    return asking(request, viewer, me, Entrance.OWN, "proposals/new.html", rooms, proposals)


@require_http_methods(["GET", "POST"])
@signed_in
def propose(request: Request, id: int) -> HttpResponse:
    """For somebody of the team, the unit or the talent map."""
    viewer, employee = listed(request, id)
    entrance = entrance_for(viewer, employee, request.GET.get("from", ""))
    if entrance is None:
        raise Http404
    # Of what whoever proposes may see; of a konseling nothing is said either way.
    rooms = access.engagements_visible_to(viewer).filter(employee=employee)
    proposals = access.proposals_visible_to(viewer).filter(employee=employee)
    return asking(request, viewer, employee, entrance, "proposals/for_another.html", rooms, proposals)


@require_POST
@signed_in
def from_decisions(request: Request) -> HttpResponse:
    """The decided methods chosen in the list, or the one of a person's page, as proposals."""
    viewer = viewer_of(request)
    if not viewer.has(Role.PLANNER):
        raise Http404
    ready = access.decisions_to_propose(viewer)
    asked = request.POST.get("next", "")
    back = asked if asked.startswith(("/recommendations/", "/people/")) else DECIDED
    # A row's own button is for that row, whatever else is ticked.
    ids = request.POST.getlist("one") or request.POST.getlist("employee")
    return turned(request, viewer, ready, "employee_id", ids, back)


@require_POST
@signed_in
def from_counselling(request: Request) -> HttpResponse:
    """A decided konseling is taken up by a counsellor."""
    viewer = viewer_of(request)
    if not viewer.has(Role.COUNSELLOR):
        raise Http404
    ready = access.counselling_to_propose(viewer)
    return turned(request, viewer, ready, "pk", request.POST.getlist("decision"), COUNSELLING)


def turned(
    request: Request, viewer: Viewer, ready: QuerySet[Decision], field: str, ids: list[str], back: str
) -> HttpResponse:
    chosen = set(numbers(ids))
    if not chosen:
        messages.warning(request, _("Pilih dahulu pegawai yang hendak diajukan."))
        return see_other(back)
    rows = ready.select_related("employee__position", "employee__unit", "employee__institution", "result")
    decisions = list(rows.filter(**{f"{field}__in": chosen}))
    if not decisions:
        get_or_404(ready, next(iter(chosen)), field=field)
    try:
        made = actions.propose_many(by=request.user, decisions=decisions, on=viewer.on)
    except (Invalid, WrongState) as problem:
        messages.warning(request, say(problem.sentence))
        return see_other(back)
    said = ngettext("%(n)s usulan diajukan.", "%(n)s usulan diajukan.", len(made)) % {"n": len(made)}
    if left := len(chosen) - len(made):
        more = ngettext(
            "%(n)s dilewati karena sudah diajukan atau tidak memerlukan pembimbing.",
            "%(n)s dilewati karena sudah diajukan atau tidak memerlukan pembimbing.",
            left,
        )
        said = f"{said} {more % {'n': left}}"
    messages.success(request, said)
    if len(made) == 1 and len(chosen) == 1:
        return see_other(base_of(made[0]))
    return see_other(f"{LIST}?state=approved" if back != COUNSELLING else back)
