"""What a foreign tag is replaced by: the types that a handler returns.

Some are Markdown, which is written into the source. The others cannot be written as Markdown: a
placeholder stands for them in the source, and they are resolved in the tree of the finished HTML.
"""

from dataclasses import dataclass

from ..messages import Message
from ..placeholders import CodeBlock, Formula


@dataclass(frozen=True, slots=True)
class TagText:
    """Markdown in place of a tag (`before`) and of its end tag (`after`)."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class WholeText:
    """Markdown in place of a tag with its content and its end tag."""

    text: str


@dataclass(frozen=True, slots=True)
class MarkdownImage:
    """An image in place of a tag with its content; `link` is the address that a click opens."""

    target: str
    alt: str = ""
    caption: str = ""
    width: str = ""
    height: str = ""
    link: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """Nothing in place of a tag with its content."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box (a key of `BOX_BUILDERS`) around the content of a tag.

    A tag without an end tag gets a box around `content`. The title is what stands between the
    placeholders of `Box` and `BoxTitleEnd`; if nothing does, it is `title`. `credit` is the author
    of a quote, in Markdown.
    """

    box: str
    kind: str = ""
    title: str = ""
    open: bool = False
    credit: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class BoxTitleEnd:
    """The end of the title of a box."""


@dataclass(frozen=True, slots=True)
class BoxEnd:
    """The end of the box whose placeholder has the number `start`."""

    start: int


@dataclass(frozen=True, slots=True)
class ParagraphBreak:
    """The text after it does not belong to the paragraph above."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name for the figure, table, heading or formula above, or for the heading below."""

    name: str
    below: bool = False


@dataclass(frozen=True, slots=True)
class ImageSize:
    """The size of the image before it, as its author wrote it: `400px`, `60%`."""

    width: str = ""
    height: str = ""


@dataclass(frozen=True, slots=True)
class CalloutAround:
    """Makes a callout of the quote or paragraph above, or of the one below."""

    kind: str
    below: bool


@dataclass(frozen=True, slots=True)
class LabelReference:
    """A reference to a figure, table, section or equation; `words` are its text if it has one."""

    label: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Keys of cited works, separated by commas."""

    keys: str


@dataclass(frozen=True, slots=True)
class EscapedTag:
    """A tag that its author escaped: it is shown as text."""


@dataclass(frozen=True, slots=True)
class QuietText:
    """The tag as small grey text, with a warning if there is a problem."""

    problem: Message | None


# What a placeholder can stand for.
Placed = (
    Box
    | BoxTitleEnd
    | BoxEnd
    | ParagraphBreak
    | Label
    | ImageSize
    | CalloutAround
    | LabelReference
    | Citation
    | CodeBlock
    | Formula
    | EscapedTag
    | QuietText
    | Removed
)
# What a handler returns: None for a tag that it does not know.
Replacement = TagText | WholeText | MarkdownImage | Placed | None
