"""Invented rows that documents are made from; nothing of it is stored."""

from datetime import UTC, date, datetime

from pamong.people.models import Employee, Institution, Position, Unit
from pamong.programme.models import Agreement, Engagement, Guide, Letter
from pamong.reports import appointment

DAY = date(2026, 11, 24)
AT = datetime(2026, 5, 4, 2, 5, tzinfo=UTC)
ADDRESS = "https://pamong.example.go.id/verify/3f0e8b3c-1c77-4a52-9a7e-2f1a4d0e9b11/"
INSTITUTION = Institution(code="LPA", name="Lembaga Pembelajaran Aparatur", time_zone="Asia/Makassar")
UNIT = Unit(institution=INSTITUTION, name="Pusat Pengembangan Kompetensi")


def somebody(name: str, nip: str = "199004172015011001", rank: str = "III/c") -> Employee:
    return Employee(
        institution=INSTITUTION,
        name=name,
        nip=nip,
        rank=rank,
        position=Position(name="Analis Kebijakan Ahli Muda"),
        unit=UNIT,
    )


def engagement(
    name: str = "Rara Anindita, S.Psi.", method: str = "mentoring", guide: Guide | None = None
) -> Engagement:
    superior = somebody("Sri Wahyuni, S.Sos.", "196908211995032001", "IV/c")
    who = somebody(name)
    who.superior = superior
    return Engagement(
        institution=INSTITUTION,
        employee=who,
        guide=guide or Guide(employee=somebody("Dr. Ketut Wirawan", "197203141998031002", "IV/b")),
        method=method,
        months=6,
        sessions=6,
        held=5,
        starts_on=date(2026, 5, 4),
        last_held_on=date(2026, 10, 28),
    )


def letter(**more: object) -> Letter:
    given = {
        "institution": INSTITUTION,
        "kind": "sk",
        "state": "draft",
        "place": "Makassar",
        "signs_as": "a.n.",
        "signatory_name": "Hamid Tuasikal, S.H.",
        "signatory_position": "Sekretaris Utama",
        "signatory_nip": "196501011990031003",
        "on_behalf_of": "Kepala Lembaga Pembelajaran Aparatur",
    }
    return Letter(**(given | more))


def agreement(**more: object) -> Agreement:
    given = {
        "engagement": engagement(),
        "version": 2,
        "state": "in_force",
        "purpose": "Memimpin rapat dengan tenang.",
        "schedule": "6 sesi selama 6 bulan.",
        "confidentiality": "Catatan bersama hanya dibaca kami berdua.",
        "superior_sees": "Judul dan persentase tujuan.",
        "ending": "Setelah sesi terakhir.",
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "employee_confirmed_at": AT,
        "guide_confirmed_at": AT,
    }
    return Agreement(**(given | more))


def decree(pairs: int = 2, **more: object) -> appointment.Appointment:
    rows = [engagement(f"Pegawai Nomor {n}") for n in range(pairs)]
    return appointment.build(letter(**more), rows, address=ADDRESS, on=DAY)
