"""An engagement rests, goes on or ends, or a session is denied: whoever of the two did not do it learns of it at once,
without the reason."""

from datetime import date

from pamong.people.models import Account, MailKind
from pamong.people.notices import Item, send
from pamong.policy.sentence import Sentence, day
from pamong.policy.words import Method
from pamong.programme.models import Engagement
from pamong.programme.queries import calendar

# By the move of the table: the subject, and what was done.
_TOLD = {
    "pause": (
        Sentence("{method} dijeda", "{method} paused"),
        Sentence(
            "{by} menjeda pendampingan ini sampai {until}. Sesi yang akan datang dibatalkan.",
            "{by} paused this engagement until {until}. Sessions ahead are cancelled.",
        ),
    ),
    "resume": (
        Sentence("{method} dilanjutkan", "{method} goes on"),
        Sentence(
            "Jeda berakhir dan pendampingan ini berjalan lagi. Usulkan waktu sesi berikutnya.",
            "The pause is over and this engagement goes on. Propose a time for the next session.",
        ),
    ),
    "stop": (
        Sentence("{method} dihentikan", "{method} stopped"),
        Sentence(
            "{by} menghentikan pendampingan ini, tanpa ada yang dipersalahkan.",
            "{by} stopped this engagement, and nobody is to blame.",
        ),
    ),
    "transfer": (
        Sentence("{method} berganti pembimbing", "{method}: another guide"),
        Sentence(
            "Pendampingan ini berakhir karena berganti pembimbing, atas permintaan {by}.",
            "This engagement ends as another guide goes on, asked for by {by}.",
        ),
    ),
    "decline": (
        Sentence("{method} batal dimulai", "{method} does not begin"),
        Sentence(
            "{by} mundur sebelum pendampingan ini dimulai, tanpa ada yang dipersalahkan.",
            "{by} stepped back before this engagement began, and nobody is to blame.",
        ),
    ),
    "deny": (
        Sentence(
            "{method}: sesi dinyatakan tidak terlaksana", "{method}: a session is said not to have been held"
        ),
        Sentence(
            "{by} menyatakan sesi yang Anda laporkan tidak terlaksana. Bicarakan berdua, lalu jadwalkan ulang atau "
            "catat lagi.",
            "{by} says that a session you reported was not held. Talk it over, then reschedule it or log it again.",
        ),
    ),
    "complete": (
        Sentence("{method} selesai", "{method} completed"),
        Sentence(
            "{by} menyelesaikan pendampingan ini. Hasil dan tindak lanjutnya ada di Pamong.",
            "{by} completed this engagement. Its result and what follows are in Pamong.",
        ),
    ),
}
_CLOSED = (
    Sentence("Kabar tentang pertemuan Anda", "News of your meetings"),
    Sentence("Ada perubahan pada pertemuan Anda; bacalah di Pamong.", "Something changed about your meetings; read it in Pamong."),
)  # fmt: skip


def turned(engagement: Engagement, move: str, by: Account | None, until: date | None = None) -> None:
    """Queue it to the other of the two, to both where neither did it. Called inside the action."""
    closed = engagement.method == Method.COUNSELLING
    subject, opening = _CLOSED if closed else _TOLD[move]
    method = Sentence(engagement.method, engagement.method)
    words = {"method": method.capital(), "by": str(by or "Pamong"), "until": day(until) if until else ""}
    address = "/home/" if closed else f"/engagements/{engagement.pk}/"
    for account in calendar.accounts_of_two(engagement):
        if by is not None and (account.pk == by.pk or (by.employee_id or 0) == account.employee_id):
            continue
        own = account.employee_id == engagement.employee_id
        other = str(engagement.guide) if own else engagement.employee.name
        pair = Sentence("{method} dengan {other}", "{method} with {other}").fill(
            method=method.capital(), other=other
        )
        send(
            to=account,
            kind=MailKind.PAIR,
            subject=subject.fill(**words),
            opening=opening.fill(**words),
            items=[] if closed else [Item(pair, address)],
            button=Item(Sentence("Buka di Pamong", "Open in Pamong"), address),
        )
