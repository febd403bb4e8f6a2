"""What an import would write: rows to create, in order of dependence, and rows to change."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db.models import Field, Model

from pamong.competency.models import (
    Assessment,
    Competency,
    CompetencyEdition,
    PositionStandard,
    StandardLevel,
)
from pamong.exchange.report import Notes
from pamong.exchange.rows import Sheet
from pamong.people.models import Account, Employee, Institution, Placement, Position, Unit
from pamong.performance.models import Dialogue, Evaluation

# A model stands after those it refers to.
ORDER: tuple[type[Model], ...] = (
    Unit,
    Position,
    Competency,
    CompetencyEdition,
    PositionStandard,
    StandardLevel,
    Employee,
    Placement,
    Assessment,
    Evaluation,
    Dialogue,
)


@dataclass
class Plan:
    """Creates by model and depth (parents first); updates with the values before."""

    creates: dict[tuple[int, int], list[Model]] = field(default_factory=lambda: defaultdict(list))
    early: dict[type[Model], dict[Model, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    updates: dict[type[Model], dict[Model, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    finish: list[Callable[[], None]] = field(default_factory=list)  # between creates and updates

    def create(self, row: Model, depth: int = 0) -> None:
        self.creates[ORDER.index(type(row)), depth].append(row)

    def change(self, row: Model, /, *, early: bool = False, **values: Any) -> bool:
        """Set what differs; whether anything did. A row not yet written only takes the values.

        `early` changes are written before anything is created, so that a place becomes free.
        """
        before: dict[str, Any] = {}
        for name, value in values.items():
            # A relation is compared by id: no query per row.
            column = cast("Field[Any, Any]", row._meta.get_field(name)).attname
            now = getattr(row, column)
            if isinstance(value, Model):
                same = now == value.pk if value.pk else row._state.fields_cache.get(name) is value
            else:
                same = now == value
            if not same:
                before[column] = now
                setattr(row, name, value)
        if not before:
            return False
        if row.pk is not None:
            kept = (self.early if early else self.updates)[type(row)].setdefault(row, {})
            for name, value in before.items():
                kept.setdefault(name, value)
        return True

    def later(self, do: Callable[[], None]) -> None:
        self.finish.append(do)


@dataclass(frozen=True)
class Work:
    """One import on its way: whose, from which sheet, what was noted and planned."""

    institution: Institution
    sheet: Sheet
    notes: Notes
    plan: Plan
    on: date
    by: Account | None
