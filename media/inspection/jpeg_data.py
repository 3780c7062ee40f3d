"""Whether a JPEG has all its pixels: decoders fill up what is missing with grey, without a word."""

from io import BytesIO

from PIL import Image

from .jpeg_markers import NEXT_SEGMENT
from .jpeg_scans import has_all_scans
from .picture_sizes import jpeg_scan

# Data that mean anything but grey. Behind complete ones they are passed over.
MORE = bytes(range(1, 255)) * 4
CORNER = 4


def check_data(content: bytes, image: Image.Image) -> None:
    """Raises ValueError if a scan is missing, or the first one is too short.

    `image` is the picture that it shows.
    """
    if not has_all_scans(content):
        raise ValueError("scans are missing")
    if not is_flat(image):
        return
    with BytesIO(content) as file:
        start = jpeg_scan(file)
    found = NEXT_SEGMENT.search(content, start)
    end = found.start() if found else len(content)
    if small_picture(content) != small_picture(content[:end] + MORE + content[end:]):
        raise ValueError("pixels are missing")


def is_flat(image: Image.Image) -> bool:
    """Whether the last corner has one colour, as it has where data are missing."""
    width, height = image.size
    corner = image.crop((max(0, width - CORNER), max(0, height - CORNER), width, height))
    return corner.getcolors(1) is not None


def small_picture(content: bytes) -> bytes:
    """An eighth of the width and the height, which is decoded in little time and memory."""
    with Image.open(BytesIO(content), formats=["JPEG"]) as image:
        image.draft(None, (1, 1))
        return image.tobytes()
