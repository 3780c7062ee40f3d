"""A tag of another system, as found in the source: Hugo's shortcode, a directive of MyST …"""

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
# The text before an address, in Markdown or HTML.
ADDRESS = re.compile(r"""(?:\]\(\s*<?|\]:\s*<?|\b(?:href|src)\s*=\s*["']?)[^\s"'<>()]*$""")
LONGEST_ADDRESS = 300
DISPLAY_NAMES = {
    "container": "::: {}",
    "d2l": ":{}:",
    "directive": "```{{{}}}",
    "hugo": "{{{{< {} >}}}}",
    "liquid": "{{% {} %}}",
    "role": "{{{}}}",
}


@dataclass
class ForeignTag:
    """`start`, `end` and `line_start` are positions in `source`; `line` counts from 1.

    `arguments` is the text behind the name. `end_tag` is the tag that ends this one, if any.
    """

    system: str
    name: str
    arguments: str
    start: int
    end: int
    source: str = field(repr=False)
    line: int = 0
    line_start: int = 0
    is_end: bool = False
    # It has no content and no end tag.
    is_single: bool = False
    # It is an end tag whose start tag is known.
    is_matched: bool = False
    end_tag: "ForeignTag | None" = None
    # Of a group of tabs, the tab that has not ended yet.
    open_tab: "ForeignTag | None" = None

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
    def is_alone(self) -> bool:
        """Whether the tag has its lines for itself, without its content and its end tag."""
        return self.begins_line and ends_line(self.source, self.end)

    @property
    def whole(self) -> str:
        """The source of the tag with its content and its end tag."""
        return self.source[self.start : self.end_tag.end if self.end_tag else self.end]

    @property
    def content(self) -> str:
        """The source between the tag and its end tag."""
        return self.source[self.end : self.end_tag.start] if self.end_tag else ""

    @property
    def whole_is_alone(self) -> bool:
        """Whether nothing stands before the tag or behind its end tag on their lines."""
        if self.end_tag is None:
            return self.is_alone
        return self.begins_line and ends_line(self.source, self.end_tag.end)

    @property
    def code(self) -> str:
        """The content as code: without the indent and the quote marks of the tag's own line."""
        column = min(self.start - self.line_start, LONGEST_PREFIX)
        first, *rest = self.content.split("\n")
        lines = [first] if first.strip() else []
        lines += [re.sub(f"^[ \t>]{{1,{column}}}", "", line) if column else line for line in rest]
        while lines and not lines[-1].strip():
            lines.pop()
        return "".join(f"{line}\n" for line in lines)

    @property
    def is_address(self) -> bool:
        """Whether the tag is part of the address of a link or an image."""
        first = max(self.line_start, self.start - LONGEST_ADDRESS)
        return ADDRESS.search(self.source[first : self.start]) is not None

    @property
    def display_name(self) -> str:
        """Its name in warnings."""
        if self.is_end:
            return as_one_line(self.raw)
        return (
            DISPLAY_NAMES[self.system].format(self.name)
            if self.system in DISPLAY_NAMES
            else as_one_line(self.raw)
        )


Handler = Callable[[ForeignTag], Replacement]


class TagArguments:
    """The parsed arguments of a tag: `"a b" key=value`, as in Hugo, Hexo and Jekyll."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.positional: list[str] = []
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
                self.positional.append(value)

    def get(self, *names: str) -> str:
        """The first value among `names` that is given and not empty, else ''."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def named_values(self, names: tuple[str, ...]) -> list[str]:
        return [self.named[name] for name in names if name in self.named]

    def get_positional(self, number: int) -> str:
        return self.positional[number] if number < len(self.positional) else ""


def ends_line(source: str, position: int) -> bool:
    return AFTER.match(source, position) is not None
