"""What an administrator chooses before a person is removed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.models import User

HAND_OVER, KEEP_NAME = "hand-over", "keep-name"


class RemovalForm(forms.Form):
    way = forms.ChoiceField(
        label=_("Articles and files"),
        choices=[
            (HAND_OVER, _("Somebody else gets them")),
            (KEEP_NAME, _("They keep the name of the author, which stays as text")),
        ],
        widget=forms.RadioSelect,
        initial=HAND_OVER,
    )
    heir = forms.ModelChoiceField(
        label=_("Who gets them"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["heir"]
        field.queryset = possible_heirs(person)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_missing = cleaned.get("way") == HAND_OVER and not cleaned.get("heir")
        if is_missing and "heir" not in self.errors:
            self.add_error("heir", _("Choose who gets the articles and files."))
        return cleaned


def possible_heirs(person: User) -> Any:
    """Those who may change articles of their own at the desk."""
    backend = settings.AUTHENTICATION_BACKENDS[0]
    writers = User.objects.with_perm("articles.change_article", backend=backend)
    return writers.filter(is_staff=True).exclude(pk=person.pk).order_by("display_name", "username")
