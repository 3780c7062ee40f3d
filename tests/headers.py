"""Headers that every answer of Django has, whatever its address and status."""

from collections.abc import Iterator

from django.http import HttpResponse

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
REFERRERS = ("strict-origin-when-cross-origin", "same-origin", "no-referrer")
POLICIES = ("default-src", "form-action", "base-uri", "frame-ancestors")
FORBIDDEN = ("camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()")


def header_faults(response: HttpResponse) -> Iterator[str]:
    """What is missing, with the address."""
    request = getattr(response, "wsgi_request", None)
    where = f"{response.status_code} {request and request.path}"
    if response.headers.get("Referrer-Policy") not in REFERRERS:
        yield f"{where}: Referrer-Policy"
    for name, value in HEADERS.items():
        if response.headers.get(name) != value:
            yield f"{where}: {name}"
    policy = response.headers.get("Content-Security-Policy", "")
    directives = [part.split()[0] for part in policy.split("; ") if part]
    yield from (f"{where}: {each}" for each in POLICIES if each not in directives)
    allowed = response.headers.get("Permissions-Policy", "").split(", ")
    yield from (f"{where}: {each}" for each in FORBIDDEN if each not in allowed)
