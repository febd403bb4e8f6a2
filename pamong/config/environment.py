"""Strict readers of the environment: what is wrong is named, what is unknown is refused."""

import base64
import binascii
import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# name → (default as shown in the documents, what it is)
VARIABLES: dict[str, tuple[str, str]] = {
    "PAMONG_HOME": ("./var", "folder of the database, uploads and generated secrets"),
    "PAMONG_DATABASE_URL": ("sqlite in PAMONG_HOME", "sqlite:///… or postgres://user:password@host/name"),
    "PAMONG_SECRET_KEY": ("none", "signs sessions and links; at least 50 characters"),
    "PAMONG_NOTE_KEYS": ("none", "Fernet keys of the notes, newest first, `,` between"),
    "PAMONG_BASE_URL": ("http://localhost:8000", "address people open, used in links and for secure cookies"),
    "PAMONG_TRUSTED_PROXIES": ("0", "number of reverse proxies whose headers are believed"),
    "PAMONG_ICS_HOSTS": ("none", "hosts from which busy times may be read, `,` between"),
    "PAMONG_ALLOWED_HOSTS": ("host of PAMONG_BASE_URL", "host names served, `,` between"),
    "PAMONG_EMAIL_URL": ("none", "smtp://user:password@host:port; without it mail is written to PAMONG_HOME"),
    "PAMONG_EMAIL_FROM": (
        "Pamong <pamong@host of PAMONG_BASE_URL>",
        "sender of mail, as the mail server allows",
    ),
    "PAMONG_DEMO": ("off", "on: demo accounts may sign in with one click"),
    "PAMONG_TIME_ZONE": ("Asia/Jakarta", "zone of dates where an institution names none"),
}


class BadConfiguration(ImproperlyConfigured):
    """A sentence that names the variable, its value, what was expected and what to do."""


class Environment:
    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        for name in variables:
            if name.startswith("PAMONG_") and name not in VARIABLES:
                near = difflib.get_close_matches(name, VARIABLES, n=1, cutoff=0)[0]
                raise BadConfiguration(f"{name} is not a setting of Pamong; did you mean {near}?")

    def text(self, name: str, default: str = "") -> str:
        return self._variables.get(name, "").strip() or default

    def switch(self, name: str) -> bool:
        written = self.text(name, "off").lower()
        if written in ("on", "1", "true", "yes"):
            return True
        if written in ("off", "0", "false", "no"):
            return False
        raise BadConfiguration(f"{name} is {written!r}; expected on or off.")

    def number(self, name: str, default: int) -> int:
        written = self.text(name, str(default))
        if not written.isdecimal():
            raise BadConfiguration(f"{name} is {written!r}; expected a whole number such as {default}.")
        return int(written)

    def list(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def folder(self, name: str, default: str) -> Path:
        """A folder, made where it is absent."""
        path = Path(self.text(name, default)).resolve()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadConfiguration(
                f"{name} is {str(path)!r} ({error.strerror}); expected a folder that can be written. Name another."
            ) from error
        return path

    def url(self, name: str, schemes: tuple[str, ...], example: str, default: str = "") -> SplitResult:
        """An address with a host; empty where nothing is set. Its value may hold a password and is not told."""
        written = self.text(name, default)
        try:
            found = urlsplit(written)
            whole = not written or (found.scheme in schemes and bool(found.hostname))
            found.port  # noqa: B018 a port that is no number is found here
        except ValueError:
            whole = False
        if not whole:
            shown = f"is {written!r}" if "@" not in written else "cannot be read"
            raise BadConfiguration(f"{name} {shown}; expected an address such as {example}.")
        return found

    def database(self, name: str, default: str) -> dict[str, Any]:
        """What Django needs to connect: PostgreSQL or SQLite."""
        written = self.text(name, default)
        scheme = written.partition("://")[0]
        try:
            if scheme not in ("sqlite", "postgres", "postgresql"):
                raise ValueError(scheme)
            return dict(dj_database_url.parse(written, conn_max_age=60, conn_health_checks=True))
        except ValueError as error:
            shown = f"is {written!r}" if "@" not in written else f"begins with {scheme!r}"
            raise BadConfiguration(
                f"{name} {shown}; expected sqlite:///path or postgres://user:password@host/name."
            ) from error

    def keys(self, name: str) -> Sequence[str]:
        """Fernet keys; which of them is wrong is told by its place, never its text."""
        found = self.list(name)
        for place, key in enumerate(found, 1):
            try:
                whole = len(base64.urlsafe_b64decode(key)) == 32
            except (binascii.Error, ValueError):
                whole = False
            if not whole:
                raise BadConfiguration(
                    f"{name}: key {place} is no Fernet key; expected 32 bytes in url-safe base64. Make one: python3 "
                    "-c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
                )
        return found
