"""Forms on a person: the dialogue, its answer, a corrected level, a report of wrong data."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pamong.competency.models import Competency
from pamong.policy.words import Cause, Source
from pamong.web.forms.moments import day
from pamong.web.forms.recommendations import EMPTY, spoken


class DialogueForm(forms.Form):
    """What superior and employee talked about."""

    year = forms.TypedChoiceField(label=_("Untuk kinerja tahun"), coerce=int)
    held_on = day(_("Tanggal dialog"))
    cause = forms.ChoiceField(
        label=_("Penyebab utama kesenjangan kinerja"),
        help_text=_("Pilih setelah Anda membicarakannya; saran langsung menyesuaikan."),
    )
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=4000,
        help_text=_("Tersimpan terenkripsi."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(label=_("Alasan koreksi"), required=False, max_length=1000)

    def __init__(self, *args: Any, on: date, corrects: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["year"].choices = [(y, y) for y in (on.year, on.year - 1)]  # type: ignore[attr-defined]
        self.fields["cause"].choices = EMPTY + spoken(Cause)  # type: ignore[attr-defined]
        if not corrects:
            del self.fields["reason"]


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Tanggapan Anda"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LevelForm(forms.Form):
    """One corrected or added assessment."""

    competency = forms.ModelChoiceField(
        label=pgettext_lazy("satu", "Kompetensi"), queryset=Competency.objects.none()
    )
    level = forms.TypedChoiceField(label=_("Level"), coerce=int, choices=[(n, n) for n in range(6)])
    source = forms.ChoiceField(label=_("Sumber"))
    assessed_on = day(_("Tanggal penilaian"))
    reason = forms.CharField(label=_("Alasan"), max_length=1000)

    def __init__(self, *args: Any, competencies: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["competency"].queryset = competencies  # type: ignore[attr-defined]
        self.fields["source"].choices = spoken(Source)  # type: ignore[attr-defined]


class ContestForm(forms.Form):
    """Which of one's own records is wrong, and how."""

    about = forms.CharField(
        label=_("Data yang keliru"), max_length=40, help_text=_("Misalnya: level Komunikasi, predikat 2025.")
    )
    text = forms.CharField(
        label=_("Apa yang seharusnya"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ContestAnswerForm(forms.Form):
    answer = forms.CharField(label=_("Jawaban"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
