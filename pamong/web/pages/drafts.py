"""What the planner does to pairs by hand: settle some beforehand, change a draft, put two drafts side by side."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.audit.actions import note_read
from pamong.people.access import Viewer
from pamong.people.roles import Role
from pamong.policy.pairing import RULES_OF_A_PAIR, Programme
from pamong.programme import access, actions, queries
from pamong.programme.models import Guide, Matching, MatchingStatus, Proposal
from pamong.programme.tasks import run_matching
from pamong.recommendation.queries import settings_of
from pamong.web import drafts
from pamong.web.forms.matching import DraftChangeForm, RequiredPairForm
from pamong.web.http import Request, refusals_in, see_other, signed_in
from pamong.web.lists import page_of, short_text
from pamong.web.pages.matching import HERE, SHOWN, matcher, mine, terms_said
from pamong.web.templatetags.pamong import angka, say

REQUIRED = f"{HERE}required/"
CARDS = 6
Row = dict[str, Any]


# ── Pairs settled beforehand ─────────────────────────────────────────────────────────────────


@require_GET
@signed_in
def required(request: Request) -> HttpResponse:
    """The pairs that every calculation keeps, and those who wait and have none."""
    viewer, institution = matcher(request)
    pairs = list(queries.required_pairs(viewer))
    search = short_text(request)
    waiting = queries.seekers(institution).filter(required_pair__isnull=True)
    if search:
        waiting = waiting.filter(employee__name__icontains=search)
    context = {"pairs": pairs, "page": page_of(request, waiting), "search": search}
    return render(request, "matching/required.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def require(request: Request, proposal: int) -> HttpResponse:
    """Mentors for one person, with the score and the words of the matching; one of them is settled."""
    viewer, institution = matcher(request)
    pool = queries.pool_of(institution, viewer.on, of=proposal)
    found = one_of(pool)
    form = RequiredPairForm(request.POST if request.method == "POST" else None, guides=guides_of(viewer))
    if form.is_valid():
        guide = form.cleaned_data["guide"]
        with refusals_in(form):
            actions.require_pair(by=request.user, proposal=found, guide=guide, on=viewer.on)
            told = {"name": found.employee.name, "guide": str(guide)}
            messages.success(request, _("%(name)s dan %(guide)s ditetapkan sebagai pasangan.") % told)
            return see_other(REQUIRED)
    log(request, found)
    programme = pool.programme(settings_of(institution, viewer.on).matching_weights, same_field=False)
    settled = queries.required_pairs(viewer).exclude(proposal=found)
    taken = Counter(settled.values_list("guide_id", flat=True))
    left = {
        guide.pk: mentor.capacity - taken[guide.pk]
        for guide, mentor in zip(pool.guides, pool.mentors, strict=True)
    }
    context = {
        "proposal": found,
        "form": form,
        "button": _("Tetapkan"),
        "home": REQUIRED,
        **candidates_said(request, pool, programme, viewer, left),
    }
    return render(request, "matching/require.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def release(request: Request, proposal: int) -> HttpResponse:
    viewer = matcher(request)[0]
    pair = queries.required_pairs(viewer).filter(proposal=proposal).first()
    if pair is None:
        raise Http404
    actions.release_pair(by=request.user, proposal=pair.proposal, on=viewer.on)
    messages.success(request, _("Pasangan itu kembali ditentukan oleh perhitungan."))
    return see_other(REQUIRED)


def one_of(pool: queries.Pool) -> Proposal:
    """Who waits, of a pool read for one person; whoever waits no longer is not found."""
    if not pool.proposals:
        raise Http404
    return pool.proposals[0]


def guides_of(viewer: Viewer) -> Any:
    return (
        access.guides_visible_to(viewer).filter(method="mentoring").select_related("employee", "institution")
    )


def log(request: Request, proposal: Proposal) -> None:
    note_read(
        by=request.user,
        employee=proposal.employee,
        what="proposal",
        page=request.path,
        role=Role.PLANNER.value,
    )


def candidates_said(
    request: Request,
    pool: queries.Pool,
    programme: Programme,
    viewer: Viewer,
    left: dict[int, int],
) -> dict[str, Any]:
    """Six mentors at a time, best fit first, narrowed by name; then those whom a rule keeps away."""
    search = short_text(request).lower()
    made = [one for one in queries.candidates(pool, programme, viewer.on) if search in str(one.guide).lower()]
    may = [card_said(one, left) for one in made if not one.against]
    against = [
        {"guide": one.guide, "rule": one.against[0].value, "why": say(RULES_OF_A_PAIR[one.against[0]][0])}
        for one in made
        if one.against
    ]
    return {
        "page": Paginator(may, CARDS).get_page(request.GET.get("page")),
        "against": against[: 2 * SHOWN],
        "more_against": max(0, len(against) - 2 * SHOWN),
        "search": search,
    }


def card_said(one: queries.Candidate, left: dict[int, int]) -> Row:
    """A mentor in words; `left` are the places that a draft, or what is settled, leaves."""
    free = left.get(one.guide.pk, one.places)
    words = say(one.words)
    return {
        "guide": one.guide,
        "points": one.points,
        "words": words[:1].upper() + words[1:],
        "free": max(0, free),
    }


# ── A draft changed by hand ──────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: Request, id: int, proposal: int) -> HttpResponse:
    """Another mentor for a person of the draft, or none; the draft is calculated again around it."""
    viewer, institution = matcher(request)
    made, pool = mine(viewer, id), queries.pool_of(institution, viewer.on, of=proposal)
    found = one_of(pool)
    rows = [*made.result.get("pairs", []), *made.result.get("unmatched", [])]
    row = next((one for one in rows if one["proposal"] == found.pk), None)
    if row is None or made.status != MatchingStatus.DRAFT:
        raise Http404
    form = DraftChangeForm(request.POST if request.method == "POST" else None, guides=guides_of(viewer))
    if form.is_valid():
        with refusals_in(form):
            fresh = actions.change_draft(
                by=request.user, matching=made, proposal=found, on=viewer.on, **form.cleaned_data
            )
            run_matching.enqueue(fresh.pk)
            return see_other(f"{HERE}{fresh.pk}/")
    log(request, found)
    programme = pool.programme(tuple(made.weights), same_field=made.same_field, units=made.unit_rule)
    left = {load["guide"]: load["free"] - load["added"] for load in made.result.get("loads", [])}
    held = Guide.objects.filter(pk=row.get("guide") or 0).select_related("employee").first()
    context = {
        "matching": made,
        "proposal": found,
        "form": form,
        "held": held,
        "fit": round(row["fit"] / 100) if held else None,
        "why": drafts.said(row),
        "settled": any(pair[0] == found.pk for pair in made.forced) or found.pk in made.left_out,
        "out": found.pk in made.left_out,
        "changes": True,
        "button": _("Pindahkan ke sini") if held else _("Pasangkan"),
        "home": f"{HERE}{id}/",
        **candidates_said(request, pool, programme, viewer, left),
    }
    return render(request, "matching/change.html", context, status=422 if form.errors else 200)


# ── Two drafts side by side ──────────────────────────────────────────────────────────────────


@require_GET
@signed_in
def compare(request: Request, id: int) -> HttpResponse:
    """A draft beside another: who gets a mentor, totals under each one's weights, pairs that differ, loads, fairness."""
    viewer, institution = matcher(request)
    made = mine(viewer, id)
    others = list(access.matchings_visible_to(viewer).exclude(pk=id).exclude(result={})[: 2 * SHOWN])
    asked = request.GET.get("with", "") or str(made.parent_id or "")
    other = next((one for one in others if str(one.pk) == asked), others[0] if others else None)
    if not made.result:
        raise Http404
    context: dict[str, Any] = {
        "matching": made,
        "other": other,
        "others": others,
        "again": f"{HERE}?like={id}",
    }
    if other is not None:
        weights = settings_of(institution, viewer.on).matching_weights
        differing = differences(made, other)
        page = page_of(request, differing)
        people = drafts.People(
            {row["proposal"] for row in page},
            {pk for row in page for pk in (row["one"], row["two"]) if pk},
        )
        context |= {
            "figures": figures(made, other, weights),
            "page": page,
            "lines": [line(row, people) for row in page if row["proposal"] in people.proposals],
            "fairness": fairness(made, other),
        }
    return render(request, "matching/compare.html", context)


def figures(made: Matching, other: Matching, common: tuple[int, ...]) -> list[Row]:
    """What both come to, side by side."""

    def both(label: str, of: Any, note: str = "") -> Row:
        return {"label": label, "one": of(made), "two": of(other), "note": note}

    def under(weights: Iterable[int]) -> Any:
        known = tuple(weights)

        def total(one: Matching) -> str:
            found = drafts.total_under(one.result["pairs"], known)
            return "–" if found is None else angka(found / 100, 1)

        return total

    rows = [
        both(_("Bobot"), lambda one: weights_said(one.weights)),
        both(_("Syarat"), lambda one: "; ".join(terms_said(one))),
        both(_("Mendapat mentor"), lambda one: f"{one.result['matched']} / {one.result['people']}"),
        both(_("Total menurut bobotnya sendiri"), lambda one: angka(one.result["total"] / 100, 1)),
    ]
    seen: list[tuple[int, ...]] = []
    for label, weights in (
        (_("Total menurut bobot instansi"), common),
        (_("Total menurut bobot rancangan %(n)s") % {"n": made.pk}, tuple(made.weights)),
        (_("Total menurut bobot rancangan %(n)s") % {"n": other.pk}, tuple(other.weights)),
    ):
        if weights not in seen:
            seen.append(weights)
            rows.append(both(label, under(weights), weights_said(weights)))
    return [
        *rows,
        both(_("Kecocokan terendah"), lowest),
        both(
            _("Mutu"),
            lambda one: _("terbukti terbaik") if one.result["optimal"] else _("belum terbukti"),
        ),
        both(_("Ditetapkan"), lambda one: sum(pair.get("forced", False) for pair in one.result["pairs"])),
        both(
            _("Mentor yang mendapat orang"), lambda one: sum(row["added"] > 0 for row in one.result["loads"])
        ),
        both(_("Mentor yang penuh"), full),
    ]


def weights_said(weights: Iterable[int]) -> str:
    return " / ".join(map(str, weights))


def lowest(one: Matching) -> str:
    pairs = one.result["pairs"]
    return str(round(pairs[-1]["fit"] / 100)) if pairs else "–"


def full(one: Matching) -> int:
    return sum(row["added"] >= row["free"] for row in one.result["loads"])


def differences(made: Matching, other: Matching) -> list[Row]:
    """Everybody who stands differently in the two, those without a mentor in one of them first."""
    one, two = ({pair["proposal"]: pair for pair in draft.result["pairs"]} for draft in (made, other))
    rows = [
        {
            "proposal": pk,
            "one": one[pk]["guide"] if pk in one else None,
            "two": two[pk]["guide"] if pk in two else None,
            "fit_one": round(one[pk]["fit"] / 100) if pk in one else None,
            "fit_two": round(two[pk]["fit"] / 100) if pk in two else None,
        }
        for pk in sorted(one.keys() | two.keys())
    ]
    changed = [row for row in rows if row["one"] != row["two"]]
    return sorted(changed, key=lambda row: row["one"] is not None and row["two"] is not None)


def line(row: Row, people: drafts.People) -> Row:
    return {
        **row,
        "proposal": people.proposals[row["proposal"]],
        "one": people.guide_said(row["one"]),
        "two": people.guide_said(row["two"]),
    }


def fairness(made: Matching, other: Matching) -> list[Row]:
    """Each group in both; a group that one of them does not hold has a dash there."""
    one, two = ({row["key"]: row for row in drafts.fairness_in(draft)} for draft in (made, other))
    return [
        {"group": (one.get(key) or two[key]), "one": one.get(key), "two": two.get(key)}
        for key in {**one, **two}
    ]
