"""A mark as found in the source, and what may become of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from .code_spans import PREFIX
from .markdown_text import as_one_line
from .replacements import Replacement

ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w.-]+)\s*=\s*)?
    (?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`|(?P<bare>[^\s"'`]+))""",
    re.VERBOSE | re.DOTALL,
)
BEFORE = re.compile(PREFIX)
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


@dataclass
class ForeignTag:
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
    end_tag: "ForeignTag | None" = None
    # The one of its tabs that is open.
    tab: "ForeignTag | None" = None

    @cached_property
    def options(self) -> "TagArguments":
        return TagArguments(self.arguments)

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
        if self.closing:
            return as_one_line(self.raw)
        return (
            LABELS[self.system].format(self.name)
            if self.system in LABELS
            else as_one_line(self.raw)
        )


Handler = Callable[[ForeignTag], Replacement]


class TagArguments:
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
