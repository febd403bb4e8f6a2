"""The one queue of proposals, and the waiting list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from pamong.people.access import Viewer
from pamong.people.models import Employee
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.models import OPEN_STATES, TAKING_A_PLACE, Proposal, Step, Wish
from pamong.programme.workflow import ProposalState


@dataclass(frozen=True, slots=True)
class Queue:
    """How the queue is narrowed; an empty word narrows nothing."""

    state: str = "open"  # a state, "open" or "all"
    method: str = ""
    entrance: str = ""
    unit: str = ""  # path
    search: str = ""
    late: bool = False
    turn: str = ""  # whose answer is waited for: a party


def queue(viewer: Viewer, asked: Queue) -> QuerySet[Proposal]:
    """Proposals the viewer may see, oldest first, with the chain and the wishes; three queries."""
    rows = access.proposals_visible_to(viewer)
    if asked.state == "open":
        rows = rows.filter(state__in=OPEN_STATES)
    elif asked.state == ProposalState.WAITING:  # in the order in which places are offered
        rows = rows.filter(state=asked.state).order_by("state_since", "pk")
    elif asked.state != "all":
        rows = rows.filter(state=asked.state)
    if asked.method:
        rows = rows.filter(method=asked.method)
    if asked.entrance:
        rows = rows.filter(entrance=asked.entrance)
    if asked.unit:
        rows = rows.filter(employee__unit__path__startswith=asked.unit)
    if asked.search:
        rows = rows.filter(employee__name__icontains=asked.search)
    if asked.late:
        unanswered = Q(state=ProposalState.PROPOSED, pk__in=late_steps(viewer.on).values("proposal"))
        rows = rows.filter(unanswered | Q(state=ProposalState.APPROVED, choose_by__lt=viewer.on))
    if asked.turn:
        open_steps = Step.objects.filter(answer="", asked_at__isnull=False, party=asked.turn)
        rows = rows.filter(state=ProposalState.PROPOSED, pk__in=open_steps.values("proposal"))
    return with_chain(rows)


def locked_queue(viewer: Viewer) -> QuerySet[Proposal]:
    """Konseling that is open, oldest first, for whoever may know of it; in no other list."""
    return with_chain(access.counselling_proposals_visible_to(viewer, OPEN_STATES))


def counselling_under_way(employee: Employee) -> Proposal | None:
    """The open request, or that of a konseling that goes on."""
    rows = Proposal.objects.filter(employee=employee, method=Method.COUNSELLING)
    rows = rows.filter(Q(state__in=OPEN_STATES) | Q(engagements__state__in=TAKING_A_PLACE))
    return rows.order_by("-pk").first()


def with_chain(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With `chain`, the steps in their order, and `choices`, the wishes by rank."""
    steps = Step.objects.select_related("employee", "answered_by").order_by("order")
    return with_choices(rows).prefetch_related(Prefetch("steps", steps, to_attr="chain"))


def with_choices(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With the people it is about, and the wishes alone."""
    wishes = Wish.objects.filter(current=True).select_related("guide__employee").order_by("rank")
    return with_people_of(rows).prefetch_related(Prefetch("wishes", wishes, to_attr="choices"))


def with_people_of(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With the people it is about, and nothing of its way."""
    return rows.select_related(
        "employee",
        "employee__unit",
        "employee__position",
        "employee__superior",
        "competency",
        "proposed_by",
        "institution",
        "offered_guide__employee",
    )


def late_steps(on: date) -> QuerySet[Step]:
    """Steps whose answer is overdue; silence is shown, never counted as consent."""
    return Step.objects.filter(answer="", asked_at__isnull=False, due__lt=on)


def waiting_positions(proposals: Iterable[Proposal]) -> dict[int, int]:
    """Of those on a page that wait, by their number the place in line of their method; of konseling none.

    One query, and none where nobody waits.
    """
    waiting = [one for one in proposals if one.state == ProposalState.WAITING]
    methods = {one.method for one in waiting} - {Method.COUNSELLING}
    if not methods:
        return {}
    line = Proposal.objects.filter(
        institution=waiting[0].institution_id, method__in=methods, state=ProposalState.WAITING
    )
    places: Counter[str] = Counter()
    found = {}
    for pk, method in line.order_by("state_since", "pk").values_list("pk", "method"):
        places[method] += 1
        found[pk] = places[method]
    return found


def waiting_position(proposal: Proposal) -> int | None:
    """The place in the waiting list of the method, from 1; nothing where it does not wait."""
    if proposal.state != ProposalState.WAITING:
        return None
    earlier = Q(state_since__lt=proposal.state_since)
    earlier |= Q(state_since=proposal.state_since, pk__lt=proposal.pk)
    waiting = Proposal.objects.filter(
        institution=proposal.institution_id, method=proposal.method, state=ProposalState.WAITING
    )
    return waiting.filter(earlier).count() + 1
