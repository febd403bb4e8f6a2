"""What a calculation of pairs may be told."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pamong.policy.errors import OutOfBounds
from pamong.policy.pairing import UnitRule
from pamong.policy.settings import check
from pamong.programme.models import DraftChange, Guide
from pamong.web.templatetags.pamong import say

TERMS = (_("Kompetensi"), _("Jenjang"), _("Urusan"), _("Jadwal"), _("Tempat"), _("Pilihan kedua pihak"))

UNIT_RULES = (
    (UnitRule.ANY.value, _("Unit mana pun")),
    (UnitRule.OTHER.value, _("Harus dari unit lain")),
    (UnitRule.SAME.value, _("Harus dari unit yang sama")),
)


class MatchingForm(forms.Form):
    """Six weights of 0 to 60 that sum to 100, whether the field must be the same, and what of the units."""

    same_field = forms.BooleanField(label=_("Hanya urusan yang sama"), required=False)
    units = forms.TypedChoiceField(
        label=_("Unit pegawai dan mentor"),
        choices=UNIT_RULES,
        coerce=UnitRule,
        required=False,
        empty_value=UnitRule.ANY,
        initial=UnitRule.ANY,
    )

    def __init__(self, *args: Any, weights: tuple[int, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        for place, (term, weight) in enumerate(zip(TERMS, weights, strict=True)):
            self.fields[f"weight_{place}"] = forms.IntegerField(
                label=term, min_value=0, max_value=60, initial=weight
            )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if not self.errors:
            try:
                check("matching_weights", list(self.weights()))
            except OutOfBounds as problem:
                raise forms.ValidationError(say(problem.sentence)) from problem
        return data

    def weights(self) -> tuple[int, ...]:
        return tuple(self.cleaned_data[f"weight_{place}"] for place in range(len(TERMS)))

    def of_weights(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name.startswith("weight_")]


class RequiredPairForm(forms.Form):
    """The mentor with whom a person is settled."""

    guide = forms.ModelChoiceField(queryset=Guide.objects.none())

    def __init__(self, *args: Any, guides: QuerySet[Guide], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["guide"].queryset = guides  # type: ignore[attr-defined]


class DraftChangeForm(forms.Form):
    """What becomes of a person in a draft, and with which mentor."""

    kind = forms.ChoiceField(choices=DraftChange.choices)
    guide = forms.ModelChoiceField(queryset=Guide.objects.none(), required=False)

    def __init__(self, *args: Any, guides: QuerySet[Guide], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["guide"].queryset = guides  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == DraftChange.MOVE and not data.get("guide"):
            raise forms.ValidationError(_("Pilih mentornya."))
        if "kind" in data:
            data["kind"] = DraftChange(data["kind"])
        return data
