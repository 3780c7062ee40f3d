"""Admin of the library: a light list with search. A file comes in by the road of all others."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextInputWidget

from articles import access
from articles.admin.model_admin import PlainAdmin
from articles.models import User
from media.inspection import RefusedFile
from media.models import MediaFile
from media.models.media_files import WORDS
from media.refusal_sentences import refusal_in_words
from media.storing import add_file
from media.storing.following import on_changed_file


class AddFileForm(forms.ModelForm):
    """A file and the words beside it. `user` will own it."""

    user: User
    file = forms.FileField(label=_("File"), widget=UnfoldAdminFileFieldWidget)

    class Meta:
        model = MediaFile
        fields = WORDS
        widgets: ClassVar = dict.fromkeys(WORDS, UnfoldAdminTextInputWidget)

    def clean(self) -> dict[str, Any]:
        """Store the file, so that a refusal is an error of its field."""
        cleaned = super().clean() or self.cleaned_data
        sent = cleaned.get("file")
        if isinstance(sent, UploadedFile) and not self.errors:
            words = {name: cleaned[name] for name in WORDS if cleaned[name]}
            try:
                self.stored = add_file(sent, sent.name or "", self.user, **words)
            except RefusedFile as refused:
                self.add_error("file", refusal_in_words(refused))
        return cleaned

    def save(self, commit: bool = True) -> MediaFile:
        """The stored file."""
        self.save_m2m = lambda: None  # type: ignore[method-assign]
        return self.stored


@admin.register(MediaFile)
class MediaFileAdmin(PlainAdmin):
    list_display = ("name", "kind", "size", "alt_zh", "alt_en", "owner", "created")
    list_filter = ("content__kind", "trashed_at")
    list_select_related = ("content", "owner")
    search_fields = ("name", *WORDS)
    ordering = ("-created", "-pk")
    show_full_result_count = False
    readonly_fields = ("markdown", "kind", "size", "owner", "created", "at_the_desk")

    # Permissions: those of the desk

    def get_queryset(self, request: HttpRequest) -> QuerySet[MediaFile]:
        return access.readable_files(access.signed_in_user(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_upload(access.signed_in_user(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = access.signed_in_user(request)
        return access.may_upload(user) and (obj is None or access.may_change_file(user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """At the desk, where the trash is."""
        return False

    # Forms

    def get_form(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, **options)
        return type("AddFileForm", (AddFileForm,), {"user": access.signed_in_user(request)})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ("file", *WORDS)
        *facts, desk = self.readonly_fields
        return (*facts, *obj.word_fields, desk)

    def save_model(self, request: HttpRequest, obj: MediaFile, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.has_changed():
            on_changed_file(obj)

    # Columns

    @display(description=_("kind"), ordering="content__kind")
    def kind(self, file: MediaFile) -> str:
        return file.content.extension.upper()

    @display(description=_("size"), ordering="content__bytes")
    def size(self, file: MediaFile) -> str:
        return filesizeformat(file.content.bytes)

    @display(description=_("In a text"))
    def markdown(self, file: MediaFile) -> str:
        return file.markdown

    @display(description=_("at the desk"))
    def at_the_desk(self, file: MediaFile) -> str:
        text = _("Focal point, uses, new version, name, original, trash")
        return format_html('<a href="{}">{}</a>', reverse("desk_file", args=[file.token]), text)
