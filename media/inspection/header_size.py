"""The size of a picture by its first bytes, which is safe in any process: nothing is decoded."""

from contextlib import suppress
from typing import BinaryIO

from PIL import Image

from .file_types import JPEG
from .picture_sizes import Size, size_in_header
from .raster import ERRORS, ON_ITS_SIDE, ORIENTATION
from .refusals import RefusedFile
from .signatures import type_of
from .svg_head import RootReader, size_of

HEAD_BYTES = 16 * 2**10


def header_size(file: BinaryIO) -> Size | None:
    """Width and height of the upright picture or drawing; None if it does not tell them."""
    with suppress(RefusedFile, *ERRORS):
        head = file.read(HEAD_BYTES)
        type_ = type_of(head)
        if type_ is None:
            return drawing_size(head)
        if type_.kind == "picture":
            size = size_in_header(file, type_)
            return (size[1], size[0]) if type_ is JPEG and is_on_its_side(file) else size
    return None


def is_on_its_side(file: BinaryIO) -> bool:
    file.seek(0)
    return Image.open(file, formats=["JPEG"]).getexif().get(ORIENTATION) in ON_ITS_SIDE


def drawing_size(head: bytes) -> Size | None:
    root = RootReader()
    with suppress(RefusedFile):  # its end is missing
        root.read(head)
    width, height = size_of(root.attributes)
    return (width, height) if width and height else None
