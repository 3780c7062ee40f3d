"""Videos and sounds, by their heads: nothing is decoded."""

import struct
from dataclasses import replace
from pathlib import Path

from tinytag import TinyTag, TinyTagException

from . import ebml
from .file_types import M4A, MOV, MP4, WEBA, WEBM, FileType
from .movie_boxes import movie_values
from .refusals import RefusedFile
from .values import Inspected, Limits

ERRORS = (OSError, ValueError, IndexError, KeyError, struct.error, TinyTagException, TypeError)
MOST_SECONDS = 7 * 24 * 3600.0


def inspect_player(path: Path, type_: FileType, _limits: Limits) -> Inspected:
    try:
        found = READERS.get(type_, sound)(path, type_)
    except (*ERRORS, OverflowError, ZeroDivisionError) as error:
        raise RefusedFile("damaged", format=type_.label) from error
    if found.seconds is not None and not 0 < found.seconds < MOST_SECONDS:
        return replace(found, seconds=None)
    return found


def sound(path: Path, type_: FileType) -> Inspected:
    """MP3, OGG, FLAC or WAV; one without sound is damaged."""
    tag = TinyTag.get(path, tags=False)
    if not tag.duration:
        raise ValueError("no sound")
    return Inspected(type_.kind, type_.mime, type_.extension, seconds=tag.duration)


def movie(path: Path, type_: FileType) -> Inspected:
    """MP4, MOV or M4A; an MP4 without pictures is a sound."""
    with path.open("rb") as file:
        seconds, width, height = movie_values(file)
    type_ = type_ if width else M4A
    return Inspected(type_.kind, type_.mime, type_.extension, width, height, seconds=seconds)


def webm(path: Path, type_: FileType) -> Inspected:
    """WebM; one without pictures is a sound."""
    with path.open("rb") as file:
        values = ebml.webm_values(file)
    width, height = int(values.get(ebml.WIDTH, 0)), int(values.get(ebml.HEIGHT, 0))
    type_ = type_ if width and height else WEBA
    seconds = ebml.seconds_of(values)
    return Inspected(
        type_.kind, type_.mime, type_.extension, width or None, height or None, seconds=seconds
    )


READERS = {MP4: movie, MOV: movie, M4A: movie, WEBM: webm}
