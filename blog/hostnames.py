"""Host names as browsers send them: in ASCII and in small letters."""

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

import idna

# A part of a name that is ASCII already. Names of machines at home may have an underscore.
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.ASCII)
LONGEST = 253


def host_in(address: str) -> str:
    """Of an address such as https://blog.example:8000, as Django allows it."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def host_to_ascii(host: str) -> str:
    """The name as IDNA 2008 and UTS 46 write it, or the address of a machine; ValueError where it
    is neither. 博客.中国 is xn--9krq6q.xn--fiqs8s."""
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
    """Whether it stands for something. Registries have sold names with emoji, which IDNA 2008 does
    not know, and browsers find them."""
    try:
        meant = label[4:].encode().decode("punycode")
        return not meant.isascii() and meant.encode("punycode").decode() == label[4:]
    except UnicodeError:
        return False
