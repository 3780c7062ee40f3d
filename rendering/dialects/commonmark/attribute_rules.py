"""Attribute lists: `{#id .class width=60%}` behind a heading, an image, a link or a code span.

On a line of its own, a list belongs to the block directly above it, else to the one below.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...code import inline_language
from ...html.attribute_lists import allowed_attributes, read_items
from .math import line_at

INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]
INLINE_TARGETS = frozenset({"code_inline", "image", "link_close"})
LONGEST = 500


def attributes_plugin(markdown: MarkdownIt) -> None:
    markdown.block.ruler.before("fence", "attributes", attribute_line_rule, {"alt": INTERRUPTED})
    markdown.core.ruler.after("block", "block_attributes", apply_block_attributes)
    markdown.core.ruler.after("block_attributes", "heading_attributes", apply_heading_attributes)
    markdown.inline.ruler.push("attributes", inline_attributes_rule)
    markdown.core.ruler.after("inline", "inline_attributes", apply_inline_attributes)


def attribute_line_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    line = line_at(state, start).strip()
    found = read_items(line, 0, len(line))
    if found is None or found[1] != len(line):
        return False
    above = silent or has_block_above(state, start)
    if not above and (start + 1 >= end or state.isEmpty(start + 1)):
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.hidden = True
        token.meta = {"items": found[0], "above": above, "line": start + 1}
        state.line = start + 1
    return True


def has_block_above(state: StateBlock, start: int) -> bool:
    if not start or state.isEmpty(start - 1) or not state.tokens:
        return False
    last = state.tokens[-1]
    return last.nesting < 1 and last.type != "attributes" and last.level == state.level


def apply_block_attributes(state: StateCore) -> None:
    """Add the attributes of each line to its block, in one pass over the tokens.

    `path` are the open blocks, `last` is the last block of each level, and `waiting` is a line of
    attributes for the next block.
    """
    document = state.env["document"]
    path: list[Token] = []
    last: dict[int, Token] = {}
    waiting: Token | None = None
    for token in state.tokens:
        if token.type == "attributes":
            given = allowed_attributes(document, token.meta["items"], token.meta["line"])
            if token.meta["above"] and len(path) in last:
                add_attributes(last[len(path)], given)
            else:
                token.meta["given"] = given
                waiting = token
            continue
        if waiting is not None and token.nesting >= 0:
            add_attributes(token, waiting.meta["given"])
            waiting = None
        if token.nesting > 0:
            path.append(token)
        elif token.nesting < 0:
            opened = path.pop()
            last[len(path)] = opened
        else:
            last[len(path)] = token
    state.tokens = [token for token in state.tokens if token.type != "attributes"]


def add_attributes(token: Token, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if name == "class":
            token.attrJoin(name, value)
        else:
            token.attrSet(name, value)


def apply_heading_attributes(state: StateCore) -> None:
    document = state.env["document"]
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        text = inline.content.rstrip()
        position = text.rfind("{")
        found = read_items(text, position, len(text)) if position >= 0 else None
        if found and found[1] == len(text) and text[position - 1 : position] != "\\":
            line = opening.map[0] + 1 if opening.map else None
            add_attributes(opening, allowed_attributes(document, found[0], line))
            inline.content = text[:position].rstrip()


def inline_attributes_rule(state: StateInline, silent: bool) -> bool:
    """Keep the attributes in the token before them; `apply_inline_attributes` knows the line."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    token = state.tokens[-1]
    if token.type not in INLINE_TARGETS or "attributes" in token.meta:
        return False
    found = read_items(state.src, state.pos, min(state.posMax, state.pos + LONGEST))
    if found is None:
        return False
    token.meta["attributes"], state.pos = found
    return True


def apply_inline_attributes(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            opened: Token | None = None
            for child in token.children or ():
                if child.type == "link_open":
                    opened = child
                target = opened if child.type == "link_close" else child
                if target is not None and (items := child.meta.get("attributes")):
                    line = token.map[0] + 1 if token.map else None
                    others = without_language(target, items)
                    add_attributes(target, allowed_attributes(state.env["document"], others, line))


def without_language(token: Token, items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The attributes without a class that names the language of code, which `meta` keeps."""
    if token.type != "code_inline":
        return items
    languages = [item for item in items if item[0] == "class" and inline_language("", item[1])[0]]
    if languages:
        token.meta["language"] = languages[0][1]
    return [item for item in items if item not in languages]
