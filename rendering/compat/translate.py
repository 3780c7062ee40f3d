"""The step that translates the tags of other systems, such as Hugo's shortcodes, before parsing.

Known tags become Markdown or placeholders, which `resolve_tag_placeholders` replaces in the tree;
unknown tags become small grey text, with a warning. Every line keeps its number. The module of
each system says in its docstring what its tags become.
"""

from ..document import Document
from . import containers, d2l, hugo, jekyll, liquid, myst, pasted
from .foreign_tag import ForeignTag, Handler
from .handlers import handle_formula, keep_content
from .replacements import Replacement
from .scanner import find_tags, match_end_tags
from .source_rewriter import SourceRewriter
from .tag_placeholders import TagPlaceholders

# For systems with a handler for each name of a tag.
HANDLERS_BY_NAME: dict[str, dict[str, Handler]] = {"hugo": hugo.HANDLERS, "liquid": liquid.HANDLERS}
# For systems with one handler.
HANDLERS_BY_SYSTEM: dict[str, Handler] = {
    "container": containers.handle_container,
    "directive": myst.handle_directive,
    "role": myst.handle_role,
    "d2l": d2l.handle_d2l,
    "output": jekyll.handle_output,
    "size": pasted.handle_image_size,
    "contents": keep_content,
    "removed": keep_content,
    "group": pasted.handle_group_title,
    "math": handle_formula,
    "wordpress": pasted.handle_wordpress_caption,
}


def translate_foreign_tags(document: Document) -> None:
    placeholders = TagPlaceholders(document.token)
    tags = find_tags(document.source)
    document.is_myst = any(map(is_of_myst, tags))
    document.source = with_replacements(document.source, tags, placeholders)
    document.tag_placeholders = placeholders if placeholders.items else None
    document.hidden_texts += placeholders.sources


def is_of_myst(tag: ForeignTag) -> bool:
    is_role = tag.system == "role" and tag.source[tag.start] in "{("  # d2lbook writes a colon
    return tag.system == "directive" or is_role


def rewrite_tags(source: str, placeholders: TagPlaceholders) -> str:
    """`source` with Markdown or placeholders for its tags; adds to `placeholders`."""
    return with_replacements(source, find_tags(source), placeholders)


def with_replacements(source: str, tags: list[ForeignTag], placeholders: TagPlaceholders) -> str:
    match_end_tags(tags)
    return SourceRewriter(source, placeholders, replacement_of).rewrite(tags) if tags else source


def replacement_of(tag: ForeignTag) -> Replacement:
    table = HANDLERS_BY_NAME.get(tag.system)
    handler = HANDLERS_BY_SYSTEM.get(tag.system) if table is None else table.get(tag.name)
    return handler(tag) if handler else None
