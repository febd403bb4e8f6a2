"""The rules know no clock and nothing but the standard library."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "pamong"
RULES = [path for room in ("policy", "engine", "matching") for path in (ROOT / room).rglob("*.py")]


def test_no_rule_asks_the_clock() -> None:
    asking = [
        f"{path.name}: {ast.unparse(node)}"
        for path in RULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"today", "now", "utcnow", "localdate"}
    ]
    assert asking == []


def test_policy_is_the_standard_library_and_nothing_else() -> None:
    foreign = set()
    for path in (ROOT / "policy").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            foreign |= {
                name
                for name in names
                if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("pamong.policy")
            }
    assert foreign == set()


def test_no_module_passes_400_lines() -> None:
    tall = {
        str(path.relative_to(ROOT)): lines
        for path in ROOT.rglob("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert tall == {}
