"""Read settings from the environment; refuse a bad value by the name of its variable."""

import os
import re
from collections.abc import Collection
from grp import getgrnam
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from blog import private
from blog.hostnames import in_ascii

HEADER = re.compile(r"(?P<name>[\w-]+): *(?P<value>[!-~][ -~]*)", re.ASCII)
ORIGIN = r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[^/:@?#\s]+)(?::(?P<port>[0-9]{1,5}))?"
ADDRESS = re.compile(rf"{ORIGIN}(?P<path>)", re.IGNORECASE)
HOOK = re.compile(rf"{ORIGIN}(?P<path>(?:/[!-~]*)?)", re.IGNORECASE)
PORTS = {"http": 80, "https": 443}
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable without surrounding space; the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in YES | NO:
        return value in YES
    raise refusal(name, value, "use 1 or 0")


def number(name: str, default: int, least: int = 0, most: int = 2**31) -> int:
    value = text(name)
    if not value:
        return default
    if value.isascii() and value.isdigit() and least <= int(value) <= most:
        return int(value)
    raise refusal(name, value, f"use a whole number from {least} to {most}")


def choice(name: str, default: str, choices: Collection[str]) -> str:
    value = text(name, default)
    if value in choices:
        return value
    raise refusal(name, value, "use one of " + ", ".join(sorted(choices)))


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        advice = "use a name such as Asia/Shanghai or Europe/Berlin"
        raise refusal(name, value, advice) from error


def hosts(name: str) -> list[str]:
    """Host names separated by commas, as browsers send them; .blog.example is all below it."""
    found = [host.strip() for host in text(name).split(",") if host.strip()]
    try:
        return ["." * host.startswith(".") + in_ascii(host.removeprefix(".")) for host in found]
    except ValueError as error:
        advice = "use host names such as blog.example or 博客.中国, separated by commas"
        raise refusal(name, text(name), f"{advice} ({error})") from error


def folder(name: str, default: str) -> Path:
    """A folder to write in, made where it is missing, for nobody else."""
    value = Path(text(name, default)).expanduser().resolve()
    try:
        value.mkdir(mode=private.FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(name, str(value), f"no folder can be there ({error.strerror})") from error
    return value


def group(name: str) -> int | None:
    """The number of a group of this machine; None where unset."""
    value = text(name)
    if not value:
        return None
    try:
        return getgrnam(value).gr_gid
    except KeyError as error:
        raise refusal(name, value, "there is no such group on this machine") from error


def web_address(name: str) -> str:
    """An address such as https://blog.example, without a path; empty where unset."""
    value = text(name).rstrip("/")
    return read_address(name, value, ADDRESS, "https://blog.example") if value else ""


def hook(name: str) -> str:
    """An address with a path to send requests to; empty where unset."""
    value = text(name)
    return read_address(name, value, HOOK, "https://api.example/purge") if value else ""


def read_address(name: str, value: str, form: re.Pattern[str], example: str) -> str:
    """As browsers write it: the host in ASCII, no port where it is the usual one."""
    advice = f"use an address such as {example}"
    if not (found := form.fullmatch(value)):
        raise refusal(name, hide_password(value), advice)
    scheme, port = found["scheme"].lower(), int(found["port"] or 0)
    try:
        if found["port"] and not 0 < port < 65536:
            raise ValueError(f"there is no port {port}")
        host = in_ascii(found["host"])
    except ValueError as error:
        raise refusal(name, value, f"{advice} ({error})") from error
    number = f":{port}" if port and port != PORTS[scheme] else ""
    return f"{scheme}://{host}{number}{found['path']}"


def header(name: str) -> tuple[str, str]:
    """The name and the value of an HTTP header; both empty where unset."""
    value = text(name)
    if not value:
        return "", ""
    if found := HEADER.fullmatch(value):
        return found["name"], found["value"]
    raise refusal(name, "…", "use a header such as Authorization: Bearer 1234")


def database(name: str) -> dict[str, object] | None:
    """The Django database that a postgres:// or sqlite:// address names; None where unset."""
    value = text(name)
    if not value:
        return None
    if not value.startswith(("postgres://", "postgresql://", "sqlite:///")):
        raise refusal(name, hide_password(value), "use postgres://user:password@host:5432/name")
    try:
        found = dict(dj_database_url.parse(value))
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
        raise refusal(name, hide_password(value), str(error)) from error
    if not found["NAME"]:
        raise refusal(name, hide_password(value), "it ends without the name of a database")
    return found


def hide_password(address: str) -> str:
    """The address with everything between the scheme and the host left out."""
    scheme, sign, rest = address.rpartition("://")
    _secret, at, host = rest.rpartition("@")
    return f"{scheme}{sign}…{at}{host}" if at else address


def refusal(name: str, value: str, advice: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}={value!r} cannot be used: {advice}.")
