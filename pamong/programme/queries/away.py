"""Engagements of which a side left, retired or moved since the match: somebody decides how they go on."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from pamong.people.access import Viewer, united
from pamong.people.models import Employee, Placement
from pamong.policy.sentence import Sentence, day
from pamong.policy.words import EmployeeStatus, Method, PlacementKind
from pamong.programme.models import TAKING_A_PLACE, Engagement
from pamong.programme.workflow import Party

# Who acts for somebody for a time moves nowhere.
_MOVES = (PlacementKind.DEFINITIVE, PlacementKind.LEFT)
# What came before the day on which it was decided that it goes on is decided.
_SINCE = Coalesce("settled_on", "matched_at__date")
_UNSETTLED = Q(settled_on__isnull=True)
_ENDED = _UNSETTLED | Q(guide__end__gt=F("settled_on"))
_LEFT: dict[Party, tuple[Sentence, Sentence]] = {
    Party.EMPLOYEE: (
        Sentence("Pegawai berstatus {status}.", "The employee's status is: {status}."),
        Sentence("Pegawai pindah atau berhenti sejak {day}.", "The employee moved or left on {day}."),
    ),
    Party.GUIDE: (
        Sentence("Pembimbing berstatus {status}.", "The guide's status is: {status}."),
        Sentence("Pembimbing pindah atau berhenti sejak {day}.", "The guide moved or left on {day}."),
    ),
}
_NOT_APPOINTED = Sentence("Penunjukan pembimbing berakhir {day}.", "The guide's appointment ended on {day}.")


def away(rows: QuerySet[Engagement], viewer: Viewer) -> QuerySet[Engagement]:
    """Of these the open ones that wait for a decision because of either side."""
    active = EmployeeStatus.ACTIVE
    rows = rows.filter(state__in=TAKING_A_PLACE)
    # Nobody's move before the oldest match is of interest: an index leaves these out.
    going = Engagement.objects.filter(institution=viewer.institution, state__in=TAKING_A_PLACE)
    oldest = going.order_by("matched_at").values("matched_at__date")[:1]
    moves = _moves(viewer.on).filter(start__gt=Subquery(oldest))

    return united(
        rows.filter(_UNSETTLED).exclude(employee__status=active),
        rows.filter(_UNSETTLED, guide__employee__isnull=False).exclude(guide__employee__status=active),
        rows.filter(_ENDED, guide__end__lt=viewer.on),
        _moved(rows, moves, "employee"),
        _moved(rows, moves, "guide__employee"),
    )


def other_away(mine: Q, side: Party, on: date) -> QuerySet[Engagement]:
    """Konseling of this side whose other side is gone: its two alone decide, as nobody else may know of it."""
    rows = Engagement.objects.filter(mine, method=Method.COUNSELLING, state__in=TAKING_A_PLACE)
    who = "guide__employee" if side is Party.EMPLOYEE else "employee"
    gone = _UNSETTLED & Q(**{f"{who}__isnull": False}) & ~Q(**{f"{who}__status": EmployeeStatus.ACTIVE})
    gone |= Q(pk__in=_moved(rows, _moves(on), who).values("pk"))
    if side is Party.EMPLOYEE:
        gone |= _ENDED & Q(guide__end__lt=on)
    return rows.filter(gone)


def _moves(on: date) -> QuerySet[Placement]:
    return Placement.objects.filter(kind__in=_MOVES, start__lte=on)


def _moved(rows: QuerySet[Engagement], moves: QuerySet[Placement], who: str) -> QuerySet[Engagement]:
    after = moves.filter(employee=OuterRef(who), start__gt=OuterRef("since"))
    return rows.alias(since=_SINCE).filter(Exists(after))


def why_away(engagement: Engagement, on: date) -> list[Sentence]:
    """Which side is gone and since when, as the decision needs it; one query."""
    guide, settled = engagement.guide, engagement.settled_on
    sides: dict[Party, Employee | None] = {Party.EMPLOYEE: engagement.employee, Party.GUIDE: guide.employee}
    found = [
        _LEFT[side][0].fill(status=EmployeeStatus(who.status).label)
        for side, who in sides.items()
        if who is not None and who.status != EmployeeStatus.ACTIVE and settled is None
    ]
    if guide.end is not None and guide.end < on and (settled is None or guide.end > settled):
        found.append(_NOT_APPOINTED.fill(day=day(guide.end)))
    since = settled or timezone.localtime(engagement.matched_at).date()
    people = {who.pk: side for side, who in sides.items() if who is not None}
    for row in _moves(on).filter(employee__in=people, start__gt=since).order_by("start", "pk"):
        found.append(_LEFT[people[row.employee_id]][1].fill(day=day(row.start)))
    return found
