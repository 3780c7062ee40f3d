"""Files that hosts read: headers for Netlify and Cloudflare Pages, and what stops Jekyll."""

from blog.content_policy import PERMISSIONS_POLICY, UPLOAD_POLICY
from media.serving.stored_files import IMMUTABLE

# The policy of a page is in the page: hosts without _headers keep it too, and pages differ.
HEADERS = """\
{path}/*
  Content-Security-Policy: frame-ancestors 'none'
  Referrer-Policy: strict-origin-when-cross-origin
  X-Content-Type-Options: nosniff
  Permissions-Policy: {permissions_policy}
{path}/static/*
  Cache-Control: {immutable}
{path}/uploads/*
  Content-Security-Policy: {upload_policy}
{path}/uploads/content/*
  Cache-Control: {immutable}
{path}/files/*
  Content-Security-Policy: {upload_policy}
"""


def host_files(base_path: str) -> dict[str, str]:
    """File names and contents. GitHub Pages would leave out names that begin with `_` or `.`."""
    headers = HEADERS.format(
        path=base_path,
        immutable=IMMUTABLE,
        upload_policy=UPLOAD_POLICY,
        permissions_policy=PERMISSIONS_POLICY,
    )
    return {"_headers": headers, ".nojekyll": ""}
