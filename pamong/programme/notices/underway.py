"""What an engagement waits for, in words, with the page where it is done."""

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _l

from pamong.policy.words import Method
from pamong.programme.queries import Due
from pamong.recommendation.queries import Waiting

# What to do, with and without the person's name, the page of the engagement, and the icon. Of a konseling nobody
# is named: the second wording stands for it.
_ENGAGEMENT: dict[Due, tuple[str | Promise, str | Promise, str, str]] = {
    Due.CONFIRM_AGREEMENT: (
        _l("Setujui kesepakatan %(method)s dengan %(name)s"),
        _l("Setujui kesepakatan Anda"),
        "agreement/",
        "file-text",
    ),
    Due.ANSWER_SESSION: (
        _l("Jawab usulan waktu sesi dengan %(name)s"),
        _l("Jawab usulan waktu pertemuan"),
        "",
        "calendar",
    ),
    Due.CLOSE_SESSION: (
        _l("Catat sesi dengan %(name)s: terlaksana atau tidak"),
        _l("Catat pertemuan Anda: terlaksana atau tidak"),
        "",
        "calendar",
    ),
    Due.CONFIRM_HELD: (
        _l("Benarkan sesi yang dilaporkan %(name)s terlaksana"),
        _l("Benarkan pertemuan yang dilaporkan terlaksana"),
        "",
        "calendar",
    ),
    Due.PLAN_SESSION: (
        _l("Jadwalkan sesi berikutnya dengan %(name)s"),
        _l("Jadwalkan pertemuan berikutnya"),
        "",
        "calendar",
    ),
    Due.SET_GOAL: (
        _l("Tetapkan tujuan %(method)s dengan %(name)s"),
        _l("Tetapkan tujuan"),
        "goals/",
        "target-arrow",
    ),
    Due.WRITE_REVIEW: (
        _l("Tulis tinjauan bulan lalu %(method)s dengan %(name)s"),
        _l("Tulis tinjauan bulan lalu"),
        "reviews/",
        "file-text",
    ),
    Due.TELL_DIFFICULTY: (
        _l("Evaluasi kesulitan proyek %(method)s Anda"),
        _l("Evaluasi kesulitan proyek"),
        "goals/",
        "message-circle",
    ),
    Due.ANSWER_FIT: (
        _l("Apakah Anda cocok dengan %(name)s dalam %(method)s ini?"),
        _l("Apakah Anda cocok? Jawab dengan satu klik"),
        "",
        "help-circle",
    ),
    Due.DO_TASK: (
        _l("Kerjakan tugas %(method)s dengan %(name)s"),
        _l("Kerjakan tugas Anda"),
        "tasks/",
        "list-check",
    ),
    Due.SEE_REVIEW: (
        _l("Baca tinjauan bulanan %(method)s dengan %(name)s"),
        _l("Baca tinjauan bulanan"),
        "reviews/",
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
        _l("Evaluasi %(method)s dengan %(name)s"),
        _l("Evaluasi pendampingan Anda"),
        "results/",
        "clipboard-check",
    ),
    Due.GIVE_FEEDBACK: (
        _l("Isi umpan balik tentang bimbingan %(name)s (B.1.8)"),
        _l("Isi umpan balik bimbingan"),
        "feedback/",
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
        "report/",
        "report",
    ),
    Due.READ_FEEDBACK: (
        _l("Baca umpan balik %(name)s tentang bimbingan yang diterimanya (B.1.8)"),
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
            case Due.SIGN_LETTER:
                words = ngettext(
                    "%(n)s surat penunjukan menunggu naskah bertanda tangan",
                    "%(n)s surat penunjukan menunggu naskah bertanda tangan",
                    row.number,
                )
                return words % number, "/letters/?state=numbered", "file-text"
            case Due.PAIRS_LEFT:
                words = ngettext(
                    "%(n)s pasangan belum dibuatkan surat oleh pengelola; Anda dapat membuatnya",
                    "%(n)s pasangan belum dibuatkan surat oleh pengelola; Anda dapat membuatnya",
                    row.number,
                )
                return words % number, "/letters/new/", "alert-triangle"
            case Due.DRAFTS_LEFT:
                words = ngettext(
                    "%(n)s surat penunjukan belum diberi nomor oleh pengelola; Anda dapat mengisinya",
                    "%(n)s surat penunjukan belum diberi nomor oleh pengelola; Anda dapat mengisinya",
                    row.number,
                )
                return words % number, "/letters/?state=draft", "alert-triangle"
            case Due.STUCK:
                words = ngettext(
                    "%(n)s pendampingan terhenti; tanyakan kabarnya",
                    "%(n)s pendampingan terhenti; tanyakan kabarnya",
                    row.number,
                )
                return words % number, "/monitoring/#stuck", "alert-triangle"
            case _:
                words = ngettext("Nilai ulang %(n)s kompetensi", "Nilai ulang %(n)s kompetensi", row.number)
                return words % number, "/engagements/?state=evaluating", "target-arrow"
    locked = row.rule == Method.COUNSELLING
    named, unnamed, page, icon = _ENGAGEMENT[Due(row.kind)]
    base = f"/counselling/cases/{row.subject_id}/" if locked else f"/engagements/{row.subject_id}/"
    if locked:
        return str(unnamed), base, icon
    return named % {"name": row.name, "method": method_said(row.rule)}, f"{base}{page}", icon


def method_said(code: str) -> str:
    """A method by its label in the language in force; what is none stays as it is."""
    if code not in set(Method):
        return code
    return Method(code).label.in_(get_language() or "id")
