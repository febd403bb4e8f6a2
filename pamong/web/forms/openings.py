"""Asking to open notes in an emergency."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    nip = forms.CharField(label=_("NIP pegawai"), max_length=30)


class WhyForm(forms.Form):
    """Why the notes of the engagement one stands in are to be opened."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=2000,
        help_text=_("Keadaan darurat apa yang mengharuskan catatan ini dibaca. Pegawai membaca alasan ini."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )


class AskForm(WhyForm):
    """Which notes, and why."""

    engagement = forms.TypedChoiceField(label=_("Catatan yang mana?"), coerce=int, widget=forms.RadioSelect)
    field_order = ("engagement", "reason")

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["engagement"].choices = choices  # type: ignore[attr-defined]
