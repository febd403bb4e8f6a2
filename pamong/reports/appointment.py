"""The letter of appointment, a decree or an assignment, with its table of pairs; and the extract of one pair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pamong.policy.nip import format_nip
from pamong.policy.papers import basis_of
from pamong.policy.sentence import Sentence as S
from pamong.policy.sentence import day, listing
from pamong.programme.models import Engagement, Letter, LetterKind, SignsAs
from pamong.programme.workflow import LetterState
from pamong.reports.saying import DOTS, Person, guide_as_person, letterhead_of, of, person, said
from pamong.reports.typeset import qr


@dataclass(frozen=True, slots=True)
class Pair:
    employee: Person
    guide: Person
    guide_word: str  # coach or mentor
    method: str
    months: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines above and below the place of the signature."""

    above: tuple[str, ...]
    name: str
    nip: str


@dataclass(frozen=True, slots=True)
class Appointment:
    TEMPLATE: ClassVar[str] = "appointment.typ"
    title: str
    decree: bool
    extract: bool
    institution: str
    letterhead: tuple[str, ...]
    office: str  # in whose name it is given
    number: str
    about: str
    weighing: tuple[str, ...]
    basis: tuple[str, ...]
    decisions: tuple[str, ...]
    pairs: tuple[Pair, ...]
    place: str
    day: str
    signature: Signature
    copies: tuple[str, ...]
    note: str  # how it stands with the signature
    address: str
    qr: str
    dated: date


def build(
    letter: Letter,
    engagements: Sequence[Engagement],
    *,
    address: str,
    on: date,
    extract: bool = False,
    methods: Iterable[str] = (),
    replaces: Iterable[Letter] = (),
) -> Appointment:
    """The letter as it stands; `engagements` are those to be named, for an extract one alone.

    `methods` are those of the whole letter: an extract bears the title of what it is taken from.
    `replaces` are letters withdrawn before it, which it ends.
    """
    methods = sorted(set(methods) or {one.method for one in engagements})
    guides = listing([S(of(method), "") for method in methods]).id
    ways = listing([S(said(method), "") for method in methods]).id
    decree = letter.kind == LetterKind.DECREE
    about = f"penunjukan {guides} di lingkungan {letter.institution.name}"
    kind = "Keputusan" if decree else "Surat Tugas"
    office = letter.on_behalf_of or letter.signatory_position
    gone = _named(replaces)
    return Appointment(
        title=f"{'Petikan ' if extract else ''}{kind} {letter.number or DOTS} tentang {about}",
        decree=decree,
        extract=extract,
        institution=letter.institution.name,
        letterhead=letterhead_of(letter.institution),
        office=office,
        number=letter.number or DOTS,
        about=about,
        weighing=_weighing(ways, guides, office if decree else "", gone),
        basis=basis_of(letter.institution.code, letter.dated or on),
        decisions=_decided(guides, ways, gone) if decree else _tasks(guides, ways, len(engagements)),
        pairs=tuple(_pair(one) for one in engagements),
        place=letter.place,
        day=day(letter.dated).id if letter.dated else DOTS,
        signature=_signature(letter),
        copies=tuple(letter.copies_to.splitlines()),
        note=_note(letter),
        address=address,
        qr=qr(address),
        dated=letter.dated or on,
    )


def _pair(one: Engagement) -> Pair:
    return Pair(
        employee=person(one.employee),
        guide=guide_as_person(one.guide),
        guide_word=of(one.method),
        method=said(one.method),
        months=one.months,
        sessions=one.sessions,
    )


def _signature(letter: Letter) -> Signature:
    position, behalf = letter.signatory_position, letter.on_behalf_of
    above: tuple[str, ...] = (position,)
    if letter.signs_as == SignsAs.ON_BEHALF:
        above = (f"a.n. {behalf}", position)
    elif letter.signs_as == SignsAs.ACTING:
        above = (f"Plt. {position}",)
    return Signature(above, letter.signatory_name, format_nip(letter.signatory_nip))


def _note(letter: Letter) -> str:
    if letter.state == LetterState.WITHDRAWN:
        return "Surat ini telah dicabut dan tidak berlaku lagi."
    if letter.state == LetterState.SIGNED:
        return "Naskah bertanda tangan telah disimpan dalam sistem."
    return "Naskah ini belum ditandatangani secara elektronik."


def _named(letters: Iterable[Letter]) -> str:
    """Letters as one says them in another; empty when there are none."""
    kinds = {LetterKind.DECREE: "Keputusan", LetterKind.ASSIGNMENT: "Surat Tugas"}
    found = [
        S(f"{kinds[LetterKind(one.kind)]} Nomor {one.number} tanggal {day(one.dated).id}", "")
        for one in letters
        if one.dated is not None
    ]
    return listing(found).id


def _weighing(ways: str, guides: str, office: str, gone: str) -> tuple[str, ...]:
    """What it was considered on; the last point says what follows, as every decree does. An assignment has no office."""
    paper = f"menetapkan Keputusan {office} tentang" if office else "memberikan Surat Tugas"
    points = [
        f"bahwa pengembangan kompetensi pegawai dilaksanakan antara lain melalui {ways}",
        f"bahwa {ways} memerlukan {guides} yang ditunjuk oleh pejabat yang berwenang di bidang kepegawaian",
        f"bahwa pegawai dan {guides} telah dipertemukan menurut kebutuhan pengembangan kompetensi "
        "dan kesediaan keduanya",
    ]
    if gone:
        points.append(f"bahwa {gone} memuat kekeliruan sehingga dicabut dan perlu diganti")
    *first, last = list("abcd")[: len(points)]
    before = "".join(f"huruf {one}, " for one in first) + f"dan huruf {last}"
    so = f"bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam {before}, perlu {paper} penunjukan {guides}"
    return (*points, so)


_WORK = (
    "menyusun kesepakatan bersama pegawai yang didampingi, melaksanakan sesi menurut rencana, "
    "mencatat sesi pada kartu kendali, dan pada akhirnya melaporkan hasilnya kepada atasan langsung "
    "pegawai dan pengelola pengembangan kompetensi"
)


def _decided(guides: str, ways: str, gone: str) -> tuple[str, ...]:
    ended = f"Pada saat Keputusan ini mulai berlaku, {gone} dicabut dan dinyatakan tidak berlaku."
    return (
        f"Menunjuk pegawai dan pihak yang disebut dalam Lampiran sebagai {guides} bagi pegawai "
        "yang tercantum sebaris dengannya.",
        f"Tugas {guides} sebagaimana dimaksud dalam Diktum KESATU adalah {_WORK}.",
        f"Hal yang dibicarakan dalam {ways} dijaga kerahasiaannya; yang dilaporkan adalah tujuan, "
        "kemajuan, dan jumlah sesi yang terlaksana.",
        *([ended] if gone else []),
        "Keputusan ini mulai berlaku pada tanggal ditetapkan. Apabila di kemudian hari terdapat kekeliruan, "
        "akan diadakan perbaikan sebagaimana mestinya.",
    )


def _tasks(guides: str, ways: str, many: int) -> tuple[str, ...]:
    whom = "yang tercantum sebaris dengannya" if many > 1 else "tersebut"
    return (
        f"Melaksanakan {ways} sebagai {guides} bagi pegawai {whom}.",
        f"Dalam tugas itu {_WORK}.",
        f"Menjaga kerahasiaan hal yang dibicarakan dalam {ways}.",
    )
