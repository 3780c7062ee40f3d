"""Settings of the site: its key, its address, and what is set under a former name."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from articles.theme_overrides import Theme
from articles.theme_templates import broken_templates
from blog.hostnames import host_of_url
from blog.renamed_variables import renamed_warnings
from operations.doctor.finding import Finding, good, note, todo

FEWEST_SIGNS = 5  # different ones in a key


def check_key() -> Iterator[Finding]:
    if len(set(settings.SECRET_KEY)) < FEWEST_SIGNS or "insecure" in settings.SECRET_KEY:
        advice = _("Remove LONGWAVE_SECRET_KEY: the site makes one itself (docs/security.md).")
        yield todo(_("It can be guessed."), advice)
    else:
        said = _("%(number)s characters; it is not shown here.")
        yield good(said % {"number": len(settings.SECRET_KEY)})


def check_address() -> Iterator[Finding]:
    url = settings.SITE_URL
    if not url:
        advice = _("For the internet, set LONGWAVE_URL=https://… (docs/deploy.md).")
        yield note(_("LONGWAVE_URL is not set, as on a machine of one's own."), advice)
    elif not settings.HTTPS and host_of_url(url) not in settings.LOCAL_HOSTS:
        advice = _(
            "Let the web server in front have a certificate, and set https:// (docs/deploy.md)."
        )
        yield todo(_("%(url)s is not encrypted.") % {"url": url}, advice)
    else:
        yield good(url)
    if "*" in settings.ALLOWED_HOSTS:
        advice = _("Write the names of the site into LONGWAVE_HOSTS, separated by commas.")
        yield todo(_("LONGWAVE_HOSTS allows any name."), advice)


def check_settings() -> Iterator[Finding]:
    faults = [*renamed_warnings(), *broken_templates(), *Theme().problems()]
    advice = _("See docs/configure.md and docs/theming.md.")
    yield from (todo(str(fault), advice) for fault in faults)
    if settings.DEBUG:
        said = _("LONGWAVE_DEBUG is on: errors show what is in the settings.")
        yield todo(said, _("Remove LONGWAVE_DEBUG.")) if settings.SITE_URL else note(said)
    elif not faults:
        yield good(_("No former names, and no faults of a theme."))
