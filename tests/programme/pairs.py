"""Matched pairs that wait for a letter, brought there by the actions."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from pamong.people.models import Account
from pamong.policy.words import Entrance, Method
from pamong.programme import actions
from pamong.programme.models import (
    Engagement,
    Feedback,
    Letter,
    LetterKind,
    Reassessment,
    Report,
    SignsAs,
)
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

    def counselling(self, who: str = "employee") -> Engagement:
        """Of whoever asks for it: the account's own employee."""
        counsellor = self.programme.guide("Wayan Sudarma", method=Method.COUNSELLING)
        assert counsellor.employee is not None
        account = f.account(self.cast.institution, "konselor-dua", counsellor.employee)
        asks = self.cast[who]
        assert asks.employee is not None
        proposal = actions.propose(
            by=asks,
            employee=asks.employee,
            method=Method.COUNSELLING,
            entrance=Entrance.OWN,
            on=ON,
            purpose="Berbicara.",
        )
        actions.answer(by=self.cast["counsellor"], proposal=proposal, answer="approved", on=ON)
        actions.choose(by=asks, proposal=proposal, guides=[counsellor], on=ON)
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

    def signed(self, *engagements: Engagement) -> Letter:
        letter, copy = self.numbered(*engagements), ContentFile(b"%PDF-1.7 naskah", name="sk.pdf")
        return actions.attach_signed_copy(by=self.cast["planner"], letter=letter, file=copy, on=ON)

    def ended(self, engagement: Engagement) -> Engagement:
        """With what the papers at the end are made of; the road there is walked elsewhere."""
        now, by = timezone.now(), self.cast["planner"]
        Report.objects.create(
            engagement=engagement,
            strategy="Agenda tertulis.",
            abilities="Menyimpulkan.",
            develop_next="Keputusan.",
            by=by,
            at=now,
        )
        Feedback.objects.create(
            engagement=engagement, marks=[4] * 9, words="Sesi sore lebih baik.", by=by, at=now
        )
        Reassessment.objects.create(
            engagement=engagement,
            competency=self.programme.communication,
            source="atasan",
            party="superior",
            before=2,
            after=3,
            reason="Arahannya jelas.",
            asked_at=now,
            done_at=now,
        )
        return engagement

    def numbered(self, *engagements: Engagement, number: str = "SK-12/K.1/2026") -> Letter:
        letter = self.draft(*engagements)
        return actions.number_letter(by=self.cast["planner"], letter=letter, number=number, dated=ON, on=ON)


@pytest.fixture
def pairs(cast: Cast) -> Pairs:
    return Pairs(cast)
