"""The Content-Security-Policy of pages for readers, of the admin and of uploads."""

from collections.abc import Collection, Mapping

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
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# An uploaded SVG can hold scripts, and can be opened as a page.
UPLOAD_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


def policy_with(more: Mapping[str, Collection[str]]) -> str:
    """The policy of pages for readers, with more sources by directive."""
    directives = dict(READER_DIRECTIVES)
    for directive, sources in more.items():
        known = directives.get(directive, "").replace(NONE, "" if sources else NONE)
        directives[directive] = " ".join(word for word in (known, *sorted(sources)) if word)
    return "; ".join(f"{name} {sources}" for name, sources in directives.items() if sources)


READER_POLICY = policy_with({})
