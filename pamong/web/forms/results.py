"""Forms of the end: both evaluations, B.1.8, B.1.9, the report and what follows."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.policy.feedback import GROUPS, SCALE, STATEMENTS
from pamong.web.forms.meetings import words
from pamong.web.templatetags.pamong import say

OWN = "own_"  # of the programme's own questions
MARKS = (("4", _("Sangat bermanfaat")), ("3", _("Bermanfaat")), ("2", _("Kurang bermanfaat")), ("1", _("Tidak bermanfaat")))  # fmt: skip


class EvaluationForm(forms.Form):
    """One side at the end, with the programme's own questions where its template has some."""

    mark = forms.TypedChoiceField(
        label=_("Seberapa bermanfaat pendampingan ini?"),
        choices=MARKS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    helped = words(_("Apa yang paling membantu?"), required=True, most=4000)
    better = words(_("Apa yang dapat lebih baik?"), most=4000)

    def __init__(self, *args: Any, questions: Sequence[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.questions = {field_of(question): question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = words(question, most=4000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        # Changed since the page was opened: what was written to a question that is gone must not vanish unseen.
        if any(name.startswith(OWN) and name not in self.fields and text.strip() for name, text in self.data.items()):  # fmt: skip
            self.add_error(
                None, _("Pertanyaan penutup program sudah berubah. Periksa jawaban Anda, lalu simpan lagi.")
            )
        data["answers"] = [(question, data.pop(name, "") or "") for name, question in self.questions.items()]
        return data


def field_of(question: str) -> str:
    """The name of the field of a question; of the question itself, for its place can change while one writes."""
    return OWN + sha256(question.encode()).hexdigest()[:16]


class FeedbackForm(forms.Form):
    """Format B.1.8: nine statements, one mark each."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for number, statement in enumerate(STATEMENTS):
            self.fields[f"mark_{number}"] = forms.TypedChoiceField(
                label=say(statement),
                choices=[(str(mark), say(said.capital())) for mark, said in reversed(SCALE.items())],
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.fields["words"] = words(_("Hal lain yang ingin Anda sampaikan"), most=4000)

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The statements under the heading of their group, in the order of the format."""
        fields = iter([self[f"mark_{number}"] for number in range(len(STATEMENTS))])
        return [(say(group.title), [next(fields) for _one in group.statements]) for group in GROUPS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {
            "marks": [data.get(f"mark_{number}") for number in range(len(STATEMENTS))],
            "words": data.get("words", ""),
        }


class MeasureForm(forms.Form):
    """Format B.1.9: the level now, and why."""

    level = forms.TypedChoiceField(
        label=_("Level sekarang"), coerce=int, choices=[(str(n), str(n)) for n in range(6)]
    )
    reason = words(_("Alasan"), required=True, most=4000)


class ReportForm(forms.Form):
    """The guide to the superior and HR."""

    strategy = words(_("Strategi untuk meningkatkan kinerja"), rows=3, required=True, most=4000)
    abilities = words(_("Kemampuan yang ditemukan"), rows=3, required=True, most=4000)
    develop_next = words(_("Kompetensi yang perlu dikembangkan berikutnya"), rows=3, required=True, most=4000)
    follow_up = words(_("Tindak lanjut yang diusulkan"), rows=2, most=4000)


class CompleteForm(forms.Form):
    """What follows."""

    follow_up = words(_("Tindak lanjut"), rows=2, most=4000)
