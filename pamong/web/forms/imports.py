"""The upload of a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pamong.exchange.kinds import KINDS, Column, Form
from pamong.exchange.mapping import Header, UnknownWord
from pamong.web.forms.moments import day
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


class ColumnsForm(forms.Form):
    """What each column of the file is, and values that hold for all its rows."""

    def __init__(
        self,
        *args: Any,
        headers: list[Header],
        offered: list[tuple[str, str]],
        constants: list[tuple[Column, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.headers, self.constants = headers, constants
        for place, header in enumerate(headers):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header.title,
                required=False,
                choices=[("", _("abaikan")), *offered],
                initial=header.meaning,
                help_text=", ".join(header.samples),
            )
        for column, value in constants:
            self.fields[f"all_{column.name}"] = constant(column, value)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        seen: dict[str, str] = {}
        for place, header in enumerate(self.headers):
            meaning = data.get(f"column_{place}", "")
            if meaning and meaning in seen:
                words = _("Kolom ini dan %(other)s menunjuk hal yang sama; pilih salah satu.")
                self.add_error(f"column_{place}", words % {"other": seen[meaning]})
            elif meaning:
                seen[meaning] = header.title
        return data

    def of_columns(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name.startswith("column_")]

    def of_all_rows(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name.startswith("all_")]

    def chosen(self) -> dict[str, str]:
        return {
            header.title: self.cleaned_data[f"column_{place}"] for place, header in enumerate(self.headers)
        }

    def for_all(self) -> dict[str, str]:
        return {
            column.name: str(self.cleaned_data[f"all_{column.name}"] or "") for column, _v in self.constants
        }


def constant(column: Column, value: str) -> forms.Field:
    """The field of one value for all rows: words to choose from, a day, or text."""
    if column.words:
        made: forms.Field = forms.ChoiceField(choices=[("", "–"), *((word, word) for word in column.words)])
    elif column.form is Form.DAY:
        made = day(column.name)
    else:
        made = forms.CharField(max_length=100)
    made.label, made.required, made.initial = column.name, False, value
    return made


class WordsForm(forms.Form):
    """What the file's own words mean; remembered for the institution's next files."""

    def __init__(self, *args: Any, unknown: list[UnknownWord], **more: Any) -> None:
        super().__init__(*args, **more)
        self.unknown = unknown
        for place, word in enumerate(unknown):
            self.fields[f"word_{place}"] = forms.ChoiceField(
                label=f"{word.column}: {word.written}",
                required=False,
                choices=[("", _("belum tahu")), *((one, one) for one in word.words)],
                help_text=ngettext("%(n)s kali", "%(n)s kali", word.times) % {"n": word.times},
            )

    def said(self) -> list[tuple[UnknownWord, str]]:
        found = ((word, self.cleaned_data[f"word_{place}"]) for place, word in enumerate(self.unknown))
        return [(word, meaning) for word, meaning in found if meaning]
