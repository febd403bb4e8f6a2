"""Matching everybody who waits for a mentor: ready or not, calculated live, looked at as a draft, published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.people.access import Viewer
from pamong.people.models import Institution
from pamong.policy.sentence import Sentence
from pamong.programme import access, actions, queries
from pamong.programme.models import Guide, Matching, MatchingStatus, Proposal
from pamong.programme.tasks import run_matching
from pamong.recommendation.queries import settings_of
from pamong.web.forms.matching import MatchingForm
from pamong.web.http import (
    Request,
    get_or_404,
    institution_of,
    is_part,
    see_other,
    signed_in,
    viewer_of,
)
from pamong.web.lists import download, file_asked, page_of
from pamong.web.templatetags.pamong import angka, say

HERE = "/matching/"
SHOWN = 12


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
    weights = settings_of(institution, viewer.on).matching_weights
    form = MatchingForm(request.POST or None, weights=weights)
    if form.is_valid():
        made = actions.request_matching(
            by=request.user,
            institution=institution,
            weights=form.weights(),
            same_field=form.cleaned_data["same_field"],
            on=viewer.on,
        )
        run_matching.enqueue(made.pk)
        return see_other(f"{HERE}{made.pk}/")
    pool = queries.pool_of(institution, viewer.on, pairs=False)
    wanted = queries.wanted(pool)
    context = {
        "form": form,
        "people": len(pool.mentees),
        "tiles": readiness(pool, wanted),
        "wanted": wanted[:SHOWN],
        "earlier": access.matchings_visible_to(viewer).select_related("requested_by")[:SHOWN],
    }
    return render(request, "matching/list.html", context, status=422 if form.errors else 200)


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
        return render(request, template, {"matching": made, "rounds": made.rounds})
    if is_part(request):  # it has just ended: the page is another one
        return HttpResponse(headers={"HX-Refresh": "true"})
    lines = pairs_of(made)
    if kind := file_asked(request):
        headers = [_("Pegawai"), _("Kompetensi"), _("Mentor"), _("Kecocokan"), _("Karena")]
        return download(kind, "pasangan", viewer.on, headers, file_rows(lines, unmatched_of(made)))
    context = {
        "matching": made,
        "result": made.result,
        "tiles": quality(made),
        "page": page_of(request, lines),
        "unmatched": unmatched_of(made),
        "loads": loads_of(made),
        "fairness": fairness_of(made),
        "publish_address": f"{HERE}{id}/publish/",
        "discard_address": f"{HERE}{id}/discard/",
        "may_publish": made.status == MatchingStatus.DRAFT and bool(lines),
        "may_discard": made.status in (MatchingStatus.DRAFT, MatchingStatus.FAILED),
    }
    return render(request, "matching/show.html", context)


def pairs_of(made: Matching) -> list[dict[str, Any]]:
    """The pairs with their people, best first."""
    stored = made.result.get("pairs", [])
    proposals = people_of([pair["proposal"] for pair in stored])
    guides = {
        guide.pk: guide
        for guide in Guide.objects.filter(pk__in={pair["guide"] for pair in stored}).select_related(
            "employee", "employee__position"
        )
    }
    skipped = set(made.result.get("skipped", ()))
    return [
        {
            "proposal": proposals[pair["proposal"]],
            "guide": guides[pair["guide"]],
            "fit": round(pair["fit"] / 100),
            "why": said(pair),
            "wanted": said(pair["wanted"]),
            "skipped": pair["proposal"] in skipped,
        }
        for pair in stored
        if pair["proposal"] in proposals and pair["guide"] in guides
    ]


def people_of(ids: list[int]) -> dict[int, Proposal]:
    rows = Proposal.objects.filter(pk__in=ids)
    return {row.pk: row for row in rows.select_related("employee", "employee__unit", "competency")}


def said(words: dict[str, str]) -> str:
    return say(Sentence(words["id"], words["en"]))


def unmatched_of(made: Matching) -> list[dict[str, Any]]:
    stored = made.result.get("unmatched", [])
    proposals = people_of([row["proposal"] for row in stored])
    return [
        {"proposal": proposals[row["proposal"]], "why": said(row)}
        for row in stored
        if row["proposal"] in proposals
    ]


def loads_of(made: Matching) -> list[dict[str, Any]]:
    """Mentors with what they carry already and what the draft adds, the fullest first."""
    stored = [row for row in made.result.get("loads", []) if row["added"]]
    guides = Guide.objects.filter(pk__in={row["guide"] for row in stored}).select_related("employee")
    known = {guide.pk: guide for guide in guides}
    rows = [
        {
            "guide": known[row["guide"]],
            "load": row["capacity"] - row["free"] + row["added"],
            "added": row["added"],
            "capacity": row["capacity"],
        }
        for row in stored
        if row["guide"] in known
    ]
    return sorted(rows, key=lambda row: (row["load"] - row["capacity"], str(row["guide"])))


def fairness_of(made: Matching) -> list[dict[str, Any]]:
    """Groups of five people and more: who gets a mentor and how well they fit."""
    kinds = {"sex": _("Jenis kelamin"), "grade": _("Jenjang"), "unit": _("Unit")}
    sexes = {"1": _("Laki-laki"), "2": _("Perempuan")}
    return [
        {
            "kind": kinds.get(row["kind"], row["kind"]),
            "group": sexes.get(row["group"], row["group"]) if row["kind"] == "sex" else row["group"] or "–",
            "matched": row["matched"],
            "people": row["mentees"],
            "mean": row["mean_fit"] / 100 if row["mean_fit"] is not None else None,
        }
        for row in made.result.get("fairness", [])
        if row["mentees"] >= 5
    ]


def quality(made: Matching) -> list[dict[str, Any]]:
    found = made.result
    if not found:
        return []
    fits = [pair["fit"] for pair in found["pairs"]]
    gap = found["upper_bound"] - found["total"]
    most = found["matched"] == found["matched_bound"]
    kept = {
        "label": _("Tetap dari rancangan sebelumnya"),
        "number": found["kept"],
        "unit": _("dari %(n)s") % {"n": found["before"]},
    }
    return [
        {
            "label": _("Mendapat mentor"),
            "number": found["matched"],
            "unit": _("dari %(n)s") % {"n": found["people"]},
            "note": _("paling banyak yang mungkin")
            if most
            else _("paling banyak %(n)s yang mungkin") % {"n": found["matched_bound"]},
        },
        {
            "label": _("Kecocokan rata-rata"),
            "number": angka(sum(fits) / len(fits) / 100, 1) if fits else "–",
            "note": _("terendah %(n)s") % {"n": round(min(fits) / 100)} if fits else "",
        },
        {
            "label": _("Mutu rancangan"),
            "number": _("Terbukti terbaik") if found["optimal"] else _("Belum terbukti"),
            "tone": "good" if found["optimal"] else "warn",
            "note": _("nilai %(value)s, batas atas %(bound)s")
            % {"value": angka(found["total"] / 100), "bound": angka(found["upper_bound"] / 100)}
            + ("" if found["optimal"] else _(", selisih %(gap)s") % {"gap": angka(gap / 100)}),
        },
        *([kept] if found["before"] else []),
    ]


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
