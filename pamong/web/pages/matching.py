"""Matching everybody who waits for a mentor: ready or not, calculated live, looked at as a draft, published."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.people.access import Viewer
from pamong.people.models import Institution
from pamong.programme import access, actions, queries
from pamong.programme.models import Matching, MatchingStatus, Proposal
from pamong.programme.tasks import run_matching
from pamong.recommendation.queries import settings_of
from pamong.web import drafts
from pamong.web.forms.matching import UNIT_RULES, MatchingForm
from pamong.web.http import (
    Request,
    get_or_404,
    institution_of,
    is_part,
    see_other,
    signed_in,
    viewer_of,
)
from pamong.web.kept import kept, key_of
from pamong.web.lists import download, file_asked, page_of
from pamong.web.remedies import counted, helps_said

HERE = "/matching/"
SHOWN = 12
HELPS = 5  # at once; the others unfold


def matcher(request: Request) -> tuple[Viewer, Institution]:
    viewer = viewer_of(request)
    institution = institution_of(viewer)
    if not access.can_match(viewer, institution):
        raise Http404
    return viewer, institution


def mine(viewer: Viewer, id: int) -> Matching:
    rows = access.matchings_visible_to(viewer).select_related("institution", "requested_by", "closed_by")
    return get_or_404(rows, id)


@require_http_methods(["GET", "POST"])
@signed_in
def matchings(request: Request) -> HttpResponse:
    """Whether matching is worth while now, what to weigh, and the calculations before."""
    viewer, institution = matcher(request)
    like = request.GET.get("like", "")
    old = access.matchings_visible_to(viewer).filter(pk=like).first() if like.isdecimal() else None
    weights = tuple(old.weights) if old else settings_of(institution, viewer.on).matching_weights
    begin = {"same_field": old.same_field, "units": old.unit_rule} if old else None
    form = MatchingForm(request.POST or None, weights=weights, initial=begin)
    if form.is_valid():
        made = actions.request_matching(
            by=request.user,
            institution=institution,
            weights=form.weights(),
            same_field=form.cleaned_data["same_field"],
            units=form.cleaned_data["units"],
            on=viewer.on,
        )
        run_matching.enqueue(made.pk)
        return see_other(f"{HERE}{made.pk}/")
    context = {
        "form": form,
        "like": old,
        **kept(
            key_of(request, viewer, "readiness", get_language()),
            lambda: ready(institution, viewer.on),
            lambda known: known["people"] + known["mentors"],
        ),
        "earlier": access.matchings_visible_to(viewer).select_related("requested_by")[:SHOWN],
    }
    return render(request, "matching/list.html", context, status=422 if form.errors else 200)


def ready(institution: Institution, on: date) -> dict[str, Any]:
    """How many look for whom, and whether there is one for each."""
    pool = queries.pool_of(institution, on, pairs=False)
    wanted = queries.wanted(pool)
    return {
        "people": len(pool.mentees),
        "mentors": len(pool.mentors),
        "tiles": readiness(pool, wanted),
        "wanted": wanted[:SHOWN],
        "required": sum(hasattr(one, "required_pair") for one in pool.proposals),
    }


def readiness(pool: queries.Pool, wanted: list[queries.Wanted]) -> list[dict[str, Any]]:
    places = sum(mentor.capacity for mentor in pool.mentors if mentor.active)
    short = sum(row.places < row.people for row in wanted)
    return [
        {
            "label": _("Menunggu mentor"),
            "number": len(pool.mentees),
            "note": _("usulan mentoring yang disetujui"),
            "address": "/proposals/?state=approved&method=mentoring",
        },
        {
            "label": _("Mentor yang dapat menerima"),
            "number": sum(mentor.active and mentor.capacity > 0 for mentor in pool.mentors),
            "address": "/guides/?method=mentoring",
        },
        {
            "label": _("Tempat kosong"),
            "number": places,
            "note": _("cukup") if places >= len(pool.mentees) else _("kurang dari yang menunggu"),
            "tone": "" if places >= len(pool.mentees) else "warn",
        },
        {
            "label": _("Kompetensi yang kekurangan mentor"),
            "number": short,
            "tone": "warn" if short else "",
        },
    ]


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponseBase:
    """One calculation: on its way with value and bound, or its draft, or what was published."""
    viewer = matcher(request)[0]
    made = mine(viewer, id)
    if made.status in (MatchingStatus.QUEUED, MatchingStatus.RUNNING):
        template = "matching/_live.html" if is_part(request) else "matching/live.html"
        return render(request, template, {"matching": made, "rounds": rounds_of(made)})
    if is_part(request):  # it has just ended: the page is another one
        return HttpResponse(headers={"HX-Refresh": "true"})
    pairs, unmatched = made.result.get("pairs", []), made.result.get("unmatched", [])
    if kind := file_asked(request):
        everybody = people_in(made, [*pairs, *unmatched], pairs)
        lines = drafts.pairs_said(pairs, everybody, made)
        headers = [_("Pegawai"), _("Kompetensi"), _("Mentor"), _("Kecocokan"), _("Karena")]
        rows = file_rows(lines, drafts.unmatched_said(unmatched, everybody, made))
        return download(kind, "pasangan", viewer.on, headers, rows)
    part, chips = parts_of(request, made)
    page, loads = page_of(request, part["rows"]), drafts.loads_in(made)
    people = people_in(made, [*page, *unmatched[:SHOWN], *pairs[-1:]], [*page, *unmatched[:SHOWN], *loads])
    helps = helps_said(made, people.guides)
    alone = part["name"] == "unmatched"
    context = {
        "matching": made,
        "result": made.result,
        "tiles": drafts.quality(made, people),
        "chips": chips,
        "part": part["name"],
        "page": page,
        "lines": [] if alone else drafts.pairs_said(page, people, made),
        "unmatched": drafts.unmatched_said(page if alone else unmatched[:SHOWN], people, made),
        "counted": counted(unmatched),
        "helps": helps[:HELPS],
        "more_helps": helps[HELPS:],
        "alone": len(unmatched),
        "loads": drafts.loads_said(loads, people),
        "loads_shown": SHOWN,
        "fairness": drafts.fairness_in(made),
        "change": drafts.change_said(made, people),
        "dropped": drafts.dropped_said(made, people),
        "terms": terms_said(made),
        "base": f"{HERE}{id}/",
        "may_change": made.status == MatchingStatus.DRAFT,
        "may_publish": made.status == MatchingStatus.DRAFT and bool(pairs),
        "may_discard": made.status in (MatchingStatus.DRAFT, MatchingStatus.FAILED),
    }
    return render(request, "matching/show.html", context)


def terms_said(made: Matching) -> list[str]:
    """What was asked of every pair beside the rules that always hold."""
    units = dict(UNIT_RULES)[made.unit_rule]
    return [str(units), *([_("Hanya urusan yang sama")] if made.same_field else [])]


def rounds_of(made: Matching) -> list[dict[str, float]]:
    """The rounds so far in points, as the draft will say them."""
    return [
        {"matched": one["matched"], "value": one["value"] / 100, "bound": one["bound"] / 100}
        for one in made.rounds
    ]


def people_in(
    made: Matching, proposals: Iterable[dict[str, Any]], guides: Iterable[dict[str, Any]]
) -> drafts.People:
    """Everybody a page names: in the rows given, and in what the draft tells of itself."""
    named, held = drafts.named_in(made)
    held |= {row["guide"] for row in guides if row.get("guide")}
    return drafts.People(named | {row["proposal"] for row in proposals}, held)


def parts_of(request: Request, made: Matching) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The part of the draft that is asked for, and all of them as links with their numbers."""
    pairs = made.result.get("pairs", [])
    parts = [
        {"name": "pairs", "label": _("Pasangan"), "rows": pairs},
        {"name": "unmatched", "label": _("Belum"), "rows": made.result.get("unmatched", [])},
        {
            "name": "forced",
            "label": _("Ditetapkan"),
            "rows": [pair for pair in pairs if pair.get("forced")],
        },
    ]
    asked = next((one for one in parts if one["name"] == request.GET.get("show")), parts[0])
    links = [
        {
            "label": one["label"],
            "number": len(one["rows"]),
            "address": f"{HERE}{made.pk}/?show={one['name']}",
            "here": one is asked,
        }
        for one in parts
    ]
    return asked, links


def file_rows(lines: list[dict[str, Any]], unmatched: list[dict[str, Any]]) -> list[list[object]]:
    return [
        [row["proposal"].employee.name, name_of(row["proposal"]), str(row["guide"]), row["fit"], row["why"]]
        for row in lines
    ] + [[row["proposal"].employee.name, name_of(row["proposal"]), "", None, row["why"]] for row in unmatched]


def name_of(proposal: Proposal) -> str:
    return proposal.competency.name if proposal.competency else ""


@require_POST
@signed_in
def publish(request: Request, id: int) -> HttpResponse:
    viewer = matcher(request)[0]
    done = actions.publish_matching(by=request.user, matching=mine(viewer, id), on=viewer.on)
    skipped = len(done.result["skipped"])
    made = len(done.result["pairs"]) - skipped
    words = ngettext("%(n)s pasangan diumumkan.", "%(n)s pasangan diumumkan.", made) % {"n": made}
    if skipped:
        more = ngettext(
            "%(n)s dilewati karena keadaannya berubah; usulannya tetap disetujui.",
            "%(n)s dilewati karena keadaannya berubah; usulannya tetap disetujui.",
            skipped,
        )
        words += " " + more % {"n": skipped}
    messages.success(request, words)
    return see_other(f"{HERE}{id}/")


@require_POST
@signed_in
def discard(request: Request, id: int) -> HttpResponse:
    viewer = matcher(request)[0]
    actions.discard_matching(by=request.user, matching=mine(viewer, id), on=viewer.on)
    messages.success(request, _("Rancangan dibuang; tidak ada yang berubah."))
    return see_other(HERE)
