"""A document as the answer to a request."""

from django.http import HttpResponse
from django.utils.text import slugify

from pamong.reports.typeset import Document, render

PDF = "application/pdf"


def pdf(document: Document) -> HttpResponse:
    """Shown in the browser under the document's own title; kept in no cache that others use."""
    response = HttpResponse(render(document), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{slugify(document.title)[:120] or "dokumen"}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
