"""Replaces the foreign tags in the source by Markdown, or by placeholders where that is not enough.

Every line keeps its number, so that warnings name the right line.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from ..messages import Message, message
from ..placeholders import CodeBlock, Formula
from .foreign_tag import ForeignTag
from .markdown_text import link_address, markdown_image
from .replacements import (
    Box,
    BoxEnd,
    BoxTitleEnd,
    EscapedTag,
    ImageSize,
    Label,
    MarkdownImage,
    ParagraphBreak,
    Placed,
    QuietText,
    Removed,
    Replacement,
    TagText,
    WholeText,
)
from .tag_placeholders import TagPlaceholders

QUOTE = re.compile(r"[ \t]*>[ \t>]*")


class SourceRewriter:
    """`replacement_of` says what a tag is replaced by; `edits` are (start, end, new text)."""

    def __init__(
        self,
        source: str,
        placeholders: TagPlaceholders,
        replacement_of: Callable[[ForeignTag], Replacement],
    ) -> None:
        self.source = source
        self.placeholders = placeholders
        self.replacement_of = replacement_of
        self.edits: list[tuple[int, int, str]] = []

    def rewrite(self, tags: list[ForeignTag]) -> str:
        done = 0
        for tag in tags:
            # Tags within a replaced tag, and end tags that match, need no replacement.
            if tag.start >= done and not tag.is_matched:
                done = max(done, self.replace(tag))
        return self.apply_edits()

    def replace(self, tag: ForeignTag) -> int:
        """Add the edits for a tag and its end tag; return the end of the replaced source."""
        replacement = None if tag.is_end else self.replacement_of(tag)
        end = tag.end_tag
        is_whole = isinstance(replacement, Removed | WholeText | MarkdownImage)
        self.placeholders.sources.append(tag.whole if is_whole else tag.raw)
        if end:
            self.placeholders.sources.append(end.raw)
        match replacement:
            case TagText():
                self.replace_tag(tag, replacement.before)
                if end:
                    self.replace_tag(end, replacement.after)
            case Box() if end or replacement.content:
                self.replace_by_box(tag, replacement)
            case CodeBlock() | Formula():
                return self.replace_whole(tag, self.word(tag, replacement, tag.whole))
            case Removed():
                return self.replace_whole(
                    tag, "" if tag.whole_is_alone else self.word(tag, replacement)
                )
            case MarkdownImage():
                return self.replace_whole(tag, self.image(tag, replacement))
            case WholeText():
                return self.replace_whole(tag, replacement.text)
            case Box() | None:
                self.replace_by_quiet_text(tag, replacement)
            case _:
                self.replace_tag(tag, self.word(tag, replacement))
        return tag.end

    def replace_by_box(self, tag: ForeignTag, box: Box) -> None:
        number = len(self.placeholders.items)
        start = self.box_start(tag, box)
        if tag.end_tag:
            self.replace_tag(tag, start)
            self.replace_tag(tag.end_tag, self.box_end(tag.end_tag, number, box.credit))
        else:
            self.replace_tag(tag, f"{start} {box.content} {self.word(tag, BoxEnd(number), '')}")

    def word(self, tag: ForeignTag, replacement: Placed, raw: str | None = None) -> str:
        """The word of a new placeholder for `raw`, by default the source of the tag."""
        if isinstance(replacement, EscapedTag):
            raw = tag.arguments
        return self.placeholders.add(tag.raw if raw is None else raw, tag.line, replacement)

    def box_start(self, tag: ForeignTag, box: Box) -> str:
        """Placeholders around the title as the source has it, so that its Markdown is rendered."""
        title = box.title
        before, found, after = tag.raw.rpartition(title) if title else ("", "", "")
        if not found or "\n" in title:
            return self.word(tag, box) + self.word(tag, BoxTitleEnd(), "")
        start = self.word(tag, replace(box, title=""), before)
        return f"{start} {title} {self.word(tag, BoxTitleEnd(), after)}"

    def box_end(self, tag: ForeignTag, number: int, credit: str) -> str:
        """The end of the box with a line for the author of a quote above it."""
        line = f"{self.word(tag, ParagraphBreak(), '')} — {credit} " if credit else ""
        return line + self.word(tag, BoxEnd(number))

    def image(self, tag: ForeignTag, image: MarkdownImage) -> str:
        text = markdown_image(image.target, image.alt, image.caption)
        if image.width or image.height:
            text += self.word(tag, ImageSize(image.width, image.height), "")
        if image.link:
            text = f"[{text}]({link_address(image.link)})"
        return text + (self.word(tag, Label(image.label), "") if image.label else "")

    def replace_by_quiet_text(self, tag: ForeignTag, box: Box | None) -> None:
        problem = tag_problem(tag.display_name, is_end=tag.is_end, is_known=box is not None)
        self.replace_tag(tag, self.word(tag, QuietText(problem)))
        if tag.end_tag:
            self.replace_tag(tag.end_tag, self.word(tag.end_tag, QuietText(None)))

    def replace_whole(self, tag: ForeignTag, text: str) -> int:
        """Replace a tag with its content and its end tag."""
        end = tag.end_tag.end if tag.end_tag else tag.end
        self.add_edit(tag, end, text, alone=tag.whole_is_alone)
        return end

    def replace_tag(self, tag: ForeignTag, text: str) -> None:
        self.add_edit(tag, tag.end, text, alone=tag.is_alone)

    def add_edit(self, tag: ForeignTag, end: int, text: str, *, alone: bool) -> None:
        """Keep the number of lines: blank lines after a tag on lines of its own."""
        missing = self.source.count("\n", tag.start, end) - text.count("\n")
        if missing > 0:
            quote = QUOTE.match(self.source, tag.line_start, tag.start)
            filler = quote[0].rstrip() if quote else ""
            if not alone:
                filler += " " + self.word(tag, Removed(), "")
            text += f"\n{filler}" * missing
        self.edits.append((tag.start, end, text))

    def apply_edits(self) -> str:
        pieces, at = [], 0
        for start, end, text in sorted(self.edits, key=lambda edit: edit[:2]):
            if start >= at:
                pieces += [self.source[at:start], text]
                at = end
        return "".join([*pieces, self.source[at:]])


def tag_problem(name: str, *, is_end: bool, is_known: bool) -> Message:
    """Why a tag is shown as grey text."""
    if is_end:
        return message("mark-without-beginning", name=name, times="")
    if is_known:
        return message("mark-without-end", name=name, times="")
    return message("mark-unknown", name=name, times="")
