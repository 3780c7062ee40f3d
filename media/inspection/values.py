"""What inspection is given, and what it finds."""

from dataclasses import dataclass

MEGABYTE = 2**20  # as in settings
MEGAPIXEL = 10**6


def in_megabytes(size: int) -> str:
    """Rounded up to a tenth, so that what is too long never looks as if it fitted."""
    tenths = -(-size * 10 // MEGABYTE)
    return f"{tenths / 10:g}"


@dataclass(frozen=True, slots=True)
class Limits:
    """`moving_pixels` is the limit on pixels × frames of an animation."""

    bytes: int = 50 * MEGABYTE
    pixels: int = 40 * MEGAPIXEL
    moving_pixels: int = 400 * MEGAPIXEL


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept.

    `kind` is picture, drawing (SVG), video, sound, document (PDF), archive (ZIP) or text. `width`
    and `height` are those of the upright picture; `is_turned` says that its pixels are stored
    turned or mirrored. `frames` is 1 for a still picture and 0 for what is none. `seconds` and
    `pages` are None where the file does not say. `extension` has no dot and is that of the stored
    file, never that of a script.
    """

    kind: str
    mime: str
    extension: str
    width: int | None = None
    height: int | None = None
    frames: int = 0
    seconds: float | None = None
    pages: int | None = None
    is_turned: bool = False
