"""The answer that contains a picture of a feed: it never changes, and cannot do anything."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from blog.content_policy import UPLOAD_POLICY

A_YEAR = 365 * 24 * 3600


def svg_response(picture: str) -> HttpResponse:
    response = HttpResponse(picture, content_type="image/svg+xml; charset=utf-8")
    response.headers["Content-Security-Policy"] = UPLOAD_POLICY
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response
