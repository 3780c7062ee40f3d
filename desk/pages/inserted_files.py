"""A file that is sent with the writing form, for browsers without scripts."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles import access
from articles.cover_files import stored_cover
from articles.file_insertion import with_markdown
from articles.unsaved import NO_UPLOADS
from desk.pages.sent_text import SentText
from desk.pages.uploading import NoFile, chosen_file, sent_file


def text_of(request: HttpRequest) -> SentText:
    """What the form sent, with the Markdown of a file to insert, or the cover that is sent along.

    If the file is refused, a message says why, and the text is as it was sent.
    """
    sent = SentText.of(request)
    take = {"insert": with_file, "cover": with_cover}.get(request.POST.get("do", ""))
    if take is None:
        return sent
    try:
        if not access.may_upload(sent.by):
            raise NoFile(str(NO_UPLOADS))
        return take(request, sent)
    except NoFile as error:
        messages.error(request, str(error))
        return sent


def with_file(request: HttpRequest, sent: SentText) -> SentText:
    file, _sent = sent_file(request)
    return replace(sent, body=with_markdown(sent.body, file.markdown))


def with_cover(request: HttpRequest, sent: SentText) -> SentText:
    details = request.POST.copy()
    try:
        details["cover"] = stored_cover(chosen_file(request, "cover_file"), sent.by)
    except ValidationError as error:
        raise NoFile(error.message) from error
    return replace(sent, details=details)
