"""The one road in: bytes to what they are, or a refusal."""

from pathlib import Path

from . import archive, pdf, player, raster, svg_head, text
from .file_types import SVG
from .refusals import RefusedFile
from .signatures import HEAD, type_of
from .values import Inspected, Limits, in_megabytes

READERS = {
    "picture": raster.inspect_picture,
    "video": player.inspect_player,
    "sound": player.inspect_player,
    "document": pdf.inspect_document,
    "archive": archive.inspect_archive,
}


def inspect(path: Path, name: str, limits: Limits | None = None) -> Inspected:
    """What the file contains; raises RefusedFile. `name` is the author's, and only a hint for text.

    Sizes are read from headers and refused before anything is decoded; then a picture is decoded
    as a whole, so that a truncated one is found. Run it where memory and time are limited: see
    `media.worker`.
    """
    limits = limits or Limits()
    check_bytes(path.stat().st_size, limits)
    with path.open("rb") as file:
        head = file.read(HEAD)
    type_ = type_of(head)
    if type_ is not None:
        return READERS[type_.kind](path, type_, limits)
    return inspect_text_or_drawing(path, name)


def check_bytes(size: int, limits: Limits) -> None:
    if not size:
        raise RefusedFile("empty")
    if size > limits.bytes:
        values = {"megabytes": in_megabytes(size), "most": in_megabytes(limits.bytes)}
        raise RefusedFile("too-many-bytes", **values)


def inspect_text_or_drawing(path: Path, name: str) -> Inspected:
    content = text.decoded(path.read_bytes())
    if svg_head.begins_as_svg(content):
        return svg_head.inspect_drawing(path, SVG)
    return text.inspect_text(content, name)
