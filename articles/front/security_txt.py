"""/.well-known/security.txt (RFC 9116): whom to tell of a hole, if the settings name somebody."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.cache import reads
from articles.middleware import site_origin

VALID = timedelta(days=180)  # the RFC recommends less than a year


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    if not settings.SECURITY_CONTACTS:
        raise Http404("no contact is set")
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACTS]
    # The same for a whole day, so that caches can tell whether the file has changed.
    lines += [f"Expires: {reads.today() + VALID:%Y-%m-%d}T00:00:00Z"]
    lines += [f"Preferred-Languages: {settings.LANGUAGE_CODE.partition('-')[0]}"]
    if origin := site_origin(request):
        lines += [f"Canonical: {origin}{reverse('security_txt')}"]
    text = "\n".join(lines) + "\n"
    # Not "public": the page cache would keep the file for as long as the site is unchanged.
    headers = {"Cache-Control": "max-age=86400"}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)
