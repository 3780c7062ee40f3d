"""Obsidian's `[[article]]`, `[[article#heading|text]]`, `![[picture.png|300]]`."""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...document import EMBEDDED_CLASS, IMPLIED_CLASS
from ...links.link_targets import SEPARATOR, file_kind, local_target, wiki_address

# With a bracket directly behind it, it is a Markdown link, as in [[1]](https://…).
WIKI_LINK = re.compile(r"(!?)\[\[([^\[\]|`\n]{1,300})(?:\|([^\[\]\n]{0,500}))?\]\](?![(\[])")
# Text that is not a name: numbers, a test of a shell, a regular expression.
NO_NAME = re.compile(r"\s|[-+]?[\d.,;\s]*$|\^")
SIZE = re.compile(r"\s*(\d{1,4})(?:x(\d{1,4}))?\s*")


def wiki_links_plugin(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.before("link", "wiki_link", wiki_link)


def wiki_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = WIKI_LINK.match(state.src, state.pos, state.posMax)
    if match is None or NO_NAME.match(match[2]) or is_markdown_reference(state, match[2]):
        return False
    if not silent:
        address = wiki_address(match[2])
        target = local_target(address)
        if match[1] and target is not None and file_kind(target.name):
            push_embedded_file(state, address, match[3])
        else:
            push_wiki_link(state, address, match)
    state.pos = match.end()
    return True


def is_markdown_reference(state: StateInline, label: str) -> bool:
    """Whether the inner brackets are a Markdown reference link."""
    return normalizeReference(label) in state.env.get("references", {})


def push_wiki_link(state: StateInline, address: str, match: re.Match[str]) -> None:
    given = (match[3] or "").strip()
    classes = [EMBEDDED_CLASS] if match[1] else []
    if not given:
        classes.append(IMPLIED_CLASS)
    start = state.push("link_open", "a", 1)
    start.attrs = {"href": address, **({"class": " ".join(classes)} if classes else {})}
    text = state.push("text", "", 0)
    text.content = given or implied_text(match[2])
    state.push("link_close", "a", -1)


def implied_text(target: str) -> str:
    """The text of a link without one: the name and the heading, or one of them.

    The id of a block is no text beside a name.
    """
    name, *headings = (part.strip() for part in target.rstrip("\\").split("#"))
    place = headings[-1] if headings else ""
    shown = "" if name and place.startswith("^") else place.lstrip("^")
    return SEPARATOR.join(filter(None, (name, shown)))


def push_embedded_file(state: StateInline, address: str, given: str | None) -> None:
    """An embedded file. `given` is a width, a width and height, or a caption."""
    size = SIZE.fullmatch(given or "")
    caption = "" if size else (given or "").strip()
    image = state.push("image", "img", 0)
    image.attrs = {"src": address, "alt": ""}
    if size:
        image.attrs["width"] = size[1]
        if size[2]:
            image.attrs["height"] = size[2]
    image.content = caption
    image.children = [Token("text", "", 0, content=caption)]
