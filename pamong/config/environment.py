"""Strict readers of the environment: what is wrong is named, what is unknown is refused."""

import difflib
from collections.abc import Mapping
from pathlib import Path

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
        return Path(self.text(name, default)).resolve()
