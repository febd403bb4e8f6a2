"""Forms of proof: a file, a link or words, and what the verifier says."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.programme.models import Goal, ProofKind
from pamong.web.forms.meetings import words
from pamong.web.forms.pieces import FileForm

KINDS = (
    (ProofKind.FILE.value, _("Berkas")),
    (ProofKind.LINK.value, _("Tautan")),
    (ProofKind.TEXT.value, _("Uraian")),
)


class ProofForm(FileForm):
    """What shows that something was done."""

    goal = forms.ModelChoiceField(label=_("Untuk tujuan"), queryset=Goal.objects.none(), empty_label=None)
    title = forms.CharField(label=_("Judul bukti"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=KINDS, widget=forms.RadioSelect, initial=ProofKind.FILE.value
    )
    link = forms.CharField(label=_("Tautan"), required=False, max_length=500)
    text = words(_("Uraian"), rows=3, most=4000)

    def __init__(self, *args: Any, goals: Iterable[Goal], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]


class MendForm(FileForm):
    """A proof that was returned, mended."""

    title = forms.CharField(label=_("Judul bukti"), max_length=200)
    link = forms.CharField(label=_("Tautan"), required=False, max_length=500)
    text = words(_("Uraian"), rows=3, most=4000)


class VerifyForm(forms.Form):
    """Accepted, or returned with a reason."""

    accept = forms.TypedChoiceField(
        label=_("Hasil verifikasi"),
        widget=forms.RadioSelect,
        coerce=lambda word: word == "yes",
        choices=[("yes", _("Terima")), ("no", _("Kembalikan dengan alasan"))],
        initial="yes",
    )
    reason = words(_("Alasan"), most=500, help_text=_("Wajib bila dikembalikan."))
