"""Matched pairs that wait for a letter, brought there by the actions."""

from pamong.people.models import Account
from pamong.policy.words import Method
from pamong.programme import actions
from pamong.programme.models import Engagement, Letter, LetterKind, SignsAs
from tests import factories as f
from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.conftest import Programme

SIGNATORY = {
    "signs_as": SignsAs.ON_BEHALF,
    "signatory_name": "Hamid Tuasikal, S.H.",
    "signatory_position": "Sekretaris Utama",
    "signatory_nip": "19650101 199003 1 003",
    "on_behalf_of": "Kepala Lembaga Pembelajaran Aparatur",
    "place": "Jakarta",
}


class Pairs:
    """One mentor with places for many, and people matched with them."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.programme = cast, Programme(cast)
        self.mentor = self.programme.guide("Ketut Wirawan", capacity=30)
        assert self.mentor.employee is not None
        self.account: Account = f.account(cast.institution, "pembimbing", self.mentor.employee)

    def rara(self) -> Engagement:
        return self._matched(self.programme.approved())

    def of(self, name: str) -> Engagement:
        return self._matched(self.programme.approved_for(name))

    def counselling(self) -> Engagement:
        counsellor = self.programme.guide("Wayan Sudarma", method=Method.COUNSELLING)
        assert counsellor.employee is not None
        account = f.account(self.cast.institution, "konselor-dua", counsellor.employee)
        proposal = self.programme.own(Method.COUNSELLING)
        actions.answer(by=self.cast["counsellor"], proposal=proposal, answer="approved", on=ON)
        actions.choose(by=self.cast["employee"], proposal=proposal, guides=[counsellor], on=ON)
        made = actions.accept(by=account, wish=proposal.wishes.get(state="asked"), on=ON)
        assert made is not None
        return made

    def _matched(self, proposal: object) -> Engagement:
        actions.choose(by=self.cast["planner"], proposal=proposal, guides=[self.mentor], on=ON)  # type: ignore[arg-type]
        made = actions.accept(by=self.account, wish=proposal.wishes.get(state="asked"), on=ON)  # type: ignore[attr-defined]
        assert made is not None
        return made

    def draft(self, *engagements: Engagement, by: str = "planner", **more: object) -> Letter:
        given = {"kind": LetterKind.DECREE, **SIGNATORY, **more}
        return actions.draft_letter(
            by=self.cast[by],
            institution=self.cast.institution,
            engagements=engagements,
            on=ON,
            **given,  # type: ignore[arg-type]
        )

    def numbered(self, *engagements: Engagement, number: str = "SK-12/K.1/2026") -> Letter:
        letter = self.draft(*engagements)
        return actions.number_letter(by=self.cast["planner"], letter=letter, number=number, dated=ON, on=ON)
