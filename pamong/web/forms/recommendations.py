"""Forms of suggestions: filters, the superior's view, the decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.policy.words import Completeness, EnrichmentForm, Method, Word
from pamong.recommendation.models import Verdict, View
from pamong.web.forms.moments import day
from pamong.web.templatetags.pamong import say

EMPTY = [("", "—")]


def spoken(words: Any, but: tuple[Word, ...] = ()) -> list[tuple[str, str]]:
    """An enumeration as choices in the page's language."""
    return [(word.value, say(word.label.capital())) for word in words if word not in but]


class FilterForm(forms.Form):
    """What the table is narrowed to; anything unknown is no filter."""

    q = forms.CharField(required=False, max_length=100, label=_("Nama atau NIP"))
    unit = forms.CharField(required=False)
    rule = forms.CharField(required=False, max_length=20)
    method = forms.CharField(required=False, max_length=20)
    completeness = forms.ChoiceField(
        required=False, choices=[*EMPTY, *((w.value, w.value) for w in Completeness)]
    )
    state = forms.ChoiceField(
        required=False, choices=[(s, s) for s in ("open", "decided", "deferred", "aside", "all")]
    )
    order = forms.ChoiceField(
        required=False, choices=[(s, s) for s in ("urgency", "name", "jpm", "gaps", "unit")]
    )


class ViewForm(forms.Form):
    """What the direct superior says first."""

    view = forms.ChoiceField(
        label=_("Pendapat Anda"),
        widget=forms.RadioSelect,
        choices=[
            (View.AGREE, _("Setuju dengan saran")),
            (View.OTHER, _("Metode lain lebih tepat")),
            (View.NOT_NOW, _("Belum sekarang")),
        ],
    )
    method = forms.ChoiceField(label=_("Metode lain"), required=False)
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Wajib, kecuali Anda setuju."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["method"].choices = EMPTY + spoken(Method, (Method.COUNSELLING,))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if data.get("view") not in (None, View.AGREE) and not data.get("reason"):
            self.add_error("reason", _("Alasan harus diisi."))
        if data.get("view") == View.OTHER and not data.get("method"):
            self.add_error("method", _("Pilih metodenya."))
        return data


class DecideForm(forms.Form):
    """The decision, with a reason for all but acceptance."""

    verdict = forms.ChoiceField(
        label=_("Keputusan"),
        widget=forms.RadioSelect,
        choices=[
            (Verdict.ACCEPT, _("Setujui saran")),
            (Verdict.OTHER, _("Pilih metode lain")),
            (Verdict.DEFER, _("Tunda sampai tanggal tertentu")),
            (Verdict.REJECT, _("Tolak")),
        ],
        initial=Verdict.ACCEPT,
    )
    method = forms.ChoiceField(label=_("Metode lain"), required=False)
    form = forms.ChoiceField(label=_("Bentuk pengayaan"), required=False)
    need = forms.CharField(label=_("Kebutuhan unit"), required=False, max_length=1000)
    until = day(_("Ditunda sampai"), required=False)
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Wajib, kecuali Anda menyetujui saran."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, suggested: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.suggested = suggested
        self.fields["method"].choices = EMPTY + spoken(Method, (Method.COUNSELLING,))  # type: ignore[attr-defined]
        self.fields["form"].choices = EMPTY + spoken(EnrichmentForm)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        verdict = data.get("verdict")
        if verdict and verdict != Verdict.ACCEPT and not data.get("reason"):
            self.add_error("reason", _("Alasan harus diisi."))
        if verdict == Verdict.OTHER and not data.get("method"):
            self.add_error("method", _("Pilih metodenya."))
        if verdict == Verdict.DEFER and not data.get("until"):
            self.add_error("until", _("Isi tanggal setelah hari ini."))
        if verdict != Verdict.DEFER:
            data["until"] = None
        methods = {Verdict.ACCEPT.value: self.suggested, Verdict.OTHER.value: data.get("method")}
        if methods.get(verdict or "") == Method.ENRICHMENT:
            if not data.get("form"):
                self.add_error("form", _("Pilih bentuknya."))
            if not data.get("need"):
                self.add_error("need", _("Isi kebutuhan unitnya."))
        return data


class BulkForm(forms.Form):
    """Accepting many suggestions of one rule."""

    rule = forms.CharField(required=False, max_length=20)
    form = forms.ChoiceField(required=False, widget=forms.Select(attrs={"class": "form-select"}))
    need = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": _("Kebutuhan unit")}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["form"].choices = [("", _("Bentuk pengayaan")), *spoken(EnrichmentForm)]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Whatever only needs a reason."""

    reason = forms.CharField(label=_("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
