"""The fields of a file that may come in pieces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """With a file, or the name of one whose pieces are here already."""

    file = forms.FileField(
        label=_("Berkas"), required=False, error_messages={"empty": _("Berkas ini kosong.")}
    )
    uploaded = forms.RegexField(regex=r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)
    uploaded_name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, limits: str = "", accept: str = "", **more: Any) -> None:
        """`limits`: what the file may be, told before it is chosen."""
        super().__init__(*args, **more)
        self.fields["file"].help_text = limits
        self.fields["file"].widget.attrs["accept"] = accept
