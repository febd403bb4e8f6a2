"""The agreement of the two, with the moments at which both confirmed the same text."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pamong.programme.models import Agreement
from pamong.programme.workflow import AgreementState
from pamong.reports.saying import Person, day_in, guide_as_person, letterhead_of, moment, of, person, said
from pamong.reports.typeset import qr

PARTS = {
    "purpose": "Tujuan",
    "schedule": "Jadwal",
    "confidentiality": "Kerahasiaan",
    "superior_sees": "Yang diketahui atasan",
    "ending": "Cara mengakhiri",
}
_STANDS = {
    AgreementState.IN_FORCE: "Berlaku.",
    AgreementState.REPLACED: "Tidak berlaku lagi; digantikan oleh kesepakatan yang lebih baru.",
}


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed, and when; an empty moment while it is open."""

    who: str
    name: str
    at: str


@dataclass(frozen=True, slots=True)
class Agreed:
    TEMPLATE: ClassVar[str] = "agreement.typ"
    title: str
    institution: str
    letterhead: tuple[str, ...]
    method: str
    version: int
    employee: Person
    guide: Person
    guide_word: str
    parts: tuple[Part, ...]
    confirmations: tuple[Confirmation, ...]
    stands: str
    sha256: str
    address: str
    qr: str
    dated: date


def build(agreement: Agreement, *, address: str, on: date) -> Agreed:
    engagement = agreement.engagement
    zone = engagement.institution.time_zone
    guide_word = of(engagement.method)
    who = person(engagement.employee), guide_as_person(engagement.guide)
    moments = agreement.employee_confirmed_at, agreement.guide_confirmed_at

    def confirmed(at: datetime | None) -> str:
        return moment(at, zone) if at else ""

    return Agreed(
        title=f"Kesepakatan {said(engagement.method)} {who[0].name} dan {who[1].name}",
        institution=engagement.institution.name,
        letterhead=letterhead_of(engagement.institution),
        method=said(engagement.method),
        version=agreement.version,
        employee=who[0],
        guide=who[1],
        guide_word=guide_word,
        parts=tuple(Part(title, getattr(agreement, name)) for name, title in PARTS.items()),
        confirmations=(
            Confirmation("Pegawai", who[0].name, confirmed(moments[0])),
            Confirmation(guide_word.capitalize(), who[1].name, confirmed(moments[1])),
        ),
        stands=_STANDS.get(AgreementState(agreement.state), "Belum berlaku; menunggu persetujuan keduanya."),
        sha256=agreement.sha256,
        address=address,
        qr=qr(address),
        dated=max((day_in(at, zone) for at in moments if at), default=on),
    )
