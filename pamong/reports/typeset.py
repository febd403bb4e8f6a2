"""The only file that knows Typst: a document's dataclass becomes a PDF for the archive, the same bytes each time."""

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol

import segno
import typst

from pamong.policy.sentence import day
from pamong.reports.glyphs import FONTS, drawable

HERE = Path(__file__).resolve().parent
# PDF/A-2a: everything embedded, tagged for readers of the screen.
ARCHIVE: Literal["a-2a"] = "a-2a"


class Document(Protocol):
    """What every document has; the template stands beside its module."""

    TEMPLATE: ClassVar[str]

    @property
    def title(self) -> str: ...

    @property
    def dated(self) -> date: ...


def render(document: Document) -> bytes:
    """The document as PDF/A; its time is midnight of its own day, so that the same document is the same file."""
    made: bytes = typst.compile(
        HERE / document.TEMPLATE,
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"document": json.dumps(_plain(document), ensure_ascii=False)},
        pdf_standards=ARCHIVE,
        timestamp=datetime(document.dated.year, document.dated.month, document.dated.day, tzinfo=UTC),
    )
    return made


def qr(address: str) -> str:
    """The QR code of an address as the text of an SVG; empty for none."""
    if not address:
        return ""
    return segno.make(address, error="m", micro=False).svg_inline(border=0)


@cache
def _fonts() -> typst.Fonts:
    """Ours and no others: a document looks the same wherever it is made."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _plain(value: Any) -> Any:
    """What JSON can say: days in words, every text such as the font can draw it."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return day(value).id
    return drawable(value) if isinstance(value, str) else value
