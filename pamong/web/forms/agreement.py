"""Form of the agreement."""

from typing import Any

from django import forms

from pamong.programme.actions import AGREEMENT_FIELDS
from pamong.web.forms.meetings import words
from pamong.web.room_words import AGREEMENT_PARTS


class AgreementForm(forms.Form):
    """The five parts of the agreement."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in AGREEMENT_FIELDS:
            self.fields[name] = words(AGREEMENT_PARTS[name], rows=3, required=True, most=4000)
