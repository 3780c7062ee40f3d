"""The form of a new token. It offers what some view accepts and the user may."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.tokens.access_tokens import LONGEST_LIFE, LONGEST_TOKEN_NAME, AccessToken
from accounts.tokens.token_scopes import TokenScope

# The scopes that open a view, with the permission without which they are of no use to a user
NEEDED = {TokenScope.READ: "articles.view_article"}
USUAL_LIFE = 90  # days


class TokenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the token"),
        max_length=LONGEST_TOKEN_NAME,
        help_text=gettext_lazy("What it is for, such as “backup on the NAS”."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("It may"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that it works"),
        min_value=1,
        max_value=LONGEST_LIFE,
        initial=USUAL_LIFE,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        offered = [(each.value, each.label) for each in NEEDED if user.has_perm(NEEDED[each])]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """A form that is sent twice makes one token."""
        name: str = self.cleaned_data["name"]
        if AccessToken.objects.of_owner(self.user).working().filter(name=name).exists():
            raise forms.ValidationError(_("You have a token of this name: choose another one."))
        return name
