"""Files of an article in the admin: its cover, and what its text shows."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextInputWidget

from articles import access
from articles.admin.versions import VersionedForm
from articles.cover_files import chosen_cover, stored_cover
from articles.file_insertion import with_markdown
from media.inspection import RefusedFile
from media.refusal_sentences import refusal_in_words
from media.storing import add_file


def library_link(text: Any) -> str:
    link = '{} <a href="{}" target="_blank" class="underline">{}</a>'
    return format_html(link, text, reverse_lazy("desk_library"), gettext("Pictures and files"))


library_text = lazy(library_link, str)


class WithFilesForm(VersionedForm):
    """A chosen picture counts more than an uploaded one, so that two fields say one thing."""

    inserted_file = forms.FileField(
        label=_("Insert a picture or a file"),
        required=False,
        widget=UnfoldAdminFileFieldWidget,
        help_text=library_text(
            _("It is put in place of the first ![]() in the text, or at the end. Others are in:")
        ),
    )
    chosen_cover = forms.CharField(
        label=_("From the library"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=library_text(_("The address or the name of a picture in:")),
    )

    def clean_cover(self) -> Any:
        cover = self.cleaned_data["cover"]
        if not isinstance(cover, UploadedFile):
            return cover
        if self.user and not access.may_upload(self.user):
            raise forms.ValidationError(_("You may not add files. Choose one of the library."))
        return stored_cover(cover, self.user)

    def clean_chosen_cover(self) -> str:
        text: str = self.cleaned_data["chosen_cover"]
        return chosen_cover(text, self.user) if text and self.user else ""

    def clean_inserted_file(self) -> Any:
        """The stored file."""
        sent = self.cleaned_data["inserted_file"]
        if not isinstance(sent, UploadedFile):
            return None
        try:
            return add_file(sent, sent.name or "", self.user)
        except RefusedFile as refused:
            raise forms.ValidationError(refusal_in_words(refused)) from refused

    def clean(self) -> Any:
        cleaned = super().clean() or self.cleaned_data
        if cover := cleaned.get("chosen_cover"):
            cleaned["cover"] = cover
        if file := cleaned.get("inserted_file"):
            cleaned["body"] = with_markdown(cleaned.get("body", ""), file.markdown)
        return cleaned
