"""A new version of a position's standard."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.competency.models import Competency
from pamong.web.forms.moments import day

LEVELS = [(0, "–"), *((n, str(n)) for n in range(1, 6))]


class StandardForm(forms.Form):
    """The first day, the source, and a level per competency (0 leaves it out)."""

    since = day(_("Berlaku mulai"))
    source = forms.CharField(label=_("Dasar"), required=False, max_length=200)

    def __init__(
        self, *args: Any, competencies: Iterable[Competency], now: Mapping[int, int], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.competencies = list(competencies)
        for one in self.competencies:
            self.fields[f"level-{one.pk}"] = forms.TypedChoiceField(
                label=one.name,
                choices=LEVELS,
                coerce=int,
                initial=now.get(one.pk, 0),
                required=False,
            )

    def levels(self) -> dict[Competency, int]:
        return {one: self.cleaned_data[f"level-{one.pk}"] or 0 for one in self.competencies}
