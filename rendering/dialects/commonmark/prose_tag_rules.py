"""Rules for HTML tags that are text: at the beginning of a block and within a paragraph."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from ..prose_tags import ProseTagFinder, inline_center_tag
from .html_block_end import html_block_before_formula
from .math import line_at, line_starts_with


def prose_tags_plugin(markdown: MarkdownIt) -> None:
    interrupted = ["paragraph", "reference", "blockquote"]
    markdown.block.ruler.at("html_block", html_block_rule, {"alt": interrupted})
    markdown.core.ruler.after("inline", "prose_tags", show_literal_tags)


def html_block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An HTML block, unless its first tag is the first word of a sentence."""
    if not line_starts_with(state, start, "<") or prose_of(state.env).starts_sentence(
        line_at(state, start)
    ):
        return False
    return html_block_before_formula(state, start, end, silent)


def prose_of(env: EnvType) -> ProseTagFinder:
    prose: ProseTagFinder = env.setdefault("prose", ProseTagFinder(env["document"]))
    return prose


def show_literal_tags(state: StateCore) -> None:
    prose = prose_of(state.env)
    for token in state.tokens:
        children = token.children or []
        if token.type != "inline" or not any(child.type == "html_inline" for child in children):
            continue
        line = token.map[0] + 1 if token.map else None
        pieces = [token_text(child) for child in children]
        for index in prose.literal_tags(pieces, line):
            children[index].type = "text"
        for child in children:
            if child.type == "html_inline":
                child.content = inline_center_tag(child.content)


def token_text(token: Token) -> str:
    """The text of a token; a line break is a line end, and any other token an asterisk."""
    if token.type in ("text", "html_inline"):
        return token.content
    return "\n" if token.type.endswith("break") else "*"
