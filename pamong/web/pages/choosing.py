"""Choosing a guide by hand, and the guide's answer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pamong.people.access import Viewer
from pamong.policy import programme
from pamong.policy.words import Method
from pamong.programme import access, actions, queries
from pamong.programme.models import Proposal, Wish
from pamong.programme.workflow import PROPOSAL, Party, ProposalState
from pamong.web.forms.proposals import WishesForm
from pamong.web.forms.recommendations import ReasonForm
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in
from pamong.web.pages.proposals import again, visible
from pamong.web.said import GUIDE_OF
from pamong.web.standing import base_of, cons, pros, slots_said

SHOWN = 6  # cards at once; the others unfold


@require_http_methods(["GET", "POST"])
@signed_in
def choose(request: Request, id: int) -> HttpResponse:
    """Cards of guides with what speaks for and against; up to three wishes in order."""
    viewer, proposal = visible(request, id, chain=False)
    parties = access.parties_to(viewer, proposal)
    if parties.isdisjoint((Party.EMPLOYEE, Party.PLANNER)):
        raise Http404
    if "choose" not in PROPOSAL.may(ProposalState(proposal.state), parties):
        return see_other(base_of(proposal))
    cards = queries.cards(proposal, viewer.on)
    most = programme.MOST_WISHES.on(viewer.on)
    offered = proposal.offered_guide_id
    form = WishesForm(
        request.POST if request.method == "POST" else None,
        guides=[card.guide for card in cards if not card.refusals],
        most=most,
        initial={f"rank_{wish.guide_id}": str(wish.rank) for wish in proposal.choices}  # type: ignore[attr-defined]
        if offered is None
        else {f"rank_{offered}": "1"},
    )
    if form.is_valid():
        with refusals_in(form):
            actions.choose(
                by=request.user, proposal=proposal, guides=form.cleaned_data["guides"], on=viewer.on
            )
            messages.success(request, _("Pilihan tersimpan; yang pertama sudah ditanya."))
            return see_other(base_of(proposal))
    context = {
        "proposal": proposal,
        "employee": proposal.employee,
        "own": Party.EMPLOYEE in parties,
        "base": base_of(proposal),
        "form": form,
        "most": most,
        "locked": proposal.method == Method.COUNSELLING,
        "may_wait": "wait" in PROPOSAL.may(ProposalState(proposal.state), parties),
        "guide_word": GUIDE_OF[proposal.method],
        **shown(viewer, proposal, cards, form),
    }
    return render(request, "proposals/choose.html", context, status=422 if form.errors else 200)


def shown(viewer: Viewer, proposal: Proposal, cards: list[queries.Card], form: WishesForm) -> dict[str, Any]:
    """The cards in words: those to choose, more of them, and those who cannot be chosen yet."""
    locked = proposal.method == Method.COUNSELLING
    competency = proposal.competency.name if proposal.competency else ""
    made = [
        {
            "card": card,
            "guide": card.guide,
            "pros": pros(card, competency, locked=locked),
            "cons": cons(card, proposal, locked=locked),
            "hours": slots_said(card.guide.hours),
            "offered": card.guide.pk == proposal.offered_guide_id,
            "field": form[f"rank_{card.guide.pk}"] if not card.refusals else None,
        }
        for card in cards
    ]
    may = sorted((row for row in made if row["field"] is not None), key=lambda row: not row["offered"])
    return {
        "first": may[:SHOWN],
        "more": may[SHOWN:],
        "refused": [row for row in made if row["field"] is None],
    }


def asked(request: Request, id: int, wish: int) -> tuple[Viewer, Proposal, Wish]:
    """A wish by which whoever looks was asked; else there is no such address."""
    viewer, proposal = visible(request, id)
    mine = Wish.objects.filter(proposal=proposal, current=True).select_related("guide__employee")
    found = get_or_404(mine, wish)
    if not access.is_guide(viewer, found.guide):
        raise Http404
    return viewer, proposal, found


@require_POST
@signed_in
def accept(request: Request, id: int, wish: int) -> HttpResponse:
    viewer, proposal, found = asked(request, id, wish)
    if actions.accept(by=request.user, wish=found, on=viewer.on) is None:
        messages.warning(request, _("Tempat Anda sudah terisi; pilihan berikutnya sudah ditanya."))
        return see_other("/inbox/")
    messages.success(request, _("Terima kasih. Pegawai dan pengelola kini membaca kesediaan Anda."))
    return see_other(base_of(proposal))


@require_POST
@signed_in
def decline(request: Request, id: int, wish: int) -> HttpResponse:
    viewer, proposal, found = asked(request, id, wish)
    form = ReasonForm(request.POST, auto_id="decline_%s")
    if not form.is_valid():
        return again(request, viewer, proposal, decline_form=form)
    actions.decline(by=request.user, wish=found, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Jawaban Anda tersimpan; pilihan berikutnya ditanya."))
    return see_other("/inbox/")
