"""Choosing a guide by hand, and the guide's answer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pamong.people.access import Viewer
from pamong.policy import programme
from pamong.policy.words import Method
from pamong.programme import access, actions, queries
from pamong.programme.models import Proposal, Wish
from pamong.programme.notices import LOCKED
from pamong.programme.workflow import PROPOSAL, Party, ProposalState
from pamong.web.forms.proposals import GuideFilterForm, OfferForm, WishesForm
from pamong.web.forms.recommendations import ReasonForm
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in, viewer_of
from pamong.web.pages.proposals import again, visible
from pamong.web.said import GUIDE_OF
from pamong.web.standing import FAIR_FIT, GOOD_FIT, base_of, cons, fit_said, pros, slots_said

SHOWN = 6  # cards at once; the others by "Tampilkan lain"


@require_http_methods(["GET", "POST"])
@signed_in
def choose(request: Request, id: int) -> HttpResponse:
    """Cards of guides with what speaks for and against; up to three wishes in order.

    Other cards and filters are asked for with the choice so far, which stays in sight and is not saved by it.
    """
    viewer, proposal = visible(request, id, chain=False)
    parties = access.parties_to(viewer, proposal)
    if parties.isdisjoint((Party.EMPLOYEE, Party.PLANNER)):
        raise Http404
    if "choose" not in PROPOSAL.may(ProposalState(proposal.state), parties):
        return moved_on(request, proposal)
    cards = queries.cards(proposal, viewer.on)
    most = programme.MOST_WISHES.on(viewer.on)
    saves = request.method == "POST" and "page" not in request.POST
    form = WishesForm(
        request.POST if saves else None,
        guides=[card.guide for card in cards if not card.refusals],
        most=most,
        initial=begun(request, proposal),
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
        **shown(request, proposal, cards, form),
    }
    return render(request, "proposals/choose.html", context, status=422 if form.errors else 200)


def moved_on(request: Request, proposal: Proposal) -> HttpResponse:
    """To where it stands now; whoever sent something learns that it was not taken."""
    if request.method == "POST":
        messages.warning(request, _("Pilihan Anda tidak disimpan: usulan ini sudah berubah sementara itu."))
    return see_other(base_of(proposal))


def begun(request: Request, proposal: Proposal) -> dict[str, str]:
    """The choice so far: what was typed, else the place offered, else the earlier wishes."""
    if request.method == "POST":
        return {name: rank for name, rank in request.POST.items() if name.startswith("rank_") and rank}
    if proposal.offered_guide_id is not None:
        return {f"rank_{proposal.offered_guide_id}": "1"}
    return {f"rank_{wish.guide_id}": str(wish.rank) for wish in proposal.choices}  # type: ignore[attr-defined]


def shown(
    request: Request, proposal: Proposal, cards: list[queries.Card], form: WishesForm
) -> dict[str, Any]:
    """The cards in words: those chosen so far, six others at a time, and those who cannot be chosen yet."""
    locked = proposal.method == Method.COUNSELLING
    data = request.POST if request.method == "POST" else request.GET
    units = units_of(cards)
    filters = GuideFilterForm(data, units=units, fits=(FAIR_FIT, GOOD_FIT)).asked()
    begun_with = {name for name, rank in (form.data if form.is_bound else form.initial).items() if rank}
    made: list[dict[str, Any]] = [
        {
            "card": card,
            "guide": card.guide,
            "words": fit_said(card),
            "pros": pros(card, locked=locked),
            "cons": cons(card, proposal),
            "hours": slots_said(card.guide.hours),
            "offered": card.guide.pk == proposal.offered_guide_id,
            "field": form[f"rank_{card.guide.pk}"] if not card.refusals else None,
        }
        for card in cards
    ]
    chosen = [row for row in made if row["field"] and row["field"].name in begun_with]
    others = [row for row in made if row not in chosen and fits(row["card"], filters)]
    may = [row for row in others if row["field"] is not None]
    page = Paginator(may, SHOWN).get_page(data.get("page"))
    return {
        "chosen": sorted(chosen, key=lambda row: not row["offered"]),
        "page": page,
        "refused": [row for row in others if row["field"] is None],
        "anybody": any(row["field"] is not None for row in made),
        "units": units,
        "levels": [(str(FAIR_FIT), _("Sesuai ke atas")), (str(GOOD_FIT), _("Hanya yang sangat sesuai"))],
        "by_fit": any(card.fit is not None for card in cards),
        "filters": filters,
    }


def units_of(cards: list[queries.Card]) -> list[tuple[str, str]]:
    """Units that the guides come from, by name."""
    found = {card.guide.employee.unit for card in cards if card.guide.employee and card.guide.employee.unit}
    return sorted(((str(unit.pk), unit.name) for unit in found), key=lambda row: row[1])


def fits(card: queries.Card, filters: dict[str, Any]) -> bool:
    """Whether a card passes the filters."""
    who = card.guide.employee
    if filters["unit"] and not (who and str(who.unit_id) == filters["unit"]):
        return False
    if filters["hours"] and not card.shared_hours:
        return False
    return not filters["fit"] or (card.points is not None and card.points >= int(filters["fit"]))


@require_http_methods(["GET", "POST"])
@signed_in
def offer(request: Request, id: int) -> HttpResponse:
    """A free place offered by hand to somebody on the waiting list."""
    viewer = viewer_of(request)
    see = (
        access.counselling_proposals_visible_to
        if request.path.startswith(LOCKED)
        else access.proposals_visible_to
    )
    proposal = get_or_404(queries.with_people_of(see(viewer)), id)
    parties = access.parties_to(viewer, proposal)
    if Party.PLANNER not in parties:
        raise Http404
    if "offer" not in PROPOSAL.may(ProposalState(proposal.state), parties):
        return moved_on(request, proposal)
    locked = proposal.method == Method.COUNSELLING
    cards = {str(c.guide.pk): c for c in queries.cards(proposal, viewer.on) if not c.refusals}
    position = queries.waiting_position(proposal) or 1
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        guides={key: card.guide for key, card in cards.items()},
        first=position == 1,
        initial={"guide": next(iter(cards), "")},
    )
    if form.is_valid():
        with refusals_in(form):
            actions.offer_place(by=request.user, proposal=proposal, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Tempat ditawarkan dan disimpan sampai tenggatnya."))
            return see_other(base_of(proposal))
    context = {
        "employee": proposal.employee,
        "base": base_of(proposal),
        "form": form,
        "locked": locked,
        "position": position,
        "days": programme.OFFER_DAYS.on(viewer.on),
        "rows": [
            {
                "key": key,
                "guide": card.guide,
                "words": fit_said(card),
                "pros": pros(card, locked=locked),
                "cons": cons(card, proposal),
            }
            for key, card in cards.items()
        ],
    }
    return render(request, "proposals/offer.html", context, status=422 if form.errors else 200)


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
