"""Forms of the list of engagements and of what happens to one as a whole."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.web.forms.moments import day


class ListForm(forms.Form):
    """What the list is narrowed to; anything unknown is no filter."""

    state = forms.CharField(required=False, max_length=12)
    method = forms.CharField(required=False, max_length=20)
    light = forms.CharField(required=False, max_length=20)
    unit = forms.CharField(required=False, max_length=10)
    mine = forms.BooleanField(required=False)
    slow = forms.BooleanField(required=False)
    template = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    q = forms.CharField(required=False, max_length=100)


class WhyForm(forms.Form):
    """A reason that the other side reads too."""

    reason = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class PauseForm(WhyForm):
    """Until when, and why."""

    until = day(_("Jeda sampai"))
    field_order = ("until", "reason")
