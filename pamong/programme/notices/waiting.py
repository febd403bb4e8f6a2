"""Perlu ditindaklanjuti in words: what to do and on which page; the inbox and the digest say the same."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.policy.channel import CHANNEL
from pamong.policy.rules import RULES
from pamong.policy.sentence import Sentence
from pamong.policy.words import Method
from pamong.programme.notices.underway import method_said, of_engagement
from pamong.programme.queries import Due
from pamong.programme.queries import Kind as Proposing
from pamong.recommendation.queries import Kind, Waiting

LIST, LOCKED = "/proposals/", "/counselling/"
SUGGESTIONS = "/recommendations/"
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
        case Kind.CONTEST_LEFT:
            words = _("Laporan data keliru dari %(name)s belum dijawab pengelola; Anda dapat menjawab")
            words, address, icon = (
                words % {"name": name},
                f"/inbox/contests/{row.subject_id}/",
                "alert-triangle",
            )
        case Kind.DECIDE_LATE:
            words = ngettext(
                "%(n)s saran terlalu lama menunggu keputusan",
                "%(n)s saran terlalu lama menunggu keputusan",
                number,
            )
            words, address, icon = words % {"n": number}, SUGGESTIONS, "clock"
        case Kind.DECIDE_ASKED:
            words = ngettext(
                "Pejabat yang berwenang menanyakan %(n)s saran yang belum diputuskan",
                "Pejabat yang berwenang menanyakan %(n)s saran yang belum diputuskan",
                number,
            )
            words, address, icon = words % {"n": number}, SUGGESTIONS, "alert-triangle"
        case Kind.SUGGESTIONS_LEFT:
            words = ngettext(
                "%(n)s saran belum diputuskan pengelola; tanyakan kelanjutannya",
                "%(n)s saran belum diputuskan pengelola; tanyakan kelanjutannya",
                number,
            )
            words, address, icon = (
                words % {"n": number},
                f"/inbox/undecided/{row.subject_id}/",
                "alert-triangle",
            )
        case Kind.DIALOGUES_LATE:
            words = ngettext(
                "%(n)s dialog yang Anda minta belum diadakan",
                "%(n)s dialog yang Anda minta belum diadakan",
                number,
            )
            words, address, icon = words % {"n": number}, SUGGESTIONS, "clock"
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
    told = {"name": row.name, "method": method_said(row.rule), "n": row.number}
    base = f"{LOCKED if locked else LIST}{row.subject_id}/"
    match row.kind:
        case Proposing.ANSWER_PROPOSAL:
            return _("Jawab usulan %(method)s untuk %(name)s") % told, base, "user-check"
        case Proposing.ESCALATED_PROPOSAL:
            words = _("Usulan %(method)s untuk %(name)s belum dijawab atasannya; Anda dapat menjawab")
            return words % told, base, "alert-triangle"
        case Proposing.PLANNER_SILENT:
            words = ngettext(
                "%(n)s usulan belum dijawab pengelola; Anda dapat menjawab",
                "%(n)s usulan belum dijawab pengelola; Anda dapat menjawab",
                row.number,
            )
            return words % told, f"{LIST}?state=proposed&turn=planner", "alert-triangle"
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
            words = _("Pilih pembimbing lagi; belum ada yang mendampingi Anda")
            return words, f"{base}choose/", "users"
        case Proposing.TAKE_PLACE:
            return _("Ambil tempat yang ditawarkan kepada Anda"), f"{base}choose/", "hourglass"
        case Proposing.FIND_GUIDE:
            words = _("Bantu %(name)s menemukan pembimbing; belum ada yang mendampinginya")
            return words % told, f"{base}choose/", "users"
        case Proposing.CHOICES_LATE:
            words = ngettext(
                "%(n)s orang belum memilih pembimbing; bantu memilihkan",
                "%(n)s orang belum memilih pembimbing; bantu memilihkan",
                row.number,
            )
            return words % told, f"{LIST}?state=approved&late=on", "users"
        case Proposing.COUNSELLOR_WANTED:
            words = ngettext(
                "%(n)s permintaan konseling belum ada konselornya",
                "%(n)s permintaan konseling belum ada konselornya",
                row.number,
            )
            return words % told, COUNSELLING, "heart-handshake"
        case Proposing.MAIL_REFUSED:
            words = _("Alamat surel %(address)s menolak pesan; perbaiki atau lepas")
            return words % {"address": row.rule}, "/settings/mail/", "mail"
        case Proposing.GUIDE_ASKED:
            return _("Jawab permintaan %(method)s dari %(name)s") % told, base, "user-check"
        case Proposing.RESULT_RECEIVED:
            return _("Baca hasil yang diteruskan kepada Anda"), "/counselling/results/", "file-text"
        case Proposing.ANSWER_OPENING:
            words = ngettext(
                "Jawab %(n)s permintaan membuka catatan", "Jawab %(n)s permintaan membuka catatan", row.number
            )
            return words % told, "/openings/", "key"
        case Proposing.NOTES_OPENED:
            return _("Catatan Anda dibuka dalam keadaan darurat; baca sebabnya"), "/privacy/#openings", "key"
        case Proposing.COUNSELLOR_ASKED:
            return _("Jawab permintaan yang ditujukan kepada Anda"), base, "heart-handshake"
        case _:
            words = ngettext(
                "Jawab %(n)s permintaan konseling", "Jawab %(n)s permintaan konseling", row.number
            )
            return words % told, COUNSELLING, "heart-handshake"


_CLOSED_KINDS = frozenset(
    {
        Kind.COUNSELLING_VIEW,
        Kind.DECIDE_COUNSELLING,
        Kind.COUNSEL,
        Proposing.COUNSELLOR_ASKED,
        Proposing.ANSWER_COUNSELLING,
        Proposing.COUNSELLOR_WANTED,
    }
)


def is_closed(row: Waiting, told: Task) -> bool:
    """Whether it is of a konseling, by its kind, its method, its page or its very words: mail says none of them."""
    named = (told.address + told.words).lower()
    return (
        row.kind in _CLOSED_KINDS
        or row.rule == Method.COUNSELLING
        or any(word in named for word in ("konsel", "counsel"))
    )
