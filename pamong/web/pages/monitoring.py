"""Pemantauan: how the engagements go in five numbers, which stand still, and one question to many of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from pamong.people.access import Viewer
from pamong.policy import programme as p
from pamong.policy.errors import Invalid
from pamong.policy.words import Light
from pamong.programme import access, actions, queries
from pamong.programme.models import Engagement
from pamong.web.forms.monitoring import FIRST_WORDS, AskForm
from pamong.web.forms.ticked import numbers
from pamong.web.http import Request, see_other, signed_in, viewer_of
from pamong.web.kept import kept, key_of
from pamong.web.lists import PER_PAGE, page_of
from pamong.web.pages.engagements import log
from pamong.web.room import LIGHT_TONES
from pamong.web.room_words import ENGAGEMENT_STATES
from pamong.web.templatetags.pamong import angka, say

HERE = "/monitoring/"
LIST = "/engagements/"


@require_GET
@signed_in
def monitoring(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    if not access.can_monitor(viewer):
        raise Http404
    seen = kept(
        key_of(request, viewer, "overview"), lambda: queries.overview(viewer), lambda known: known.open
    )
    listed = page_of(request, queries.stuck(viewer), count=seen.lights[Light.STUCK])
    found = list(listed)
    log(request, viewer, found)
    may_ask = access.can_ask_how_it_goes(viewer)
    free = set(queries.to_ask(viewer).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)) if may_ask else set()  # fmt: skip
    rows = [row(one, viewer, may_ask=one.pk in free) for one in found]
    context = {
        "tiles": tiles(seen, viewer, may_act=may_ask),
        "page": listed,
        "rows": rows,
        "asks": may_ask,
        "may_ask": any(one["may_ask"] for one in rows),
        "again": p.ASK_AGAIN_DAYS.on(viewer.on),
        "counselling": counselling(viewer),
    }
    return render(request, "monitoring/show.html", context)


def counselling(viewer: Viewer) -> dict[str, Any] | None:
    """The one number there is of it, for whom it may be shown."""
    if viewer.institution is None or not access.can_count_counselling(viewer):
        return None
    number = queries.counselled_as_month_began(viewer.institution, viewer.on)
    return {"day": viewer.on.replace(day=1), "number": number}


def row(one: Any, viewer: Viewer, *, may_ask: bool) -> dict[str, Any]:
    asked = queries.asked_lately(one, viewer.on)
    return {
        "engagement": one,
        "address": f"{LIST}{one.pk}/",
        "days": max(0, (viewer.on - one.since).days) if one.since else None,
        "asked": asked,
        "may_ask": may_ask and asked is None,
    }


def tiles(seen: queries.Overview, viewer: Viewer, *, may_act: bool) -> list[dict[str, Any]]:
    """Five numbers, each with its target and, to whoever may act, the next step towards it."""
    on = viewer.on
    found = [people(seen, p.LOAD_TARGET.on(on)), running(seen, p.RUNNING_TARGET.on(on))]
    found += [lights(seen, p.SMOOTH_TARGET.on(on)), fits(seen, p.FIT_TARGET.on(on))]
    found.append(stages(seen, p.STAGE_DAYS.on(on), letters=access.can_keep_letters(viewer)))
    if not may_act:
        for tile in found:
            tile["action"] = None
    return found


def people(seen: queries.Overview, target: int) -> dict[str, Any]:
    load = seen.people / seen.guides if seen.guides else 0
    words = ngettext("%(n)s pembimbing, %(load)s peserta per pembimbing", "%(n)s pembimbing, %(load)s peserta per pembimbing", seen.guides)  # fmt: skip
    full = load > target
    action = (_("Tunjuk pembimbing lagi"), "/guides/new/") if full else (_("Lihat usulan yang menunggu"), "/proposals/")  # fmt: skip
    return {
        "label": _("Peserta"),
        "number": seen.people,
        "address": LIST,
        "note": words % {"n": angka(seen.guides), "load": angka(load, 1)},
        "target": _("Target: paling banyak %(n)s per pembimbing") % {"n": target},
        "tone": "warn" if full else "",
        "action": action,
    }


def share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def running(seen: queries.Overview, target: int) -> dict[str, Any]:
    percent = share(seen.running, seen.open)
    low = percent is not None and percent < target
    words = ngettext("%(percent)s%% dari %(n)s yang belum selesai", "%(percent)s%% dari %(n)s yang belum selesai", seen.open)  # fmt: skip
    return {
        "label": _("Berjalan"),
        "number": seen.running,
        "address": f"{LIST}?state=running",
        "note": words % {"percent": percent, "n": angka(seen.open)}
        if percent is not None
        else _("Belum ada pendampingan"),
        "target": _("Target: paling sedikit %(n)s%%") % {"n": target},
        "tone": "warn" if low else "",
        "action": (_("Dorong yang siap dimulai"), f"{LIST}?state=agreed") if low else None,
    }


def lights(seen: queries.Overview, target: int) -> dict[str, Any]:
    percent = share(seen.lights[Light.SMOOTH], seen.lit)
    low = percent is not None and percent < target
    return {
        "label": _("Lampu"),
        "lights": [
            {"said": say(one.label), "number": number, "tone": LIGHT_TONES[one], "address": f"{LIST}?light={one.value}"}
            for one, number in seen.lights.items()
        ],
        # More than those that run: one that may begin has its rhythm already.
        "note": _("dari %(n)s yang siap dimulai atau berjalan") % {"n": angka(seen.lit)}
        if percent is not None
        else _("Belum ada yang berlampu"),
        "target": _("Target: paling sedikit %(n)s%% lancar") % {"n": target},
        "action": (_("Tanyakan kabar yang terhenti"), "#stuck") if seen.lights[Light.STUCK] else (_("Lihat yang perlu perhatian"), f"{LIST}?light={Light.ATTENTION.value}") if low else None,
    }  # fmt: skip


def fits(seen: queries.Overview, target: int) -> dict[str, Any]:
    low = seen.fits is not None and seen.fits < target
    return {
        "label": _("Merasa cocok"),
        "number": None if seen.fits is None else f"{seen.fits}%",
        "note": _("dari jawaban setelah sesi pertama")
        if seen.fits is not None
        else _("Ditampilkan mulai lima orang yang menjawab"),
        "target": _("Target: paling sedikit %(n)s%%") % {"n": target},
        "tone": "warn" if low else "",
        "action": (_("Bantu yang tidak cocok"), "/inbox/") if low else None,
    }


def stages(seen: queries.Overview, days: int, *, letters: bool) -> dict[str, Any]:
    late = {state: number for state, number in seen.slow.items() if number}
    worst = max(late, key=lambda state: late[state], default=None)
    action = None
    if worst is not None:
        said = str(ENGAGEMENT_STATES[worst.value])
        action = (
            _("Lihat yang di tahap “%(stage)s”") % {"stage": said},
            f"{LIST}?state={worst.value}&slow=on",
        )
        if worst.value == "matched" and letters:
            action = (_("Buat surat penunjukan"), "/letters/new/")
    return {
        "label": _("Terlalu lama di satu tahap"),
        "number": sum(late.values()),
        "address": f"{LIST}?slow=on",
        "note": _("lebih dari %(n)s hari") % {"n": days},
        "parts": [
            {"said": ENGAGEMENT_STATES[state.value], "number": number, "address": f"{LIST}?state={state.value}&slow=on"}
            for state, number in late.items()
        ],
        "target": _("Target: tidak ada"),
        "tone": "warn" if late else "",
        "action": action,
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: Request) -> HttpResponse:
    """The message and whom it goes to, shown first; then it is sent."""
    viewer = viewer_of(request)
    if not access.can_ask_how_it_goes(viewer):
        raise Http404
    rows = queries.to_ask(viewer)
    sent = request.method == "POST"
    asked = (request.POST if sent else request.GET).copy()
    # At most a page of them; what is no number of a row is nobody's tick.
    ticked = numbers(asked.getlist("engagement"))[:PER_PAGE]
    asked.setlist("engagement", list(map(str, ticked)))
    chosen = list(rows.filter(pk__in=ticked))
    form = AskForm(asked if sent else None, rows=rows, on=viewer.on, initial={"text": FIRST_WORDS})
    if form.is_valid():
        try:
            done = actions.ask_how_it_goes(
                by=request.user,
                engagements=list(form.cleaned_data["engagement"]),
                text=form.cleaned_data["text"],
                on=viewer.on,
            )
        except Invalid as problem:
            form.add_error("text", say(problem.sentence))
        else:
            tell(request, done)
            return see_other(HERE)
    log(request, viewer, chosen)
    context = {"form": form, "pairs": pairs(chosen, viewer), "again": p.ASK_AGAIN_DAYS.on(viewer.on)}
    return render(request, "monitoring/ask.html", context, status=422 if form.errors else 200)


def pairs(chosen: list[Engagement], viewer: Viewer) -> list[dict[str, Any]]:
    return [{"engagement": one, "asked": queries.asked_lately(one, viewer.on)} for one in chosen]


def tell(request: Request, done: actions.Asked) -> None:
    """How many were written to, and why others were not."""
    if done.pairs:
        words = ngettext("Pesan dikirim kepada %(n)s pasangan.", "Pesan dikirim kepada %(n)s pasangan.", done.pairs)  # fmt: skip
        messages.success(request, words % {"n": done.pairs})
    if done.left_out:
        words = ngettext(
            "%(n)s pasangan dilewati: baru saja ditanya, atau tidak terhenti lagi.",
            "%(n)s pasangan dilewati: baru saja ditanya, atau tidak terhenti lagi.",
            done.left_out,
        )
        messages.warning(request, words % {"n": done.left_out})
    if done.unreachable:
        words = ngettext(
            "%(n)s pasangan tidak punya alamat surel. Hubungi mereka langsung.",
            "%(n)s pasangan tidak punya alamat surel. Hubungi mereka langsung.",
            done.unreachable,
        )
        messages.warning(request, words % {"n": done.unreachable})
