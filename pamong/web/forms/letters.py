"""Forms of the letters of appointment: what a letter says, its number, the signed copy."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pamong.policy.errors import BadNip
from pamong.policy.nip import parse_nip
from pamong.policy.papers import MOST_HEAD_LINES
from pamong.programme.models import Engagement, LetterKind, SignsAs
from pamong.web.forms.moments import day
from pamong.web.forms.pieces import FileForm
from pamong.web.forms.ticked import TickedRows
from pamong.web.said import LETTER_KINDS, SIGNS_AS
from pamong.web.templatetags.pamong import say

FORM = "letter"


class LetterForm(forms.Form):
    """The pairs and the signatory of one letter."""

    engagement = TickedRows(
        queryset=Engagement.objects.none(),
        error_messages={
            "required": _("Pilih paling sedikit satu pasangan."),
            "invalid_choice": _("Satu pasangan tidak menunggu surat lagi. Pilih ulang."),
        },
    )
    kind = forms.ChoiceField(
        label=_("Jenis surat"),
        widget=forms.RadioSelect,
        choices=[(kind.value, LETTER_KINDS[kind.value]) for kind in LetterKind],
    )
    signs_as = forms.ChoiceField(
        label=_("Ditandatangani sebagai"),
        choices=[(one.value, SIGNS_AS[one.value]) for one in SignsAs],
        help_text=_("Sebagaimana tertulis di atas tanda tangan."),
    )
    on_behalf_of = forms.CharField(
        label=_("Jabatan yang diatasnamakan"),
        required=False,
        max_length=300,
        help_text=_("Hanya untuk a.n., misalnya “Kepala Lembaga”."),
    )
    signatory_name = forms.CharField(label=_("Nama penanda tangan"), max_length=200)
    signatory_position = forms.CharField(
        label=_("Jabatan penanda tangan"), max_length=300, help_text=_("Tanpa “a.n.” dan “Plt.”.")
    )
    signatory_nip = forms.CharField(label=_("NIP penanda tangan"), required=False, max_length=25)
    place = forms.CharField(label=_("Tempat"), max_length=100, help_text=_("Kota tempat surat ditetapkan."))

    copies_to = forms.CharField(
        label=_("Tembusan"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu baris satu tujuan."),
    )
    each = forms.BooleanField(
        label=_("Satu surat untuk tiap pasangan"),
        required=False,
        help_text=_("Tanpa tanda ini semua pasangan masuk ke satu surat dengan lampiran."),
    )

    def __init__(self, *args: Any, waiting: QuerySet[Engagement], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["engagement"].queryset = waiting  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["form"] = FORM  # the pairs' own, which stands before these fields

    def clean_signatory_nip(self) -> str:
        text: str = self.cleaned_data["signatory_nip"].strip()
        try:
            return parse_nip(text).digits if text else ""
        except BadNip as problem:
            raise forms.ValidationError(say(problem.sentence)) from problem

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("signs_as") == SignsAs.ON_BEHALF and not data.get("on_behalf_of"):
            self.add_error("on_behalf_of", _("Isi jabatan yang diatasnamakan."))
        return data

    @property
    def words(self) -> dict[str, str]:
        """What the letter says, without its pairs."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("engagement", "each")
        }

    @property
    def chosen(self) -> set[str]:
        """Ids that are ticked, as the page shows them again."""
        return {str(getattr(one, "pk", one)) for one in self["engagement"].value() or ()}


class LetterheadForm(forms.Form):
    lines = forms.CharField(
        label=_("Di bawah nama instansi"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lines"].help_text = _("Alamat, telepon, dan laman; paling banyak %(most)s baris.") % {
            "most": MOST_HEAD_LINES
        }


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Nomor surat"), max_length=120, help_text=_("Dari sistem persuratan instansi Anda.")
    )
    dated = day(_("Tanggal surat"))


class SignedCopyForm(FileForm):
    def __init__(self, *args: Any, most: int, **more: Any) -> None:
        limits = _("PDF, paling besar %(most)s MB.") % {"most": most}
        super().__init__(*args, limits=limits, accept=".pdf,application/pdf", **more)
        self.fields["file"].label = _("Naskah bertanda tangan")
        self.fields["file"].widget.attrs["required"] = True


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300)
