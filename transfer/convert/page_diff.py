"""Compares two renderings as a reader sees them.

These differences are ignored (lines_of_page):

- line breaks in the HTML;
- whether a text is in a paragraph or directly in its list item, cell or quote: the margins differ
  a little;
- whether a displayed formula is in a paragraph or between two;
- links of bare URLs, which CommonMark makes and Python-Markdown does not;
- tabs that became spaces in code, and spaces at the ends of code and of its lines.
"""

import re
from difflib import unified_diff
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from rendering import Rendered

INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "input"),
        *("ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong"),
        *("sub", "sup", "time", "u", "var", "wbr"),
    }
)
OF_A_FORMULA = re.compile(r"math|annotation|m[a-z]+|semantics")
FORMULA = re.compile(r"<math\b[^<>]*>.*?<annotation [^<>]*>([^<]*)</annotation></semantics></math>")
COLOUR = re.compile(r"</?span[^<>]*>")
DISPLAYED = frozenset({' class="eq"', ' class="box" tabindex="0"'})
LINK = re.compile(r'<a [^<>]*?href="(?:mailto:)?([^"<>]*)"[^<>]*>([^<>]*)</a>')
SPACES = re.compile(" *(<br>) *|( ) +")
LINE_END = re.compile(r'(?:\s|<span class="w">\s*</span>)+$')
CODE_EDGE = re.compile(r"(?<=<code>) +| +(?=</code>)")
EDGE = re.compile(r"^(?: |<br>)+|(?: |<br>)+$")


def page_difference(before: Rendered, after: Rendered, context: int = 1) -> list[str]:
    """Return the differences as lines of a diff, empty if a reader sees none."""
    lines = unified_diff(
        lines_of_page(before.html), lines_of_page(after.html), n=context, lineterm=""
    )
    return [readable_line(line) for line in list(lines)[2:]]


def lines_of_page(html: str) -> list[str]:
    """Return a line for each start and end of a block, each run of text, each line of code."""
    lines = PageLines()
    lines.feed(html)
    lines.close()
    lines.end_line()
    return lines.lines


def readable_line(line: str) -> str:
    """Return the line with formulas as LaTeX, and code without highlighting."""
    return COLOUR.sub("", FORMULA.sub(r"$\1$", line))


class PageLines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.preformatted = 0
        self.spans: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = "".join(map(normalized_attribute, sorted(attrs)))
        if tag == "pre":
            self.preformatted += 1
        if tag == "span":
            tag = "div" if written in DISPLAYED else "span"
            self.spans.append(tag)
        self.edge(tag, f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self.spans:
            tag = self.spans.pop()
        self.edge(tag, f"</{tag}>")
        if tag == "pre":
            self.preformatted -= 1

    def edge(self, tag: str, spelled: str) -> None:
        if tag in INLINE or tag == "br" or OF_A_FORMULA.fullmatch(tag):
            self.line += spelled
            return
        self.end_line()
        if tag != "p":
            self.lines.append(spelled)

    def handle_data(self, data: str) -> None:
        if not self.preformatted:
            self.line += escape(re.sub(r"\s+", " ", data), quote=False)
            return
        first, *others = escape(data.expandtabs(4), quote=False).split("\n")
        self.line += first
        for line in others:
            self.end_line()
            self.line = line

    def end_line(self) -> None:
        line = LINK.sub(plain_address, self.line)
        line = LINE_END.sub("", line) if self.preformatted else without_edges(line)
        if line.strip():
            self.lines.append(line)
        self.line = ""


def without_edges(line: str) -> str:
    """Remove spaces that browsers do not show."""
    return EDGE.sub("", CODE_EDGE.sub("", SPACES.sub(r"\1\2", line)))


def normalized_attribute(pair: tuple[str, str | None]) -> str:
    """Return a boolean attribute without its value, and a URL without percent-encoding."""
    name, value = pair[0], pair[1] or ""
    value = unquote(value) if name in ("href", "src") else value
    return f" {name}" if value in ("", name) else f' {name}="{escape(value)}"'


def plain_address(match: re.Match[str]) -> str:
    address, text = unescape(match[1]), unescape(match[2])
    return match[2] if unquote(address) == unquote(text) else match[0]
