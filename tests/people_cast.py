"""The cast: a small institution with one person per role, and a stranger of another."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from pamong.competency.models import Competency
from pamong.people.access import Viewer, viewer
from pamong.people.models import Account, Employee, Institution, Unit
from pamong.people.roles import Role
from pamong.policy.words import Axis
from tests import factories as f
from tests.factories import ON


@dataclass
class Cast:
    """`accounts` by role word; `rara` is the employee most tests are about."""

    institution: Institution
    root: Unit
    unit: Unit
    rara: Employee
    superior: Employee
    head: Employee
    competencies: dict[str, Competency]
    accounts: dict[str, Account] = field(default_factory=dict)

    def __getitem__(self, who: str) -> Account:
        return self.accounts[who]

    def sees(self, who: str) -> Viewer:
        return viewer(self.accounts[who], ON)


# Everybody of the cast, in the order of a matrix's columns.
EVERYBODY = (
    "employee",
    "superior",
    "other_superior",
    "unit_head",
    "planner",
    "talent_officer",
    "competent_authority",
    "auditor",
    "counsellor",
    "admin",
    "overseer",
    "stranger",
)


def make_cast() -> Cast:
    lpa = f.institution()
    root = f.unit(lpa, "U0", name="Lembaga Pembelajaran Aparatur")
    unit = f.unit(lpa, "U1", root, name="Pusat Uji Kompetensi")
    leads = f.position(lpa, "J-HEAD", root, "jpt_pratama")
    root.head_position = leads
    root.save()
    coordinator, analyst = f.position(lpa, "J-KOOR", unit, "ahli_madya"), f.position(lpa, "J-ANALIS", unit)
    head = f.employee(lpa, "Hamid Tuasikal", position=leads, unit=root)
    superior = f.employee(lpa, "Sri Wahyuni", position=coordinator, unit=unit, superior=head)
    rara = f.employee(lpa, "Rara Anindita", position=analyst, unit=unit, superior=superior)
    competencies = f.dictionary(lpa)
    f.standard(analyst, dict.fromkeys(competencies.values(), 3))
    for competency in competencies.values():
        f.assessment(rara, competency, 2 if competency.code == "komunikasi" else 3)
    f.evaluation(rara, Axis.BELOW)
    cast = Cast(lpa, root, unit, rara, superior, head, competencies)
    other = f.employee(lpa, "Oka Mahendra", position=coordinator, unit=root)
    f.employee(lpa, "Putu Ayu Lestari", position=analyst, unit=root, superior=other)
    cast.accounts = {
        "employee": f.account(lpa, "pegawai", rara),
        "superior": f.account(lpa, "atasan", superior),
        "other_superior": f.account(lpa, "atasan-lain", other),
        "unit_head": f.account(lpa, "pimpinan", head),
        "planner": f.account(lpa, "perencana", None, Role.PLANNER),
        "talent_officer": f.account(lpa, "talenta", None, Role.TALENT_OFFICER),
        "competent_authority": f.account(lpa, "pyb", None, Role.COMPETENT_AUTHORITY),
        "auditor": f.account(lpa, "auditor", None, Role.AUDITOR),
        "counsellor": f.account(lpa, "konselor", None, Role.COUNSELLOR),
        "admin": f.account(lpa, "admin", None, Role.ADMIN),
        "overseer": f.account(None, "pembina", None, Role.OVERSEER),
        "stranger": stranger(),
    }
    return cast


def stranger() -> Account:
    """Somebody who may do everything, in another institution."""
    dkn = f.institution("DKN", "Dewan Kearsipan Nusantara")
    unit = f.unit(dkn, "U0")
    who = f.employee(dkn, "Damar Prasetya", unit=unit)
    roles = [role for role in Role if role is not Role.OVERSEER]
    return f.account(dkn, "orang-luar", who, *roles)


@pytest.fixture
def cast(db: Any) -> Cast:
    return make_cast()
