"""SVG drawings: correct XML without entities, and its size."""

import re
from pathlib import Path
from typing import Any
from xml.parsers import expat

from .file_types import FileType
from .refusals import RefusedFile
from .values import Inspected

NAMESPACE = "http://www.w3.org/2000/svg"
MOST_ELEMENTS = 100_000
MOST_SIDE = 20_000
# What may stand before the root: a declaration, comments, a doctype without entities. In atomic
# groups, because the parts could be divided in many ways, which all would be tried.
BEFORE_ROOT = r"\s*+(?>(?:<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?[^>]*+>)\s*+)*+"
ROOT = re.compile(BEFORE_ROOT + r"<(?:\w+:)?svg[\s>/]", re.DOTALL)
HEAD_CHARACTERS = 65_536
LENGTH = re.compile(r"\s*([\d.]{1,12})(px|pt|pc|mm|cm|in|em|rem|)\s*$")
# CSS pixels of a unit; `em` as browsers have it by default.
UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
EMS = {"em": 16, "rem": 16}


class EntityError(Exception):
    """An entity is declared: it could stand for a gigabyte, or for another file."""


def begins_as_svg(content: str) -> bool:
    return ROOT.match(content[:HEAD_CHARACTERS]) is not None


def inspect_drawing(path: Path, type_: FileType) -> Inspected:
    root = RootReader()
    root.read(path.read_bytes())
    width, height = size_of(root.attributes)
    return Inspected(type_.kind, type_.mime, type_.extension, width, height)


class RootReader:
    """Parses all of a drawing and keeps what its root says."""

    def __init__(self) -> None:
        self.attributes: dict[str, str] = {}
        self.elements = 0

    def read(self, content: bytes) -> None:
        parser = strict_parser()
        parser.StartElementHandler = self.start
        parse(parser, content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements == 1:
            if name not in (f"{NAMESPACE} svg", "svg"):
                raise RefusedFile("web-page", format="XML")
            self.attributes = attributes
        if self.elements > MOST_ELEMENTS:
            raise RefusedFile("svg-too-complex", most=f"{MOST_ELEMENTS:,}")


def strict_parser() -> expat.XMLParserType:
    """A parser that reads no other file and refuses entities; names are “namespace name”."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.EntityDeclHandler = refuse_entity
    parser.buffer_text = True
    return parser


def refuse_entity(*_declared: Any) -> None:
    raise EntityError


def parse(parser: expat.XMLParserType, content: bytes) -> None:
    """Parse it all, with a refusal that names the line."""
    try:
        parser.Parse(content, True)
    except EntityError as error:
        raise RefusedFile("svg-entities") from error
    except expat.ExpatError as error:
        raise RefusedFile("svg-not-read", line=error.lineno) from error
    except (ValueError, LookupError) as error:  # an encoding that expat does not know
        raise RefusedFile("not-utf8") from error


def size_of(attributes: dict[str, str]) -> tuple[int, int] | tuple[None, None]:
    """Width and height in CSS pixels: as given, else those of the viewBox."""
    box = [float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", attributes.get("viewBox", ""))[:4]]
    sides = [pixels(attributes.get("width", "")), pixels(attributes.get("height", ""))]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        sides = completed(sides, box[2] / box[3], box)
    if not all(side and 0.5 <= side <= MOST_SIDE for side in sides):
        return None, None
    width, height = (max(1, round(side)) for side in sides if side)
    return width, height


def completed(sides: list[float | None], ratio: float, box: list[float]) -> list[float | None]:
    """One given side decides about the other, as in browsers."""
    width, height = sides
    if width and not height:
        return [width, width / ratio]
    if height and not width:
        return [height * ratio, height]
    return sides if width else [box[2], box[3]]


def pixels(length: str) -> float | None:
    found = LENGTH.match(length)
    if found is None:
        return None
    try:
        return float(found[1]) * {**UNITS, **EMS}[found[2]]
    except ValueError:
        return None
