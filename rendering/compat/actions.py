"""What may become of a mark."""

from dataclasses import dataclass

from ..placeholders import CodeBlock, Formula
from .placeholders import Meaning


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown in the place of a mark, and in that of its end."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """What stands between the mark and its end gets a box; a single mark brings its `inside`."""

    box: str
    kind: str = ""
    title: str = ""
    open: bool = False
    credit: str = ""
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """The mark with all that it encloses is code or a formula."""

    thing: CodeBlock | Formula


@dataclass(frozen=True, slots=True)
class Whole:
    """Markdown in the place of the mark with all that it encloses."""

    text: str


@dataclass(frozen=True, slots=True)
class Drop:
    """The mark goes with all that it encloses."""


@dataclass(frozen=True, slots=True)
class Put:
    """The mark alone becomes something that only the finished page can tell."""

    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Picture:
    target: str
    alt: str = ""
    caption: str = ""
    width: str = ""
    height: str = ""
    leads_to: str = ""
    label: str = ""


Outcome = Text | Whole | Box | Hold | Drop | Put | Picture | None
