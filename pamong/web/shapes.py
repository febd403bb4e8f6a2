"""Geometry and tones of the small pictures on pages; colours are classes in `pamong.css`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pamong.policy import parameters
from pamong.policy.words import Axis, Potential

METHOD_ICON = {
    "coaching": "target-arrow",
    "mentoring": "route",
    "konseling": "heart-handshake",
    "pelatihan": "school",
    "pengayaan": "star",
}
COMPLETENESS_TONE = {"lengkap": "plain", "kedaluwarsa": "warn", "sementara": "warn", "kurang_data": "bad"}
RATING_TONE = {
    "sangat_baik": "info",
    "baik": "good",
    "butuh_perbaikan": "warn",
    "cukup": "warn",
    "kurang": "bad",
    "sangat_kurang": "bad",
}

CELL_STEP = 29  # a level's cell is 26 wide with 3 between
COLUMN_STEP = 12  # a gap's column is 9 wide with 3 between
COLUMN_TALL = 18
COLUMN_HEIGHT = {"tidak_ada": 4, "rendah": 9, "sedang": 14, "tinggi": 18, "tidak_diketahui": 4}
AXES_RISING = (Axis.BELOW, Axis.AS_EXPECTED, Axis.ABOVE)


@dataclass(frozen=True)
class Cell:
    x: int
    kind: str  # held, missing, rest


@dataclass(frozen=True)
class Column:
    x: int
    y: int
    height: int
    gap: str
    name: str


def percent(value: object, whole: object) -> int:
    """A share of 0 to 100, rounded down so that 100 means all."""
    if not whole:
        return 0
    return max(0, min(100, int(Decimal(str(value or 0)) * 100 / Decimal(str(whole)))))


def level_cells(held: int | None, required: int | None, cells: int = 5) -> list[Cell]:
    """Five cells: filled up to the level held, dashed up to the standard, pale after it."""
    have, need = held or 0, required or 0
    kinds = ["held" if n < have else "missing" if n < need else "rest" for n in range(cells)]
    return [Cell(n * CELL_STEP, kind) for n, kind in enumerate(kinds)]


def level_sentence(held: int | None, required: int | None) -> str:
    if required is None:
        return _("Level %(held)s") % {"held": held} if held is not None else _("Belum dinilai")
    if held is None:
        return _("Belum dinilai; standar level %(required)s") % {"required": required}
    return _("Level %(held)s; standar level %(required)s") % {"held": held, "required": required}


def gap_columns(gaps: Iterable[Any]) -> list[Column]:
    """One column a competency, from (name, gap) pairs; height and colour by the gap."""
    columns = []
    for number, (name, gap) in enumerate(gaps):
        code = str(getattr(gap, "value", gap) or "tidak_diketahui")
        tall = COLUMN_HEIGHT[code]
        columns.append(Column(number * COLUMN_STEP, COLUMN_TALL - tall, tall, code, str(name)))
    return columns


BOX_TONE = (
    dict.fromkeys((9, 8, 7), "good")
    | dict.fromkeys((6, 5, 4), "plain")
    | dict.fromkeys((3, 2), "warn")
    | {1: "bad"}
)


def rating_rows(work: object, behaviour: object) -> list[dict[str, Any]]:
    """The nine cells: work from above to below, behaviour from below to above; this person's lit."""
    ratings = parameters.RATING_MATRIX.last
    return [
        {
            "work": row,
            "cells": [
                {
                    "rating": ratings[row, column],
                    "tone": RATING_TONE[ratings[row, column]],
                    "behaviour": column,
                    "lit": str(work) == row.value and str(behaviour) == column.value,
                }
                for column in AXES_RISING
            ],
        }
        for row in reversed(AXES_RISING)
    ]


def nine_box_rows(counts: Mapping[int, int], lit: int | None) -> list[dict[str, Any]]:
    """The nine boxes: performance from above to below, potential from low to high."""
    boxes = parameters.BOXES.last
    return [
        {
            "performance": row,
            "cells": [
                {
                    "box": boxes[row, column],
                    "count": counts.get(boxes[row, column], 0),
                    "tone": BOX_TONE[boxes[row, column]],
                    "lit": boxes[row, column] == lit,
                }
                for column in (Potential.LOW, Potential.MEDIUM, Potential.HIGH)
            ],
        }
        for row in reversed(AXES_RISING)
    ]
