"""How far a stored field may travel; every model field carries exactly one of these."""

from enum import StrEnum


class Level(StrEnum):
    OPEN = "open"  # anybody of the institution
    PERSONAL = "personal"  # by relation or role, see access
    CONFIDENTIAL = "confidential"  # author and those a rule names; encrypted or withheld
    SECRET = "secret"  # never leaves the database  # noqa: S105
