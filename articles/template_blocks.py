"""Reads the blocks of a Django template from its source, without compiling it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.base import DebugLexer, Token, TokenType


@dataclass(frozen=True, slots=True)
class TemplateBlock:
    """`source` is what stands between its tags; `is_outer` if it is in no other block."""

    name: str
    source: str
    is_outer: bool


@dataclass(frozen=True, slots=True)
class TemplateOutline:
    """`parent` is the name in `{% extends %}`: "" if there is none, None if it is a variable."""

    parent: str | None
    blocks: tuple[TemplateBlock, ...]

    def block_names(self) -> set[str]:
        return {block.name for block in self.blocks}

    def filled_blocks(self) -> set[str]:
        """The blocks by which it changes the template that it extends."""
        outer = {block.name for block in self.blocks if block.is_outer}
        return set() if self.parent == "" else outer


def template_outline(text: str) -> TemplateOutline:
    tags = list(tags_outside_comments(text))
    return TemplateOutline(parent_name(tags), tuple(read_blocks(text, tags)))


def tags_outside_comments(text: str) -> Iterator[Token]:
    is_comment = False
    for token in DebugLexer(text).tokenize():
        if token.token_type == TokenType.BLOCK and token.contents:
            name = token.contents.split()[0]
            if not is_comment:
                yield token
            is_comment = name == "comment" or (is_comment and name != "endcomment")


def parent_name(tags: list[Token]) -> str | None:
    for tag in tags:
        name, *words = tag.split_contents()
        if name == "extends" and words:
            quoted = words[0][:1] in "\"'"
            return words[0].strip("\"'") if quoted else None
    return ""


def read_blocks(text: str, tags: list[Token]) -> Iterator[TemplateBlock]:
    """Blocks in the order of their ends. Those without an end are left out."""
    open_blocks: list[tuple[str, int]] = []
    for tag in tags:
        name, *words = tag.split_contents()
        tag_start, tag_end = tag.position or (0, 0)
        if name == "block" and words:
            open_blocks.append((words[0], tag_end))
        elif name == "endblock" and open_blocks:
            block, start = open_blocks.pop()
            yield TemplateBlock(block, text[start:tag_start], not open_blocks)
