"""What the making of variants yields."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class VariantFile:
    """`format` is webp, avif, jpg, png, mp4 or webm."""

    width: int
    height: int
    format: str
    bytes: int
    path: Path


@dataclass(frozen=True, slots=True)
class Made:
    """`colour` is the mean one as `#rrggbb`, "" for what is transparent or no picture.

    `is_dark` means dark lines on a transparent background; `is_lossless` that the picture is a
    screenshot or a diagram, whose edges must stay sharp.
    """

    files: tuple[VariantFile, ...] = ()
    colour: str = ""
    is_dark: bool = False
    is_lossless: bool = False
