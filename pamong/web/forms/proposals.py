"""Forms of proposals: a request of at most five questions, the answers, the wishes for a guide."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.competency.models import Competency
from pamong.policy.words import Context, Method
from pamong.programme.models import Answer
from pamong.web.forms.moments import day
from pamong.web.said import DAYS, SITTINGS

HOURS = tuple(range(8, 17))
SLOTS = tuple(f"{name}-{hour:02}" for name in DAYS for hour in HOURS)
# The four methods as one would ask for them.
METHODS = (
    (
        Method.COACHING.value,
        _("Coaching: dibimbing menyelesaikan satu tugas atau target dalam waktu singkat"),
    ),
    (Method.MENTORING.value, _("Mentoring: belajar dari pengalaman seseorang selama beberapa bulan")),
    (Method.COUNSELLING.value, _("Konseling: berbicara tertutup tentang hal yang memberatkan pekerjaan")),
    (Method.ENRICHMENT.value, _("Pengayaan: target sudah tercapai, ingin tantangan baru")),
)
# What a superior or the head of a unit proposes it for; talent and pengayaan follow from where and what is proposed.
CONTEXTS = (
    (Context.DAILY.value, _("Kinerja harian")),
    (Context.LEADERSHIP.value, _("Pelatihan kepemimpinan")),
)
WAYS = ((Method.MENTORING.value, _("dengan mentor")), (Method.COACHING.value, _("dengan coach")))


class FreeChoice(forms.RadioSelect):
    """Radios of which some cannot be chosen; `taken`: what is said beside each of those."""

    taken: Mapping[str, Any]

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **more: Any) -> dict[str, Any]:
        said = self.taken.get(str(value))
        option: dict[str, Any] = super().create_option(
            name, value, f"{label} ({said})" if said else label, *args, **more
        )
        if said:
            option["attrs"]["disabled"] = True
        return option


class Slots(forms.CheckboxSelectMultiple):
    """A week's hours as a table of boxes; the template lays it out."""


class ProposeForm(forms.Form):
    """Method, competency, how and when to meet, and what for; for another, in which context."""

    method = forms.ChoiceField(label=_("Pendampingan apa?"), widget=FreeChoice)
    way = forms.ChoiceField(
        label=_("Pengayaan dengan cara apa?"),
        required=False,
        choices=WAYS,
        widget=FreeChoice,
        initial=Method.MENTORING.value,
    )
    competency = forms.ModelChoiceField(
        label=_("Kompetensi apa yang dikembangkan?"),
        queryset=Competency.objects.none(),
        required=False,
        empty_label=_("Tidak tertentu"),
    )
    context = forms.ChoiceField(
        label=_("Dalam rangka apa?"),
        required=False,
        choices=CONTEXTS,
        widget=forms.RadioSelect,
        initial=Context.DAILY.value,
    )
    sitting = forms.ChoiceField(
        label=_("Bertemu dengan cara apa?"),
        required=False,
        widget=forms.RadioSelect,
        choices=list(SITTINGS.items()),
        initial="campuran",
    )
    hours = forms.MultipleChoiceField(
        label=_("Kapan biasanya dapat bertemu?"),
        help_text=_("Jam dalam WIB. Makin banyak yang dipilih, makin mudah menemukan pembimbing."),
        required=False,
        choices=[(slot, slot) for slot in SLOTS],
        widget=Slots,
    )
    purpose = forms.CharField(
        label=_("Apa yang ingin dicapai?"),
        help_text=_("Satu atau dua kalimat, misalnya: memimpin rapat lintas unit dengan tenang."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, competencies: Iterable[Competency], locked: bool, own: bool, contexts: bool = False, taken: Mapping[str, Any] | None = None, **more: Any):  # fmt: skip
        super().__init__(*args, **more)
        self.may_lock = locked
        known = [one for one in METHODS if locked or one[0] != Method.COUNSELLING.value]
        self.fields["method"].choices = known  # type: ignore[attr-defined]
        # The same person and method twice is refused: it is not offered either, nor as the way of a pengayaan.
        taken = dict(taken or {})
        ways = [code for code, _words in WAYS]
        self.fields["way"].widget.taken = taken
        if set(ways) <= set(taken):
            taken[Method.ENRICHMENT.value] = _("setelah coaching atau mentoring selesai")
        self.fields["method"].widget.taken = taken
        self.initial["way"] = next((way for way in ways if way not in taken), ways[0])
        if self.initial.get("method") in taken:
            # A konseling is nobody's default: where neither is left, one chooses.
            self.initial["method"] = next((way for way in reversed(ways) if way not in taken), "")
        self.fields["competency"].queryset = competencies  # type: ignore[attr-defined]
        if not own:
            del self.fields["hours"]
        if not contexts:
            del self.fields["context"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["context"] = Context(data.get("context") or Context.DAILY)
        if data.get("method") == Method.ENRICHMENT:
            data["context"], data["method"] = Context.ENRICHMENT, data.get("way") or Method.MENTORING.value
        elif data.get("method") == Method.COUNSELLING:
            data["competency"], data["context"] = None, Context.DAILY
        data.pop("way", None)
        data["hours"] = tuple(data.get("hours") or ())
        return data


class QueueForm(forms.Form):
    """What the queue is narrowed to; anything unknown is no filter."""

    state = forms.CharField(required=False, max_length=10)
    method = forms.CharField(required=False, max_length=20)
    entrance = forms.CharField(required=False, max_length=30)
    unit = forms.CharField(required=False, max_length=10)
    turn = forms.CharField(required=False, max_length=10)
    late = forms.BooleanField(required=False)
    q = forms.CharField(required=False, max_length=100)


class ProposalAnswerForm(forms.Form):
    """Yes, no, or later."""

    answer = forms.ChoiceField(
        label=_("Jawaban"),
        widget=forms.RadioSelect,
        choices=[
            (Answer.APPROVED, _("Setujui")),
            (Answer.DEFERRED, _("Tunda sampai tanggal tertentu")),
            (Answer.REJECTED, _("Tolak")),
        ],
        initial=Answer.APPROVED,
    )
    until = day(_("Ditunda sampai"), required=False)
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Wajib, kecuali Anda menyetujui."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, defers: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not defers:
            field = self.fields["answer"]
            field.choices = [one for one in field.choices if one[0] != Answer.DEFERRED]  # type: ignore[attr-defined]
            del self.fields["until"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        answer = data.get("answer")
        if answer and answer != Answer.APPROVED and not data.get("reason", "").strip():
            self.add_error("reason", _("Alasan harus diisi."))
        if answer == Answer.DEFERRED and not data.get("until"):
            self.add_error("until", _("Isi tanggal setelah hari ini."))
        if answer != Answer.DEFERRED:
            data["until"] = None
        return data


class DeferForm(forms.Form):
    """Until when, and why."""

    until = day(_("Ditunda sampai"))
    reason = forms.CharField(label=_("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class OfferForm(forms.Form):
    """Which free place is offered; out of turn only with a reason."""

    guide = forms.ChoiceField(label=_("Tempat pada siapa?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Alasan mendahulukan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, guides: dict[str, Any], first: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.guides = guides
        self.fields["guide"].choices = [(key, str(guide)) for key, guide in guides.items()]  # type: ignore[attr-defined]
        if first:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("guide"):
            data["guide"] = self.guides[data["guide"]]
        return data


class WishesForm(forms.Form):
    """A rank for each guide wished for, one field a guide."""

    def __init__(self, *args: Any, guides: Iterable[Any], most: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.guides = {f"rank_{guide.pk}": guide for guide in guides}
        choices = [
            ("", _("Tidak dipilih")),
            *((str(n), _("Pilihan %(n)s") % {"n": n}) for n in range(1, most + 1)),
        ]
        for name, guide in self.guides.items():
            self.fields[name] = forms.ChoiceField(
                label=str(guide),
                required=False,
                choices=choices,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ranked = sorted((int(data[name]), name) for name in self.guides if data.get(name))
        if not ranked:
            raise forms.ValidationError(_("Pilih sedikitnya satu pembimbing."))
        if len({rank for rank, _name in ranked}) < len(ranked):
            raise forms.ValidationError(_("Setiap urutan hanya untuk satu pembimbing."))
        return {"guides": [self.guides[name] for _rank, name in ranked]}


class GuideFilterForm(forms.Form):
    """How the cards are narrowed; what is not known narrows nothing."""

    unit = forms.ChoiceField(required=False)
    fit = forms.ChoiceField(required=False)
    hours = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, units: Iterable[tuple[str, str]], fits: Iterable[int], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = [("", ""), *units]  # type: ignore[attr-defined]
        self.fields["fit"].choices = [("", ""), *((str(n), str(n)) for n in fits)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """The known words of each filter."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}
