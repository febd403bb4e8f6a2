"""Reads on letters: the pairs that wait for one, the pairs of one, and what a document's page of proof may say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from pamong.people.access import Viewer
from pamong.people.models import Institution
from pamong.people.queries import how_many
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.models import Agreement, Engagement, Letter, LetterKind
from pamong.programme.workflow import OPEN_ENGAGEMENTS, AgreementState, EngagementState, LetterState


def letters(viewer: Viewer, *, state: str = "", search: str = "") -> QuerySet[Letter]:
    """Letters this person reads whole, the newest first, with the number of their pairs."""
    rows = (
        access.letters_visible_to(viewer) if access.can_read_whole_letters(viewer) else Letter.objects.none()
    )
    if state:
        rows = rows.filter(state=state)
    if search:
        rows = rows.filter(number__icontains=search)
    pairs = how_many(Engagement.objects.filter(letter=OuterRef("pk")), "letter") + how_many(
        Letter.named.through.objects.filter(letter=OuterRef("pk")), "letter"
    )
    return rows.select_related("institution__letterhead").annotate(pairs=pairs).order_by("-at", "-pk")


def with_people(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """With everybody a document names."""
    return rows.select_related(
        "institution__letterhead",
        "employee__position",
        "employee__unit",
        "employee__superior",
        "guide__employee__position",
        "guide__employee__unit",
        "letter",
    )


def pairs_of(letter: Letter) -> QuerySet[Engagement]:
    """The pairs in the order of the letter's table; of a letter that was withdrawn those it had."""
    rows = letter.named if letter.state == LetterState.WITHDRAWN else letter.engagements
    return with_people(rows.all()).order_by("employee__name", "pk")


# What a letter may appoint: a pair that is to begin, and any that began under a letter since withdrawn.
MAY_BE_NAMED = OPEN_ENGAGEMENTS | {EngagementState.COMPLETED, EngagementState.STOPPED}


def letterless(institution: Institution | None) -> QuerySet[Engagement]:
    """Pairs that are on no letter: matched, or left by one that was withdrawn. A konseling needs none."""
    withdrawn = Letter.named.through.objects.values("engagement")
    left = Q(state__in=sorted(MAY_BE_NAMED), pk__in=withdrawn)
    rows = Engagement.objects.filter(Q(state=EngagementState.MATCHED) | left, institution=institution)
    return rows.filter(letter__isnull=True).exclude(method=Method.COUNSELLING)


def waiting_for_letter(
    viewer: Viewer, *, method: str = "", search: str = "", replaces: Letter | None = None
) -> QuerySet[Engagement]:
    """Pairs for the next letter; those that one withdrawn has left, where it is to be replaced."""
    if not access.can_keep_letters(viewer):
        return Engagement.objects.none()
    rows = letterless(viewer.institution)
    if replaces is not None:
        rows = rows.filter(withdrawn_letters=replaces)
    if method:
        rows = rows.filter(method=method)
    if search:
        rows = rows.filter(
            Q(employee__name__icontains=search)
            | Q(employee__unit__name__icontains=search)
            | Q(guide__employee__name__icontains=search)
            | Q(guide__name__icontains=search)
        )
    return with_people(rows).order_by("employee__name", "pk")


def replaced_with(letter: Letter, pairs: Iterable[Engagement]) -> QuerySet[Letter]:
    """Withdrawn letters that named these pairs before this one, the oldest first.

    One whose number this letter took over had not gone out yet: there is nothing to end.
    """
    rows = Letter.objects.filter(state=LetterState.WITHDRAWN, named__in=pairs).distinct()
    if letter.number:
        rows = rows.exclude(number=letter.number)
    if letter.pk is not None:
        rows = rows.filter(pk__lt=letter.pk)
    return rows.order_by("dated", "pk")


def successors(letter: Letter) -> QuerySet[Letter]:
    """The letters that name its pairs now, after it was withdrawn, the oldest first."""
    if letter.state != LetterState.WITHDRAWN:
        return Letter.objects.none()
    rows = Letter.objects.filter(pk__gt=letter.pk, engagements__in=letter.named.all())
    return rows.distinct().order_by("pk")


def last_signatories(viewer: Viewer) -> dict[str, Letter]:
    """By kind, the newest letter: who signs depends on the kind, and the next one usually has the same. Newest first."""
    if not access.can_keep_letters(viewer):
        return {}
    kept = access.letters_visible_to(viewer).order_by("-at", "-pk")
    rows = [kept.filter(kind=kind).first() for kind in LetterKind.values]
    found = sorted((row for row in rows if row is not None), key=lambda row: (row.at, row.pk), reverse=True)
    return {row.kind: row for row in found}


@dataclass(frozen=True, slots=True)
class Proven:
    """What everybody may know of a document: that it is genuine, and how it stands; no names."""

    kind: str  # of LetterKind, or "agreement"
    institution: str
    number: str
    dated: date | None
    state: str


def proven(token: UUID) -> Proven | None:
    """The document with this token; nothing where there is none."""
    letter = Letter.objects.filter(token=token).select_related("institution").first()
    if letter is not None:
        return Proven(letter.kind, letter.institution.name, letter.number, letter.dated, letter.state)
    agreement = Agreement.objects.filter(token=token).select_related("engagement__institution").first()
    if agreement is None:
        return None
    moments = agreement.employee_confirmed_at, agreement.guide_confirmed_at
    both = [timezone.localtime(at).date() for at in moments if at]
    # Not even the method: of a konseling nobody outside learns that there is one.
    return Proven(
        "agreement",
        agreement.engagement.institution.name,
        "",
        max(both) if len(both) == len(moments) else None,
        agreement.state,
    )


def current_agreement(engagement: Engagement) -> Agreement | None:
    """The newest version."""
    rows: Iterable[Agreement] = engagement.agreements.exclude(state=AgreementState.REPLACED)
    return next(iter(rows), None)
