"""Writes the tree of an MDX text as Markdown."""

import re
from collections.abc import Callable, Iterable
from html import escape
from textwrap import dedent, indent
from typing import Any

from rendering.markdown_source.fences import fence_source
from transfer.sites.javascript.javascript_literals import UNKNOWN

from .mdx_components import (
    ADDRESSES,
    BLOCKS,
    CALLOUTS,
    KEPT_ATTRIBUTES,
    TITLES,
    WORDS,
    WRAPPERS,
    is_component,
    kind_of_component,
)
from .mdx_expressions import comment_of, literal_value, text_of_value
from .mdx_scripts import MdxScripts
from .mdx_tree import Element, Expression, Node

LONGEST_SHOWN = 40  # characters of an expression in the report
CALLOUT = re.compile(r"[a-z]+")


class MdxWriter:
    """`components` are the names of those that are not known, `expressions` what stays in braces.

    `included` returns the Markdown of a text that stands for a component.
    """

    def __init__(self, scripts: MdxScripts, included: Callable[[str], str | None]) -> None:
        self.scripts = scripts
        self.included = included
        self.components: dict[str, None] = {}
        self.expressions: dict[str, None] = {}

    def markdown(self, nodes: Iterable[Node]) -> str:
        made = ""
        for node in nodes:
            written, is_block = self.written(node)
            if not is_block:
                starts_new = made.endswith("\n\n") and written.startswith("\n")
                made += written.lstrip("\n") if starts_new else written
            elif written.strip():
                made = f"{made.rstrip()}\n\n{written.strip(chr(10))}\n\n".lstrip("\n")
            else:
                made = made.rstrip(" \t")
        return made

    def written(self, node: Node) -> tuple[str, bool]:
        """Return the Markdown of a node, and whether it is a block."""
        if isinstance(node, str):
            return node, False
        if isinstance(node, Expression):
            return self.expression(node), False
        return self.element(node)

    def expression(self, node: Expression) -> str:
        comment = comment_of(node)
        if comment is not None:
            return comment
        text = text_of_value(literal_value(node, self.scripts))
        if text is not None:
            return text
        self.expressions[" ".join(node.written.split())[:LONGEST_SHOWN]] = None
        if not re.search(r"[<\n]", node.written):
            return node.written
        return "\n\n" + "\n".join(fence_source(dedent(node.written), "jsx")) + "\n\n"

    def element(self, node: Element) -> tuple[str, bool]:
        is_block = node.indent is not None
        if is_component(node.name):
            written, is_block = self.component(node, is_block)
        elif node.name in WRAPPERS:
            written = self.block(node) if is_block else self.markdown(node.children)
        else:
            written, is_block = self.html(node, is_block and node.name in BLOCKS)
        return (indent(written, node.indent or "") if is_block else written), is_block

    def block(self, node: Element) -> str:
        """The content on lines of its own, without the indentation of its component."""
        return without_indent(self.markdown(node.children))

    # Components

    def component(self, node: Element, is_block: bool) -> tuple[str, bool]:
        if node.name in self.scripts.imports and (text := self.included(node.name)) is not None:
            return text, True
        kind = kind_of_component(node.name) if node.name else "content"
        if kind in ("tabs", "tab", "callout", "fold", "card"):
            return getattr(self, kind)(node), True
        if kind == "code" and (code := self.code(node)) is not None:
            return code, True
        if kind == "picture" and (picture := self.picture(node)):
            return picture, is_block
        if kind == "link":
            return self.link(node), is_block
        if kind in ("mark", "kbd"):
            return f"<{kind}>{self.markdown(node.children)}</{kind}>", False
        if kind == "nothing" and not node.children:
            return "", is_block
        if kind is None:
            self.components[node.name or "<>"] = None
        return self.content(node, is_block)

    def content(self, node: Element, is_block: bool) -> tuple[str, bool]:
        """The content of a component, with the words of its attributes."""
        words = [value for name in WORDS if (value := self.text(node, name)) and name != "slot"]
        inner = self.block(node) if is_block else self.markdown(node.children)
        if not inner.strip():
            return (" — ".join(words), is_block) if words else (inner, is_block)
        title = self.text(node, "title", "heading", "label")
        below = inner.strip("\n")
        return (f"**{title}**\n\n{below}" if title and is_block else inner), is_block

    def tabs(self, node: Element) -> str:
        """Tabs, whose titles are those of its items, or the names of slots."""
        items = [each for each in node.children if isinstance(each, Element)]
        stated = self.value(node, "items")
        titles = stated if isinstance(stated, list) else []
        tabs = []
        for number, item in enumerate(items):
            title = self.text(item, "label", "title", "value", "name", "slot")
            title = title or (str(titles[number]) if number < len(titles) else str(number + 1))
            is_tab = kind_of_component(item.name) in ("tab", "content")
            inner = self.block(item) if is_tab else self.markdown([item]).strip("\n")
            tabs.append(f"@tab {title}\n\n{inner.strip(chr(10))}")
        if not tabs:
            return self.block(node)
        return fenced_container("tabs", "\n\n".join(tabs))

    def tab(self, node: Element) -> str:
        title = self.text(node, *TITLES)
        return f"**{title}**\n\n{self.block(node)}" if title else self.block(node)

    def callout(self, node: Element) -> str:
        stated = self.text(node, "type", "kind", "variant", "intent", "status").lower()
        kind = CALLOUTS.get(node.name) or (stated if CALLOUT.fullmatch(stated) else "note")
        return fenced_container(f"{kind} {self.text(node, 'title', 'heading')}", self.block(node))

    def fold(self, node: Element) -> str:
        return fenced_container(f"details {self.text(node, *TITLES)}", self.block(node))

    def card(self, node: Element) -> str:
        title, address = self.text(node, "title", "heading", "label"), self.text(node, *ADDRESSES)
        link = f"[{title or address}]({address})" if address else f"**{title}**" if title else ""
        below = self.text(node, "description")
        inner = self.block(node).strip("\n")
        return "\n\n".join(filter(None, (link, below, inner)))

    def code(self, node: Element) -> str | None:
        """A block of code in an attribute, or as a literal between the tags."""
        stated = self.value(node, "code")
        inner = [
            each for each in node.children if isinstance(each, Expression) or str(each).strip()
        ]
        if stated is UNKNOWN and len(inner) == 1 and isinstance(inner[0], Expression):
            stated = literal_value(inner[0], self.scripts)
        if not isinstance(stated, str):
            return None
        title = self.text(node, "title", "filename")
        named = f' title="{title}"' if title and '"' not in title else ""
        language = self.text(node, "lang", "language")
        return "\n".join(fence_source(dedent(stated).strip("\n"), f"{language}{named}".strip()))

    def picture(self, node: Element) -> str:
        """A picture with its caption. Of two for light and dark pages the first."""
        source: Any = self.value(node, "src")
        if source is UNKNOWN:
            source = self.value(node, "sources")
        if isinstance(source, dict):
            source = source.get("src") or next(iter(source.values()), "")
        if not isinstance(source, str) or not source:
            return ""
        caption = self.text(node, "caption", "title").replace('"', "'")
        target = f"<{source}>" if " " in source else source
        return f"![{self.text(node, 'alt')}]({target}" + (f' "{caption}")' if caption else ")")

    def link(self, node: Element) -> str:
        address, inner = self.text(node, *ADDRESSES), self.markdown(node.children)
        words = " ".join(inner.split()) or self.text(node, *WORDS) or address
        return f"[{words}]({address})" if address else inner or words

    # Elements of HTML

    def html(self, node: Element, is_block: bool) -> tuple[str, bool]:
        if node.name == "img" and (picture := self.picture(node)) and node.indent is not None:
            return picture, True
        opening = f"<{node.name}{self.attributes(node)}>"
        if not node.children:
            closes = node.name in ("iframe", "video", "audio", "td", "th", "li", "p")
            return opening + (f"</{node.name}>" if closes else ""), is_block
        inner = self.markdown(node.children)
        if is_block and "\n" in inner.strip():
            return f"{opening}\n\n{without_indent(inner).strip(chr(10))}\n\n</{node.name}>", True
        return f"{opening}{inner.strip() if is_block else inner}</{node.name}>", is_block

    def attributes(self, node: Element) -> str:
        names = (name for name in node.attributes if name.lower() in KEPT_ATTRIBUTES)
        values = ((name.lower(), self.value(node, name)) for name in names)
        return "".join(
            f" {name}" if value is True else f' {name}="{escape(str(value))}"'
            for name, value in values
            if value not in (None, False) and isinstance(value, str | int | float)
        )

    # Attributes

    def value(self, node: Element, name: str) -> Any:
        stated = node.attributes.get(name, UNKNOWN)
        return literal_value(stated, self.scripts) if isinstance(stated, Expression) else stated

    def text(self, node: Element, *names: str) -> str:
        """The first of these attributes that is a text, on one line."""
        values = (self.value(node, name) for name in names)
        found = next((each for each in values if isinstance(each, str) and each.strip()), "")
        return " ".join(found.split())


def without_indent(text: str) -> str:
    """The text without the white space that all its lines begin with."""
    first, line_end, rest = text.partition("\n")
    if first.strip() and line_end:
        return f"{first.strip()}\n{dedent(rest)}"
    return dedent(text)


def fenced_container(head: str, inner: str) -> str:
    """A container. Its colons are more than those of containers within it."""
    longest = max(
        (len(each) for each in re.findall(r"^[ \t]*(:{3,})", inner, re.MULTILINE)), default=2
    )
    colons = ":" * (longest + 1)
    return f"{colons} {head.strip()}\n{inner.strip(chr(10))}\n{colons}"
