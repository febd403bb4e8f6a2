"""Forms on the places people hold: mutasi and acting, retirement, delegation."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from pamong.people.models import Employee, Position, Unit
from pamong.policy.words import PlacementKind
from pamong.web.forms.moments import day
from pamong.web.forms.recommendations import spoken

M = TypeVar("M", bound=Model)
MOVES = (PlacementKind.DEFINITIVE, PlacementKind.ACTING, PlacementKind.DAILY_ACTING)

MOST_ALIKE = 6


def the_one(alike: QuerySet[M], told: Callable[[M], str], none: Any) -> M:
    """The only row; else a sentence with those alike, to choose from by number or code."""
    found = list(alike[: MOST_ALIKE + 1])
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(none)
    listed = "; ".join(told(row) for row in found[:MOST_ALIKE])
    raise forms.ValidationError(
        _("Beberapa cocok, tulis nomor atau kodenya: %(listed)s%(more)s")
        % {"listed": listed, "more": " …" if len(found) > MOST_ALIKE else ""}
    )


class OfPeople(forms.Form):
    """Finds people by NIP or name among those one may list."""

    def __init__(self, *args: Any, people: QuerySet[Employee], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = people

    def person(self, name: str) -> Employee | None:
        text = str(self.cleaned_data[name]).strip()
        nip = "".join(text.split())
        if not nip:
            return None
        if nip.isdigit():
            alike = self.people.filter(nip=nip)
        else:
            exact = self.people.filter(name__iexact=text)
            alike = exact if exact.exists() else self.people.filter(name__icontains=text)
        return the_one(
            alike.order_by("name", "nip"),
            lambda person: f"{person.name}, NIP {person.nip}",
            _('Tidak ada pegawai dengan NIP atau nama "%(text)s".') % {"text": text},
        )


class MoveForm(OfPeople):
    """A new definitive position, or an acting one beside it."""

    kind = forms.ChoiceField(
        label=_("Jenis"), help_text=_("Plt dan Plh ditambahkan; jabatan definitifnya tetap.")
    )
    position = forms.CharField(
        label=_("Jabatan"), max_length=200, help_text=_("Nama jabatan, atau kodenya bila namanya sama.")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Unit dari jabatan itu"),
    )
    superior = forms.CharField(
        label=_("Atasan langsung yang baru (NIP atau nama)"),
        required=False,
        max_length=200,
        help_text=_("Kosongkan bila atasannya tetap."),
    )
    start = day(_("Mulai"))
    end = day(_("Sampai"), required=False)
    reason = forms.CharField(label=_("Dasar atau alasan"), max_length=1000)

    def __init__(self, *args: Any, positions: QuerySet[Position], units: QuerySet[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        self.positions = positions
        said = dict(spoken(PlacementKind))
        self.fields["kind"].choices = [(kind.value, said[kind.value]) for kind in MOVES]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_position(self) -> Position:
        text = self.cleaned_data["position"].strip()
        alike = self.positions.filter(code__iexact=text)
        for lookup in ("name__iexact", "name__icontains"):
            if not alike.exists():
                alike = self.positions.filter(**{lookup: text})
        return the_one(
            alike.order_by("name", "code"),
            lambda position: f"{position.name} ({position.unit}), {position.code}",
            _('Tidak ada jabatan dengan nama atau kode "%(text)s".') % {"text": text},
        )

    def clean_superior(self) -> Employee | None:
        return self.person("superior")

    def clean_kind(self) -> PlacementKind:
        return PlacementKind(self.cleaned_data["kind"])


class RetireForm(forms.Form):
    """The first day of retirement."""

    start = day(_("Pensiun mulai"))
    reason = forms.CharField(label=_("Dasar atau alasan"), max_length=1000)


class DelegateForm(OfPeople):
    """Who acts as superior, and when."""

    to = forms.CharField(label=_("Pegawai yang menggantikan (NIP atau nama)"), max_length=200)
    start = day(_("Mulai"))
    end = day(_("Sampai"))
    reason = forms.CharField(label=_("Alasan"), max_length=1000)

    def clean_to(self) -> Employee | None:
        return self.person("to")
