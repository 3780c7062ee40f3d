"""What readers learn of the user: name, text, links, picture, and whether they learn it at all."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from articles.access import may_upload, signed_in_user
from articles.cover_files import chosen_cover, stored_cover
from articles.lists.taxonomies import author_by_slug
from articles.models import User
from articles.taken_slugs import slug_holder
from articles.unsaved import RESUMED
from desk.details.covers_shown import shown_cover
from desk.pages.rooms import room_page
from desk.pages.signed_in import desk_page

PLAIN = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


class ProfileForm(forms.ModelForm):
    upload = forms.FileField(
        label=gettext_lazy("Upload a picture"),
        required=False,
        widget=forms.FileInput({"accept": "image/*"}),
    )
    picture = forms.CharField(
        label=gettext_lazy("Picture"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "The address or the name of a picture in the library. Left empty, there is none."
        ),
        widget=forms.TextInput(PLAIN),
    )

    class Meta:
        model = User
        fields = ("display_name", "shows_name", "slug", "bio", "links")
        widgets: ClassVar = {
            "slug": forms.TextInput(PLAIN),
            "bio": forms.Textarea({"rows": 6}),
            "links": forms.Textarea({"rows": 3, **PLAIN}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].initial = str(self.instance.picture or "")
        if not may_upload(self.instance):
            del self.fields["upload"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug and slug_holder(self.instance, slug):
            raise forms.ValidationError(
                _("Another one has this address already. Choose a different address.")
            )
        return slug

    def clean_picture(self) -> str:
        text: str = self.cleaned_data["picture"]
        changed = text and "picture" in self.changed_data
        return chosen_cover(text, self.instance) if changed else text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and (upload := cleaned.get("upload")):
            try:
                cleaned["picture"] = stored_cover(upload, self.instance)
            except forms.ValidationError as refused:
                self.add_error("upload", refused)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.instance.picture = self.cleaned_data["picture"]
        return super().save(commit)


@desk_page
def own_profile(request: HttpRequest) -> HttpResponse:
    user = User.objects.get(pk=signed_in_user(request).pk)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=user)
    if request.method == "POST" and RESUMED not in request.POST and form.is_valid():
        form.save()
        fields = sorted(form.changed_data)
        audit.record(user, audit.Action.PERSON_CHANGED, user, request, fields=fields)
        messages.success(request, _("Your profile is saved."))
        return redirect("own_profile")
    stored = User.objects.get(pk=user.pk)  # a refused form has changed the other one
    context = {
        "form": form,
        "picture": shown_cover(str(stored.picture)) if stored.picture else None,
        "page": author_by_slug(stored.slug) if stored.slug else None,
        "stored": stored,
    }
    return room_page(request, "accounts/profile.html", context)
