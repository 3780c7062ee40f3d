"""Pictures of other sites, decoded and written anew in one size and format."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

WIDTH, HEIGHT = 480, 270
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_PIXELS = 30_000_000
QUALITY = 82


def thumbnail(picture: bytes) -> bytes:
    """The middle of the picture as WebP, without its metadata. Raises ValueError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return encoded_thumbnail(picture)
    except Exception as error:  # decoders raise many kinds for a broken picture
        raise ValueError("the picture cannot be read") from error


def encoded_thumbnail(picture: bytes) -> bytes:
    with Image.open(BytesIO(picture), formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("the picture is too large")
        small = ImageOps.fit(image.convert("RGB"), (WIDTH, HEIGHT))
    file = BytesIO()
    small.save(file, "WEBP", quality=QUALITY)
    return file.getvalue()
