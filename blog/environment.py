"""Read environment variables as typed values.

A value that cannot be used raises ImproperlyConfigured with the name of its variable. A variable
that is unset or empty has the default value. A variable that has a new name is read under its
former name too (renamed_variables.py).
"""

import os
import re
from collections.abc import Collection
from email.utils import parseaddr
from grp import getgrnam
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from blog import file_modes
from blog.hostnames import host_to_ascii
from blog.renamed_variables import SEARCH_SECONDS, SEARCHES, is_set, name_in_use

HEADER = re.compile(r"(?P<name>[\w-]+): *(?P<value>[!-~][ -~]*)", re.ASCII)
ORIGIN = r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[^/:@?#\s]+)(?::(?P<port>[0-9]{1,5}))?"
ORIGIN_ONLY = re.compile(rf"{ORIGIN}(?P<path>)", re.IGNORECASE)
WITH_PATH = re.compile(rf"{ORIGIN}(?P<path>(?:/[!-~]*)?)", re.IGNORECASE)
RATE = re.compile(r"(?P<limit>[0-9]{1,9})/(?P<period>[0-9]{1,4})s")
PGBOUNCER = "pgbouncer"  # the parameter of a database's address
DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_PERIOD = 3600  # seconds of a rate
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class Rate(NamedTuple):
    """At most `limit` times in `period` seconds. A limit of 0 stands for any number of times."""

    limit: int
    period: int


def read_text(name: str, default: str = "") -> str:
    """Return the value without surrounding space."""
    return os.environ.get(name_in_use(name), "").strip() or default


def read_secret(name: str, least: int) -> str:
    """Return a secret of at least so many characters. Empty where unset."""
    value = read_text(name)
    if value and len(value) < least:
        raise bad_value(name, "…", f"use at least {least} random characters")
    return value


def read_flag(name: str, default: bool = False) -> bool:
    value = read_text(name).lower()
    if not value:
        return default
    if value in YES | NO:
        return value in YES
    raise bad_value(name, value, "use 1 or 0")


def read_number(name: str, default: int, least: int = 0, most: int = 2**31) -> int:
    value = read_text(name)
    if not value:
        return default
    if value.isascii() and value.isdigit() and least <= int(value) <= most:
        return int(value)
    raise bad_value(name, value, f"use a whole number from {least} to {most}")


def read_rate(name: str, default: Rate) -> Rate:
    """Return a rate such as 30/10s."""
    value = read_text(name)
    if not value:
        return default
    found = RATE.fullmatch(value)
    if found and 1 <= int(found["period"]) <= LONGEST_PERIOD:
        return Rate(int(found["limit"]), int(found["period"]))
    advice = f"use a rate such as 30/10s, with a period of 1 to {LONGEST_PERIOD} seconds"
    raise bad_value(name, value, advice)


def read_search_rate(name: str) -> Rate:
    """Return the rate of searches, also from the two former variables."""
    if is_set(name):
        return read_rate(name, Rate(30, 10))
    limit = read_number(SEARCHES, 30)
    return Rate(limit, read_number(SEARCH_SECONDS, 10, least=1, most=LONGEST_PERIOD))


def read_choice(name: str, default: str, choices: Collection[str]) -> str:
    value = read_text(name, default)
    if value in choices:
        return value
    raise bad_value(name, value, "use one of " + ", ".join(sorted(choices)))


def read_time_zone(name: str, default: str) -> str:
    value = read_text(name, default)
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        advice = "use a name such as Asia/Shanghai or Europe/Berlin"
        raise bad_value(name, value, advice) from error


def read_hosts(name: str) -> list[str]:
    """Return the host names of a list separated by commas, in ASCII as browsers send them.

    `.blog.example` stands for this name and its subdomains, as in ALLOWED_HOSTS.
    """
    found = [host.strip() for host in read_text(name).split(",") if host.strip()]
    try:
        return [
            "." * host.startswith(".") + host_to_ascii(host.removeprefix(".")) for host in found
        ]
    except ValueError as error:
        advice = "use host names such as blog.example or 博客.中国, separated by commas"
        raise bad_value(name, read_text(name), f"{advice} ({error})") from error


def read_networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return the networks of a list separated by commas, such as 10.0.0.0/8."""
    found = [network.strip() for network in read_text(name).split(",") if network.strip()]
    try:
        return [ip_network(network) for network in found]
    except ValueError as error:
        advice = "use networks such as 10.0.0.0/8 or fd00::/8, separated by commas"
        raise bad_value(name, read_text(name), f"{advice} ({error})") from error


def read_ports(name: str, default: tuple[int, ...]) -> tuple[int, ...]:
    """Return the numbers of a list separated by commas."""
    found = [port.strip() for port in read_text(name).split(",") if port.strip()]
    if not all(port.isascii() and port.isdigit() and 0 < int(port) < 2**16 for port in found):
        raise bad_value(name, read_text(name), "use ports such as 80, 443, separated by commas")
    return tuple(map(int, found)) or default


def read_folder(name: str, default: str) -> Path:
    """Return the path of a folder. Create it, readable by its owner only, where it is missing."""
    value = Path(read_text(name, default)).expanduser().resolve()
    try:
        value.mkdir(mode=file_modes.FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise bad_value(name, str(value), f"no folder can be there ({error.strerror})") from error
    return value


def read_group_id(name: str) -> int | None:
    """Return the id of a Unix group, given by name. None where unset."""
    value = read_text(name)
    if not value:
        return None
    try:
        return getgrnam(value).gr_gid
    except KeyError as error:
        raise bad_value(name, value, "there is no such group on this machine") from error


def read_origin(name: str) -> str:
    """Return an origin such as https://blog.example: scheme, host, port. Empty where unset."""
    value = read_text(name).rstrip("/")
    return parsed_url(name, value, ORIGIN_ONLY, "https://blog.example") if value else ""


def read_url(name: str, example: str) -> str:
    """Return an http or https URL, which may have a path. Empty where unset."""
    value = read_text(name)
    return parsed_url(name, value, WITH_PATH, example) if value else ""


def parsed_url(name: str, value: str, form: re.Pattern[str], example: str) -> str:
    """Return the URL with its host in ASCII and without the default port of its scheme."""
    advice = f"use an address such as {example}"
    if not (found := form.fullmatch(value)):
        raise bad_value(name, hide_password(value), advice)
    scheme, port = found["scheme"].lower(), int(found["port"] or 0)
    try:
        if found["port"] and not 0 < port < 65536:
            raise ValueError(f"there is no port {port}")
        host = host_to_ascii(found["host"])
    except ValueError as error:
        raise bad_value(name, value, f"{advice} ({error})") from error
    number = f":{port}" if port and port != DEFAULT_PORTS[scheme] else ""
    return f"{scheme}://{host}{number}{found['path']}"


def read_header(name: str) -> tuple[str, str]:
    """Return the name and the value of an HTTP header. Both are empty where unset."""
    value = read_text(name)
    if not value:
        return "", ""
    if found := HEADER.fullmatch(value):
        return found["name"], found["value"]
    raise bad_value(name, "…", "use a header such as Authorization: Bearer 1234")


def read_sender(name: str) -> str:
    """Return the sender of mails: an address, also with a name before it. Empty where unset."""
    value = read_text(name)
    if not value:
        return ""
    try:
        validate_email(parseaddr(value)[1])
    except ValidationError as error:
        advice = "use an address such as blog@blog.example, or Blog <blog@blog.example>"
        raise bad_value(name, value, advice) from error
    return value


def read_database(name: str) -> dict[str, object] | None:
    """Return an entry of DATABASES for a postgres:// or sqlite:// URL. None where unset.

    OPTIONS has `pgbouncer` as True or False if the address says so.
    """
    value = read_text(name)
    if not value:
        return None
    if not value.startswith(("postgres://", "postgresql://", "sqlite:///")):
        raise bad_value(name, hide_password(value), "use postgres://user:password@host:5432/name")
    try:
        found = dict(dj_database_url.parse(value))
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
        raise bad_value(name, hide_password(value), str(error)) from error
    if not found["NAME"]:
        raise bad_value(name, hide_password(value), "it ends without the name of a database")
    options = found.get("OPTIONS")
    if isinstance(options, dict) and PGBOUNCER in options:
        options[PGBOUNCER] = pgbouncer_flag(name, hide_password(value), options[PGBOUNCER])
    return found


def pgbouncer_flag(name: str, address: str, value: object) -> bool:
    said = str(value).lower()
    if said not in YES | NO:
        raise bad_value(name, address, f"write {PGBOUNCER}=true or {PGBOUNCER}=false")
    return said in YES


def hide_password(address: str) -> str:
    """Return the URL without the user name and the password."""
    scheme, sign, rest = address.rpartition("://")
    _secret, at, host = rest.rpartition("@")
    return f"{scheme}{sign}…{at}{host}" if at else address


def bad_value(name: str, value: str, advice: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name_in_use(name)}={value!r} cannot be used: {advice}.")
