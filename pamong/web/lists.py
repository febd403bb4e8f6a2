"""A list as a file, and a page of a list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from django.http import HttpRequest, StreamingHttpResponse

from pamong.exchange import export
from pamong.web.http import plain, viewer_of
from pamong.web.kept import kept, key_of

PER_PAGE = 25
FEW_JOINS = 5


class InSteps(Paginator[Any]):
    """Finds the rows of a page by their numbers alone, then reads the rest of these few.

    In one query the database joins and carries every column of every row through the sorting: beyond eight joins
    PostgreSQL no longer looks for the order in which few rows come first. Where few are joined one query does. `name`: of the page's number in the address.
    """

    name = "page"

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        rows: Any = self.object_list
        found = rows[first : min(first + self.per_page, self.count)]
        if _has_columns_to_spare(rows):
            found = rows.filter(pk__in=list(found.values_list("pk", flat=True)))
        return Page(found, number, self)


def _has_columns_to_spare(rows: object) -> bool:
    """Rows of a model with much joined to them, whose query can still be narrowed."""
    return (
        isinstance(rows, QuerySet)
        and issubclass(rows._iterable_class, ModelIterable)
        and not rows.query.combinator
        and not rows.query.is_sliced
        and _joined(rows.query.select_related) > FEW_JOINS
    )


def _joined(related: bool | dict[str, Any]) -> int:
    return sum(1 + _joined(more) for more in related.values()) if isinstance(related, dict) else 0


def page_of(
    request: HttpRequest,
    rows: Any,
    per_page: int = PER_PAGE,
    *,
    count: int | None = None,
    name: str = InSteps.name,
) -> Page[Any]:
    """The page the address asks for; the nearest one when there is none such. `count`: when known.

    How many thousands there are is counted once for those who page through them. `name` is its own for each list
    where a page has several.
    """
    paginator = InSteps(rows, per_page)
    paginator.name = name
    if count is None:
        filters = sorted((asked, request.GET.getlist(asked)) for asked in request.GET if asked != name)
        key = key_of(request, viewer_of(request), "rows", request.path, name, filters)
        count = kept(key, lambda: paginator.count, lambda number: number)
    paginator.__dict__["count"] = count  # the place of its cached property
    return paginator.get_page(request.GET.get(name))


def short_text(request: HttpRequest, name: str = "q") -> str:
    """A short text of the address; without the one character that no database looks for."""
    return plain(request.GET.get(name, ""), 100)


def state_chips(address: str, words: Mapping[str, Any], shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The states as links, each with its words; the other filters shown stay."""
    kept = {
        name: "on" if value is True else value for name, value in shown.items() if value and name != "state"
    }
    return [
        {
            "label": said,
            "address": f"{address}?{urlencode({**kept, 'state': state})}",
            "here": shown["state"] == state,
        }
        for state, said in words.items()
    ]


def file_asked(request: HttpRequest) -> str:
    """ "xlsx" or "csv" where the address asks for the list as a file with its filters; else empty."""
    asked = request.GET.get("file", "")
    return asked if asked in ("xlsx", "csv") else ""


def download(
    kind: str, stem: str, on: date, headers: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """Rows as XLSX or CSV, streamed."""
    if kind == "csv":
        response = StreamingHttpResponse(export.csv_lines(headers, rows), content_type=export.CSV)
    else:
        response = StreamingHttpResponse(
            export.xlsx_chunks(headers, rows, stem.capitalize()), content_type=export.XLSX
        )
    response["Content-Disposition"] = f'attachment; filename="{stem}-{on:%Y-%m-%d}.{kind}"'
    return response
