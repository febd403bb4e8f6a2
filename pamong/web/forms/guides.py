"""Forms of the register: an appointment, a pause, its end."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.competency.models import Competency
from pamong.people.models import Account, Employee
from pamong.policy.words import CounsellorKind, Method
from pamong.programme.actions import MOST_CAPACITY
from pamong.programme.models import GUIDED
from pamong.web.forms.moments import day
from pamong.web.forms.places import OfPeople
from pamong.web.forms.proposals import SLOTS, Slots
from pamong.web.forms.recommendations import EMPTY, spoken

SKILL_ROWS = 5


class AppointForm(OfPeople):
    """One appointment as its letter has it."""

    method = forms.ChoiceField(label=_("Ditunjuk untuk"))
    employee = forms.CharField(
        label=_("Pegawai"),
        required=False,
        max_length=100,
        help_text=_("NIP atau nama. Kosongkan bila pembimbing berasal dari luar."),
    )
    name = forms.CharField(label=_("Nama pihak luar"), required=False, max_length=200)
    organisation = forms.CharField(label=_("Lembaga pihak luar"), required=False, max_length=200)
    account = forms.CharField(
        label=_("Nama pengguna akunnya"),
        required=False,
        max_length=150,
        help_text=_("Pihak luar menjawab permintaan dengan akun yang dibuat admin."),
    )
    letter = forms.CharField(label=_("Nomor surat penunjukan"), max_length=200)
    start = day(_("Mulai"))
    end = day(_("Sampai"), required=False)
    capacity = forms.IntegerField(
        label=_("Kapasitas"),
        min_value=1,
        max_value=MOST_CAPACITY,
        help_text=_("Paling banyak berapa orang pada waktu yang sama."),
    )
    qualification = forms.CharField(
        label=_("Kualifikasi"),
        required=False,
        max_length=2000,
        help_text=_("Sertifikat atau kewenangan. Wajib bagi pembimbing di luar garis atasan."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    counsellor_kind = forms.ChoiceField(
        label=_("Jenis konselor"), required=False, help_text=_("Hanya untuk konseling.")
    )
    counselling_training = forms.CharField(
        label=_("Pelatihan konseling"),
        required=False,
        max_length=300,
        help_text=_("Wajib bagi pejabat penilai kinerja."),
    )
    waiver_reason = forms.CharField(
        label=_("Alasan pembebasan jenjang"),
        required=False,
        max_length=300,
        help_text=_("Isi bila mentor boleh berjenjang di bawah pegawai yang dibimbingnya."),
    )
    hours = forms.MultipleChoiceField(
        label=_("Kapan biasanya dapat bertemu?"),
        help_text=_("Jam dalam WIB."),
        required=False,
        choices=[(slot, slot) for slot in SLOTS],
        widget=Slots,
    )

    def __init__(
        self, *args: Any, people: Any, accounts: Any, competencies: Any, rows: int = SKILL_ROWS, **more: Any
    ) -> None:
        super().__init__(*args, people=people, **more)
        self.rows = range(1, rows + 1)
        self.accounts = accounts
        self.fields["method"].choices = spoken(GUIDED)  # type: ignore[attr-defined]
        self.fields["counsellor_kind"].choices = EMPTY + spoken(CounsellorKind)  # type: ignore[attr-defined]
        known = {str(one.pk): one for one in competencies}
        self.known: dict[str, Competency] = known
        choices = [*EMPTY, *((key, one.name) for key, one in known.items())]
        levels = [*EMPTY, *((str(n), str(n)) for n in range(1, 6))]
        for n in self.rows:
            self.fields[f"skill_{n}"] = forms.ChoiceField(
                label=_("Kompetensi %(n)s") % {"n": n}, required=False, choices=choices
            )
            self.fields[f"level_{n}"] = forms.ChoiceField(
                label=_("Level %(n)s") % {"n": n}, required=False, choices=levels
            )

    @property
    def skill_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"skill_{n}"], self[f"level_{n}"]) for n in self.rows]

    def skills_of(self, data: dict[str, Any]) -> dict[Competency, int]:
        """Taken out of the rows of the form."""
        skills: dict[Competency, int] = {}
        for n in self.rows:
            code, level = data.pop(f"skill_{n}", ""), data.pop(f"level_{n}", "")
            if bool(code) != bool(level):
                self.add_error(f"level_{n}" if code else f"skill_{n}", _("Isi kompetensi dan levelnya."))
            elif code:
                skills[self.known[code]] = int(level)
        return skills

    def clean_employee(self) -> Employee | None:
        return self.person("employee")

    def clean_account(self) -> Account | None:
        text = self.cleaned_data["account"].strip()
        if not text:
            return None
        found: Account | None = self.accounts.filter(username__iexact=text).first()
        if found is None:
            raise forms.ValidationError(_("Tidak ada akun dengan nama pengguna ini."))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (data.get("employee") is None) == (not data["name"].strip()):
            self.add_error("employee", _("Pilih pegawai, atau isi nama pihak luar; salah satu."))
        elif not self.errors and data.get("employee") is None and data.get("account") is None:
            self.add_error("account", _("Wajib bagi pihak luar: tanpa akun tidak ada yang menjawab."))
        skills = self.skills_of(data)
        if data.get("method") != Method.COUNSELLING:
            data["counsellor_kind"] = ""
        elif not data.get("counsellor_kind"):
            self.add_error("counsellor_kind", _("Pilih jenis konselornya."))
        return {**data, "skills": skills, "hours": tuple(data.get("hours") or ())}


class ChangeForm(AppointForm):
    """The same letter's facts of an appointment that is there; who it is and for what stays."""

    reason = forms.CharField(
        label=_("Dasar perubahan"),
        max_length=300,
        help_text=_("Misalnya surat perpanjangan, atau salah ketik."),
    )

    def __init__(self, *args: Any, method: str, **more: Any) -> None:
        super().__init__(*args, people=None, accounts=None, **more)
        for name in ("method", "employee", "name", "organisation", "account", "hours"):
            del self.fields[name]
        self.of_method = method
        if method != Method.COUNSELLING:
            del self.fields["counsellor_kind"], self.fields["counselling_training"]
        if method != Method.MENTORING:
            del self.fields["waiver_reason"]

    def clean(self) -> dict[str, Any]:
        data = forms.Form.clean(self) or {}
        data["skills"] = self.skills_of(data)
        if self.of_method == Method.COUNSELLING and not data.get("counsellor_kind"):
            self.add_error("counsellor_kind", _("Pilih jenis konselornya."))
        return data


class HoursForm(forms.Form):
    """The hours of a week at which one usually can."""

    hours = forms.MultipleChoiceField(
        label=_("Kapan biasanya dapat bertemu?"),
        help_text=_("Jam dalam WIB."),
        required=False,
        widget=Slots,
    )

    def __init__(self, *args: Any, kept: Iterable[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        # An early or late hour that the table does not show stays as long as it is not taken out.
        self.others = [slot for slot in kept if slot not in SLOTS]
        self.fields["hours"].choices = [(slot, slot) for slot in (*SLOTS, *self.others)]  # type: ignore[attr-defined]


class PauseForm(forms.Form):
    until = day(_("Jeda sampai"))
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class EndForm(forms.Form):
    last = day(_("Hari terakhir"))
    reason = forms.CharField(label=_("Alasan"), max_length=300)
