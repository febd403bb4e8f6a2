"""Perlu ditindaklanjuti: what waits, each with the page where it is done; answers to contests."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from pamong.policy.channel import CHANNEL
from pamong.policy.rules import RULES
from pamong.policy.sentence import Sentence
from pamong.policy.words import Method
from pamong.programme.queries import Due
from pamong.programme.queries import Kind as Proposing
from pamong.recommendation import access, actions
from pamong.recommendation.queries import Kind, Waiting
from pamong.web.forms.people import ContestAnswerForm
from pamong.web.http import Request, get_or_404, see_other, signed_in, viewer_of, waiting_of
from pamong.web.standing import LIST, LOCKED
from pamong.web.templatetags.pamong import label

COUNSELLING = "/recommendations/counselling/"
METHODS_OF = {row.code: tuple(choice.method for choice in row.then) for row in CHANNEL}


@dataclass(frozen=True, slots=True)
class Task:
    words: str
    address: str
    icon: str
    since: datetime
    due: date | None = None
    note: Sentence | None = None  # of a rule: its sentence
    methods: tuple[Method, ...] = ()  # of a rule: what it may suggest


def task(row: Waiting) -> Task:
    """What to do in words, and where."""
    if isinstance(row.kind, Due):
        words, address, icon = of_engagement(row)
        return Task(words, address, icon, row.since, row.due)
    if isinstance(row.kind, Proposing):
        words, address, icon = of_proposal(row)
        return Task(words, address, icon, row.since, row.due)
    name, number = row.name, row.number
    person = f"/people/{row.employee_id}/dialogue/"
    suggestion = f"/recommendations/{row.employee_id}/"
    match row.kind:
        case Kind.HOLD_DIALOGUE:
            words, address, icon = _("Adakan dialog dengan %(name)s") % {"name": name}, person, "messages"
        case Kind.SET_CAUSE:
            words = _("Bicarakan penyebab kesenjangan kinerja %(name)s") % {"name": name}
            address, icon = person, "message-circle"
        case Kind.SAY_VIEW:
            words = _("Beri pendapat atas saran untuk %(name)s") % {"name": name}
            address, icon = f"{suggestion}#view", "bulb"
        case Kind.COUNSELLING_VIEW:
            words = _("Beri pendapat di daftar konseling")
            address, icon = COUNSELLING, "heart-handshake"
        case Kind.DECIDE:
            words = ngettext(
                "Putuskan %(n)s saran menurut %(rule)s", "Putuskan %(n)s saran menurut %(rule)s", number
            )
            words = words % {"n": number, "rule": row.rule}
            address, icon = f"/recommendations/?rule={row.rule}", "gavel"
        case Kind.DECIDE_COUNSELLING:
            words = _("Putuskan saran di daftar konseling")
            address, icon = COUNSELLING, "heart-handshake"
        case Kind.DEFERRAL_ENDED:
            words = _("Putuskan lagi saran untuk %(name)s; penundaannya berakhir") % {"name": name}
            address, icon = suggestion, "hourglass"
        case Kind.ANSWER_CONTEST:
            words = _("Jawab laporan data keliru dari %(name)s") % {"name": name}
            address, icon = f"/inbox/contests/{row.subject_id}/", "alert-triangle"
        case Kind.ANSWER_DIALOGUE:
            words, address, icon = _("Tanggapi catatan dialog dari atasan Anda"), person, "message-circle"
        case Kind.COUNSEL:
            words = _("Mulai konseling yang sudah diputuskan (%(n)s)") % {"n": number}
            address, icon = COUNSELLING, "heart-handshake"
        case _:
            raise AssertionError(row.kind)
    note = RULES[row.rule].sentence if row.rule in RULES else None
    return Task(words, address, icon, row.since, row.due, note, METHODS_OF.get(row.rule, ()))


def of_proposal(row: Waiting) -> tuple[str, str, str]:
    """The same of proposals; a konseling names neither the person nor the method."""
    locked = row.rule == Method.COUNSELLING
    told = {"name": row.name, "method": label(row.rule, "Method"), "n": row.number}
    base = f"{LOCKED if locked else LIST}{row.subject_id}/"
    match row.kind:
        case Proposing.ANSWER_PROPOSAL:
            return _("Jawab usulan %(method)s untuk %(name)s") % told, base, "user-check"
        case Proposing.ESCALATED_PROPOSAL:
            words = _("Usulan %(method)s untuk %(name)s belum dijawab atasannya; Anda dapat menjawab")
            return words % told, base, "alert-triangle"
        case Proposing.ANSWER_PROPOSALS:
            words = ngettext("Jawab %(n)s usulan", "Jawab %(n)s usulan", row.number)
            return words % told, f"{LIST}?state=proposed&turn=planner", "user-check"
        case Proposing.LATE_PROPOSALS:
            words = ngettext(
                "%(n)s usulan terlambat dijawab atasan", "%(n)s usulan terlambat dijawab atasan", row.number
            )
            return words % told, f"{LIST}?state=proposed&turn=superior&late=on", "clock"
        case Proposing.CHOOSE_GUIDE:
            words = _("Lanjutkan permintaan Anda") if locked else _("Pilih pembimbing untuk %(method)s Anda")
            return words % told, f"{base}choose/", "users"
        case Proposing.CHOOSE_AGAIN:
            words = _("Pilih lagi; semua pilihan sebelumnya belum dapat membimbing Anda")
            return words, f"{base}choose/", "users"
        case Proposing.TAKE_PLACE:
            return _("Ambil tempat yang ditawarkan kepada Anda"), f"{base}choose/", "hourglass"
        case Proposing.FIND_GUIDE:
            words = _("Bantu %(name)s menemukan pembimbing; semua pilihannya belum dapat")
            return words % told, f"{base}choose/", "users"
        case Proposing.GUIDE_ASKED:
            return _("Jawab permintaan %(method)s dari %(name)s") % told, base, "user-check"
        case Proposing.COUNSELLOR_ASKED:
            return _("Jawab permintaan yang ditujukan kepada Anda"), base, "heart-handshake"
        case _:
            words = ngettext(
                "Jawab %(n)s permintaan konseling", "Jawab %(n)s permintaan konseling", row.number
            )
            return words % told, COUNSELLING, "heart-handshake"


# What to do, with and without the person's name, the page of the engagement, and the icon. Of a konseling nobody
# is named: the second wording stands for it.
_ENGAGEMENT: dict[Due, tuple[Any, Any, str, str]] = {
    Due.CONFIRM_AGREEMENT: (
        _l("Setujui kesepakatan %(method)s %(name)s"),
        _l("Setujui kesepakatan Anda"),
        "agreement/",
        "file-text",
    ),
    Due.ANSWER_SESSION: (
        _l("Jawab usulan waktu sesi %(name)s"),
        _l("Jawab usulan waktu pertemuan"),
        "",
        "calendar",
    ),
    Due.CLOSE_SESSION: (
        _l("Catat sesi %(name)s: terlaksana atau tidak"),
        _l("Catat pertemuan Anda: terlaksana atau tidak"),
        "",
        "calendar",
    ),
    Due.PLAN_SESSION: (
        _l("Jadwalkan sesi berikutnya %(name)s"),
        _l("Jadwalkan pertemuan berikutnya"),
        "",
        "calendar",
    ),
    Due.ANSWER_FIT: (
        _l("Apakah Anda cocok? Jawab untuk %(method)s %(name)s"),
        _l("Apakah Anda cocok? Jawab dengan satu klik"),
        "",
        "help-circle",
    ),
    Due.DO_TASK: (
        _l("Kerjakan tugas %(method)s %(name)s"),
        _l("Kerjakan tugas Anda"),
        "tasks/",
        "list-check",
    ),
    Due.SEE_REVIEW: (
        _l("Baca tinjauan bulanan %(name)s"),
        _l("Baca tinjauan bulanan"),
        "goals/",
        "file-text",
    ),
    Due.MEND_PROOF: (
        _l("Lengkapi bukti yang dikembalikan"),
        _l("Lengkapi bukti yang dikembalikan"),
        "proof/",
        "alert-triangle",
    ),
    Due.VERIFY_PROOF: (_l("Periksa bukti dari %(name)s"), _l("Periksa bukti"), "proof/", "file-text"),
    Due.EVALUATE: (
        _l("Evaluasi %(method)s %(name)s"),
        _l("Evaluasi pendampingan Anda"),
        "results/",
        "clipboard-check",
    ),
    Due.GIVE_FEEDBACK: (
        _l("Isi umpan balik bimbingan (B.1.8) %(name)s"),
        _l("Isi umpan balik bimbingan"),
        "results/",
        "message-circle",
    ),
    Due.WRITE_REPORT: (
        _l("Tulis laporan %(method)s %(name)s untuk atasannya"),
        _l("Tulis laporan"),
        "results/",
        "report",
    ),
    Due.COMPLETE: (
        _l("Selesaikan %(method)s %(name)s"),
        _l("Isi hasil, lalu selesaikan"),
        "results/",
        "circle-check",
    ),
    Due.MEASURE_AGAIN: (
        _l("Nilai ulang kompetensi %(name)s (B.1.9)"),
        _l("Nilai ulang kompetensi"),
        "results/",
        "target-arrow",
    ),
    Due.READ_REPORT: (
        _l("Baca laporan %(method)s %(name)s"),
        _l("Baca laporan"),
        "results/",
        "report",
    ),
    Due.READ_FEEDBACK: (
        _l("Baca umpan balik %(name)s tentang bimbingan bawahan Anda (B.1.8)"),
        _l("Baca umpan balik"),
        "feedback/",
        "message-circle",
    ),
    Due.SOMEBODY_AWAY: (
        _l("Putuskan kelanjutan %(method)s %(name)s: salah satu pihak pindah atau berhenti"),
        _l("Putuskan kelanjutannya"),
        "",
        "user",
    ),
    Due.DOES_NOT_FIT: (
        _l("%(name)s merasa tidak cocok dengan pembimbingnya; bantu memilih lagi"),
        _l("Bantu memilih pembimbing lagi"),
        "",
        "users",
    ),
}


def of_engagement(row: Waiting) -> tuple[str, str, str]:
    """The same of engagements: the two at their room, the planner at lists."""
    number = {"n": row.number}
    if row.subject_id is None:
        match row.kind:
            case Due.MAKE_LETTER:
                words = ngettext(
                    "Buat surat penunjukan untuk %(n)s pasangan",
                    "Buat surat penunjukan untuk %(n)s pasangan",
                    row.number,
                )
                return words % number, "/letters/new/", "file-text"
            case Due.NUMBER_LETTER:
                words = ngettext(
                    "Isi nomor %(n)s surat penunjukan", "Isi nomor %(n)s surat penunjukan", row.number
                )
                return words % number, "/letters/", "file-text"
            case Due.STUCK:
                words = ngettext(
                    "%(n)s pendampingan terhenti; tanyakan kabarnya",
                    "%(n)s pendampingan terhenti; tanyakan kabarnya",
                    row.number,
                )
                return words % number, "/engagements/?light=terhenti", "alert-triangle"
            case _:
                words = ngettext("Nilai ulang %(n)s kompetensi", "Nilai ulang %(n)s kompetensi", row.number)
                return words % number, "/engagements/?state=evaluating", "target-arrow"
    locked = row.rule == Method.COUNSELLING
    named, unnamed, page, icon = _ENGAGEMENT[Due(row.kind)]
    base = f"/counselling/cases/{row.subject_id}/" if locked else f"/engagements/{row.subject_id}/"
    if locked:
        return str(unnamed), base, icon
    return named % {"name": row.name, "method": label(row.rule, "Method")}, f"{base}{page}", icon


def tasks(request: Request, most: int | None = None) -> list[Task]:
    return [task(row) for row in waiting_of(request)[:most]]


@require_GET
@signed_in
def inbox(request: Request) -> HttpResponse:
    return render(request, "inbox/list.html", {"tasks": tasks(request), "today": viewer_of(request).on})


@require_http_methods(["GET", "POST"])
@signed_in
def contest(request: Request, id: int) -> HttpResponse:
    """A report of wrong data, to be answered by the planner."""
    viewer = viewer_of(request)
    found = get_or_404(access.contests_visible_to(viewer).select_related("employee", "answered_by"), id)
    may_answer = found.answered_at is None and access.can_decide(viewer, found.employee)
    form = ContestAnswerForm(request.POST or None)
    if form.is_valid():
        actions.answer_contest(by=request.user, contest=found, on=viewer.on, **form.cleaned_data)
        messages.success(request, _("Jawaban terkirim kepada %(name)s.") % {"name": found.employee.name})
        return see_other("/inbox/")
    context = {"contest": found, "form": form, "may_answer": may_answer}
    return render(request, "inbox/contest.html", context, status=422 if form.errors else 200)
