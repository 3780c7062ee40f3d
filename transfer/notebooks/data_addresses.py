"""Pictures within a text: `data:` addresses, written and read.

A name may stand in them, which becomes that of the file: `data:image/png;name=plot.png;base64,…`.
"""

import base64
import binascii
import re
from typing import NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes

ENDINGS = {
    "image/svg+xml": ".svg",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
DATA = re.compile(r"data:(?P<kind>image/[\w.+-]+)(?P<parameters>(?:;[^;,]*)*),(?P<data>.*)", re.S)
NAME = re.compile(r";name=([^;]+)")
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]')


class TextPicture(NamedTuple):
    """A picture in an address. `name` is that of a file, with its ending."""

    name: str
    data: bytes


def data_address(name: str, kind: str, data: bytes) -> str:
    """The address of a picture of this type (`image/png`), without characters that end links."""
    encoded = base64.b64encode(data).decode("ascii")
    return f"data:{kind};name={quote(name, safe='')};base64,{encoded}"


def picture_of_address(address: str) -> TextPicture | None:
    """The picture of a `data:` address. None for another address, kind, or broken data."""
    match = DATA.match(address)
    ending = ENDINGS.get(match["kind"].lower()) if match else None
    if match is None or ending is None:
        return None
    parameters = match["parameters"]
    data = decoded_data(match["data"], is_base64=";base64" in parameters.lower())
    stated = NAME.search(parameters)
    stem = UNSAFE.sub("-", unquote(stated[1])) if stated else "picture"
    return TextPicture(stem.removesuffix(ending) + ending, data) if data else None


def decoded_data(data: str, *, is_base64: bool) -> bytes:
    return base64_bytes(unquote(data)) if is_base64 else unquote_to_bytes(data)


def base64_bytes(text: str) -> bytes:
    """The bytes; none if it is broken."""
    try:
        return base64.b64decode("".join(text.split()))
    except (binascii.Error, ValueError):
        return b""
