"""Settings of the suite that are not those of an installation: quick hashes, plain static files."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation


@pytest.fixture(autouse=True, scope="session")
def _quick_settings() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _in_indonesian() -> None:
    """A page in English leaves its language behind in the thread; each test begins in that of the source."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def files_apart(settings: Any, tmp_path: Path) -> None:
    """What is uploaded lies in a folder of this test alone."""
    settings.MEDIA_ROOT = tmp_path


pytest_plugins = [
    "tests.people_cast",
    "tests.programme.road",
    "tests.programme.pairs",
    "tests.programme.secret_world",
    "tests.mail_server",
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in life: in memory it has other locks, and two writers at once would fail."""
    default = connections["default"]
    if default.vendor == "sqlite":
        default.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")
