"""A language in which every translated word stands in ⟦⟧; what stands outside was never translated."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import chain

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation.trans_real import DjangoTranslation

from pamong.exchange.kinds import KINDS
from pamong.exchange.models import Import
from pamong.policy.labels import LABELS
from pamong.policy.sentence import Sentence
from pamong.programme.models import sealed

OPEN, CLOSE = "⟦", "⟧"
SPOKEN_ATTRIBUTES = {"aria-label", "title", "placeholder", "alt", "data-label", "data-confirm", "summary"}
SILENT = {"script", "style", "svg-use"}
CELLS = re.compile(r"[;,\r\n]")
WORDS = re.compile(r"\w+")
WORD = re.compile(r"[^\W\d_]{2,}")
# What is the same in every language: names of the product, of files and of rules.
NAMES = re.compile(
    r"\b(Bahasa Indonesia|Pamong|NIP|JPM|JP|PDF|XLSX|CSV|JSON|[A-Z]+-\d\d|English|ID|EN|PNS|PPPK|CPNS|WIB|WITA|WIT)\b|\b[0-9a-f]{12}…|\b[0-9a-f]{16}\b|\b(ortools|numpy|python) \d[\d.]*"
)


def wrapped(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}" if text.strip() else text


def speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrap what the catalogue and the sentences of the rules say in English."""
    for name in ("gettext", "ngettext"):
        said = getattr(DjangoTranslation, name)

        def pseudo(self: DjangoTranslation, *words: object, said: object = said) -> str:
            text = said(self, *words)  # type: ignore[operator]
            return wrapped(text) if self.language() == "en" else text

        monkeypatch.setattr(DjangoTranslation, name, pseudo)
    kept = Sentence.en  # the slot's own descriptor
    sentence = property(
        lambda self: wrapped(kept.__get__(self, Sentence)),  # type: ignore[attr-defined]
        lambda self, text: kept.__set__(self, text),  # type: ignore[attr-defined]
    )
    monkeypatch.setattr(Sentence, "en", sentence)


class Reader(HTMLParser):
    """The words of a page, as seen and as heard."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.heard: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        known = dict(attrs)
        self.heard += [text for name, text in attrs if name in SPOKEN_ATTRIBUTES and text]
        if tag == "input" and known.get("type") in ("submit", "button"):
            self.heard.append(known.get("value") or "")
        if tag == "meta" and known.get("name") == "description":
            self.heard.append(known.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def outside(texts: Iterable[str]) -> list[str]:
    """The pieces outside ⟦⟧; a sentence may go over several elements, so depth runs through all."""
    depth, pieces = 0, []
    for text in texts:
        piece = ""
        for character in text:
            depth += character == OPEN
            if not depth:
                piece += character
            depth -= character == CLOSE and depth > 0
            if not depth and character == CLOSE:
                piece += " "
        pieces.append(" ".join(piece.split()))
    return [piece for piece in pieces if piece]


def data() -> set[tuple[str, ...]]:
    """Texts that people or files wrote into the database, as words; codes of enumerations are not among them."""
    codes = {value for _kind, value in LABELS}
    found: set[str] = set()
    for model in apps.get_models():
        for column in model._meta.get_fields():
            if isinstance(column, models.CharField | models.TextField) and not column.choices:
                found.update(model._default_manager.values_list(column.name, flat=True).distinct())
        for name in sealed_words(model):
            for row in model._default_manager.all():
                said = getattr(row, name)
                found.update([said] if isinstance(said, str) else chain.from_iterable(said))
    for content in Import.objects.values_list("content", flat=True):  # the cells of a file not yet imported
        found.update(CELLS.split(bytes(content or b"").decode("utf-8", "ignore")))
    return {words(text) for text in found if text and text not in codes} | {(name,) for name in columns()}


def sealed_words(model: type[models.Model]) -> list[str]:
    """Attributes whose words lie encrypted in the row."""
    return [
        name
        for name, value in vars(model).items()
        if isinstance(value, property) and getattr(value.fget, "__module__", "") == sealed.__name__
    ]


def columns() -> set[str]:
    """Headers of files are part of their format, in no language."""
    return {column.name for kind in KINDS.values() for column in kind.columns}


def words(text: str) -> tuple[str, ...]:
    return tuple(WORDS.findall(text))


def without(piece: str, known: set[tuple[str, ...]], longest: int) -> str:
    """The words of a piece that are not those of a known text."""
    left, rest = words(piece), []
    while left:
        for size in range(min(longest, len(left)), 0, -1):
            if left[:size] in known:
                left = left[size:]
                break
        else:
            rest.append(left[0])
            left = left[1:]
    return " ".join(rest)


def untranslated(html: str, known: set[tuple[str, ...]]) -> list[str]:
    """Visible or audible words that are neither translated nor data."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    left = outside(reader.texts) + [piece for text in reader.heard for piece in outside([text])]
    longest = max(map(len, known), default=0)
    return sorted({p for p in left if WORD.search(without(NAMES.sub(" ", p), known, longest))})
