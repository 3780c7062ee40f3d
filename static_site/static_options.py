"""What an export of the site as files is asked for."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import SiteSettings


class StaticSiteError(Exception):
    """An export that cannot begin, or cannot end; the message says what to do."""


@dataclass(frozen=True)
class StaticOptions:
    """`base` is the address of the home page without its last slash; '' if it is not known.

    With `relative`, pages name each other relative to themselves, so that they work below any path
    and without a server. `languages` are those of the interface; the first one has the addresses of
    the server, each other a folder. `keeps_others`: whether the folder may have files of others.
    """

    folder: Path
    base: str = ""
    relative: bool = False
    languages: tuple[str, ...] = ()
    processes: int = 1
    keeps_others: bool = False

    @property
    def manifest(self) -> Path:
        """Beside the folder, so that it is not published."""
        return self.folder.with_name(f"{self.folder.name}.longwave.json")


def static_options(
    folder: str | Path,
    *,
    base: str = "",
    relative: bool = False,
    languages: tuple[str, ...] = (),
    processes: int = 0,
    keeps_others: bool = False,
) -> StaticOptions:
    """Checked options. Without a base, that of LONGWAVE_URL; raises StaticSiteError."""
    base = checked_base(base or settings.SITE_URL)
    path = Path(os.path.abspath(folder))
    if path == path.parent:
        raise StaticSiteError(_("Name a folder: the root of the disk is none for a site."))
    return StaticOptions(
        folder=path,
        base=base,
        relative=relative or not base,
        languages=checked_languages(languages),
        processes=processes or os.cpu_count() or 1,
        keeps_others=keeps_others,
    )


def checked_base(base: str) -> str:
    if not base:
        return ""
    try:
        parts = urlsplit(base)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        message = _("“%(base)s” is no address of a site. Write it like https://me.github.io/blog")
        raise StaticSiteError(message % {"base": base})
    return base.rstrip("/")


def checked_languages(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The language of the site first, then the others; by default, all of the interface."""
    known = [code for code, _name in settings.LANGUAGES]
    for code in wanted:
        if code not in known:
            message = _("“%(code)s” is no language of the interface. There are: %(known)s.")
            raise StaticSiteError(message % {"code": code, "known": ", ".join(known)})
    site = SiteSettings.current().language
    first = site if site in known else settings.LANGUAGE_CODE
    return tuple(dict.fromkeys(wanted or (first, *known)))
