from django import forms


class SearchForm(forms.Form):
    word = forms.CharField(min_length=3, max_length=40)
    page = forms.IntegerField(max_value=100)
    since = forms.DateField(required=False)

    def clean_word(self):
        word = self.cleaned_data["word"]
        if "%" in word:
            raise forms.ValidationError("no signs")
        return word
