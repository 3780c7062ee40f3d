"""Views for files."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseGone, HttpResponseRedirect
from django.views.decorators.http import require_safe

from media.models import MediaFile

NO_CACHE = {"Cache-Control": "no-cache"}  # another content may be there at any moment


@require_safe
def file(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """Redirect to what the file contains now. Only the token counts: the name may be a former one.

    A file in the trash is gone.
    """
    found = MediaFile.objects.filter(token=token).select_related("content").first()
    if found is None:
        raise Http404("no such file")
    if found.trashed_at:
        return HttpResponseGone(headers=NO_CACHE)
    return HttpResponseRedirect(found.content.url, headers=NO_CACHE)
