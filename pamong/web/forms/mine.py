"""Forms of one's own settings."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pamong.people.models import MailHow, Zone

HOW = (
    (MailHow.AT_ONCE.value, _("Begitu ada yang baru")),
    (MailHow.DAILY.value, _("Satu ringkasan setiap hari kerja")),
    (MailHow.WEEKLY.value, _("Satu ringkasan setiap pekan")),
    (MailHow.NONE.value, _("Tidak, kecuali undangan sesi")),
)
ZONES = (
    (Zone.WIB.value, _("WIB (Jakarta)")),
    (Zone.WITA.value, _("WITA (Makassar)")),
    (Zone.WIT.value, _("WIT (Jayapura)")),
)


class MineForm(forms.Form):
    """How one wants to be told."""

    how = forms.ChoiceField(
        label=_("Kirim surel"),
        choices=HOW,
        widget=forms.RadioSelect,
        help_text=_("Undangan sesi dan perubahannya selalu dikirim saat itu juga."),
    )
    language = forms.ChoiceField(label=_("Bahasa surel dan kalender"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Zona waktu"), choices=ZONES)


class BusyForm(forms.Form):
    """Where one's busy times are read; empty: nowhere."""

    address = forms.CharField(
        label=_("Alamat kalender (ICS)"),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Alamat rahasia berformat iCal dari aplikasi kalender Anda."),
    )


class AddressForm(forms.Form):
    """Another address for an account whose mail was refused."""

    address = forms.EmailField(label=_("Alamat surel"), max_length=254)
