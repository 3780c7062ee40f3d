"""Static files, answered before Django is asked."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise import WhiteNoise
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.string_utils import decode_path_info

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def files_first(application: Application) -> Application:
    """The application, asked for what is no static file."""
    known = WhiteNoiseMiddleware(no_page)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        file = known.files.get(decode_path_info(environ["PATH_INFO"]))
        if file is None:
            return application(environ, start_response)
        served: Iterable[bytes] = WhiteNoise.serve(file, environ, start_response)
        return served

    return answer


def no_page(request: HttpRequest) -> HttpResponse:
    raise AssertionError("files alone are asked for")
