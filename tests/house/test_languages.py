"""Every sentence of the screens has its English, with the same places to fill."""

import ast
import gettext
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from scripts.messages import compiled, entries

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "pamong" / "locale" / "en" / "LC_MESSAGES" / "django.po"
SOURCE = PO.read_text(encoding="utf-8")
MESSAGES = entries(SOURCE)
PLACE = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")
# How many leading arguments are words, and whether the first of them is a context.
CALLS = {
    "_": (1, False),
    "_l": (1, False),
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (2, True),
    "pgettext_lazy": (2, True),
    "npgettext": (3, True),
    "npgettext_lazy": (3, True),
}
LITERAL = r"""\s*(u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))\s*,?"""
IN_TEMPLATE = re.compile(r"\b(n?p?gettext|_)\(" + LITERAL + rf"(?:{LITERAL})?" + rf"(?:{LITERAL})?")


def name_of(words: list[str], context: bool) -> str:
    """The key of a message in a .mo file."""
    return words[0] + "\x04" + "\0".join(words[1:]) if context else "\0".join(words)


def in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called in CALLS:
            count, context = CALLS[called]
            yield name_of([ast.literal_eval(argument) for argument in node.args[:count]], context)


def in_template(path: Path) -> Iterator[str]:
    for found in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
        count, context = CALLS[found[1]]
        yield name_of([ast.literal_eval(word) for word in found.groups()[1 : 1 + count]], context)


def used() -> set[str]:
    return {
        message
        for pattern, reader in (("*.py", in_python), ("*.html", in_template), ("*.txt", in_template))
        for path in (ROOT / "pamong").rglob(pattern)
        for message in reader(path)
    }


def test_the_reader_finds_words_in_code_and_templates(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        """{% load i18n %}{% trans "Satu" %}{% trans "Dua" as two %}{% include "x" with y=_("Tiga") %}"""
        """{% blocktrans count n=3 %}{{ n }} orang{% plural %}{{ n }} orang{% endblocktrans %}"""
        """{% trans "Empat" context "angka" %}{% blocktrans with a=b %}Lima {{ a }}{% endblocktrans %}"""
    )
    code = tmp_path / "code.py"
    code.write_text("_('Enam ' 'lagi')\nngettext('%(n)s hari', '%(n)s hari', 2)\npgettext('arah', 'Atas')\n")
    assert set(in_template(page)) == {
        "Satu",
        "Dua",
        "Tiga",
        "%(n)s orang\0%(n)s orang",
        "angka\x04Empat",
        "Lima %(a)s",
    }
    assert set(in_python(code)) == {"Enam lagi", "%(n)s hari\0%(n)s hari", "arah\x04Atas"}


def test_every_sentence_of_the_screens_is_in_the_catalogue() -> None:
    assert sorted(used() - MESSAGES.keys()) == []


def test_no_message_is_empty_or_uncertain() -> None:
    assert "fuzzy" not in SOURCE
    assert len(MESSAGES) == len(re.findall(r"^msgid ", SOURCE, re.MULTILINE))
    assert [name for name, text in MESSAGES.items() if not all(text.split("\0"))] == []


def test_places_to_fill_are_the_same_in_both_languages() -> None:
    wrong = [
        name
        for name, text in MESSAGES.items()
        for form in text.split("\0")
        if name and set(PLACE.findall(form)) != set(PLACE.findall(name))
    ]
    assert wrong == []


def test_the_catalogue_says_everything_once() -> None:
    """Two branches that meet in the catalogue may leave one message with the words of another."""
    names, twice = Counter[tuple[str, ...]](), []
    for block in SOURCE.split("\n\n"):
        keys = [line.split(" ", 1)[0] for line in block.splitlines() if re.match(r"msg\w+(\[\d\])? ", line)]
        names[tuple(re.findall(r'^(?:msgctxt|msgid) .*(?:\n".*")*', block, re.MULTILINE))] += 1
        if len(keys) != len(set(keys)):
            twice.append(block)
    assert twice == []
    assert [name for name, number in names.items() if number > 1 and name] == []


def test_the_catalogue_says_nothing_that_changes_by_itself() -> None:
    """No dates, places in files or names: it differs only where words differ."""
    assert not re.search(r"^#: |POT-Creation-Date|PO-Revision-Date|Last-Translator", SOURCE, re.MULTILINE)


def test_the_compiled_catalogue_is_one_that_gettext_reads() -> None:
    read = gettext.GNUTranslations(io.BytesIO(compiled(MESSAGES)))
    assert (read.info()["language"], read.charset()) == ("en", "UTF-8")
    assert read.gettext("Beranda") == "Home"
    people = [read.ngettext("%(n)s orang", "%(n)s orang", number) for number in (0, 1, 2)]
    assert people == ["%(n)s people", "%(n)s person", "%(n)s people"]


def test_uncertain_and_empty_messages_are_not_compiled() -> None:
    text = '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n\nmsgid "d"\nmsgstr "e"\n'
    assert entries(text) == {"d": "e"}


@pytest.mark.parametrize("name", ["Yang terlama lebih dahulu", "Mengapa?"])
def test_indonesian_stays_as_written(name: str) -> None:
    from django.utils.translation import gettext as spoken
    from django.utils.translation import override

    with override("id"):
        assert spoken(name) == name
