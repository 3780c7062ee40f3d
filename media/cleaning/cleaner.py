"""Chooses what is done with each format."""

import shutil
from collections.abc import Callable
from pathlib import Path

from media.inspection import Inspected, RefusedFile

from .film_tags import blank_movie_tags, blank_webm_tags
from .raster_metadata import FORMATS, without_metadata
from .svg_writer import clean_svg
from .turning import save_upright

IN_PLACE: dict[str, Callable[[Path], None]] = {
    "video/mp4": blank_movie_tags,
    "video/quicktime": blank_movie_tags,
    "audio/mp4": blank_movie_tags,
    "video/webm": blank_webm_tags,
    "audio/webm": blank_webm_tags,
}

# An AVIF says how it is turned outside of EXIF, and that is no secret.
TURNED_BY_BROWSERS = "image/avif"


def clean(path: Path, inspected: Inspected, target: Path) -> None:
    """Write the file that readers get. Raises RefusedFile if the file is damaged."""
    try:
        write_clean(path, inspected, target)
    except (ValueError, IndexError, OSError) as error:
        if getattr(error, "errno", None):  # of the disk: decoders give no number
            raise
        raise RefusedFile("damaged", format=inspected.extension.upper()) from error


def write_clean(path: Path, inspected: Inspected, target: Path) -> None:
    mime = inspected.mime
    if inspected.is_turned and mime != TURNED_BY_BROWSERS:
        save_upright(path, inspected, target)
    elif mime in FORMATS:
        target.write_bytes(without_metadata(path.read_bytes(), mime))
    elif inspected.kind == "drawing":
        target.write_bytes(clean_svg(path.read_bytes()))
    else:
        shutil.copyfile(path, target)
        IN_PLACE.get(mime, left_as_it_is)(target)


def left_as_it_is(_path: Path) -> None:
    """The file stays as it is."""
