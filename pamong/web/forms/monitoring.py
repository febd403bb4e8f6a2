"""The question to pairs whose engagement stands still."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pamong.policy.programme import MOST_ASKED_LETTERS
from pamong.programme.models import Engagement
from pamong.web.forms.ticked import TickedRows

FIRST_WORDS = _(
    "Sudah beberapa waktu kami belum mendengar kabar pendampingan ini. Bagaimana jalannya? "
    "Bila sempat, jadwalkan pertemuan berikutnya. Bila ada kendala, beri tahu kami; "
    "jeda atau ganti pembimbing pun boleh."
)


class AskForm(forms.Form):
    """Whom, and in what words."""

    engagement = TickedRows(
        queryset=Engagement.objects.none(),
        widget=forms.MultipleHiddenInput,
        error_messages={
            "required": _("Pilih paling sedikit satu pasangan."),
            "invalid_choice": _("Satu pasangan tidak terhenti lagi. Pilih ulang."),
        },
    )
    text = forms.CharField(
        label=_("Pesan untuk kedua pihak"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Pesan yang sama dikirim kepada keduanya. Jangan menyebut orang lain di dalamnya."),
    )

    def __init__(self, *args: Any, rows: QuerySet[Engagement], on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["engagement"].queryset = rows  # type: ignore[attr-defined]
        most = MOST_ASKED_LETTERS.on(on)
        self.fields["text"].widget.attrs["maxlength"] = str(most)
