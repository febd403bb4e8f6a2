"""The planner asks the two of an engagement how it goes: the same neutral words to both."""

from pamong.people.models import Account, MailKind
from pamong.people.notices import Item, send
from pamong.policy.sentence import Sentence
from pamong.programme.models import Engagement
from pamong.programme.queries import calendar


def how_it_goes(engagement: Engagement, text: str, by: Account) -> int:
    """Queue it to both; how many have somewhere to be written to. Called inside the action that asks."""
    address, number = f"/engagements/{engagement.pk}/", 0
    method = Sentence(engagement.method, engagement.method)
    for account in calendar.accounts_of_two(engagement):
        own = account.employee_id == engagement.employee_id
        other = str(engagement.guide) if own else engagement.employee.name
        pair = Sentence("{method} dengan {other}", "{method} with {other}").fill(
            method=method.capital(), other=other
        )
        asks = Sentence("Ditanyakan oleh {by}, pengelola", "Asked by {by}, the planner").fill(by=str(by))
        mail = send(
            to=account,
            kind=MailKind.QUESTION,
            subject=Sentence("Bagaimana kabar pendampingan Anda?", "How is your guidance going?"),
            opening=text,
            items=[Item(pair, address, asks)],
            button=Item(Sentence("Buka pendampingan", "Open the engagement"), address),
        )
        number += mail is not None
    return number
