"""What every records app promises about its fields and its writes."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from pamong.policy.disclosure import Level

ROOT = Path(__file__).resolve().parents[2] / "pamong"
MODELS = [model for model in apps.get_models() if model.__module__.startswith("pamong.")]
# Calls that change rows. `update` is written of dictionaries too, so it counts only behind a manager.
WRITES = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
MANAGER_WRITES = {"create", "update"}


def test_there_are_models() -> None:
    assert len(MODELS) > 20


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_says_how_far_it_may_travel(model: type[Model]) -> None:
    disclosure = model.__dict__.get("Disclosure")
    assert disclosure is not None, f"{model.__name__} has no class Disclosure"
    named = [field for level in Level for field in getattr(disclosure, level.value, ())]
    assert len(named) == len(set(named)), f"{model.__name__} names a field twice"
    assert set(named) == {field.name for field in model._meta.concrete_fields}


def written_calls(source: str) -> list[str]:
    """Names of the calls in a module that change rows."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = ast.unparse(node.func.value)
        of_rows = "objects" in owner
        if (node.func.attr in WRITES and owner not in ("form", "cache")) or (
            node.func.attr in MANAGER_WRITES and of_rows
        ):
            found.append(f"{owner}.{node.func.attr}")
    return found


def test_the_check_on_writes_can_fail() -> None:
    assert written_calls("Unit.objects.filter(a=1).update(b=2)\nunit.save()") == [
        "Unit.objects.filter(a=1).update",
        "unit.save",
    ]
    assert written_calls("{}.update(a=1)") == []


def test_only_actions_write() -> None:
    offenders = {}
    for path in ROOT.rglob("*.py"):
        inside = path.relative_to(ROOT)
        if "migrations" in inside.parts or "actions" in inside.parts or inside.name == "actions.py":
            continue
        # Workbooks and session keys are saved and deleted too, but are not rows.
        # A message is queued by the action that it tells of, through the notices below it.
        if inside == Path("people", "notices.py"):
            continue
        calls = [call for call in written_calls(path.read_text(encoding="utf-8")) if "book" not in call]
        if calls:
            offenders[str(inside)] = calls
    assert offenders == {}


@pytest.mark.parametrize("folder", sorted(ROOT.glob("*/migrations")), ids=lambda folder: folder.parent.name)
def test_the_newest_migration_is_named_so_that_parallel_ones_meet_in_git(folder: Path) -> None:
    newest = max(path.stem for path in folder.glob("[0-9]*.py"))
    assert (folder / "max_migration.txt").read_text().strip() == newest
