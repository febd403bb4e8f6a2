"""Forms of a cohort: a new one of a template, and who joins it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pamong.programme.models import Engagement, Template
from pamong.web.forms.moments import day
from pamong.web.forms.ticked import TickedRows


class CohortForm(forms.Form):
    """Of which template, under what name, from when to when."""

    template = forms.ModelChoiceField(
        label=_("Rancangan"), queryset=Template.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label=_("Nama angkatan"), max_length=200, help_text=_("Misalnya: Coaching kinerja angkatan I 2027.")
    )
    starts_on = day(_("Mulai"))
    ends_on = day(_("Selesai"))

    def __init__(self, *args: Any, templates: QuerySet[Template], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """Engagements that join; what is not offered is refused."""

    engagement = TickedRows(
        queryset=Engagement.objects.none(),
        error_messages={"required": _("Pilih sedikitnya satu pendampingan.")},
    )

    def __init__(self, *args: Any, offered: QuerySet[Engagement], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["engagement"].queryset = offered  # type: ignore[attr-defined]
