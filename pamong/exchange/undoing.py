"""What undoing an import needs: ids created, values before, and a digest of the rows as written."""

import hashlib
from collections.abc import Iterator
from typing import Any, cast

from django.apps import apps
from django.db.models import Field, Model

from pamong.exchange.planning import Plan


def kept_of(plan: Plan) -> dict[str, Any]:
    """As JSON: created ids as runs, changed rows by id with their values before."""
    created: dict[str, list[list[int]]] = {}
    for place in sorted(plan.creates):
        rows = plan.creates[place]
        runs = created.setdefault(rows[0]._meta.label_lower, [])
        for pk in sorted(row.pk for row in rows):
            if runs and runs[-1][1] == pk - 1:
                runs[-1][1] = pk
            else:
                runs.append([pk, pk])
    fresh = {(label, pk) for label, runs in created.items() for a, b in runs for pk in range(a, b + 1)}
    before: dict[str, dict[str, dict[str, Any]]] = {}
    for changes in (plan.early, plan.updates):
        for model, rows_changed in changes.items():
            for row, values in rows_changed.items():
                label = model._meta.label_lower
                if (label, row.pk) in fresh:
                    continue
                kept = before.setdefault(label, {}).setdefault(str(row.pk), {})
                for name, value in values.items():
                    kept.setdefault(name, _plain(model, name, value))
    kept_all: dict[str, Any] = {"created": created, "before": before}
    kept_all["digest"] = digest(kept_all)
    return kept_all


def ids_of(kept: dict[str, Any]) -> Iterator[tuple[type[Model], list[int]]]:
    """Created ids by model, those referred to first: models are defined in that order.

    The order of the stored keys says nothing: PostgreSQL keeps JSON's keys in one of its own.
    """
    created = kept.get("created", {})
    for model in apps.get_models():
        if runs := created.get(model._meta.label_lower):
            yield model, [pk for a, b in runs for pk in range(a, b + 1)]


def rows_before(kept: dict[str, Any]) -> dict[type[Model], dict[Model, dict[str, Any]]]:
    """Changed rows with their values set back, ready to be written."""
    found: dict[type[Model], dict[Model, dict[str, Any]]] = {}
    for label, rows in kept.get("before", {}).items():
        model = apps.get_model(label)
        ids = [int(pk) for pk in rows]
        for start in range(0, len(ids), 500):
            for row in model._default_manager.filter(pk__in=ids[start : start + 500]):
                values = rows[str(row.pk)]
                for name, value in values.items():
                    setattr(row, name, model._meta.get_field(name).to_python(value))
                found.setdefault(model, {})[row] = values
    return found


def digest(kept: dict[str, Any]) -> str:
    """Of every row the import wrote, as it stands now."""
    total = hashlib.sha256()
    touched = [
        (apps.get_model(label), sorted(int(pk) for pk in rows))
        for label, rows in sorted(kept.get("before", {}).items())
    ]
    for model, ids in [*ids_of(kept), *touched]:
        names = [field.attname for field in model._meta.concrete_fields]
        for start in range(0, len(ids), 500):
            rows = (
                model._default_manager.filter(pk__in=ids[start : start + 500])
                .order_by("pk")
                .values_list(*names)
            )
            for row in rows:
                total.update(repr(row).encode())
    return total.hexdigest()


def used_elsewhere(kept: dict[str, Any]) -> bool:
    """Whether a row that is not the import's own refers to one it created."""
    created = {model: set(ids) for model, ids in ids_of(kept)}
    touched = {label: {int(pk) for pk in rows} for label, rows in kept.get("before", {}).items()}
    for model, ids in created.items():
        for relation in model._meta.related_objects:
            other, name = relation.related_model, relation.field.attname
            own = created.get(other, set()) | touched.get(other._meta.label_lower, set())
            listed = sorted(ids)
            for start in range(0, len(listed), 500):
                some = listed[start : start + 500]
                users = other._default_manager.filter(**{f"{name}__in": some}).values_list("pk", flat=True)
                if any(pk not in own for pk in users):
                    return True
    return False


def _plain(model: type[Model], name: str, value: object) -> object:
    field = cast("Field[Any, Any]", model._meta.get_field(name))
    if value is None or isinstance(value, str | int | bool | dict | list):
        return value
    return field.value_to_string(_holder(model, field.attname, value))


def _holder(model: type[Model], attname: str, value: object) -> Model:
    row = model()
    setattr(row, attname, value)
    return row
