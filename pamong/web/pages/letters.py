"""Letters of appointment: the list, their head, a new one over matched pairs, one with its number and its end."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.audit.actions import note_reads
from pamong.people.access import Viewer
from pamong.policy.errors import Invalid
from pamong.policy.papers import MOST_COPY_MEGABYTES
from pamong.policy.words import Method
from pamong.programme import access, actions, queries
from pamong.programme.models import Engagement, Letter
from pamong.programme.workflow import LETTER, LetterState
from pamong.reports import appointment
from pamong.reports.saying import letterhead_of
from pamong.web import pieces
from pamong.web.forms.letters import LetterForm, LetterheadForm, NumberForm, ReasonForm, SignedCopyForm
from pamong.web.http import Request, get_or_404, institution_of, refusals_in, see_other, signed_in, viewer_of
from pamong.web.letters import ended, state_said
from pamong.web.lists import page_of, short_text
from pamong.web.pdf import pdf
from pamong.web.said import LETTER_KINDS, LETTER_STATES, LETTER_STATES_SHORT
from pamong.web.templatetags.pamong import label, say

HOME = "/letters/"
ON_A_PAGE, TO_CHOOSE = 50, 15
ALL, OTHERS = "all", "others"  # boxes for every pair of the list, and for those ticked on other pages
METHODS = (Method.COACHING, Method.MENTORING)
ISSUED = (LetterState.NUMBERED, LetterState.SIGNED)


def address_of_proof(token: object) -> str:
    """Where everybody can see that a document is genuine."""
    return f"{settings.BASE_URL}/verify/{token}/"


@require_GET
@signed_in
def letters(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    institution_of(viewer)
    if not access.can_read_whole_letters(viewer):
        raise Http404
    state = request.GET.get("state", "")
    state = state if state in LETTER_STATES else ""
    search = short_text(request)
    page = page_of(request, queries.letters(viewer, state=state, search=search))
    keeps = access.can_keep_letters(viewer)
    kept = {"q": search} if search else {}
    states = {"": _("Semua"), **LETTER_STATES_SHORT}
    context = {
        "page": page,
        "rows": [
            {"letter": one, "kind": LETTER_KINDS[one.kind], "state": state_said(one, viewer.on)}
            for one in page
        ],
        "chips": [
            {
                "label": said,
                "address": f"{HOME}?{urlencode({**kept, 'state': code} if code else kept)}",
                "here": code == state,
            }
            for code, said in states.items()
        ],
        "state": state,
        "q": search,
        "may_keep": keeps,
        "waiting": queries.waiting_for_letter(viewer).count() if keeps else 0,
    }
    return render(request, "letters/list.html", context)


# ── A new letter ─────────────────────────────────────────────────────────────────────────────


def keeper(request: Request) -> Viewer:
    """Whoever makes letters; for everybody else there is no such page."""
    viewer = viewer_of(request)
    institution_of(viewer)
    if not access.can_keep_letters(viewer):
        raise Http404
    return viewer


# What the next letter of a kind usually has of the last one.
_KEPT = (
    "kind",
    "signs_as",
    "on_behalf_of",
    "signatory_name",
    "signatory_position",
    "signatory_nip",
    "place",
    "copies_to",
)


def as_the_last(lasts: dict[str, Letter], kind: str) -> dict[str, str]:
    """Signatory, place and copies of the newest letter of the kind asked for, or of the newest of all."""
    last = lasts.get(kind) or (next(iter(lasts.values()), None) if kind not in LETTER_KINDS else None)
    if last is None:
        return {"kind": kind if kind in LETTER_KINDS else "sk"}
    return {name: getattr(last, name) for name in _KEPT}


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    """Choose and fill in, look at it, keep it: three steps of one form, without script."""
    viewer = keeper(request)
    lasts, replaced = queries.last_signatories(viewer), replaced_by(request, viewer)
    form = LetterForm(
        posted(request, listed(viewer, asked_for(request), replaced)),
        waiting=queries.waiting_for_letter(viewer, replaces=replaced),
        initial=as_replaced(viewer, replaced)
        if replaced
        else as_the_last(lasts, request.GET.get("kind", "")),
    )
    step = request.POST.get("step", "")
    if step in ("preview", "save") and form.is_valid():
        with refusals_in(form):
            if step == "preview":
                return preview(request, viewer, form)
            return see_other(kept(request, viewer, form))
    return choose(request, viewer, form, lasts, replaced)


def posted(request: Request, rows: QuerySet[Engagement]) -> QueryDict | None:
    """What was sent: with the pairs ticked on other pages, or every pair of the list where all were asked for."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    others = [pk for pk in data.get(OTHERS, "").split(",") if pk]
    every = [str(pk) for pk in rows.values_list("pk", flat=True)] if data.get(ALL) else None
    data.setlist("engagement", data.getlist("engagement") + others if every is None else every)
    return data


def asked_for(request: Request) -> dict[str, str]:
    """How the list of pairs is narrowed."""
    asked = {name: short_text(request, name) for name in ("method", "q")}
    return asked | {"method": asked["method"] if asked["method"] in set(METHODS) else ""}


def listed(viewer: Viewer, asked: dict[str, str], replaced: Letter | None) -> QuerySet[Engagement]:
    return queries.waiting_for_letter(viewer, method=asked["method"], search=asked["q"], replaces=replaced)


def replaced_by(request: Request, viewer: Viewer) -> Letter | None:
    """The withdrawn letter in whose place the new one comes, where the address names one."""
    asked = request.GET.get("replaces", "")
    rows = queries.letters(viewer, state=LetterState.WITHDRAWN)
    return rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None


def as_replaced(viewer: Viewer, replaced: Letter) -> dict[str, Any]:
    """With its words, to be mended, and its pairs that still wait."""
    pairs = queries.waiting_for_letter(viewer, replaces=replaced)
    return {name: getattr(replaced, name) for name in _KEPT} | {
        "engagement": list(pairs.values_list("pk", flat=True))
    }


def kept(request: Request, viewer: Viewer, form: LetterForm) -> str:
    """Keep one draft, or one for every pair; the page on which they are found."""
    given: dict[str, Any] = {
        "by": request.user,
        "institution": institution_of(viewer),
        "engagements": form.cleaned_data["engagement"],
        "on": viewer.on,
        **form.words,
    }
    if form.cleaned_data["each"]:
        number = len(actions.draft_letter_each(**given))
        messages.success(
            request,
            ngettext("%(n)s rancangan surat tersimpan.", "%(n)s rancangan surat tersimpan.", number)
            % {"n": number},
        )
        return f"{HOME}?state={LetterState.DRAFT}"
    made = actions.draft_letter(**given)
    messages.success(request, _("Rancangan surat tersimpan; pasangannya menunggu nomor surat."))
    return f"{HOME}{made.pk}/"


def choose(
    request: Request,
    viewer: Viewer,
    form: LetterForm,
    lasts: dict[str, Letter] | None = None,
    replaced: Letter | None = None,
) -> HttpResponse:
    asked = asked_for(request)
    page = page_of(request, listed(viewer, asked, replaced), TO_CHOOSE)
    log(request, viewer, page)
    context = {
        "form": form,
        "page": page,
        "asked": asked,
        "methods": [(code.value, label(code)) for code in METHODS],
        "narrowed": any(asked.values()) or replaced is not None,
        "replaced": replaced,
        "others": sorted(form.chosen - {str(one.pk) for one in page}),
        "signatories": [
            {"kind": kind, "said": LETTER_KINDS[kind], "letter": last} for kind, last in (lasts or {}).items()
        ],
    }
    return render(request, "letters/new.html", context, status=422 if form.errors and form.is_bound else 200)


def preview(request: Request, viewer: Viewer, form: LetterForm) -> HttpResponse:
    letter = actions.compose_letter(
        by=request.user, institution=institution_of(viewer), on=viewer.on, **form.words
    )
    pairs = list(form.cleaned_data["engagement"])
    ended = queries.replaced_with(letter, pairs)
    document = appointment.build(letter, pairs, address="", on=viewer.on, replaces=ended)
    number = len(pairs) if form.cleaned_data["each"] else 1
    context = {"form": form, "letter": letter, "document": document, "number": number}
    return render(request, "letters/preview.html", context)


@require_POST
@signed_in
def preview_pdf(request: Request) -> HttpResponse:
    """The paper as it would be, nothing kept."""
    viewer = keeper(request)
    form = LetterForm(request.POST, waiting=queries.waiting_for_letter(viewer))
    if not form.is_valid():
        return choose(request, viewer, form)
    letter = actions.compose_letter(
        by=request.user, institution=institution_of(viewer), on=viewer.on, **form.words
    )
    pairs = list(form.cleaned_data["engagement"])
    # Of one letter for every pair the first stands for all.
    shown = pairs[:1] if form.cleaned_data["each"] else pairs
    ended = queries.replaced_with(letter, shown)
    return pdf(appointment.build(letter, shown, address="", on=viewer.on, replaces=ended))


@require_http_methods(["GET", "POST"])
@signed_in
def letterhead(request: Request) -> HttpResponse:
    """What stands under the institution's name on every paper."""
    viewer = keeper(request)
    institution = institution_of(viewer)
    form = LetterheadForm(
        request.POST if request.method == "POST" else None,
        initial={"lines": "\n".join(letterhead_of(institution))},
    )
    if form.is_valid():
        with refusals_in(form):
            actions.set_letterhead(
                by=request.user, institution=institution, on=viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Kop surat tersimpan; surat yang dibuat mulai sekarang memakainya."))
            return see_other(HOME)
    context = {"form": form, "institution": institution}
    return render(request, "letters/letterhead.html", context, status=422 if form.errors else 200)


# ── One letter ───────────────────────────────────────────────────────────────────────────────


def people(rows: Any) -> list[Any]:
    return list({one.employee_id: one.employee for one in rows}.values())


def role(viewer: Viewer) -> str:
    return next(iter(sorted(one.value for one in viewer.roles)), "")


def whole(request: Request, id: int) -> tuple[Viewer, Letter]:
    """A letter with all its pairs: for those who keep or audit letters."""
    viewer = viewer_of(request)
    institution_of(viewer)
    return viewer, get_or_404(queries.letters(viewer), id)


def log(request: Request, viewer: Viewer, rows: Any) -> None:
    note_reads(by=request.user, employees=people(rows), what="letter", page=request.path, role=role(viewer))


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    return page(request, *whole(request, id))


def page(request: Request, viewer: Viewer, letter: Letter, **forms: Any) -> HttpResponse:
    may = LETTER.may(LetterState(letter.state), access.parties_to_letters(viewer))
    pairs = page_of(request, queries.pairs_of(letter), ON_A_PAGE)
    log(request, viewer, pairs)
    context = {
        "letter": letter,
        "kind": LETTER_KINDS[letter.kind],
        "state": state_said(letter, viewer.on),
        "page": pairs,
        "rows": [
            {"pair": one, "gone": letter.state == LetterState.DRAFT and one.state not in queries.MAY_BE_NAMED}
            for one in pairs
        ],
        "issued": letter.state in ISSUED,
        "waiting": letter.state == LetterState.WITHDRAWN
        and queries.waiting_for_letter(viewer, replaces=letter).exists(),
        "successors": queries.successors(letter),
        "ended": ended(letter),
        "may": may,
        "number_form": NumberForm(initial={"dated": viewer.on}),
        "copy_form": SignedCopyForm(most=MOST_COPY_MEGABYTES.on(viewer.on)),
        "chunks": f"{HOME}{letter.pk}/sign/chunks/",
        "chunk_bytes": actions.CHUNK_BYTES,
        "cancel_form": ReasonForm(auto_id="cancel_%s"),
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
        **forms,
    }
    return render(request, "letters/show.html", context, status=422 if forms else 200)


@require_POST
@signed_in
def number(request: Request, id: int) -> HttpResponse:
    viewer, letter = whole(request, id)
    form = NumberForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            actions.number_letter(by=request.user, letter=letter, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Surat bernomor; semua pasangannya sudah ditunjuk."))
            return see_other(f"{HOME}{id}/")
    return page(request, viewer, letter, number_form=form)


@require_POST
@signed_in
def sign(request: Request, id: int) -> HttpResponse:
    """File the signed copy."""
    viewer, letter = whole(request, id)
    form = SignedCopyForm(request.POST, request.FILES, most=MOST_COPY_MEGABYTES.on(viewer.on))
    if form.is_valid():
        try:
            with pieces.whole(request.user, form.cleaned_data) as file:
                actions.attach_signed_copy(by=request.user, letter=letter, file=file, on=viewer.on)
        except Invalid as problem:
            form.add_error("file", say(problem.sentence))
        else:
            messages.success(request, _("Naskah bertanda tangan tersimpan."))
            return see_other(f"{HOME}{id}/")
    return page(request, viewer, letter, copy_form=form)


@require_http_methods(["GET", "POST"])
@signed_in
def chunks(request: Request, id: int) -> HttpResponse:
    """The signed copy in pieces."""
    keeper(request)
    viewer, letter = whole(request, id)
    return pieces.answer(request, letter, viewer.on)


@require_POST
@signed_in
def cancel(request: Request, id: int) -> HttpResponse:
    viewer, letter = whole(request, id)
    form = ReasonForm(request.POST, auto_id="cancel_%s")
    if not form.is_valid():
        return page(request, viewer, letter, cancel_form=form)
    actions.cancel_letter(by=request.user, letter=letter, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Rancangan dibatalkan; pasangannya menunggu surat lain."))
    return see_other(f"{HOME}{id}/")


@require_POST
@signed_in
def withdraw(request: Request, id: int) -> HttpResponse:
    viewer, letter = whole(request, id)
    form = ReasonForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return page(request, viewer, letter, withdraw_form=form)
    actions.withdraw_letter(by=request.user, letter=letter, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Surat dicabut; pasangannya menunggu surat pengganti."))
    return see_other(f"{HOME}{id}/")


@require_POST
@signed_in
def leave_out(request: Request, id: int, pair: int) -> HttpResponse:
    viewer, letter = whole(request, id)
    out = get_or_404(letter.engagements.select_related("employee"), pair)
    actions.leave_out(by=request.user, letter=letter, engagement=out, on=viewer.on)
    messages.success(request, _("%(name)s dikeluarkan dari rancangan.") % {"name": out.employee.name})
    return see_other(f"{HOME}{id}/")
