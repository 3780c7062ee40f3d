"""The cover in the form of an article: it comes in as every file does."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models.cover_field import cover_of
from media.inspection import RefusedFile
from media.models.media_files import PICTURES
from media.refusal_sentences import refusal_in_words
from media.storing import add_file, trash_file


def stored_cover(upload: Any, user: Any) -> str:
    """Store an uploaded cover. Return the value of the field. Raises ValidationError."""
    try:
        file = add_file(upload, upload.name, user)
    except RefusedFile as refused:
        raise ValidationError(refusal_in_words(refused)) from refused
    if file.content.kind not in PICTURES:
        trash_file(file)
        raise ValidationError(_("The cover must be a picture, such as a PNG or a JPEG."))
    return cover_of(file)
