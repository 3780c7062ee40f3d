"""A WSGI application that answers static files, in front of Django's."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise import WhiteNoise
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.string_utils import decode_path_info

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def with_static_files(application: Application) -> Application:
    """Answer static files by WhiteNoise; call the application for other paths."""
    known = WhiteNoiseMiddleware(unused_view)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        file = known.files.get(decode_path_info(environ["PATH_INFO"]))
        if file is None:
            return application(environ, start_response)
        served: Iterable[bytes] = WhiteNoise.serve(file, environ, start_response)
        return served

    return answer


def unused_view(request: HttpRequest) -> HttpResponse:
    raise AssertionError("only the files of this middleware are used")
