"""Forms of a programme's template: its shape, its tasks and milestones, its own questions."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.people.models import Unit
from pamong.policy import words
from pamong.policy.programme import VARIANT_BOUNDS
from pamong.programme.actions import Item, Shape
from pamong.programme.models import Anchor, TaskOwner
from pamong.web.templatetags.pamong import say

TASKS = 3  # empty rows for more
OWNERS = [
    (TaskOwner.EMPLOYEE.value, _("pegawai")),
    (TaskOwner.GUIDE.value, _("pembimbing")),
    (TaskOwner.BOTH.value, _("keduanya")),
]
ANCHORS = [
    (Anchor.START.value, _("hari setelah mulai")),
    (Anchor.SESSION.value, _("hari sebelum sesi ke-")),
]


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def said(kind: type[words.Word]) -> list[tuple[str, str]]:
    """Its words in the language of the reader; asked for each form anew."""
    return [(one.value, say(one.label)) for one in kind]


def area(label: Any, help_text: Any, most: int = 3000) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class ShapeForm(forms.Form):
    """What a template says of the plan; the bounds are the rules', named beforehand and refused by the action."""

    months = forms.IntegerField(label=_("Lama program (bulan)"), min_value=1, max_value=99)
    sessions = forms.IntegerField(label=_("Jumlah sesi"), min_value=1, max_value=99)
    every_days = forms.IntegerField(label=_("Hari antar sesi"), min_value=1, max_value=999)
    minutes = forms.IntegerField(label=_("Menit setiap sesi"), min_value=1, max_value=999)
    goals_least = forms.IntegerField(label=_("Tujuan paling sedikit"), min_value=0, max_value=9)
    goals_most = forms.IntegerField(label=_("Tujuan paling banyak"), min_value=0, max_value=9)
    monthly_review = forms.BooleanField(label=_("Tinjauan setiap bulan"), required=False)
    questions = area(
        _("Pertanyaan sendiri untuk dialog bulanan"), _("Satu pertanyaan setiap baris, paling banyak lima.")
    )
    closing_questions = area(
        _("Pertanyaan sendiri untuk evaluasi akhir"),
        _("Satu pertanyaan setiap baris, paling banyak lima. Kedua pihak boleh menjawabnya."),
    )
    documents = area(
        _("Bahan program"),
        _("Satu bahan setiap baris, paling banyak sepuluh: Judul | https://alamat"),
        most=8000,
    )
    guide_texts = area(
        _("Yang disiapkan untuk setiap sesi"), _("Satu baris setiap sesi, mulai dari sesi pertama.")
    )

    def __init__(self, *args: Any, method: str, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        bounds = VARIANT_BOUNDS.on(on)
        for name in ("months", "sessions", "every_days", "minutes"):
            low, high = getattr(bounds, name)
            self.fields[name].help_text = _("%(low)s sampai %(high)s") % {"low": low, "high": high}
        if method == words.Method.COUNSELLING:  # ends with a result of its own
            del self.fields["closing_questions"]

    @property
    def shape(self) -> Shape:
        data = self.cleaned_data
        return Shape(
            months=data["months"],
            sessions=data["sessions"],
            every_days=data["every_days"],
            minutes=data["minutes"],
            goals_least=data["goals_least"],
            goals_most=data["goals_most"],
            monthly_review=data["monthly_review"],
            questions=lines(data["questions"]),
            guide_texts=lines(data["guide_texts"]),
            closing_questions=lines(data.get("closing_questions", "")),
            # With the empty ones: a refusal counts the lines as the reader does.
            documents=tuple(data["documents"].splitlines()),
        )


class NewForm(ShapeForm):
    """A template of the institution, with its name and what it is for."""

    name = forms.CharField(label=_("Nama rancangan"), max_length=200)
    context = forms.ChoiceField(label=_("Konteks"), choices=lambda: said(words.Context))
    enrichment_form = forms.ChoiceField(
        label=_("Bentuk pengayaan"),
        required=False,
        choices=lambda: [("", "–"), *said(words.EnrichmentForm)],
        help_text=_("Hanya untuk konteks pengayaan."),
    )
    field_order = ("name", "context", "enrichment_form")


class VariantForm(ShapeForm):
    """A unit's own way, with its name and the unit."""

    name = forms.CharField(label=_("Nama cara unit"), max_length=200)
    unit = forms.ChoiceField(label=_("Unit"))
    field_order = ("name", "unit")

    def __init__(self, *args: Any, units: list[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = [(str(one.pk), one.name) for one in units]  # type: ignore[attr-defined]


class TaskForm(forms.Form):
    """One task or milestone; a row without a title is none."""

    title = forms.CharField(label=_("Tugas atau tonggak"), required=False, max_length=200)
    owner = forms.ChoiceField(label=_("Yang mengerjakan"), choices=OWNERS, initial=TaskOwner.BOTH.value)
    days = forms.IntegerField(label=_("Hari"), required=False, min_value=0, max_value=400)
    anchor = forms.ChoiceField(label=_("Dihitung dari"), choices=ANCHORS)
    session = forms.IntegerField(label=_("Sesi ke-"), required=False, min_value=1, max_value=99)
    milestone = forms.BooleanField(label=_("Tonggak"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("title") and data.get("anchor") == Anchor.SESSION and not data.get("session"):
            self.add_error("session", _("Isi nomor sesinya."))
        return data

    @property
    def item(self) -> Item | None:
        """The task as the action takes it; none where the row is empty."""
        data = self.cleaned_data
        if not data.get("title"):
            return None
        of_session = data["anchor"] == Anchor.SESSION
        return Item(
            title=data["title"],
            owner=data["owner"],
            anchor=data["anchor"],
            days=data["days"] or 0,
            session=data["session"] if of_session else None,
            milestone=data["milestone"],
        )
