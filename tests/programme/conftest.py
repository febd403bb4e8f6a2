"""Guides and proposals of the cast."""

from datetime import date

import pytest

from pamong.people.models import Employee
from pamong.policy.words import CounsellorKind, Entrance, Method
from pamong.programme import actions
from pamong.programme.models import Guide, Proposal
from tests import factories as f
from tests.factories import ON
from tests.people_cast import Cast


class Programme:
    """Short ways to what the tests begin from; every write goes through the actions."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.communication = cast.competencies["komunikasi"]

    def guide(
        self, name: str = "", *, who: Employee | None = None, method: str = Method.MENTORING, **more: object
    ) -> Guide:
        if who is None:
            who = f.employee(
                self.cast.institution,
                name or "Ketut Wirawan",
                position=self.cast.head.position,
                unit=self.cast.root,
            )
        more.setdefault("qualification", "Sertifikat mentor instansi")
        if method == Method.COUNSELLING:
            more.setdefault("counsellor_kind", CounsellorKind.INDEPENDENT)
        else:
            more.setdefault("skills", {self.communication: 4})
        more.setdefault("start", date(2026, 1, 1))
        return actions.appoint(
            by=self.cast["planner"],
            institution=self.cast.institution,
            method=method,
            employee=who,
            letter="SK 12/2026",
            capacity=more.pop("capacity", 2),  # type: ignore[arg-type]
            on=ON,
            **more,  # type: ignore[arg-type]
        )

    def own(self, method: str = Method.MENTORING, **more: object) -> Proposal:
        return actions.propose(
            by=self.cast["employee"],
            employee=self.cast.rara,
            method=method,
            entrance=Entrance.OWN,
            on=ON,
            purpose="Memimpin rapat dengan tenang.",
            competency=None if method == Method.COUNSELLING else self.communication,
            **more,  # type: ignore[arg-type]
        )

    def approved(self) -> Proposal:
        proposal = self.own()
        actions.answer(by=self.cast["superior"], proposal=proposal, answer="approved", on=ON)
        return actions.answer(by=self.cast["planner"], proposal=proposal, answer="approved", on=ON)

    def approved_for(self, name: str, **more: object) -> Proposal:
        """Of another person of the same position, proposed by the superior."""
        made = actions.propose(
            by=self.cast["superior"],
            employee=f.employee(
                self.cast.institution,
                name,
                superior=self.cast.superior,
                unit=self.cast.unit,
                position=self.cast.rara.position,
            ),
            method=Method.MENTORING,
            entrance=Entrance.SUPERIOR,
            on=ON,
            purpose="Tujuan.",
            competency=self.communication,
            **more,  # type: ignore[arg-type]
        )
        return actions.answer(by=self.cast["planner"], proposal=made, answer="approved", on=ON)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return Programme(cast)
