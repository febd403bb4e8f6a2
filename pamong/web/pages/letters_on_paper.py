"""A letter of appointment on paper: whole, an extract of one pair, and the copy that came back signed."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from pamong.audit.actions import note_read
from pamong.people.access import relation_to
from pamong.policy.secrecy import Data
from pamong.programme import access, queries
from pamong.programme.models import Engagement
from pamong.reports import appointment
from pamong.web.http import Request, get_or_404, signed_in, viewer_of
from pamong.web.pages.letters import ISSUED, address_of_proof, log, role, whole
from pamong.web.pdf import PDF, pdf


@require_GET
@signed_in
def document(request: Request, id: int) -> HttpResponse:
    viewer, letter = whole(request, id)
    pairs = list(queries.pairs_of(letter))
    if not pairs:
        raise Http404  # cancelled
    log(request, viewer, pairs)
    address, ended = address_of_proof(letter.token), queries.replaced_with(letter, pairs)
    return pdf(appointment.build(letter, pairs, address=address, on=viewer.on, replaces=ended))


@require_GET
@signed_in
def extract(request: Request, id: int, pair: int) -> HttpResponse:
    """The own pair alone, once the letter has its number."""
    viewer = viewer_of(request)
    letter = get_or_404(access.letters_visible_to(viewer).filter(state__in=ISSUED), id)
    one: Engagement = get_or_404(queries.pairs_of(letter), pair)
    if not access.can_read(viewer, one, Data.LETTER):
        raise Http404
    relation = relation_to(viewer, one.employee) or (
        "guide" if access.is_guide(viewer, one.guide) else role(viewer)
    )
    note_read(by=request.user, employee=one.employee, what="letter", page=request.path, role=relation)
    address = address_of_proof(letter.token)
    methods = letter.engagements.values_list("method", flat=True)
    return pdf(appointment.build(letter, [one], address=address, on=viewer.on, extract=True, methods=methods))


@require_GET
@signed_in
def signed(request: Request, id: int) -> HttpResponseBase:
    """The copy that was handed in, to be kept and not opened in the page: it comes from outside."""
    viewer, letter = whole(request, id)
    if not letter.signed_copy:
        raise Http404
    log(request, viewer, queries.pairs_of(letter))
    response = FileResponse(
        letter.signed_copy.open("rb"),
        as_attachment=True,
        filename=f"surat-{letter.pk}-bertanda-tangan.pdf",
        content_type=PDF,
    )
    response["Cache-Control"] = "private, no-store"
    return response
