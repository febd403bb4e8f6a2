"""Forms of settings, accounts and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.people.models import Employee, Unit
from pamong.people.roles import Role
from pamong.policy.errors import OutOfBounds
from pamong.policy.settings import BOUNDS, check
from pamong.web.forms.moments import day
from pamong.web.forms.recommendations import spoken
from pamong.web.templatetags.pamong import say


class OffDayForm(forms.Form):
    """A day off of the institution alone."""

    day = day(_("Tanggal"))
    name = forms.CharField(label=_("Nama hari libur"), max_length=100)


class SettingForm(forms.Form):
    """One choice of the institution from a day on; several values are written with commas."""

    name = forms.ChoiceField(widget=forms.HiddenInput, choices=[(name, name) for name in BOUNDS])
    value = forms.CharField(label=_("Nilai baru"), max_length=200)
    since = day(_("Berlaku mulai"))
    reason = forms.CharField(label=_("Alasan"), max_length=1000)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        bound = BOUNDS.get(str(self.data.get("name") or self.initial.get("name") or ""))
        if bound is None or (bound.count == 1 and not bound.words):
            return
        if bound.count == 1:
            self.fields["value"] = forms.ChoiceField(label=_("Nilai baru"), choices=spoken(bound.words))
            return
        self.fields["value"].help_text = _("Tulis berurutan, dipisahkan koma.")
        if bound.words:
            self.fields["value"].widget = forms.Textarea(attrs={"rows": 3})
        if bound.words and not self.is_bound:
            said = dict(spoken(bound.words))
            codes = str(self.initial.get("value", "")).split(",")
            self.initial["value"] = ", ".join(said.get(code.strip(), code.strip()) for code in codes)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if "name" in data and "value" in data:
            try:
                check(data["name"], self.typed())
            except OutOfBounds as problem:
                self.add_error("value", say(problem.sentence))
        return data

    def typed(self) -> object:
        """The value as the rules read it: a word or number, or a list of them."""
        text = self.cleaned_data["value"].strip()
        bound = BOUNDS[self.cleaned_data["name"]]
        if bound.count == 1:
            return text
        codes = {said.casefold(): code for code, said in spoken(bound.words)} if bound.words else {}
        parts = [part.strip() for part in text.replace(";", ",").split(",")]
        return [codes.get(part.casefold(), part) for part in parts]


class AccountForm(forms.Form):
    """A new account, of an employee by NIP or on its own."""

    nip = forms.CharField(label=_("NIP pegawai"), required=False, max_length=25)
    username = forms.CharField(label=_("Nama pengguna"), max_length=150)
    name = forms.CharField(label=_("Nama"), required=False, max_length=200)
    email = forms.EmailField(label=_("Surel"), required=False)

    def __init__(self, *args: Any, people: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = people

    def clean_nip(self) -> Employee | None:
        nip = "".join(self.cleaned_data["nip"].split())
        if not nip:
            return None
        found: Employee | None = self.people.filter(nip=nip).first()
        if found is None:
            raise forms.ValidationError(_("Tidak ada pegawai dengan NIP ini."))
        return found


class GrantForm(forms.Form):
    """A role with its scope and dates."""

    role = forms.ChoiceField(label=_("Peran"))
    unit = forms.ModelChoiceField(
        label=_("Hanya untuk unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Seluruh instansi"),
    )
    start = day(_("Mulai"))
    end = day(_("Sampai"), required=False)
    reason = forms.CharField(label=_("Alasan"), required=False, max_length=1000)

    def __init__(self, *args: Any, units: Any, said: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, said[role]) for role in Role if role is not Role.OVERSEER
        ]
