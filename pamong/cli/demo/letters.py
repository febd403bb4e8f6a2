"""The letters that appoint the invented pairs: most of them signed, the newest on their way, one withdrawn and one given up."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Q, QuerySet

from pamong.cli.demo.calendar import Agenda
from pamong.cli.demo.guides import Register
from pamong.people.models import Account, Employee, Unit
from pamong.policy.words import Method
from pamong.programme import actions, queries
from pamong.programme.models import Engagement, Letter, LetterKind, SignsAs
from pamong.programme.workflow import EngagementState
from pamong.reports import appointment
from pamong.reports.typeset import render

MANY = 2  # more pairs than these go on a decree
VERY_MANY = 6  # more still are signed by the head of the agency
ACTING_UNTIL = 150  # days before the demo's: until then the head of personnel was acting
SIGNED_AFTER = 2  # working days from the number to the copy on file
STILL_OUT = 6  # whose number is younger, waits for its signature
DRAFTED = 3  # pairs on the draft of today
HEAD = "Jalan Cendekia Nomor 7, Jakarta 10110\nTelepon (021) 555-0100, laman lpa.example"
COPIES = "Inspektur\nAtasan langsung pegawai yang bersangkutan"
SLIP = "Nama penanda tangan keliru; diganti dengan surat bernomor baru."
GIVEN_UP = "Nama penanda tangan keliru; dibuat rancangan baru."


class Office:
    """Who signs what: decrees the secretary, assignments the head of personnel in that name."""

    def __init__(self, register: Register, secretary: Employee) -> None:
        self.register, self.secretary = register, secretary
        self.personnel = self._head_of_personnel()
        self.count = Counter[int]()  # numbers given in a year
        self.slipped = False  # once is enough

    def _head_of_personnel(self) -> Employee | None:
        unit = self.register.planner.employee.unit if self.register.planner.employee else None
        heads = Unit.objects.filter(pk=unit.pk if unit else 0).values("head_position")
        rows = Employee.objects.filter(institution=self.register.institution, position__in=heads)
        return rows.exclude(pk=self.secretary.pk).order_by("nip").first()

    def _signs(self, kind: LetterKind, pairs: int, day: date) -> tuple[Employee, dict[str, str]]:
        if kind == LetterKind.ASSIGNMENT and self.personnel is not None:
            if (self.register.on - day).days > ACTING_UNTIL:
                return self.personnel, {"signs_as": SignsAs.ACTING.value}
            behalf = str(self.secretary.position or "")
            return self.personnel, {"signs_as": SignsAs.ON_BEHALF.value, "on_behalf_of": behalf}
        if pairs >= VERY_MANY and self.secretary.superior is not None:
            return self.secretary.superior, {"signs_as": SignsAs.PPK.value}
        return self.secretary, {"signs_as": SignsAs.PYB.value}

    def draft(self, pairs: list[Engagement], kind: LetterKind, day: date) -> Letter:
        signs, words = self._signs(kind, len(pairs), day)
        return actions.draft_letter(
            by=self.register.planner,
            institution=self.register.institution,
            engagements=pairs,
            kind=kind,
            signatory_name=signs.name,
            signatory_position=str(signs.position or ""),
            signatory_nip=signs.nip,
            place="Jakarta",
            copies_to=COPIES,
            on=day,
            **words,
        )

    def number(self, letter: Letter, day: date) -> Letter:
        self.count[day.year] += 1
        code = "KEP" if letter.kind == LetterKind.DECREE else "ST"
        number = f"{code}-{self.count[day.year]:03}/SU.2/KP.05.01/{day.year}"
        return actions.number_letter(
            by=self.register.planner, letter=letter, number=number, dated=day, on=day
        )

    def put_right(self, letter: Letter, day: date) -> Letter:
        """Withdrawn for a slip of the pen, and given anew under the next number."""
        actions.withdraw_letter(by=self.register.planner, letter=letter, reason=SLIP, on=day)
        self.slipped = True
        pairs = list(queries.pairs_of(Letter.objects.get(pk=letter.pk)))
        return self.number(self.draft(pairs, LetterKind(letter.kind), day), day)

    def file_copy(self, letter: Letter, day: date) -> None:
        """The letter as it came back from the signatory."""
        address = f"{settings.BASE_URL}/verify/{letter.token}/"
        pairs = list(queries.pairs_of(letter))
        ended = queries.replaced_with(letter, pairs)
        paper = appointment.build(letter, pairs, address=address, on=day, replaces=ended)
        copy = ContentFile(render(paper), "naskah.pdf")
        actions.attach_signed_copy(by=self.register.planner, letter=letter, file=copy, on=day)


def write_letters(
    register: Register, agenda: Agenda, cast: dict[str, Account], starts: Iterable[int], left: set[int]
) -> None:
    """`starts`: working days ago on which pairs began; `left`: who of the matched waits for a letter until today."""
    if "pyb" not in cast or cast["pyb"].employee is None:
        return
    office = Office(register, cast["pyb"].employee)
    actions.set_letterhead(by=register.planner, institution=register.institution, lines=HEAD, on=register.on)

    def appoint(day: date, ago: int) -> None:
        pairs = list(_waiting(register).exclude(employee__in=left))
        if not pairs:
            return
        kind = LetterKind.DECREE if len(pairs) > MANY else LetterKind.ASSIGNMENT
        letter = office.number(office.draft(pairs, kind, day), day)
        if kind == LetterKind.ASSIGNMENT and not office.slipped:
            letter = office.put_right(letter, day)
        if ago > STILL_OUT:
            agenda.add(ago - SIGNED_AFTER, lambda later: office.file_copy(letter, later))

    def give_up(day: date) -> None:
        pairs = list(_waiting(register).filter(employee__in=left)[:MANY])
        letter = office.draft(pairs, LetterKind.ASSIGNMENT, day)
        actions.cancel_letter(by=register.planner, letter=letter, reason=GIVEN_UP, on=day)

    def begin(day: date) -> None:
        pairs = list(_waiting(register).filter(employee__in=left)[:DRAFTED])
        office.draft(pairs, LetterKind.DECREE, day)

    for started in sorted(set(starts), reverse=True):
        agenda.add(started + 2, lambda day, ago=started + 2: appoint(day, ago))
    agenda.add(2, give_up)
    agenda.add(1, begin)


def _waiting(register: Register) -> QuerySet[Engagement]:
    """Matched pairs without a letter; a konseling needs none."""
    rows = Engagement.objects.filter(
        institution=register.institution, state=EngagementState.MATCHED, letter__isnull=True
    )
    return rows.exclude(Q(method=Method.COUNSELLING)).order_by("pk")
