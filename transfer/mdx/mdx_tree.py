"""MDX as a tree: text, expressions in braces, and elements. Code and formulas are text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rendering.markdown_source.blanking import without_code, without_math

NAME = re.compile(r"[A-Za-z][\w.-]*")
ATTRIBUTE = re.compile(r"[\s]*([A-Za-z_@:][\w.:-]*)\s*(=\s*)?")
STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
# What may hold a brace that is none of the expression
QUOTED = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`?|/\*(?:.*?\*/|.*)|//[^\n]*|[{}]",
    re.DOTALL,
)
VOID = frozenset({"br", "img", "hr", "input", "source", "meta", "link", "wbr", "col", "track"})
LONGEST_TAG = 10_000  # characters
DEEPEST = 60  # elements within each other; those below are taken for single ones
MOST_OPEN = 50  # braces without an end, after which none is looked for
DIRECTIVE = re.compile(r"[ \t>]*:{1,10}[\w-]+[^{]*$")  # :::tip{title="…"}
START = re.compile(r"(?<!\\)[<{]")


@dataclass(slots=True)
class Expression:
    """`code` is what stands between the braces."""

    code: str
    written: str
    starts_line: bool = False


@dataclass(slots=True)
class Element:
    """`name` is "" for a fragment. `indent` is the white space before it, None within a line.

    An attribute is a text, an Expression, or True.
    """

    name: str
    attributes: dict[str, "str | Expression | bool"]
    indent: str | None
    children: list["Node"] = field(default_factory=list)

    def texts(self, *names: str) -> Iterator[str]:
        for name in names:
            value = self.attributes.get(name)
            if isinstance(value, str):
                yield value


Node = str | Expression | Element


def parse_mdx(text: str) -> list[Node]:
    """Return the nodes of a text. What is no valid tag or expression stays text."""
    return Parser(text).nodes()


class Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.prose = without_math(without_code(text))
        self.top: list[Node] = []
        self.open: list[Element] = []
        self.done = 0
        self.braces = Braces(text)

    def nodes(self) -> list[Node]:
        at = 0
        while match := START.search(self.prose, at):
            start = match.start()
            end = self.expression(start) if match[0] == "{" else self.tag(start)
            at = end or start + 1
        self.add_text(len(self.text))
        return self.top

    @property
    def children(self) -> list[Node]:
        return self.open[-1].children if self.open else self.top

    def add_text(self, end: int) -> None:
        if end > self.done:
            self.children.append(self.text[self.done : end])
        self.done = max(end, self.done)

    def add(self, node: Expression | Element, start: int, end: int) -> int:
        self.add_text(start)
        self.children.append(node)
        self.done = end
        return end

    def indent(self, start: int) -> str | None:
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        return line if not line.strip() else None

    def expression(self, start: int) -> int:
        """Read `{…}`; `{#id}` of a heading is none. Return where it ends, 0 for none."""
        line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        end = 0 if DIRECTIVE.match(line) else self.braces.end(start)
        if not end or self.text.startswith(("{#", "{%", "{{", "{:"), start):
            return 0
        code = self.text[start + 1 : end - 1]
        starts_line = self.indent(start) is not None
        return self.add(Expression(code, self.text[start:end], starts_line), start, end)

    def tag(self, start: int) -> int:
        if self.text.startswith("</", start):
            return self.end_tag(start)
        name = NAME.match(self.text, start + 1)
        if name is None and not self.text.startswith("<>", start):
            return 0
        attributes, at = read_attributes(self.braces, name.end() if name else start + 1)
        is_single = self.text.startswith("/>", at)
        if not is_single and not self.text.startswith(">", at):
            return 0
        element = Element(name[0] if name else "", attributes, self.indent(start))
        end = self.add(element, start, at + 1 + is_single)
        if not is_single and element.name not in VOID and len(self.open) < DEEPEST:
            self.open.append(element)
        return end

    def end_tag(self, start: int) -> int:
        end = self.text.find(">", start)
        name = self.text[start + 2 : end].strip()
        if end < 0 or not (name == "" or NAME.fullmatch(name)):
            return 0
        self.add_text(start)
        self.done = end + 1
        if any(each.name == name for each in self.open):
            while self.open.pop().name != name:
                pass
        return end + 1


def read_attributes(braces: "Braces", at: int) -> tuple[dict[str, str | Expression | bool], int]:
    """Return the attributes of a tag, and where they end."""
    text = braces.text
    found: dict[str, str | Expression | bool] = {}
    limit = min(len(text), at + LONGEST_TAG)
    while at < limit:
        spread = re.compile(r"\s*\{").match(text, at)
        if spread:  # {...props}, or a comment
            end = braces.end(spread.end() - 1)
            if not end:
                break
            at = end
            continue
        match = ATTRIBUTE.match(text, at)
        if match is None:
            break
        found[match[1]], at = read_value(braces, match) if match[2] else (True, match.end(1))
    space = re.compile(r"\s*").match(text, at)
    return found, space.end() if space else at


def read_value(braces: "Braces", match: re.Match[str]) -> tuple[str | Expression | bool, int]:
    at, text = match.end(), braces.text
    if string := STRING.match(text, at):
        return string[0][1:-1], string.end()
    if text.startswith("{", at) and (end := braces.end(at)):
        return Expression(text[at + 1 : end - 1], text[at:end]), end
    bare = re.compile(r"[^\s<>\"'{}]*").match(text, at)
    return (bare[0], bare.end()) if bare else (True, at)


class Braces:
    """Finds the ends of expressions in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open = 0

    def end(self, start: int) -> int:
        """Return the place behind the brace that closes the one at `start`, 0 if none does."""
        if self.open >= MOST_OPEN:
            return 0
        depth = 0
        for match in QUOTED.finditer(self.text, start, start + LONGEST_TAG):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if not depth:
                return match.end()
        self.open += 1
        return 0
