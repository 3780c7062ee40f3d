"""Content-Security-Policy of pages for readers, of the admin and of uploads; Permissions-Policy."""

from collections.abc import Collection, Mapping

from django.conf import settings

NONE = "'none'"  # stands alone in a directive
# Directive -> sources. Pages have no inline scripts or styles.
READER_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
}
# The admin uses Alpine, which evaluates expressions in templates.
ADMIN_DIRECTIVES = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self'",
    "object-src": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# What pages load of the hosts of uploaded files, if they are on others.
OF_UPLOADS = ("img-src", "media-src")
# An uploaded SVG can hold scripts, and can be opened as a page.
UPLOAD_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
    " base-uri 'none'; frame-ancestors 'none'; sandbox"
)
# No page uses these, and no script or frame of another site gets them.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
        *("magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
    )
)


def reader_policy() -> str:
    return policy_with({})


def admin_policy() -> str:
    return policy_with({}, ADMIN_DIRECTIVES)


def policy_with(
    more: Mapping[str, Collection[str]], basis: Mapping[str, str] = READER_DIRECTIVES
) -> str:
    """The policy of pages, by default of those for readers, with more sources by directive."""
    directives = dict(basis)
    for host in settings.MEDIA_ORIGINS:
        directives |= {name: f"{directives[name]} {host}" for name in OF_UPLOADS}
    for directive, sources in more.items():
        known = directives.get(directive, "").replace(NONE, "" if sources else NONE)
        directives[directive] = " ".join(word for word in (known, *sorted(sources)) if word)
    return "; ".join(f"{name} {sources}" for name, sources in directives.items() if sources)
