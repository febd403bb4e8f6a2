"""The queue of proposals, and one proposal with what may be done now."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import BooleanField, ExpressionWrapper
from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from pamong.audit.actions import note_read, note_reads
from pamong.people.access import Viewer, relation_to
from pamong.people.models import Unit
from pamong.people.queries import units_to_choose
from pamong.people.roles import Role
from pamong.policy.errors import Invalid
from pamong.policy.words import Entrance, Method
from pamong.programme import access, actions, queries
from pamong.programme.models import Proposal
from pamong.programme.notices import LIST, LOCKED
from pamong.programme.workflow import PROPOSAL, Party, ProposalState
from pamong.web.forms.proposals import DeferForm, ProposalAnswerForm, QueueForm
from pamong.web.forms.recommendations import ReasonForm
from pamong.web.forms.ticked import numbers
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in, viewer_of
from pamong.web.lists import PER_PAGE, download, file_asked, page_of, state_chips
from pamong.web.pages import out
from pamong.web.said import PROPOSAL_STATES, SITTINGS
from pamong.web.standing import (
    age,
    asked_wish,
    base_of,
    open_step,
    planners_asked,
    road,
    slots_said,
    state_said,
    waits,
)
from pamong.web.templatetags.pamong import label, say

GENERAL = tuple(m.value for m in (Method.COACHING, Method.MENTORING))
MAY_LIST = (Role.PLANNER, Role.AUDITOR, Role.TALENT_OFFICER, Role.COMPETENT_AUTHORITY)


def check_may_list(viewer: Viewer) -> None:
    """Everybody employed has own proposals to look at; others by role. For the rest there is no such page."""
    if viewer.institution is None or not (viewer.employee or viewer.has(*MAY_LIST)):
        raise Http404


def filters_of(request: Request, viewer: Viewer) -> tuple[queries.Queue, dict[str, Any], list[Unit]]:
    """The filters of the address; unknown words are left out."""
    form = QueueForm(request.GET)
    form.is_valid()
    clean = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    units, unit = units_to_choose(viewer, clean["unit"])

    def known(name: str, words: Iterable[str]) -> str:
        return clean[name] if clean[name] in set(words) else ""

    clean |= {
        "state": known("state", [*PROPOSAL_STATES, "all"]) or "open",
        "method": known("method", GENERAL),
        "entrance": known("entrance", Entrance),
        "turn": known("turn", (Party.SUPERIOR, Party.PLANNER)),
        "unit": str(unit.pk) if unit else "",
    }
    asked = queries.Queue(
        state=clean["state"],
        method=clean["method"],
        entrance=clean["entrance"],
        unit=unit.path if unit else "",
        search=clean["q"].strip(),
        late=bool(clean["late"]),
        turn=clean["turn"],
    )
    return asked, clean, units


def mine(viewer: Viewer) -> int | None:
    return viewer.employee.pk if viewer.employee else None


def lines(rows: Iterable[Proposal], viewer: Viewer) -> list[dict[str, Any]]:
    rows = list(rows)
    places = queries.waiting_positions(rows)
    asked = planners_asked(rows, viewer.on)
    return [
        {
            "proposal": one,
            "address": base_of(one),
            "age": age(one, viewer.on),
            "waits": waits(one, viewer.on, mine(viewer), places.get(one.pk), asked),
            "state": state_said(one.state),
        }
        for one in rows
    ]


@require_GET
@signed_in
def queue(request: Request) -> HttpResponseBase:
    viewer = viewer_of(request)
    check_may_list(viewer)
    asked, shown, units = filters_of(request, viewer)
    rows = queries.queue(viewer, asked)
    if kind := file_asked(request):
        found = list(rows)
        log(request, viewer, found)
        return download(kind, "usulan", viewer.on, *out.proposals(lines(found, viewer)))
    asks_me = ExpressionWrapper(access.asks(viewer), output_field=BooleanField())
    page = page_of(request, rows.annotate(asks_me=asks_me))
    found = list(page)
    log(request, viewer, found)
    context = {
        "page": page,
        "asks_me": any(one.asks_me for one in found),  # type: ignore[attr-defined]  # annotated above
        "here": request.get_full_path(),
        "may_match": viewer.institution is not None and access.can_match(viewer, viewer.institution),
        "rows": lines(found, viewer),
        "filters": shown,
        "units": units,
        "methods": [(code, label(code, "Method")) for code in GENERAL],
        "entrances": [(one.value, say(one.label)) for one in Entrance],
        "chips": chips(shown),
        "narrowed": any(shown[name] for name in ("method", "entrance", "unit", "turn", "late", "q")),
        "own_request": viewer.employee is not None,
        "areas": viewer.employee is not None or viewer.has(Role.PLANNER, Role.AUDITOR),
    }
    return render(request, "proposals/queue.html", context)


def chips(shown: dict[str, Any]) -> list[dict[str, Any]]:
    words = {
        "open": _("Belum selesai"),
        **{code: PROPOSAL_STATES[code] for code in STATES_SHOWN},
        "all": _("Semua"),
    }
    return state_chips(LIST, words, shown)


@require_POST
@signed_in
def approve_many(request: Request) -> HttpResponse:
    """Those chosen in the queue are approved, each by itself; whom it could not be done for is said by name."""
    viewer = viewer_of(request)
    check_may_list(viewer)
    asked = request.POST.get("next", "")
    back = asked if asked.startswith(LIST) else LIST
    chosen = set(numbers(request.POST.getlist("proposal"))[:PER_PAGE])
    if not chosen:
        messages.warning(request, _("Pilih dahulu usulan yang hendak Anda setujui."))
        return see_other(back)
    rows = access.proposals_visible_to(viewer).filter(pk__in=chosen).select_related("employee")
    made, refused = actions.approve_many(by=request.user, proposals=list(rows.order_by("pk")), on=viewer.on)
    if made:
        said = ngettext(
            "%(n)s usulan disetujui. Siapa yang bertindak berikutnya tertulis pada usulannya.",
            "%(n)s usulan disetujui. Siapa yang bertindak berikutnya tertulis pada usulannya.",
            len(made),
        )
        messages.success(request, said % {"n": len(made)})
    for proposal, problem in refused:
        messages.warning(request, f"{proposal.employee.name}: {say(problem.sentence)}")
    if gone := len(chosen) - len(made) - len(refused):
        said = ngettext(
            "%(n)s usulan tidak lagi menunggu jawaban Anda.",
            "%(n)s usulan tidak lagi menunggu jawaban Anda.",
            gone,
        )
        messages.warning(request, said % {"n": gone})
    return see_other(back)


STATES_SHOWN = tuple(code for code in PROPOSAL_STATES if code != "draft")


def log(request: Request, viewer: Viewer, rows: Iterable[Proposal]) -> None:
    """A list that tells methods and purposes is a read of each person."""
    role = next(iter(sorted(role.value for role in viewer.roles)), "superior")
    people = list({one.employee_id: one.employee for one in rows}.values())
    note_reads(by=request.user, employees=people, what="proposal", page=request.path, role=role)


# ── One proposal ─────────────────────────────────────────────────────────────────────────────


def visible(request: Request, id: int, *, chain: bool = True) -> tuple[Viewer, Proposal]:
    """The proposal by the area it is opened in: a konseling is found in the locked one alone."""
    viewer = viewer_of(request)
    locked = request.path.startswith(LOCKED)
    see = access.counselling_proposals_visible_to if locked else access.proposals_visible_to
    read = queries.with_chain if chain else queries.with_choices
    return viewer, get_or_404(read(see(viewer)), id)


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    viewer, proposal = visible(request, id)
    role = relation_to(viewer, proposal.employee) or reads_as(viewer, proposal)
    note_read(by=request.user, employee=proposal.employee, what="proposal", page=request.path, role=role)
    return render(request, "proposals/show.html", context_of(viewer, proposal))


def reads_as(viewer: Viewer, proposal: Proposal) -> str:
    """In what capacity somebody reads who is not related to the person: asked to guide, or next after a silent one."""
    if any(access.is_guide(viewer, wish.guide) for wish in proposal.choices):  # type: ignore[attr-defined]
        return "guide"
    if access.left_by_planner(viewer).filter(proposal=proposal).exists():
        return Role.COMPETENT_AUTHORITY.value
    return Role.COUNSELLOR.value if proposal.method == Method.COUNSELLING else "superior"


def context_of(viewer: Viewer, proposal: Proposal) -> dict[str, Any]:
    parties = access.parties_to(viewer, proposal)
    may = PROPOSAL.may(ProposalState(proposal.state), parties)
    step, wish = open_step(proposal), asked_wish(proposal)
    answers = proposal.state == ProposalState.PROPOSED and step is not None and step.party in parties
    locked = proposal.method == Method.COUNSELLING
    asked_me = wish is not None and Party.GUIDE in parties and proposal.state == ProposalState.APPROVED
    rooms = access.cases_visible_to(viewer).filter(proposal=proposal) if locked else None
    place = queries.waiting_position(proposal)
    planners = planners_asked([proposal], viewer.on)
    return {
        "proposal": proposal,
        "room": rooms.values_list("pk", flat=True).first() if rooms is not None else None,
        "employee": proposal.employee,
        "base": base_of(proposal),
        "own": Party.EMPLOYEE in parties,
        "locked": locked,
        "home": LIST if not locked else "/recommendations/counselling/",
        "may_list": not locked or viewer.has(Role.COUNSELLOR),
        "state": state_said(proposal.state),
        "waits": waits(proposal, viewer.on, mine(viewer), asked=planners),
        "age": age(proposal, viewer.on),
        "road": road(proposal, viewer.on, planners),
        "wishes": proposal.choices,  # type: ignore[attr-defined]
        "sitting": SITTINGS.get(proposal.sitting, "–"),
        "hours": slots_said(proposal.hours),
        "place_in_line": place,
        # How many wait for a konseling before one is a count of konseling: fewer than five are not told.
        "front_of_line": queries.SMALLEST
        if place is not None and place <= queries.SMALLEST and locked and Party.EMPLOYEE in parties
        else 0,
        "answers": answers,
        "asked_me": asked_me,
        "my_wish": wish if asked_me else None,
        "may_choose": "choose" in may,
        "may_wait": "wait" in may,
        "may_defer": "defer" in may and proposal.state != ProposalState.PROPOSED,
        "may_offer": "offer" in may,
        "may_resume": "resume" in may,
        "may_withdraw": "withdraw" in may,
        "form": ProposalAnswerForm(defers=answers and step is not None and step.party == Party.PLANNER),
        "reason_form": ReasonForm(auto_id="withdraw_%s"),
        "defer_form": DeferForm(auto_id="defer_%s"),
        "decline_form": ReasonForm(auto_id="decline_%s"),
    }


def again(request: Request, viewer: Viewer, proposal: Proposal, **forms: Form) -> HttpResponse:
    """The page again with what was typed and what is wrong."""
    return render(request, "proposals/show.html", {**context_of(viewer, proposal), **forms}, status=422)


@require_POST
@signed_in
def answer(request: Request, id: int) -> HttpResponse:
    viewer, proposal = visible(request, id)
    step = open_step(proposal)
    planner = step is not None and step.party == Party.PLANNER
    form = ProposalAnswerForm(request.POST, defers=planner)
    if not form.is_valid():
        return again(request, viewer, proposal, form=form)
    try:
        actions.answer(by=request.user, proposal=proposal, on=viewer.on, **form.cleaned_data)
    except Invalid as problem:
        form.add_error(None, say(problem.sentence))
        return again(request, viewer, proposal, form=form)
    messages.success(request, _("Jawaban Anda tersimpan."))
    return see_other(base_of(proposal))


@require_POST
@signed_in
def withdraw(request: Request, id: int) -> HttpResponse:
    viewer, proposal = visible(request, id)
    form = ReasonForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return again(request, viewer, proposal, reason_form=form)
    actions.withdraw(by=request.user, proposal=proposal, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Usulan ditarik."))
    return see_other(base_of(proposal))


@require_POST
@signed_in
def resume(request: Request, id: int) -> HttpResponse:
    viewer, proposal = visible(request, id)
    actions.resume(by=request.user, proposal=proposal, on=viewer.on)
    messages.success(request, _("Usulan dilanjutkan; yang berikutnya sudah ditanya."))
    return see_other(base_of(proposal))


@require_POST
@signed_in
def wait(request: Request, id: int) -> HttpResponse:
    viewer, proposal = visible(request, id)
    actions.put_on_waiting_list(by=request.user, proposal=proposal, on=viewer.on)
    messages.success(request, _("Masuk daftar tunggu; tempat yang kosong ditawarkan menurut urutan."))
    return see_other(base_of(proposal))


@require_POST
@signed_in
def defer(request: Request, id: int) -> HttpResponse:
    """Until a day, with a reason; it comes back by itself."""
    viewer, proposal = visible(request, id)
    form = DeferForm(request.POST, auto_id="defer_%s")
    if form.is_valid():
        with refusals_in(form):
            actions.defer(by=request.user, proposal=proposal, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Usulan ditunda; pada tanggalnya Anda ditanya lagi."))
            return see_other(base_of(proposal))
    return again(request, viewer, proposal, defer_form=form)
