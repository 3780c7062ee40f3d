"""What a site says about its security: whom to write to, and how far HSTS reaches."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from blog.environment import bad_value, read_choice, read_text

YEAR = 31_536_000  # seconds
HTTPS_ADDRESS = re.compile(r"https://[!-~]+")
HSTS_REACHES = ("off", "host", "subdomains", "preload")


class Hsts(NamedTuple):
    """Django's settings for the header Strict-Transport-Security."""

    seconds: int
    include_subdomains: bool
    preload: bool


def read_contacts(name: str) -> list[str]:
    """Return the URIs of a list separated by commas; a mail address may stand without mailto:."""
    found = [contact.strip() for contact in read_text(name).split(",") if contact.strip()]
    return [contact_uri(name, contact) for contact in found]


def contact_uri(name: str, contact: str) -> str:
    if HTTPS_ADDRESS.fullmatch(contact):
        return contact
    try:
        validate_email(contact.removeprefix("mailto:"))
    except ValidationError as error:
        advice = "use a mail address or an address that begins with https://"
        raise bad_value(name, contact, advice) from error
    return f"mailto:{contact.removeprefix('mailto:')}"


def read_hsts(name: str, https: bool) -> Hsts:
    """Without https the header is not sent. Subdomains may be other sites: they are left out."""
    reach = read_choice(name, "host", HSTS_REACHES)
    if not https or reach == "off":
        return Hsts(0, False, False)
    return Hsts(YEAR, reach in {"subdomains", "preload"}, reach == "preload")
