"""The documents of one engagement as PDF; each for whom the table of secrecy names, for others it is not there."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from pamong.audit.actions import note_read
from pamong.people.access import Viewer
from pamong.policy.secrecy import Data, Reader
from pamong.programme import access, actions, queries
from pamong.programme.models import Engagement
from pamong.recommendation.queries import settings_of
from pamong.reports import agreement, card, counselling, feedback, reassessment, report
from pamong.reports.typeset import Document
from pamong.web.http import Request, get_or_404, institution_of, signed_in, viewer_of
from pamong.web.pages.letters import address_of_proof
from pamong.web.pdf import pdf

# Whoever reads in several capacities is logged by the nearest.
_NEAREST = (
    Reader.SUPERIOR,
    Reader.GUIDE,
    Reader.COUNSELLOR,
    Reader.LEADER_ABOVE,
    Reader.LEADER_APPOINTER,
    Reader.ABOVE,
    Reader.UNIT_HEAD,
    Reader.PLANNER,
    Reader.AUDITOR,
)


def readable(request: Request, id: int, data: Data) -> tuple[Viewer, Engagement]:
    """The engagement, where this person may read this of it; never a konseling."""
    viewer = viewer_of(request)
    institution_of(viewer)
    engagement = get_or_404(queries.engagements_with_papers(viewer), id)
    if not access.can_read(viewer, engagement, data):
        raise Http404
    return viewer, engagement


def case(request: Request, id: int) -> tuple[Viewer, Engagement]:
    """A konseling: of the two alone."""
    viewer = viewer_of(request)
    institution_of(viewer)
    return viewer, get_or_404(queries.with_people(access.cases_visible_to(viewer)), id)


def handed(
    request: Request, viewer: Viewer, engagement: Engagement, data: Data, paper: Document
) -> HttpResponse:
    """The paper, and in the log that it was read."""
    own = access.readers(viewer, engagement)
    role = next((reader.value for reader in _NEAREST if reader in own), "")
    note_read(by=request.user, employee=engagement.employee, what=data.value, page=request.path, role=role)
    return pdf(paper)


def card_of(viewer: Viewer, engagement: Engagement, *, with_topics: bool) -> Document:
    return card.build(engagement, queries.held_sessions(engagement), with_topics=with_topics, on=viewer.on)


def agreement_of(viewer: Viewer, engagement: Engagement) -> Document:
    newest = queries.current_agreement(engagement)
    if newest is None:
        raise Http404
    newest.engagement = engagement
    return agreement.build(newest, address=address_of_proof(newest.token), on=viewer.on)


@require_GET
@signed_in
def control_card(request: Request, id: int) -> HttpResponse:
    viewer, engagement = readable(request, id, Data.PROGRESS)
    # Topics are of the two only, as the notes they share.
    both = access.can_read(viewer, engagement, Data.SHARED_NOTES)
    paper = card_of(viewer, engagement, with_topics=both)
    return handed(request, viewer, engagement, Data.PROGRESS, paper)


@require_GET
@signed_in
def agreed(request: Request, id: int) -> HttpResponse:
    viewer, engagement = readable(request, id, Data.AGREEMENT)
    return handed(request, viewer, engagement, Data.AGREEMENT, agreement_of(viewer, engagement))


@require_GET
@signed_in
def case_card(request: Request, id: int) -> HttpResponse:
    viewer, engagement = case(request, id)
    paper = card_of(viewer, engagement, with_topics=True)
    return handed(request, viewer, engagement, Data.PROGRESS, paper)


@require_GET
@signed_in
def case_agreement(request: Request, id: int) -> HttpResponse:
    viewer, engagement = case(request, id)
    return handed(request, viewer, engagement, Data.AGREEMENT, agreement_of(viewer, engagement))


@require_GET
@signed_in
def case_result(request: Request, id: int) -> HttpResponse:
    """The form of a konseling: whole for its counsellor; the employee reads what was told up the line."""
    viewer, engagement = case(request, id)
    found = queries.result_of(engagement)
    if found is None:
        raise Http404
    whole = access.can_read(viewer, engagement, Data.COUNSELLING)
    words = actions.opened(found) if whole else None
    paper = counselling.build(found, queries.held_sessions(engagement), words=words)
    return handed(request, viewer, engagement, Data.COUNSELLING if whole else Data.COUNSELLING_REPORT, paper)


@require_GET
@signed_in
def received_result(request: Request, id: int) -> HttpResponse:
    """The same for whoever the rule names, without a word of what was said and without its days."""
    viewer = viewer_of(request)
    institution_of(viewer)
    found = get_or_404(queries.results_received(viewer), id)
    engagement = queries.with_people(Engagement.objects.filter(pk=found.engagement_id)).get()
    found.engagement = engagement
    note_read(
        by=request.user,
        employee=engagement.employee,
        what="counselling_result",
        page=request.path,
        role="report_line",
    )
    return pdf(counselling.build(found, None, words=None))


@require_GET
@signed_in
def reported(request: Request, id: int) -> HttpResponse:
    viewer, engagement = readable(request, id, Data.REPORT)
    try:
        told = engagement.report
    except ObjectDoesNotExist as none:
        raise Http404 from none
    hours = queries.hours_of(engagement, settings_of(engagement.institution, viewer.on))
    # Who only stands above receives the report, neither the goals nor what was measured again.
    goals = queries.goals_of(engagement) if access.can_read(viewer, engagement, Data.PROGRESS) else None
    may_measure = access.can_read(viewer, engagement, Data.REASSESSMENT)
    measured = queries.reassessments_of(engagement) if may_measure else None
    paper = report.build(told, goals, measured, hours=hours)
    return handed(request, viewer, engagement, Data.REPORT, paper)


@require_GET
@signed_in
def b18(request: Request, id: int) -> HttpResponse:
    viewer, engagement = readable(request, id, Data.FEEDBACK)
    try:
        said = engagement.feedback
    except ObjectDoesNotExist as none:
        raise Http404 from none
    return handed(request, viewer, engagement, Data.FEEDBACK, feedback.build(said))


@require_GET
@signed_in
def b19(request: Request, id: int) -> HttpResponse:
    viewer, engagement = readable(request, id, Data.REASSESSMENT)
    rows = list(queries.reassessments_of(engagement))
    if not rows:
        raise Http404
    paper = reassessment.build(engagement, rows, on=viewer.on)
    return handed(request, viewer, engagement, Data.REASSESSMENT, paper)
