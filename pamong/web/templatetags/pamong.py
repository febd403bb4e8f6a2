"""How things are written on pages: NIP, dates, numbers, words in two languages, small pictures."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import CheckboxSelectMultiple
from django.template.defaultfilters import date as format_date
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pamong.policy import secrecy, words
from pamong.web import shapes
from pamong.web.room_words import SESSION_STATES, SESSION_TONES, SITTINGS_OF_SESSION, WHO_MISSED
from pamong.web.said import CODES, DAYS, FIELDS, READERS, SUBJECTS, VALUES, VERBS, WISH_STATES

register = template.Library()
# Zones of Indonesia; tzname of the three is their own name in newer data, an offset in older.
ZONES = {"+07": "WIB", "+08": "WITA", "+09": "WIT"}
ISO_DAY = re.compile(r"\d{4}-[01]\d-[0-3]\d")


# ── Writing ──────────────────────────────────────────────────────────────────────────────────


@register.filter
def nip(value: object) -> str:
    """A NIP as 8-6-1-3; anything that is not 18 digits stays as it is."""
    text = "".join(str(value or "").split())
    if len(text) != 18 or not text.isdigit():
        return str(value or "")
    return f"{text[:8]} {text[8:14]} {text[14]} {text[15:]}"


@register.filter
def tanggal(value: date | datetime | None) -> str:
    """The day in full, "24 November 2026"; a dash where there is none."""
    if not value:
        return "–"
    if isinstance(value, datetime) and value.tzinfo:
        value = localtime(value)
    return format_date(value, "j F Y")


@register.filter
def tanggal_jam(value: datetime | None) -> str:
    """Day and time in the zone of the page, "24 November 2026, 10.05"."""
    if not value:
        return "–"
    local = localtime(value) if value.tzinfo else value
    clock = format_date(local, "H.i" if get_language() != "en" else "H:i")
    return f"{format_date(local, 'j F Y')}, {clock}"


@register.filter
def angka(value: object, decimals: int = 0) -> str:
    """A number in the page's language: 82,61 and 4.477 in Indonesian, 82.61 and 4,477 in English."""
    if value is None or value == "":
        return "–"
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return number_format(number, decimals, use_l10n=True, force_grouping=True)


@register.filter
def persen(value: object, whole: object) -> str:
    """A share as a whole percentage, "64%"; a dash where the whole is nothing."""
    if not whole:
        return "–"
    return f"{shapes.percent(value, whole)}%"


@register.filter
def initials(value: object) -> str:
    """The first letters of the first and last word of a name, titles behind a comma left out."""
    parts = [part for part in str(value or "").split(",")[0].split() if part[0].isalpha()]
    parts = [part for part in parts if not part.endswith(".")] or parts
    if not parts:
        return "?"
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()


@register.filter
def say(value: object) -> str:
    """A policy Sentence in the page's language; any other text as it is."""
    if value is None:
        return ""
    if hasattr(value, "id") and hasattr(value, "en"):
        return str(value.en if get_language() == "en" else value.id)
    return str(value)


@register.filter
def label(value: object, kind: str = "") -> str:
    """The label of an enumeration's value: `{{ result.method|label:"Method" }}`."""
    if value is None or value == "":
        return "–"
    if not isinstance(value, Enum) and kind:
        try:
            value = getattr(words, kind)(value)
        except ValueError:
            return str(value)
    return say(getattr(value, "label", value))


@register.filter
def get(mapping: Any, key: object) -> object:
    """`mapping[key]`, or nothing: `{{ counts|get:unit.id }}`."""
    if mapping is None:
        return None
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.filter
def aside(code: object) -> str:
    """Why the rules set somebody aside, from the reason's code."""
    said = {
        "cpns": _("masih CPNS"),
        "tugas_belajar": _("sedang tugas belajar"),
        "cltn": _("cuti di luar tanggungan negara"),
        "pensiun": _("sudah pensiun"),
        "batas_usia": _("mencapai batas usia pensiun sebelum program selesai"),
        "akhir_kontrak": _("kontrak berakhir sebelum program selesai"),
    }
    return said.get(str(code), str(code))


@register.filter
def verb(code: object) -> str:
    """What was done, from the trail's code."""
    return str(VERBS.get(str(code), code))


@register.filter
def told(values: dict[str, object] | None) -> str:
    """What an event holds, in one line: known names in words, empty values left out, long ones cut."""
    parts = []
    for name, value in (values or {}).items():
        if value in (None, "", {}, []):
            continue
        if isinstance(value, dict):
            value = ", ".join(f"{key} {number}" for key, number in value.items())
        text = str(value)
        text = text[:12] + "…" if name == "checksum" else _in_words(name, text)[:160]
        parts.append(f"{FIELDS.get(name, name)} {text}")
    return "; ".join(parts)


def _in_words(field: str, text: str) -> str:
    """A value of the trail as a page says it; what is no code of its field stays as it is."""
    for kind in VALUES.get(field, ()):
        if text in set(kind):
            return label(kind(text))
    if ISO_DAY.fullmatch(text):
        return tanggal(date.fromisoformat(text))
    return str(CODES.get(field, {}).get(text, text))


@register.filter
def subject(event: Any) -> str:
    """What an event was about: its own name where it had one, else its kind and number."""
    if " object (" not in event.subject_label:
        return str(event.subject_label)
    return f"{SUBJECTS.get(event.subject_type, event.subject_type)} {event.subject_id}"


@register.filter
def role(code: object) -> str:
    """In what capacity somebody read, from the code of the log."""
    return str(READERS.get(str(code), code))


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite beside a word; hidden from readers, so never alone on a button."""
    return format_html(
        '<svg class="pm-icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static("vendor/icons/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def here_with(context: dict[str, Any], **changes: object) -> str:
    """This address's query with some values replaced (None or "" removes); the page number goes."""
    query = context["request"].GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("parts/level_bar.html")
def level_bar(held: int | None, required: int | None, cells: int = 5) -> dict[str, Any]:
    drawn = shapes.level_cells(held, required, cells)
    return {"cells": drawn, "held": held, "required": required, "width": len(drawn) * shapes.CELL_STEP - 3}


@register.inclusion_tag("parts/gap_bars.html")
def gap_bars(gaps: Any) -> dict[str, Any]:
    columns = shapes.gap_columns(gaps)
    return {"columns": columns, "width": len(columns) * shapes.COLUMN_STEP}


@register.inclusion_tag("parts/progress.html")
def progress_bar(value: object, whole: object = 100, text: str = "") -> dict[str, Any]:
    return {"percent": shapes.percent(value, whole), "text": text}


@register.inclusion_tag("parts/method.html")
def method_pill(method: object, rule: str = "") -> dict[str, Any]:
    code = str(getattr(method, "value", method) or "")
    return {"code": code, "icon": shapes.METHOD_ICON.get(code, "circle-dashed"), "rule": rule}


@register.inclusion_tag("parts/completeness.html")
def completeness_pill(completeness: object) -> dict[str, Any]:
    code = str(getattr(completeness, "value", completeness) or "")
    return {"code": code, "tone": shapes.COMPLETENESS_TONE.get(code, "plain")}


@register.inclusion_tag("parts/rating.html")
def rating_pill(rating: object) -> dict[str, Any]:
    code = str(getattr(rating, "value", rating) or "")
    return {"code": code, "tone": shapes.RATING_TONE.get(code, "plain")}


@register.inclusion_tag("parts/gap.html")
def gap_pill(gap: object) -> dict[str, Any]:
    return {"code": str(getattr(gap, "value", gap) or "tidak_diketahui")}


@register.inclusion_tag("parts/heat_cell.html")
def heat_cell(held: int | None, required: int | None, gap: object, address: str = "") -> dict[str, Any]:
    code = str(getattr(gap, "value", gap) or "tidak_diketahui")
    return {"held": held, "required": required, "code": code, "address": address}


@register.inclusion_tag("parts/rating_grid.html")
def rating_grid(work: object = "", behaviour: object = "") -> dict[str, Any]:
    return {"rows": shapes.rating_rows(work, behaviour), "axes": shapes.AXES_RISING}


@register.inclusion_tag("parts/nine_box.html")
def nine_box(counts: Any = None, lit: int | None = None, address: str = "") -> dict[str, Any]:
    return {"rows": shapes.nine_box_rows(counts or {}, lit), "counts": counts, "address": address}


@register.inclusion_tag("parts/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page[Any]) -> dict[str, Any]:
    """A list that is not the only one of its page names its number itself; the other lists stay where they are."""
    name = getattr(page.paginator, "name", "page")

    def address(number: int) -> str:
        query = context["request"].GET.copy()
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "numbers": [
            (number, address(number)) if isinstance(number, int) else (None, "")
            for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        ],
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("parts/field.html")
def field(
    bound: Any, readers: str = "", help: str = "", asked: bool = False, remark: str = ""
) -> dict[str, Any]:
    """A form field with label, help, errors and, where text is typed, who can read it."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", type(widget).__name__.lower())
    if isinstance(widget, CheckboxSelectMultiple):
        kind = "checkboxselectmultiple"
    boxes = dict.fromkeys(("checkbox", "radio", "checkboxselectmultiple"), "form-check-input")
    css = {"select": "form-select", **boxes}
    if kind not in ("radio",) and not hasattr(widget, "subwidgets_css"):
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} {css.get(kind, 'form-control')}".strip()
    help = help or bound.help_text
    return {
        "field": bound,
        "kind": kind,
        "readers": readers,
        "help": help,
        "asked": asked,
        "remark": remark,
    }


@register.simple_tag
def readers_of(data: str, own: bool = False) -> str:
    """Who may read this kind of data, from the one table: `{% readers_of "dialogue_note" as readers %}`."""
    return say(secrecy.readers_of(secrecy.Data(data), own=own))


@register.simple_tag
def remark_of(data: str) -> str:
    """What the names of the readers cannot say, a condition or an exception; often nothing."""
    return say(secrecy.REMARKS.get(secrecy.Data(data), ""))


@register.simple_tag
def level_words(held: int | None, required: int | None) -> str:
    """The sentence of a level bar, also usable beside it."""
    return shapes.level_sentence(held, required)


@register.simple_tag
def greeting(hour: int) -> str:
    """The greeting of the hour, as one says it in Indonesia."""
    if hour < 11:
        return _("Selamat pagi")
    if hour < 15:
        return _("Selamat siang")
    return _("Selamat sore") if hour < 19 else _("Selamat malam")


@register.inclusion_tag("parts/slots.html")
def slot_grid(bound: Any, readers: str = "") -> dict[str, Any]:
    """A week's hours as a table of boxes, one row an hour; a plain list of checkboxes for the server."""
    chosen = set(bound.value() or ())
    hours = sorted({slot[4:] for slot, _said in bound.field.choices})
    rows = [
        {
            "hour": f"{hour}.00",
            "cells": [
                {"slot": f"{day}-{hour}", "day": said, "on": f"{day}-{hour}" in chosen}
                for day, said in DAYS.items()
            ],
        }
        for hour in hours
    ]
    return {"field": bound, "rows": rows, "days": DAYS, "readers": readers, "help": bound.help_text}


@register.filter
def wish_said(state: object) -> str:
    """How a wish for a guide stands."""
    return str(WISH_STATES.get(str(state), state))


@register.filter
def hari_jam(value: datetime | None) -> str:
    """Day of the week, day and hour with its zone: "Kamis, 26 November 2026, 10.00 WIB"."""
    if not value:
        return "–"
    local = localtime(value)
    zone = ZONES.get(local.tzname() or "", local.tzname() or "")
    return f"{format_date(local, 'l')}, {tanggal_jam(value)} {zone}".strip()


@register.filter
def jam(value: datetime | None) -> str:
    """The hour alone, "10.05"."""
    if not value:
        return "–"
    return format_date(localtime(value), "H.i" if get_language() != "en" else "H:i")


@register.filter
def sitting(code: object) -> str:
    """How a session is held."""
    return str(SITTINGS_OF_SESSION.get(str(code), code))


@register.inclusion_tag("parts/pill.html")
def session_pill(state: object, missed_by: str = "") -> dict[str, Any]:
    """The state of a session; of one that was missed, by whom."""
    said = WHO_MISSED.get(missed_by) or SESSION_STATES.get(str(state), str(state))
    return {"said": said, "tone": SESSION_TONES.get(str(state), "plain")}
