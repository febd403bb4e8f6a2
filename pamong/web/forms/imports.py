"""The upload of a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pamong.exchange.kinds import KINDS
from pamong.web.templatetags.pamong import say


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("Jenis data"))
    file = forms.FileField(
        label=_("Berkas CSV atau XLSX"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_(
            "Paling besar 50 MB. Tidak ada yang tersimpan sebelum Anda menyetujui hasil pemeriksaannya."
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(k.name, say(k.title)) for k in KINDS.values()]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(_("Berkas lebih dari 50 MB. Bagilah menjadi beberapa berkas."))
        return file
