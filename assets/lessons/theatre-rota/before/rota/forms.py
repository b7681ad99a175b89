"""What callers send."""

from django import forms


class SwapForm(forms.Form):
    usher = forms.IntegerField(min_value=1)
