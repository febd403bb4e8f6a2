"""The documents say what is true."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from pamong.config.environment import VARIABLES, BadConfiguration, Environment

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "pamong" / "web" / "static" / "vendor"


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [name for name in VARIABLES if f"`{name}`" not in page] == []


def test_an_unknown_setting_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(BadConfiguration, match="PAMONG_SECRET_KEY"):
        Environment({"PAMONG_SECRETKEY": "x"})


def test_a_switch_takes_only_on_and_off() -> None:
    assert Environment({"PAMONG_DEMO": "on"}).switch("PAMONG_DEMO")
    with pytest.raises(BadConfiguration, match="'maybe'"):
        Environment({"PAMONG_DEMO": "maybe"}).switch("PAMONG_DEMO")


def test_vendored_files_are_what_the_manifest_says() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    text = json.dumps(manifest)
    for path in VENDOR.rglob("*"):
        if path.is_file() and path.name not in ("manifest.json", "LICENSE"):
            assert hashlib.sha256(path.read_bytes()).hexdigest() in text, path.name


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_pictures_of_the_first_page_are_there(name: str) -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_what_the_browser_tests_bring_along_is_what_its_manifest_says() -> None:
    vendor = ROOT / "tests" / "browser" / "vendor"
    listed = json.loads((vendor / "manifest.json").read_text(encoding="utf-8"))["files"]
    for entry in listed:
        assert hashlib.sha256((vendor / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
