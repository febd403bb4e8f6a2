"""Forms of proof: a file, a link or words, and what the verifier says."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.programme.models import Goal, ProofKind
from pamong.web.forms.meetings import words

KINDS = (
    (ProofKind.FILE.value, _("Berkas")),
    (ProofKind.LINK.value, _("Tautan")),
    (ProofKind.TEXT.value, _("Uraian")),
)


class ProofForm(forms.Form):
    """What shows that something was done; `uploaded` names a file that came in pieces."""

    goal = forms.ModelChoiceField(label=_("Untuk tujuan"), queryset=Goal.objects.none(), empty_label=None)
    title = forms.CharField(label=_("Judul bukti"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=KINDS, widget=forms.RadioSelect, initial=ProofKind.FILE.value
    )
    file = forms.FileField(label=_("Berkas"), required=False)
    link = forms.CharField(label=_("Tautan"), required=False, max_length=500)
    text = words(_("Uraian"), rows=3, most=4000)
    uploaded = forms.RegexField(regex=r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)
    uploaded_name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, goals: Iterable[Goal], limits: str, accept: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]
        self.fields["file"].help_text = limits
        self.fields["file"].widget.attrs["accept"] = accept


class MendForm(forms.Form):
    """A proof that was returned, mended."""

    title = forms.CharField(label=_("Judul bukti"), max_length=200)
    file = forms.FileField(label=_("Berkas"), required=False)
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
