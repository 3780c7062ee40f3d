"""Files that the editor sends for an article, one a request. The answer has the Markdown."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import access
from articles.models.cover_field import cover_of
from articles.unsaved import NO_UPLOADS
from desk.pages.sent_text import clean_line
from desk.pages.signed_in import desk_page
from media.inspection import RefusedFile
from media.models import MediaFile
from media.models.media_files import PICTURES
from media.refusal_sentences import refusal_in_words
from media.storing import add_file

LONGEST_ALT = 500  # characters


class NoFile(ValueError):
    """Why there is no file, in words, without its name."""


@require_POST
@desk_page
def upload_file(request: HttpRequest) -> JsonResponse:
    """Add `file`, and answer with its Markdown; `problem` says why it is not taken."""
    if not access.may_upload(access.signed_in_user(request)):
        return JsonResponse({"reason": "refused", "problem": str(NO_UPLOADS)}, status=400)
    try:
        file, sent = sent_file(request)
    except NoFile as error:
        return JsonResponse({"problem": str(error)}, status=422)
    return JsonResponse(answer_for(file, sent))


def sent_file(request: HttpRequest) -> tuple[MediaFile, UploadedFile]:
    """The file of the request, stored. Raises NoFile."""
    sent = chosen_file(request, "file")
    owner = access.signed_in_user(request)
    try:
        return add_file(sent, sent.name or "", owner, **alt_text(request)), sent
    except RefusedFile as refused:
        raise NoFile(refusal_in_words(refused)) from refused


def chosen_file(request: HttpRequest, name: str) -> UploadedFile:
    """The file in a field of the form. Raises NoFile."""
    if (sent := request.FILES.get(name)) is None:
        raise NoFile(_("No file was chosen. Choose one, then send it again."))
    return sent


def alt_text(request: HttpRequest) -> dict[str, Any]:
    """The alternative text that was sent, in the language of the interface."""
    text = clean_line(request.POST.get("alt", ""))[:LONGEST_ALT]
    name = "alt_zh" if (get_language() or "").startswith("zh") else "alt_en"
    return {name: text} if text else {}


def answer_for(file: MediaFile, sent: UploadedFile) -> dict[str, Any]:
    return {
        "token": file.token,
        "address": file.get_absolute_url(),
        "cover": cover_of(file) if file.content.kind in PICTURES else "",
        "markdown": file.markdown,
        "kind": file.content.kind,
        "name": file.name,
        "size": filesizeformat(file.content.bytes),
        "removed": what_was_removed(file, sent),
        "alt_needed": file.lacks_alt,
    }


def what_was_removed(file: MediaFile, sent: UploadedFile) -> str:
    """What readers do not get of the file, in words; '' if they get it as it was sent."""
    if file.content.bytes == sent.size:
        return ""
    if file.content.kind == "drawing":
        return _("Readers get the drawing without scripts and without links to other sites.")
    return _("Readers get it without place, camera and comments.")
