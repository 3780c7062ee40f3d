"""Host names as browsers send them: in ASCII (IDNA) and in lower case."""

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

import idna

# A label in ASCII. An underscore is allowed: machines in a local network may have one.
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.ASCII)
LONGEST = 253  # characters of a host name


def host_of_url(address: str) -> str:
    """Return the host of a URL, in the form of ALLOWED_HOSTS."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def host_to_ascii(host: str) -> str:
    """Return a host name in ASCII, by IDNA 2008 and UTS 46; or an IP address.

    博客.中国 is xn--9krq6q.xn--fiqs8s. Raises ValueError if it is neither.
    """
    if host[:1] == "[" and host[-1:] == "]":
        return f"[{IPv6Address(host[1:-1])}]"
    labels = idna.uts46_remap(host, std3_rules=False).split(".")
    name = ".".join(map(label_to_ascii, labels))
    if labels[-1].isdigit():
        return str(IPv4Address(name))
    if len(name) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} signs")
    return name


def label_to_ascii(label: str) -> str:
    if not label.isascii():
        return idna.alabel(label).decode()
    if not LABEL.fullmatch(label) or (label.startswith("xn--") and not is_encoded(label)):
        raise ValueError(f"no name has the part {label!r}")
    return label


def is_encoded(label: str) -> bool:
    """Whether the label is valid Punycode. IDNA 2008 is not required: names with emoji violate it,
    but registries sell them and browsers resolve them."""
    try:
        meant = label[4:].encode().decode("punycode")
        return not meant.isascii() and meant.encode("punycode").decode() == label[4:]
    except UnicodeError:
        return False
