"""Every rule, parameter and setting in one list, and the page docs/regulations.md made from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pamong.policy import RULE_VERSION, boxes, guiding, papers, parameters, programme, silence
from pamong.policy.citation import Citation, Tag
from pamong.policy.dated import ALWAYS, Dated
from pamong.policy.days import months_after
from pamong.policy.pairing import RULES_OF_A_PAIR
from pamong.policy.rules import RULES
from pamong.policy.sentence import Sentence as S
from pamong.policy.sentence import number
from pamong.policy.settings import BOUNDS, DEFAULTS, to_value
from pamong.policy.words import Word

CHECK_AGAIN_AFTER = 6  # months


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue; `kind` is rule, parameter, setting or box."""

    kind: str
    code: str
    text: S
    value: S
    since: S
    citation: Citation
    tag: Tag
    checked_on: date
    example: S


def catalogue() -> tuple[Entry, ...]:
    """Rules in the order they are tried, then those on guides and pairs, parameters, settings and talent boxes."""
    return (*_rules(), *_guide_rules(), *_pairs(), *_parameters(), *_settings(), *_boxes())


def check_again(on: date) -> tuple[Entry, ...]:
    """Entries whose source was last looked at more than six months before the day."""
    return tuple(e for e in catalogue() if months_after(e.checked_on, CHECK_AGAIN_AFTER) < on)


def regulations_markdown() -> str:
    """The whole of docs/regulations.md."""
    lines = [
        "# Aturan dan parameter · Rules and parameters",
        "",
        "Generated from `pamong/policy`; do not edit by hand.",
        "",
        f"Versi aturan · rule version: **{RULE_VERSION}**",
        "",
        "| Tanda · tag | Arti | Meaning |",
        "|---|---|---|",
        *(f"| {tag.value} | {tag.meaning.id} | {tag.meaning.en} |" for tag in Tag),
    ]
    titles = {
        "rule": "Aturan · Rules",
        "guide_rule": "Siapa boleh mendampingi · Who may guide",
        "parameter": "Parameter · Parameters",
        "setting": "Pengaturan instansi · Settings of an institution",
        "box": "Rekomendasi kotak talenta · Recommendations of the talent boxes",
    }
    everything = catalogue()
    for kind, title in titles.items():
        lines += ["", f"## {title}", ""]
        lines += [
            "| Kode · code | Bunyi · text | Nilai · value | Sejak · since | Dasar · source | Tanda · tag "
            "| Diperiksa · checked | Contoh · example |",
            "|---|---|---|---|---|---|---|---|",
        ]
        lines += [_row(entry) for entry in everything if entry.kind == kind]
    return "\n".join(lines) + "\n"


def _row(entry: Entry) -> str:
    cells = (
        entry.code,
        _both(entry.text),
        _both(entry.value),
        _both(entry.since),
        _both(entry.citation.words + S(": ", ": ") + entry.citation.regulation.title),
        entry.tag.value,
        "belum · not yet" if entry.tag is Tag.MEMORY else entry.checked_on.isoformat(),
        _both(entry.example),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _both(text: S) -> str:
    return text.id if text.id == text.en else f"{text.id}<br>*{text.en}*"


_EVER = S("semua tahun yang dianalisis", "all years analysed")
_NOTHING = S("", "")


def _rules() -> Iterator[Entry]:
    for rule in RULES.values():
        tag = (rule.choice_cite or rule.cite).tag
        yield Entry(
            "rule",
            rule.code,
            rule.sentence,
            _NOTHING,
            _EVER,
            rule.cite,
            tag,
            parameters.CHECKED_ON,
            rule.example,
        )


def _pairs() -> Iterator[Entry]:
    for rule, (sentence, cite) in RULES_OF_A_PAIR.items():
        yield Entry(
            "guide_rule",
            rule.value,
            sentence,
            _NOTHING,
            _EVER,
            cite,
            cite.tag,
            parameters.CHECKED_ON,
            _NOTHING,
        )


def _guide_rules() -> Iterator[Entry]:
    tasks = {f"TUGAS-{number:02}": rule for number, rule in enumerate(guiding.TASK_RULES.values(), 1)}
    for code, rule in (guiding.RULES | tasks).items():
        yield Entry(
            "guide_rule",
            code,
            rule.sentence,
            _NOTHING,
            _EVER,
            rule.cite,
            rule.cite.tag,
            programme.CHECKED_ON,
            rule.example,
        )


def _parameters() -> Iterator[Entry]:
    rooms = (parameters, programme, silence, papers)
    for code, dated in (named for room in rooms for named in vars(room).items()):
        if not isinstance(dated, Dated):
            continue
        for step in dated.steps:
            yield Entry(
                "parameter",
                code,
                dated.name,
                shown(step.value) + S(f" {dated.unit}" if dated.unit else "", _unit(dated.unit)),
                _EVER if step.start == ALWAYS else S(*[step.start.isoformat()] * 2),
                step.cite,
                step.cite.tag,
                dated.checked_on,
                _NOTHING,
            )


def _settings() -> Iterator[Entry]:
    for name, bound in BOUNDS.items():
        yield Entry(
            "setting",
            name,
            bound.title + S(". " + bound.rule.id, ". " + bound.rule.en),
            shown(to_value(name, DEFAULTS)),
            _EVER,
            parameters.SOURCE_CHOICE.steps[-1].cite,
            Tag.PROPOSAL,
            parameters.CHECKED_ON,
            _NOTHING,
        )


def _boxes() -> Iterator[Entry]:
    for box, advice in boxes.BOX_ADVICE.items():
        methods = shown(tuple(sorted(boxes.BOX_METHODS[box])))
        yield Entry(
            "box",
            f"KOTAK {box}",
            advice,
            methods,
            _EVER,
            boxes.BOX_CITE,
            boxes.BOX_CITE.tag,
            parameters.CHECKED_ON,
            _NOTHING,
        )


def _unit(unit: str) -> str:
    english = {
        "hari kerja": " working days",
        "orang": " people",
        "aksi": " actions",
        "sesi": " sessions",
        "bulan": " months",
        "tahun": " years",
        "level": " levels",
        "": "",
    }
    return english.get(unit, f" {unit}")


def shown(value: Any) -> S:
    """A value as people read it: words by their labels, tables as key: value."""
    if value is None:
        return S("dicabut", "repealed")
    if isinstance(value, Word):
        return value.label
    if isinstance(value, Mapping):
        return _joined("; ", [shown(k) + S(": ", ": ") + shown(v) for k, v in value.items()])
    if isinstance(value, tuple | list):
        if all(isinstance(v, tuple) and len(v) == 2 for v in value) and value:
            return _joined("; ", [S("≥", "≥") + shown(a) + S(" ", " ") + shown(b) for a, b in value])
        if len(value) > 3 and len(set(value)) == 1:
            return shown(value[0]) + S(f" × {len(value)}", f" × {len(value)}")
        return _joined(" / ", [shown(v) for v in value])
    if isinstance(value, Decimal | int):
        return number(value)
    return S(str(value), str(value))


def _joined(between: str, parts: list[S]) -> S:
    return S(between.join(p.id for p in parts), between.join(p.en for p in parts))
