"""Former addresses: _redirects for hosts that read it, and pages that lead on for the others."""

import posixpath
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple
from urllib.parse import unquote

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from articles.redirect_files.exporting import redirected_pairs
from articles.redirect_files.netlify_lines import netlify_text
from static_site.static_addresses import INDEX, Reference, SiteAddress, StaticAddresses

# Hosts send files with other endings as what these say, so a page has one of them.
PAGE_ENDINGS = frozenset({"", ".html", ".htm"})
PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
{canonical}<p><a href="{target}">{title}</a></p>
</html>
"""


class FormerAddress(NamedTuple):
    """An old address, without percent signs, and what it leads to now."""

    old: str
    new: Reference | str

    @property
    def has_parameters(self) -> bool:
        return "?" in self.old


def former_addresses(addresses: StaticAddresses) -> list[FormerAddress]:
    """Those that lead to something of the static site, or to another site."""
    home, found = SiteAddress("/"), []
    for old, new in sorted(set(redirected_pairs())):
        target = addresses.reference(new, home)
        if target is not None:
            found.append(FormerAddress(unquote(old), target))
    return found


def redirects_file(former: Iterable[FormerAddress], addresses: StaticAddresses) -> str:
    """_redirects of Netlify and Cloudflare Pages."""
    path = addresses.base_path
    pairs = [(iri_to_uri(path + each.old), shown_target(each, addresses)) for each in former]
    return netlify_text(pairs)


def shown_target(former: FormerAddress, addresses: StaticAddresses) -> str:
    if isinstance(former.new, str):
        return iri_to_uri(former.new)
    path = addresses.shown_path(f"{addresses.base_path}/{addresses.file_of(former.new.target)}")
    return iri_to_uri(path) + former.new.rest


def redirect_pages(
    former: Iterable[FormerAddress], addresses: StaticAddresses, taken: set[str], language: str
) -> Iterator[tuple[str, bytes]]:
    """File names and contents. What a page of the site has already, stays."""
    for each in former:
        name = page_name(each)
        if name and name not in taken:
            taken.add(name)
            yield name, redirect_page(each, addresses, name, language).encode()


def page_name(former: FormerAddress) -> str:
    """The file that hosts send for the old address; '' if they would send none."""
    ending = posixpath.splitext(former.old)[1]
    if former.has_parameters or (ending not in PAGE_ENDINGS and not former.old.endswith("/")):
        return ""
    name = former.old.strip("/")
    return name if ending and not former.old.endswith("/") else f"{name}/{INDEX}".lstrip("/")


def redirect_page(
    former: FormerAddress, addresses: StaticAddresses, name: str, language: str
) -> str:
    here = SiteAddress(f"/{name}")
    if isinstance(former.new, str):
        target = whole = iri_to_uri(former.new)
    else:
        target = addresses.written(former.new, here)
        whole = addresses.absolute(former.new)
    canonical = f'<link rel="canonical" href="{escape(whole)}">\n' if whole else ""
    return PAGE.format(
        language=language,
        title=_("This page has moved"),
        target=escape(target),
        canonical=canonical,
    )
