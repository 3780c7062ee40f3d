"""A mark as found in the source, and what may become of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from ..document import CodeBlock, Formula
from .marks import Meaning
from .verbatim import PREFIX

ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w.-]+)\s*=\s*)?
    (?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`|(?P<bare>[^\s"'`]+))""",
    re.VERBOSE | re.DOTALL,
)
BEFORE = re.compile(PREFIX)
# Captions are text alone.
EMPHASIS = re.compile(r"\*\*|`")
AFTER = re.compile(r"[ \t]*(?:\n|\Z)")
LONGEST_PREFIX = 100
# Behind these an address stands, in Markdown or HTML.
ADDRESS = re.compile(r"""(?:\]\(\s*<?|\]:\s*<?|\b(?:href|src)\s*=\s*["']?)[^\s"'<>()]*$""")
LONGEST_ADDRESS = 300
LABELS = {
    "container": "::: {}",
    "d2l": ":{}:",
    "directive": "```{{{}}}",
    "hugo": "{{{{< {} >}}}}",
    "liquid": "{{% {} %}}",
    "role": "{{{}}}",
}


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


@dataclass
class Tag:
    """`arguments` is what stands behind the name; `end_tag` closes it, if anything does."""

    system: str
    name: str
    arguments: str
    start: int
    end: int
    source: str = field(repr=False)
    line: int = 0
    line_start: int = 0
    closing: bool = False
    # That it encloses nothing, or that it is known what it closes.
    single: bool = False
    settled: bool = False
    end_tag: "Tag | None" = None
    # The one of its tabs that is open.
    tab: "Tag | None" = None

    @cached_property
    def options(self) -> "Arguments":
        return Arguments(self.arguments)

    @property
    def raw(self) -> str:
        return self.source[self.start : self.end]

    @property
    def begins_line(self) -> bool:
        short = self.start - self.line_start <= LONGEST_PREFIX
        return short and BEFORE.fullmatch(self.source, self.line_start, self.start) is not None

    @property
    def alone(self) -> bool:
        """Whether the mark itself is on a line, or on lines, of its own."""
        return self.begins_line and ends_line(self.source, self.end)

    @property
    def whole(self) -> str:
        """The mark with all that it encloses."""
        return self.source[self.start : self.end_tag.end if self.end_tag else self.end]

    @property
    def content(self) -> str:
        """What it encloses."""
        return self.source[self.end : self.end_tag.start] if self.end_tag else ""

    @property
    def stands_alone(self) -> bool:
        """Whether it shares no line with anything but what it encloses."""
        if self.end_tag is None:
            return self.alone
        return self.begins_line and ends_line(self.source, self.end_tag.end)

    @property
    def code(self) -> str:
        """What it encloses, without the indent and the quote marks of where it stands."""
        column = min(self.start - self.line_start, LONGEST_PREFIX)
        first, *rest = self.content.split("\n")
        lines = [first] if first.strip() else []
        lines += [re.sub(f"^[ \t>]{{1,{column}}}", "", line) if column else line for line in rest]
        while lines and not lines[-1].strip():
            lines.pop()
        return "".join(f"{line}\n" for line in lines)

    @property
    def is_address(self) -> bool:
        """Whether it stands where Markdown or HTML wants an address."""
        first = max(self.line_start, self.start - LONGEST_ADDRESS)
        return ADDRESS.search(self.source[first : self.start]) is not None

    @property
    def label(self) -> str:
        """What warnings call it."""
        return LABELS[self.system].format(self.name) if self.system in LABELS else flat(self.raw)


Handler = Callable[[Tag], Outcome]


class Arguments:
    """`"a b" key=value` of Hugo, Hexo and Jekyll, read when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.words: list[str] = []
        self.named: dict[str, str] = {}
        self.read(text)

    def read(self, text: str) -> None:
        for match in ARGUMENT.finditer(text):
            value = next(
                text for text in match.group("double", "single", "raw", "bare") if text is not None
            )
            if match["double"]:
                value = re.sub(r"\\(.)", r"\1", value)
            if match["key"]:
                self.named[match["key"].lower()] = value
            else:
                self.words.append(value)

    def get(self, *names: str) -> str:
        """The first of the named values that is there."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def named_values(self, names: tuple[str, ...]) -> list[str]:
        return [self.named[name] for name in names if name in self.named]

    def word(self, number: int) -> str:
        return self.words[number] if number < len(self.words) else ""


def ends_line(source: str, place: int) -> bool:
    return AFTER.match(source, place) is not None


def flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Words inside square brackets, which they must not end."""
    return re.sub(r"([\[\]|])", r"\\\1", flat(text))


def in_sentence(text: str) -> str:
    """Words in a sentence or a table, in which nothing but Markdown is more than a word."""
    return flat(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")


def address(target: str) -> str:
    """As Markdown's links want it."""
    target = flat(target).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    target = target.replace("|", "%7C")
    return f"<{target}>" if re.search(r"[\s()]", target) else target


def link(words: str, target: str, title: str = "") -> str:
    return f"[{plain(words or target)}]({address(target)}{quoted(title)})"


def image(target: str, alt: str = "", caption: str = "") -> str:
    """A picture whose caption is not its description says so as its title."""
    title = caption if caption != alt else ""
    alt, caption = (EMPHASIS.sub("", text) for text in (alt, caption))
    return f"![{plain(alt or caption)}]({address(target)}{quoted(title if alt else '')})"


def quoted(title: str) -> str:
    title = flat(title).replace("\\", "&#92;").replace('"', "&quot;")
    title = title.replace("|", "&#124;")
    return f' "{title}"' if title else ""
