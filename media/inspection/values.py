"""What inspection is given, and what it finds."""

from dataclasses import dataclass

MEGABYTE = 10**6
MEGAPIXEL = 10**6


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
