"""Which machines may be asked: those of the public internet, at the ports of the web."""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from media.inspection import RefusedFile

Address = IPv4Address | IPv6Address
WEB_PORTS = frozenset({80, 443})
# By the registries of IANA; what Python knows of them depends on its version.
NOT_PUBLIC = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24"),
            *("192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24"),
            *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        ),
    )
)
PUBLIC_6 = IPv6Network("2000::/3")
# Within it: Teredo and other protocols, 6to4, and addresses of examples.
NOT_PUBLIC_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
# A network without IPv4 reaches it through these addresses (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")


def is_global(address: Address) -> bool:
    """Whether it is a machine of the public internet; also one of IPv4 within IPv6."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in NOT_PUBLIC)
    if address in NAT64:
        return is_global(IPv4Address(address.packed[-4:]))
    if address.ipv4_mapped:
        return is_global(address.ipv4_mapped)
    return address in PUBLIC_6 and not any(address in network for network in NOT_PUBLIC_6)


def addresses_of(host: str, port: int) -> list[Address]:
    """What the system says; it also reads `0x7f.1` and `2130706433` as addresses."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    texts = (str(address[0]).partition("%")[0] for *_rest, address in found)
    return [ip_address(text) for text in dict.fromkeys(texts)]


@dataclass(frozen=True, slots=True)
class Destinations:
    """The policy. A host is asked for its addresses once, and connected to one of these."""

    ports: frozenset[int] = WEB_PORTS
    allows: Callable[[Address], bool] = is_global
    resolve: Callable[[str, int], Iterable[Address]] = addresses_of

    def check_port(self, port: int) -> None:
        if port not in self.ports:
            raise RefusedFile("remote-port", port=port)

    def addresses(self, host: str, port: int) -> list[Address]:
        """Those that may be asked. Raises RefusedFile if there is none."""
        found = list(self.resolve(host, port))
        if not found:
            raise RefusedFile("remote-unknown", host=host)
        allowed = [address for address in found if self.allows(address)]
        if not allowed:
            raise RefusedFile("remote-private", host=host)
        return allowed
