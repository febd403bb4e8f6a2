"""Words that lie encrypted in a row and are read and written as plain attributes of it."""

import json
from typing import Any

from pamong.performance.notes import decrypt, encrypt


def sealed(column: str) -> property:
    """The words of one encrypted column; nothing written is nothing stored. Opened only where they are read."""

    def read(row: Any) -> str:
        return decrypt(getattr(row, column))

    def write(row: Any, text: str) -> None:
        setattr(row, column, encrypt(text) if text else None)

    return property(read, write)


def sealed_pairs(column: str) -> property:
    """Pairs of texts, as questions with their answers, in one encrypted column as JSON; a list of lists."""

    def read(row: Any) -> list[list[str]]:
        stored = getattr(row, column)
        found: list[list[str]] = json.loads(decrypt(stored)) if stored else []
        return found

    def write(row: Any, pairs: list[list[str]]) -> None:
        setattr(row, column, encrypt(json.dumps(pairs, ensure_ascii=False)) if pairs else None)

    return property(read, write)


def sealed_part(column: str, name: str) -> property:
    """One of several texts that share an encrypted column as JSON."""

    def parts(row: Any) -> dict[str, str]:
        found: dict[str, str] = json.loads(decrypt(getattr(row, column)) if getattr(row, column) else "{}")
        return found

    def read(row: Any) -> str:
        return parts(row).get(name, "")

    def write(row: Any, text: str) -> None:
        words = {**parts(row), name: text}
        setattr(row, column, encrypt(json.dumps(words, ensure_ascii=False)))

    return property(read, write)
