"""Perlu ditindaklanjuti, with what waits in proposals; still one query."""

from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pamong.people.access import Viewer, in_scope_of, mails_visible_to, team_of
from pamong.people.models import Account, Employee, MailState
from pamong.people.roles import Role
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.models import Guide, Proposal, Step, Wish, WishState
from pamong.programme.queries.waiting import engagements_waiting
from pamong.programme.workflow import Party, ProposalState
from pamong.recommendation.queries import Part, Waiting, each, gathered, grouped
from pamong.recommendation.queries import parts as parts_before


class Kind(StrEnum):
    ANSWER_PROPOSAL = "answer_proposal"  # the superior, by name and day
    ANSWER_PROPOSALS = "answer_proposals"  # how many wait for the planner
    LATE_PROPOSALS = "late_proposals"  # how many superiors are silent, for the planner
    ESCALATED_PROPOSAL = "escalated_proposal"  # the superior's superior
    PLANNER_SILENT = "planner_silent"  # how many the planner left unanswered, for the competent authority
    CHOOSE_GUIDE = "choose_guide"  # the employee
    CHOOSE_AGAIN = "choose_again"  # nobody is left to ask
    FIND_GUIDE = "find_guide"  # the same, for the planner
    CHOICES_LATE = "choices_late"  # how many have not chosen in time, for the planner
    COUNSELLOR_WANTED = "counsellor_wanted"  # how many konseling nobody is asked for, for the counsellors
    TAKE_PLACE = "take_place"  # a place from the waiting list, kept until a day
    GUIDE_ASKED = "guide_asked"
    COUNSELLOR_ASKED = "counsellor_asked"  # nobody is named
    ANSWER_COUNSELLING = "answer_counselling"  # how many konseling wait for the counsellors
    MAIL_REFUSED = "mail_refused"  # an address, for the administrator
    RESULT_RECEIVED = "result_received"  # how many came up the line of the rule
    ANSWER_OPENING = "answer_opening"  # how many ask to open notes
    NOTES_OPENED = "notes_opened"  # the person is told


def inbox(viewer: Viewer, counted: list[Waiting] | None = None) -> list[Waiting]:
    """Everything that waits for a person, oldest first; `counted`: the rows that only say how many, where known."""
    asked = _parts(viewer) + engagements_waiting(viewer)
    if counted is None:
        return gathered(asked)
    found = gathered([part for part in asked if not part.counted])
    return sorted(found + counted, key=lambda row: row.since)


def _parts(viewer: Viewer) -> list[Part]:
    parts = parts_before(viewer, counsel=access.counselling_to_propose(viewer))
    if viewer.institution is None:
        return parts
    parts.append(_asked_of_guide(viewer, named=True))
    parts.append(_asked_of_guide(viewer, named=False))
    parts.append(
        grouped(access.results_visible_to(viewer).filter(received_at__isnull=True), Kind.RESULT_RECEIVED)
    )
    if viewer.employee:
        parts += _of_employee(viewer)
    if viewer.has_team:
        parts += _of_superior(viewer)
    if viewer.has(Role.PLANNER):
        parts += _of_planner(viewer)
    if viewer.has(Role.COUNSELLOR):
        parts += _of_counsellor(viewer)
    if viewer.has(Role.ADMIN):
        parts.append(_refused_mail(viewer))
    if viewer.has(Role.COMPETENT_AUTHORITY):
        asked = access.openings_visible_to(viewer).filter(granted__isnull=True)
        asked = asked.filter(engagement__employee__in=_people_of(viewer, Role.COMPETENT_AUTHORITY))
        asked = asked.exclude(asked_by=viewer.account)
        parts.append(grouped(asked, Kind.ANSWER_OPENING, since="asked_at"))
        silent = access.left_by_planner(viewer)
        parts.append(grouped(silent, Kind.PLANNER_SILENT, since="asked_at", due="due"))
    return parts


def _refused_mail(viewer: Viewer) -> Part:
    """One row an address, through its account."""
    refused = mails_visible_to(viewer).filter(state=MailState.FAILED, settled_at__isnull=True)
    accounts = Account.objects.filter(mails__in=refused.values("pk"))
    return grouped(accounts, Kind.MAIL_REFUSED, by="mails__address", since="mails__created_at")


def _asked_of_guide(viewer: Viewer, *, named: bool) -> Part:
    asked = Wish.objects.filter(
        state=WishState.ASKED, guide__in=Guide.objects.filter(access.guides_as(viewer))
    )
    asked = asked.filter(proposal__state=ProposalState.APPROVED)
    locked = Q(proposal__method=Method.COUNSELLING)
    return each(
        asked.exclude(locked) if named else asked.filter(locked),
        Kind.GUIDE_ASKED if named else Kind.COUNSELLOR_ASKED,
        "asked_at",
        subject="proposal_id",
        person="proposal__employee",
        code="proposal__method",
        due="due",
        reminded=Q(due__lte=viewer.on),
        named=named,
    )


def _of_employee(viewer: Viewer) -> list[Part]:
    mine = _unasked().filter(employee=viewer.employee)
    offered = mine.filter(offered_until__isnull=False)
    mine = mine.filter(offered_until__isnull=True)
    tried = Exists(Wish.objects.filter(proposal=OuterRef("pk"), current=True))
    opened = access.openings_about(viewer).filter(told_at__isnull=True)
    last = Q(choose_by__lte=viewer.on)
    by: dict[str, Any] = {"code": "method", "due": "choose_by", "reminded": last}
    kept = Q(offered_until__lte=viewer.on)
    return [
        each(opened, Kind.NOTES_OPENED, "answered_at", person="engagement__employee", named=False),
        each(mine.exclude(tried), Kind.CHOOSE_GUIDE, "state_since", **by),
        each(mine.filter(tried), Kind.CHOOSE_AGAIN, "state_since", **by),
        each(offered, Kind.TAKE_PLACE, "state_since", code="method", due="offered_until", reminded=kept),
    ]


def _unasked() -> QuerySet[Proposal]:
    """Approved, and no guide is being asked."""
    asking = Wish.objects.filter(proposal=OuterRef("pk"), state=WishState.ASKED)
    return Proposal.objects.filter(state=ProposalState.APPROVED).exclude(Exists(asking))


def _of_superior(viewer: Viewer) -> list[Part]:
    asked = _open_steps(Party.SUPERIOR).filter(proposal__employee__in=team_of(viewer).values("pk"))
    return [
        _asked_of_superior(asked, Kind.ANSWER_PROPOSAL),
        _asked_of_superior(access.escalated_to(viewer), Kind.ESCALATED_PROPOSAL),
    ]


def _asked_of_superior(steps: QuerySet[Step], kind: Kind) -> Part:
    person = "proposal__employee"
    return each(
        steps,
        kind,
        "asked_at",
        subject="proposal_id",
        person=person,
        code="proposal__method",
        due="due",
        reminded=_REMINDED if kind is Kind.ANSWER_PROPOSAL else None,
    )


_REMINDED = Q(reminded_at__isnull=False)


def _open_steps(party: Party) -> QuerySet[Step]:
    return Step.objects.filter(
        party=party, answer="", asked_at__isnull=False, proposal__state=ProposalState.PROPOSED
    )


def _of_planner(viewer: Viewer) -> list[Part]:
    people = _people_of(viewer, Role.PLANNER)
    steps = _open_steps(Party.PLANNER).filter(proposal__employee__in=people)
    steps = steps.exclude(proposal__method=Method.COUNSELLING)
    silent = _open_steps(Party.SUPERIOR).filter(proposal__employee__in=people, due__lt=viewer.on)
    tried = Exists(Wish.objects.filter(proposal=OuterRef("pk"), current=True))
    without = _unasked().filter(employee__in=people, offered_until__isnull=True)
    without = without.exclude(method=Method.COUNSELLING)
    late = without.exclude(tried).filter(choose_by__lt=viewer.on)
    return [
        grouped(steps, Kind.ANSWER_PROPOSALS, since="asked_at", due="due", reminded=_REMINDED),
        grouped(silent, Kind.LATE_PROPOSALS, since="asked_at"),
        each(without.filter(tried), Kind.FIND_GUIDE, "state_since", code="method"),
        grouped(late, Kind.CHOICES_LATE, since="state_since"),
    ]


def _of_counsellor(viewer: Viewer) -> list[Part]:
    people = _people_of(viewer, Role.COUNSELLOR)
    steps = _open_steps(Party.PLANNER).filter(proposal__method=Method.COUNSELLING)
    steps = steps.filter(proposal__employee__in=people)
    tried = Exists(Wish.objects.filter(proposal=OuterRef("pk"), current=True))
    without = _unasked().filter(
        tried | Q(choose_by__lt=viewer.on),
        method=Method.COUNSELLING,
        employee__in=people,
        offered_until__isnull=True,
    )
    return [
        grouped(steps, Kind.ANSWER_COUNSELLING, since="asked_at", due="due", reminded=_REMINDED),
        grouped(without, Kind.COUNSELLOR_WANTED, since="state_since"),
    ]


def _people_of(viewer: Viewer, role: Role) -> Any:
    """Whom the role reaches; nobody decides on oneself."""
    rows = Employee.objects.filter(in_scope_of(viewer, role), institution=viewer.institution)
    return (rows.exclude(pk=viewer.employee.pk) if viewer.employee else rows).values("pk")
