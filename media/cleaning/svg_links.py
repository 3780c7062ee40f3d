"""Addresses in drawings: parts of themselves, and pictures that they contain."""

import base64
import binascii
import io
import re
import struct

from media.inspection import Limits
from media.inspection.file_types import BY_MIME
from media.inspection.picture_sizes import size_in_header

from .raster_metadata import without_metadata

REFERENCES = frozenset(
    {"use", "textPath", "linearGradient", "radialGradient", "pattern", "mpath", "filter", "a"}
)
EMBEDDED = re.compile(r"\s*data:(image/(?:png|jpeg|webp|gif))\s*;\s*base64\s*,")


def clean_address(element: str, value: str) -> str:
    """The address, or "" if it leads out of the drawing."""
    value = value.strip()
    if element == "image":
        return clean_embedded(value)
    return value if element in REFERENCES and value.startswith("#") else ""


def clean_embedded(value: str) -> str:
    """A picture in base64 without metadata; "" for another, a damaged or a too large one."""
    found = EMBEDDED.match(value)
    if found is None:
        return ""
    mime = found[1]
    try:
        content = base64.b64decode(re.sub(r"\s", "", value[found.end() :]), validate=True)
        width, height = size_in_header(io.BytesIO(content), BY_MIME[mime])
        cleaned = without_metadata(content, mime)
    except (binascii.Error, ValueError, IndexError, struct.error):
        return ""
    if width * height > Limits().pixels:
        return ""
    return f"data:{mime};base64,{base64.b64encode(cleaned).decode()}"
