"""Views for files."""

from django.core.files.storage import default_storage
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseGone,
    HttpResponseRedirect,
)
from django.views.decorators.http import require_safe

from media.models import MediaFile
from media.models.mime_types import is_shown_in_pages
from media.serving.stored_files import file_response

NO_CACHE = {"Cache-Control": "no-cache"}  # another content may be there at any moment


@require_safe
def file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """What the file contains now. Only the token counts: the name may be a former one.

    Pictures, videos and sounds are redirected to the address of their content; other files are
    sent, since their name is that of the download. A file in the trash is gone.
    """
    found = MediaFile.objects.filter(token=token).select_related("content").first()
    if found is None:
        raise Http404("no such file")
    if found.trashed_at:
        return HttpResponseGone(headers=NO_CACHE)
    if is_shown_in_pages(found.content.mime):
        return HttpResponseRedirect(found.content.url, headers=NO_CACHE)
    response = file_response(request, default_storage, found.content.name, filename=found.name)
    response.headers["Cache-Control"] = NO_CACHE["Cache-Control"]
    return response


@require_safe
def upload(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file in the storage. A web server may serve the folder instead (docs/deploy.md)."""
    return file_response(request, default_storage, path)
