"""Links of an author, one a line: `https://github.com/ada`, `Mail mailto:ada@mail.example`."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SCHEMES = ("https", "http", "mailto")
MOST_LINKS = 20


class ProfileLink(NamedTuple):
    label: str
    address: str

    @property
    def is_page(self) -> bool:
        return not self.address.startswith("mailto:")


def profile_links(text: str) -> list[ProfileLink]:
    """The links of the lines. What is no safe address is left out."""
    links = map(link_of_line, filter(str.strip, text.splitlines()))
    return [link for link in links if is_safe(link.address)]


def split_link(line: str) -> tuple[str, str]:
    """The name, '' without one, and the address."""
    label, _space, address = line.strip().rpartition(" ")
    return label.strip(), address


def link_of_line(line: str) -> ProfileLink:
    label, address = split_link(line)
    return ProfileLink(label or short_address(address), address)


def short_address(address: str) -> str:
    return address.partition(":")[2].removeprefix("//").rstrip("/")


def is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # such as brackets that are no IPv6 address
        return False
    return parts.scheme in SCHEMES and bool(
        parts.path if parts.scheme == "mailto" else parts.netloc
    )


def validate_links(text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINKS:
        raise ValidationError(_("At most %(most)d links."), params={"most": MOST_LINKS})
    for line in lines:
        address = link_of_line(line).address
        if not is_safe(address):
            raise ValidationError(
                _("“%(address)s” is no address: begin it with https://, http:// or mailto:."),
                params={"address": address},
            )
