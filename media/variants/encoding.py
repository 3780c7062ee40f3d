"""Encoders and their qualities, chosen by measure: docs/media.md has the figures."""

import io
from typing import Any

from PIL import Image

# WebP of 76 and AVIF of 50 look alike. A higher speed of AVIF takes a quarter of the time of 6, and
# makes files as small.
WEBP = {"format": "WEBP", "quality": 76, "method": 4}
WEBP_LOSSLESS = {"format": "WEBP", "lossless": True, "quality": 60, "method": 4, "exact": False}
WEBP_SHARP = {"format": "WEBP", "quality": 90, "method": 4}
AVIF = {"format": "AVIF", "quality": 50, "speed": 8, "max_threads": 1}
AVIF_SHARP = {**AVIF, "quality": 75, "subsampling": "4:4:4"}
JPEG = {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True}
PNG = {"format": "PNG", "optimize": False}


def encoded(image: Image.Image, form: str, is_lossless: bool) -> bytes:
    """The picture in a format. A drawn one is lossless in WebP where that is smaller."""
    match form:
        case "webp" if is_lossless:
            return min((encode_as(image, WEBP_LOSSLESS), encode_as(image, WEBP_SHARP)), key=len)
        case "webp":
            return encode_as(image, WEBP)
        case "avif":
            return encode_as(image, AVIF_SHARP if is_lossless else AVIF)
        case "jpg":
            return encode_as(image, JPEG)
    return encode_as(image, PNG)


def encode_as(image: Image.Image, options: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()
