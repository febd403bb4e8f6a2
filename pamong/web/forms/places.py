"""Forms on the places people hold: mutasi and acting, retirement, delegation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.people.models import Employee, Position, Unit
from pamong.policy.words import PlacementKind
from pamong.web.forms.recommendations import spoken

DAY = {"type": "date"}
MOVES = (PlacementKind.DEFINITIVE, PlacementKind.ACTING, PlacementKind.DAILY_ACTING)


def day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )


class _OfPeople(forms.Form):
    """Finds people by NIP among those one may list."""

    def __init__(self, *args: Any, people: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = people

    def person(self, name: str) -> Employee | None:
        nip = "".join(str(self.cleaned_data[name]).split())
        if not nip:
            return None
        found: Employee | None = self.people.filter(nip=nip).first()
        if found is None:
            raise forms.ValidationError(_("Tidak ada pegawai dengan NIP ini."))
        return found


class MoveForm(_OfPeople):
    """A new definitive position, or an acting one beside it."""

    kind = forms.ChoiceField(
        label=_("Jenis"), help_text=_("Plt dan Plh ditambahkan; jabatan definitifnya tetap.")
    )
    position = forms.CharField(
        label=_("Kode jabatan"), max_length=50, help_text=_("Seperti tertulis di halaman jabatan.")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Unit dari jabatan itu"),
    )
    superior = forms.CharField(
        label=_("NIP atasan langsung yang baru"),
        required=False,
        max_length=25,
        help_text=_("Kosongkan bila atasannya tetap."),
    )
    start = day(_("Mulai"))
    end = day(_("Sampai"), required=False)
    reason = forms.CharField(label=_("Dasar atau alasan"), max_length=1000)

    def __init__(self, *args: Any, positions: Any, units: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.positions = positions
        said = dict(spoken(PlacementKind))
        self.fields["kind"].choices = [(kind.value, said[kind.value]) for kind in MOVES]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_position(self) -> Position:
        code = self.cleaned_data["position"].strip()
        found = list(self.positions.filter(code__iexact=code)[:1])
        if not found:
            raise forms.ValidationError(_("Tidak ada jabatan dengan kode ini."))
        return found[0]  # type: ignore[no-any-return]

    def clean_superior(self) -> Employee | None:
        return self.person("superior")

    def clean_kind(self) -> PlacementKind:
        return PlacementKind(self.cleaned_data["kind"])


class RetireForm(forms.Form):
    """The first day of retirement."""

    start = day(_("Pensiun mulai"))
    reason = forms.CharField(label=_("Dasar atau alasan"), max_length=1000)


class DelegateForm(_OfPeople):
    """Who acts as superior, and when."""

    to = forms.CharField(label=_("NIP pegawai yang menggantikan"), max_length=25)
    start = day(_("Mulai"))
    end = day(_("Sampai"))
    reason = forms.CharField(label=_("Alasan"), max_length=1000)

    def clean_to(self) -> Employee | None:
        return self.person("to")
