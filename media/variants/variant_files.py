"""The one verb: all smaller files of one file."""

from pathlib import Path

from media.inspection import Inspected

from .films import animation_variants, poster_of_film
from .made_files import Made
from .picture_ink import is_dark_svg
from .stills import still_variants

SVG_CHARACTERS = 16 * 2**10


def make(path: Path, inspected: Inspected, folder: Path) -> Made:
    """Write the smaller files of what readers get into `folder`, which is empty.

    A picture gets WebP and AVIF in all widths; an animated GIF a film with a still picture if
    ffmpeg is there, else an animated WebP; a film a still picture. Other files have none.
    """
    if inspected.kind == "drawing":
        return Made(is_dark=is_dark_svg(path.read_text("utf-8")[:SVG_CHARACTERS]))
    if inspected.kind == "video":
        return poster_of_film(path, inspected, folder)
    if inspected.kind != "picture":
        return Made()
    makes = animation_variants if inspected.frames > 1 else still_variants
    return makes(path, inspected, folder)
