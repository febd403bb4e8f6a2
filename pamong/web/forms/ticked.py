"""Rows ticked in a list, by their numbers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

DIGITS = 18  # as many as every number of a row of the database has at most


def is_number(sent: object) -> bool:
    """Whether a row can have this number: whatever else a form sends, the database is not asked for it."""
    text = str(sent)
    return text.isascii() and text.isdigit() and len(text) <= DIGITS


def numbers(sent: Iterable[str]) -> list[int]:
    """Numbers of rows; what is none is nobody's tick."""
    return [int(one) for one in sent if is_number(one)]


class TickedRows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Rows of a list; what can be no number of a row is refused like a row that is not offered."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if not is_number(one):
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(one)[:DIGITS]},
                )
        return super().clean(value)
