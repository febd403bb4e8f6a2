"""Forms of the locked room. Nothing typed here is kept by the browser."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pamong.policy.words import FollowUp
from pamong.programme.models import MissedBy, Session
from pamong.web.forms.moments import day, hour
from pamong.web.forms.recommendations import spoken
from pamong.web.said import SITTINGS

MARKS = [("4", _("4 – sangat membantu")), ("3", _("3 – membantu")), ("2", _("2 – kurang membantu")), ("1", _("1 – tidak membantu"))]  # fmt: skip
MINUTES = (30, 45, 60, 90, 120)
# Why a session or a konseling ends: chosen, not written, so that no word of it lies anywhere in the clear.
REASONS = {
    "berhalangan": _("Berhalangan"),
    "belum_cocok": _("Belum merasa cocok"),
    "benturan": _("Ada benturan kepentingan"),
    "cukup": _("Sudah cukup, tidak perlu dilanjutkan"),
    "lain": _("Alasan lain, dibicarakan langsung"),
}
WHO_MISSED = {
    MissedBy.EMPLOYEE.value: _("Pegawai"),
    MissedBy.GUIDE.value: _("Konselor"),
    MissedBy.BOTH.value: _("Keduanya"),
}


def words(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(
        label=label, required=required, max_length=10_000, widget=area, help_text=help_text
    )


def why() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Alasan"), choices=[("", "—"), *REASONS.items()])


class TimeForm(forms.Form):
    """A day, an hour and how long."""

    day = day(_("Tanggal"))
    hour = hour(_("Jam mulai"))
    minutes = forms.TypedChoiceField(
        label=_("Lama (menit)"), coerce=int, initial=60, choices=[(n, n) for n in MINUTES]
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if "day" in clean and "hour" in clean:
            when = datetime.combine(clean.pop("day"), clean.pop("hour"))
            clean["start"] = timezone.make_aware(when)
        return clean


class ProposeSessionForm(TimeForm):
    sitting = forms.ChoiceField(
        label=_("Cara bertemu"),
        required=False,
        choices=[("", "—"), *((code, said) for code, said in SITTINGS.items() if code != "campuran")],
    )
    place = forms.CharField(
        label=_("Tempat atau tautan"), required=False, max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )  # fmt: skip
    on_day_off = forms.BooleanField(label=_("Kami berdua setuju bertemu pada hari libur"), required=False)


class RescheduleForm(TimeForm):
    on_day_off = forms.BooleanField(label=_("Kami berdua setuju bertemu pada hari libur"), required=False)


def mark() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Nilai sesi menurut Anda"),
        help_text=_("Hanya Anda yang melihat nilai ini."),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "—"), *MARKS],
    )


class LogSessionForm(TimeForm):
    rating = mark()


class CloseSessionForm(forms.Form):
    rating = mark()


class MissForm(forms.Form):
    who = forms.ChoiceField(label=_("Siapa yang berhalangan?"), choices=list(WHO_MISSED.items()))


class WhyForm(forms.Form):
    reason = why()


class PauseForm(WhyForm):
    """Until when, and why."""

    until = day(_("Jeda sampai"))
    field_order = ("until", "reason")


class NoteForm(forms.Form):
    """One note; `version` is the one that was read."""

    kind = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    session = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = words("", required=False)

    def __init__(self, *args: Any, title: Any = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"].label = title


class PaperForm(forms.Form):
    """The parts of the agreement."""

    purpose = words(_("Tujuan"), rows=3)
    schedule = words(_("Jadwal"), rows=3)
    confidentiality = words(_("Kerahasiaan"), rows=3)
    superior_sees = words(_("Yang diketahui orang lain"), rows=3)
    ending = words(_("Cara mengakhiri"), rows=3)


class ResultForm(forms.Form):
    """The result: its words stay here, the follow-up and one sentence go up the line of the rule."""

    problem = words(_("Masalah yang dibicarakan"))
    agreed = words(_("Yang disepakati"))
    advice = words(_("Saran"), required=False)
    follow_ups = forms.MultipleChoiceField(
        label=_("Tindak lanjut"), required=False, widget=forms.CheckboxSelectMultiple
    )
    told_up = words(
        _("Kalimat untuk penerima hasil"),
        rows=2,
        required=False,
        help_text=_("Tanpa isi pembicaraan, misalnya: disarankan bimbingan rutin oleh atasan."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["follow_ups"].choices = spoken(FollowUp)  # type: ignore[attr-defined]


class ReferralForm(forms.Form):
    """Safety is in danger."""

    danger = words(_("Bahaya yang Anda lihat"), rows=3)
    to = words(_("Dirujuk kepada"), rows=2, help_text=_("Layanan atau orang yang Anda hubungi."))
    told = words(_("Yang Anda sampaikan kepada pegawai"), rows=3)
    day = day(_("Tanggal rujukan"))
    hour = hour(_("Jam rujukan"))

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if "day" in clean and "hour" in clean:
            when = datetime.combine(clean.pop("day"), clean.pop("hour"))
            clean["referred_at"] = timezone.make_aware(when)
        return clean


class HandoverForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = words(
        _("Ringkasan"), rows=6, help_text=_("Tulis seperlunya: dari mana konselor berikutnya melanjutkan.")
    )


class ConsentForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    consent = forms.BooleanField(
        label=_("Saya sudah membacanya dan mengizinkan konselor penerus membacanya"), required=False
    )


def earliest(on: date) -> dict[str, Any]:
    """What a form of a time begins with."""
    return {"day": on, "minutes": 60}


def as_it_stands(session: Session) -> dict[str, Any]:
    """Whoever moves a session changes what does not suit, and keeps the rest."""
    start = timezone.localtime(session.start)
    return {"day": start.date(), "hour": start.time(), "minutes": session.minutes}
