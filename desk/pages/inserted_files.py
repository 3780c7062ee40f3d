"""A file that is sent with the writing form, for browsers without scripts."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest

from articles import access
from articles.unsaved import REFUSED
from desk.pages.sent_text import SentText
from desk.pages.uploading import NoFile, sent_file

PLACE = "![]()"  # what the file takes the place of; otherwise it stands at the end


def text_of(request: HttpRequest) -> SentText:
    """What the form sent, with the Markdown of the file if it is to be inserted.

    If the file is refused, a message says why, and the text is as it was sent.
    """
    sent = SentText.of(request)
    if request.POST.get("do") != "insert":
        return sent
    try:
        return with_file(request, sent)
    except NoFile as error:
        messages.error(request, str(error))
        return sent


def with_file(request: HttpRequest, sent: SentText) -> SentText:
    if not access.may_upload(sent.by):
        raise NoFile(str(REFUSED))
    file, _sent = sent_file(request)
    return replace(sent, body=with_markdown(sent.body, file.markdown))


def with_markdown(text: str, markdown: str) -> str:
    if PLACE in text:
        return text.replace(PLACE, markdown, 1)
    return f"{text.rstrip()}\n\n{markdown}\n" if text.strip() else f"{markdown}\n"
