"""A plan of pairs is published: each side learns at once, in words of its own, with whom and what comes next."""

from pamong.people.models import MailKind
from pamong.people.notices import Item, send
from pamong.policy.sentence import Sentence
from pamong.programme.models import Engagement
from pamong.programme.queries import calendar

_TO_EMPLOYEE = (
    Sentence("Mentor Anda sudah ada", "You have a mentor"),
    Sentence(
        "{other} menjadi mentor Anda. Sesudah surat penunjukannya terbit, kalian berdua menyetujui kesepakatan.",
        "{other} is your mentor. Once the letter of appointment is issued, you both confirm an agreement.",
    ),
)
_TO_GUIDE = (
    Sentence("Ada pegawai yang akan Anda dampingi", "There is an employee for you to guide"),
    Sentence(
        "{other} akan Anda dampingi sebagai mentor. Bila tidak dapat, sampaikan lewat halamannya sebelum kesepakatan.",
        "You will guide {other} as a mentor. If you cannot, say so on the page before the agreement.",
    ),
)


def paired(engagement: Engagement, why: Sentence) -> int:
    """Queue it to both; how many have somewhere to be written to. Called inside the action that publishes."""
    address, number = f"/engagements/{engagement.pk}/", 0
    competency = engagement.proposal.competency
    for account in calendar.accounts_of_two(engagement):
        own = account.employee_id == engagement.employee_id
        subject, opening = _TO_EMPLOYEE if own else _TO_GUIDE
        other = str(engagement.guide) if own else engagement.employee.name
        about = Sentence("Tentang: {name}", "On: {name}").fill(name=competency.name if competency else "–")
        mail = send(
            to=account,
            kind=MailKind.PAIR,
            subject=subject,
            opening=opening.fill(other=other),
            items=[Item(about), Item(Sentence("Karena: {why}", "Because: {why}").fill(why=why))],
            button=Item(Sentence("Buka pendampingan", "Open the engagement"), address),
        )
        number += mail is not None
    return number
