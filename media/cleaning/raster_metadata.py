"""Pictures without what is not needed to show them; their pixels are not decoded."""

from collections.abc import Callable

from .avif_items import clean_avif
from .gif_blocks import clean_gif
from .jpeg_segments import clean_jpeg
from .png_chunks import clean_png
from .webp_chunks import clean_webp

FORMATS: dict[str, Callable[[bytes], bytes]] = {
    "image/png": clean_png,
    "image/jpeg": clean_jpeg,
    "image/webp": clean_webp,
    "image/avif": clean_avif,
    "image/gif": clean_gif,
}


def without_metadata(content: bytes, mime: str) -> bytes:
    """The picture with its pixels and colours only; raises ValueError if it is damaged."""
    return FORMATS[mime](content)
