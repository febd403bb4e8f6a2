"""Forms of goals with their progress, tasks, and the monthly review."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pamong.competency.models import Competency
from pamong.programme.models import GoalKind
from pamong.web.forms.meetings import words
from pamong.web.forms.moments import day

KINDS = (
    (GoalKind.GAP.value, _("Menutup kesenjangan kompetensi")),
    (GoalKind.PROJECT.value, _("Menyelesaikan tugas atau proyek")),
    (GoalKind.WORK.value, _("Mencapai rencana hasil kerja (RHK) dalam SKP")),
)
MOST_MILESTONES = 5


class GoalForm(forms.Form):
    """What is to be reached, how it is measured, from where to where, until when."""

    kind = forms.ChoiceField(label=_("Jenis tujuan"), choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(
        label=pgettext_lazy("satu", "Tujuan"),
        max_length=200,
        help_text=_("Misalnya: dasbor layanan dipakai rapat pekanan."),
    )
    competency = forms.ModelChoiceField(
        label=pgettext_lazy("satu", "Kompetensi"),
        queryset=Competency.objects.none(),
        required=False,
        empty_label=_("Tidak tertentu"),
        help_text=_("Wajib untuk menutup kesenjangan."),
    )
    given_by = forms.CharField(label=_("Pimpinan yang memberi tugas atau proyek"), max_length=200)
    measure = forms.CharField(
        label=_("Ukuran"), max_length=200, help_text=_("Apa yang dihitung atau dilihat untuk tahu berhasil.")
    )
    baseline = forms.CharField(label=_("Keadaan awal"), max_length=100)
    target = forms.CharField(label=_("Sasaran"), max_length=100)
    due = day(_("Tenggat"))

    def __init__(self, *args: Any, competencies: Iterable[Competency], given: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not given:  # only a coaching works on what a leader gives
            del self.fields["given_by"]
        self.fields["competency"].queryset = competencies  # type: ignore[attr-defined]
        for number in range(1, MOST_MILESTONES + 1):
            self.fields[f"milestone_{number}"] = forms.CharField(
                label=_("Tonggak %(n)s") % {"n": number}, required=False, max_length=200
            )
            self.fields[f"until_{number}"] = day(_("Sampai"), required=False)

    @property
    def main(self) -> list[Any]:
        return [field for field in self if not field.name.startswith(("milestone_", "until_"))]

    @property
    def milestones(self) -> list[tuple[Any, Any]]:
        return [(self[f"milestone_{n}"], self[f"until_{n}"]) for n in range(1, MOST_MILESTONES + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        steps: list[tuple[str, date]] = []
        for number in range(1, MOST_MILESTONES + 1):
            title, until = data.pop(f"milestone_{number}", ""), data.pop(f"until_{number}", None)
            if title and (until or data.get("due")):
                steps.append((title, until or data["due"]))
        data["milestones"] = steps
        return data


class ProgressForm(forms.Form):
    """How far it is, with a comment each time."""

    percent = forms.IntegerField(
        label=_("Kemajuan (%)"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": 5}),
    )
    comment = forms.CharField(label=_("Komentar"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class DifficultyForm(forms.Form):
    """The mentee on what was hard in a project outside the routine."""

    words = words(_("Kesulitan dalam proyek ini"), rows=3, most=4000)


class TaskForm(forms.Form):
    """A task, whose it is and until when."""

    title = forms.CharField(label=_("Tugas"), max_length=200)
    owner = forms.ChoiceField(label=_("Oleh"))
    due = day(_("Sampai"), required=False)

    def __init__(self, *args: Any, owners: Sequence[tuple[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """The monthly discussion, with the unit's own questions where its template has some."""

    month = forms.ChoiceField(label=_("Bulan"))
    achieved = words(_("Apa yang tercapai bulan ini?"), required=True, most=4000)
    next_target = words(_("Apa target berikutnya?"), required=True, most=4000)
    difficulty = words(_("Apa kesulitannya?"), most=4000)

    def __init__(self, *args: Any, months: Sequence[tuple[str, str]], questions: Sequence[str], **more: Any) -> None:  # fmt: skip
        super().__init__(*args, **more)
        self.fields["month"].choices = months  # type: ignore[attr-defined]
        self.questions = list(questions)
        for number, question in enumerate(self.questions):
            self.fields[f"question_{number}"] = words(question, most=4000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["answers"] = [
            (question, data.pop(f"question_{number}", "") or "")
            for number, question in enumerate(self.questions)
        ]
        if data.get("month"):
            data["month"] = date.fromisoformat(data["month"])
        return data
