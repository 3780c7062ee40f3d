"""Files that become the cover of an article: uploaded, or chosen from the library."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import access
from articles.models import User
from articles.models.cover_field import cover_of
from media.inspection import RefusedFile
from media.models import MediaFile
from media.models.media_files import PICTURES
from media.models.named_files import NamedFiles
from media.refusal_sentences import refusal_in_words
from media.storing import add_file


def stored_cover(upload: Any, user: Any) -> str:
    """Store an uploaded cover. Return the value of the field. Raises ValidationError."""
    try:
        return cover_of(add_file(upload, upload.name, user, kinds=PICTURES))
    except RefusedFile as refused:
        other_kind = no_picture() if refused.code == "not-shown" else ""
        raise ValidationError(other_kind or refusal_in_words(refused)) from refused


def chosen_cover(text: str, user: User) -> str:
    """The value for a picture of the library by its address, its Markdown or its name.

    Raises ValidationError if the user may see none, or if several have the name.
    """
    found = [file for file in files_named(text, user) if file.content.kind in PICTURES]
    if not found:
        raise ValidationError(
            _("No picture in the library has this address or name. Choose or upload one.")
        )
    if len(found) > 1:
        raise ValidationError(_("Several pictures have this name. Enter the address of one."))
    return cover_of(found[0])


def files_named(text: str, user: User) -> list[MediaFile]:
    files = access.readable_files(user).filter(trashed_at=None).select_related("content")
    names = NamedFiles.in_text(text) or NamedFiles.of_address(text)
    return list(files.named(names)[:2] or files.filter(name=text)[:2])  # type: ignore[attr-defined]


def no_picture() -> str:
    return _("The cover must be a picture, such as a PNG or a JPEG.")
