"""Forms of a session: when and where, what was noted, and closing it in two minutes."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pamong.programme.actions import Action
from pamong.programme.models import MissedBy, TaskOwner
from pamong.web.forms.moments import day, hour
from pamong.web.room_words import GROW, SITTINGS_OF_SESSION
from pamong.web.said import SITTINGS

# A session is held in one of two ways; both at once is only a wish.
WAYS = tuple((code, SITTINGS[code]) for code in SITTINGS_OF_SESSION)
QUESTIONS = ("goal", "reality", "options", "will", "hindrance")
RATINGS = (("4", _("Sangat membantu")), ("3", _("Membantu")), ("2", _("Kurang membantu")), ("1", _("Tidak membantu")))  # fmt: skip
MOST_ACTIONS = 3


def words(label: Any, rows: int = 2, *, required: bool = False, most: int = 10_000, **more: Any) -> Any:
    """A box for sentences."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=area, **more)


class WhenForm(forms.Form):
    """Day, hour and length of a session."""

    date = day(_("Tanggal"))
    hour = hour(_("Jam mulai"), initial=time(9))
    minutes = forms.IntegerField(
        label=_("Lama (menit)"), widget=forms.NumberInput(attrs={"step": 5, "inputmode": "numeric"})
    )
    on_day_off = forms.BooleanField(
        label=_("Pada hari libur, dan keduanya setuju"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("date") and data.get("hour"):
            data["start"] = timezone.make_aware(datetime.combine(data.pop("date"), data.pop("hour")))
        return data


class SessionForm(WhenForm):
    """A time to propose, with how and what about."""

    sitting = forms.ChoiceField(
        label=_("Cara bertemu"), choices=WAYS, widget=forms.RadioSelect, required=False, initial="luring"
    )
    place = forms.CharField(
        label=_("Tempat atau tautan"),
        required=False,
        max_length=300,
        help_text=_("Ruang rapat, atau alamat pertemuan daring."),
    )
    topic = forms.CharField(label=_("Topik"), required=False, max_length=200)
    field_order = ("date", "hour", "minutes", "on_day_off", "sitting", "place", "topic")


class RescheduleForm(WhenForm):
    """Another time, and why."""

    reason = forms.CharField(label=_("Alasan"), required=False, max_length=300)


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class MissForm(forms.Form):
    """Who did not come."""

    who = forms.ChoiceField(
        label=_("Siapa yang tidak hadir?"),
        widget=forms.RadioSelect,
        choices=[
            (MissedBy.EMPLOYEE, _("Pegawai")),
            (MissedBy.GUIDE, _("Pembimbing")),
            (MissedBy.BOTH, _("Keduanya")),
        ],
    )
    reason = forms.CharField(label=_("Keterangan"), required=False, max_length=300)


class NoteForm(forms.Form):
    """The four questions of GROW and what hinders; `version` is the note that was read."""

    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
    goal = words(GROW["goal"], help_text=_("Apa yang ingin dicapai dari sesi ini?"))
    reality = words(GROW["reality"], help_text=_("Apa yang terjadi sekarang? Apa yang sudah dicoba?"))
    options = words(GROW["options"], help_text=_("Apa saja yang mungkin dilakukan?"))
    will = words(GROW["will"], help_text=_("Apa yang akan dilakukan, kapan, oleh siapa?"))
    hindrance = words(GROW["hindrance"], help_text=_("Apa yang menghalangi, dan siapa yang dapat membantu?"))
    takeaway = forms.CharField(required=False, widget=forms.HiddenInput)


class PrivateForm(forms.Form):
    """Words of one's own."""

    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)
    text = words(_("Catatan pribadi"), rows=4)


class ClosingForm(forms.Form):
    """How it was, what one takes along, and at most three actions; short enough for a phone."""

    rating = forms.TypedChoiceField(
        label=_("Seberapa membantu sesi ini bagi Anda?"),
        choices=RATINGS,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Hanya Anda yang melihat nilai ini."),
    )
    takeaway = words(_("Apa yang Anda bawa pulang?"), most=2000)
    private = words(_("Catatan pribadi"), help_text=_("Disandikan; hanya Anda yang dapat membacanya."))
    version = forms.IntegerField(min_value=0, initial=0, required=False, widget=forms.HiddenInput)
    private_version = forms.IntegerField(min_value=0, initial=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, private: bool = True, owners: Any = (), most: int = MOST_ACTIONS, **more: Any) -> None:  # fmt: skip
        super().__init__(*args, **more)
        if not private:
            del self.fields["private"], self.fields["private_version"]
        for number in range(1, most + 1):
            self.fields[f"action_{number}"] = forms.CharField(
                label=_("Rencana aksi %(n)s") % {"n": number}, required=False, max_length=200
            )
            self.fields[f"owner_{number}"] = forms.ChoiceField(
                label=_("Oleh"), choices=owners, required=False, initial=TaskOwner.EMPLOYEE
            )
            self.fields[f"due_{number}"] = day(_("Sampai"), required=False)
        self.numbers = range(1, most + 1)

    @property
    def actions(self) -> list[tuple[Any, Any, Any]]:
        """The bound fields, one triple an action."""
        return [tuple(self[f"{name}_{number}"] for name in ("action", "owner", "due")) for number in self.numbers]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["actions"] = [
            Action(
                data[f"action_{number}"],
                data.get(f"owner_{number}") or TaskOwner.EMPLOYEE,
                data.get(f"due_{number}"),
            )
            for number in self.numbers
            if data.get(f"action_{number}", "").strip()
        ]
        return data


class LogForm(ClosingForm):
    """A session that was held without the system."""

    date = day(_("Tanggal sesi"))
    hour = hour(_("Jam mulai"), initial=time(9))
    minutes = forms.IntegerField(label=_("Lama (menit)"))
    sitting = forms.ChoiceField(
        label=_("Cara bertemu"), choices=WAYS, widget=forms.RadioSelect, required=False, initial="luring"
    )
    topic = forms.CharField(label=_("Topik"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("date") and data.get("hour"):
            data["start"] = timezone.make_aware(datetime.combine(data["date"], data["hour"]))
        return data


def owners(employee: object, guide: object) -> list[tuple[str, Any]]:
    """Whose a task is, by name."""
    return [
        (TaskOwner.EMPLOYEE.value, str(employee)),
        (TaskOwner.GUIDE.value, str(guide)),
        (TaskOwner.BOTH.value, _("Keduanya")),
    ]
