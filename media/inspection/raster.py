"""Pictures of pixels: their size before decoding, then whether they can be decoded."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageSequence, UnidentifiedImageError

from .file_types import JPEG, FileType
from .jpeg_data import check_data
from .picture_sizes import Size, size_in_header
from .refusals import RefusedFile
from .values import MEGAPIXEL, Inspected, Limits

ORIENTATION = 0x0112
TURNED = range(2, 9)
ON_ITS_SIDE = range(5, 9)
# What Pillow raises for a damaged file.
ERRORS = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error, TypeError)


def inspect_picture(path: Path, type_: FileType, limits: Limits) -> Inspected:
    with damage_refused(type_):
        with path.open("rb") as file:
            size = size_in_header(file, type_)
        check_pixels(size, limits)
        with opened(path, type_, size) as image:
            frames = check_frames(image, limits)
            orientation = 1 if frames > 1 else image.getexif().get(ORIENTATION, 1)
            decode(image)
            if type_ is JPEG:
                check_data(path.read_bytes(), image)
    width, height = reversed(size) if orientation in ON_ITS_SIDE else size
    return Inspected(
        *(type_.kind, type_.mime, type_.extension, width, height),
        frames=frames,
        is_turned=orientation in TURNED,
    )


@contextmanager
def damage_refused(type_: FileType) -> Iterator[None]:
    try:
        yield
    except Image.DecompressionBombError as error:
        raise RefusedFile("too-much-memory") from error
    except UnidentifiedImageError as error:
        raise RefusedFile("damaged", format=type_.label) from error
    except ERRORS as error:
        raise RefusedFile("damaged", format=type_.label) from error


def check_pixels(size: Size, limits: Limits) -> None:
    width, height = size
    if width * height > limits.pixels:
        values = {"width": f"{width:,}", "height": f"{height:,}"}
        values["most"] = f"{limits.pixels / MEGAPIXEL:g}"
        values["fitting_width"] = f"{fitting_width(size, limits.pixels):,}"
        raise RefusedFile("too-many-pixels", **values)


def fitting_width(size: Size, pixels: int) -> int:
    """The width at which the picture has no more pixels, rounded down to a number to remember."""
    width = int((pixels * size[0] / size[1]) ** 0.5)
    return max(1, width - width % 100 if width > 1000 else width)


def opened(path: Path, type_: FileType, size: Size) -> Image.Image:
    """The picture by the decoder of its type only; raises ValueError if it sees another size."""
    image = Image.open(path, formats=[type_.mime.partition("/")[2].upper()])
    if image.size != size:
        raise ValueError("two sizes")
    return image


def check_frames(image: Image.Image, limits: Limits) -> int:
    frames = int(getattr(image, "n_frames", 1))
    width, height = image.size
    if frames > 1 and frames * width * height > limits.moving_pixels:
        raise RefusedFile("too-many-frames", frames=frames, width=width, height=height)
    return frames


def decode(image: Image.Image) -> None:
    """Decode all of it; raises one of ERRORS if a part is missing."""
    for frame in ImageSequence.Iterator(image):
        frame.load()
