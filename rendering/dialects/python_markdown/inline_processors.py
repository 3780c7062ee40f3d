"""Inline processors for subscript, keys, inline footnotes, and tags that are text."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import (
    HTML_RE,
    HtmlInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
)
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ...document import Document
from ..commonmark.code_like_text import CHARACTER_CLASS
from ..commonmark.highlight import is_ascii_word
from ..commonmark.keys import KEYS_PATTERN, key_names
from ..commonmark.scripts import SCRIPT_TAGS, is_chinese_tilde, script_at
from ..prose_tags import ProseTagFinder, inline_center_tag

MatchResult = tuple[Element | None, int | None, int | None]
NO_MATCH: MatchResult = (None, None, None)
SNIPPET = r"""(?m)^-+8<-+(?:[ \t]+["'][^\n]*)?$"""
LONGEST_NOTE = 5000


def register_inline(md: Markdown, document: Document) -> None:
    # After fences, before HTML.
    md.preprocessors.register(SentencePreprocessor(md, document), "sentences", 22)
    md.inlinePatterns.register(ProseTagProcessor(md, document), "html", 90)
    md.inlinePatterns.register(SnippetProcessor(SNIPPET, md), "snippet", 188)
    md.inlinePatterns.register(InlineNoteProcessor(r"\^\[", md), "inline_note", 176)
    md.inlinePatterns.register(KeysProcessor(KEYS_PATTERN, md), "keys", 70)
    md.inlinePatterns.register(ScriptProcessor(r"[~^]", md), "scripts", 61)
    md.treeprocessors.register(InlineNoteTreeprocessor(md), "inline_notes", 19)


class SnippetProcessor(InlineProcessor):
    """A snippet, which would include a file, is shown as code."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> MatchResult:
        code = Element("code")
        code.text = AtomicString(m[0])
        return code, m.start(), m.end()


class ScriptProcessor(InlineProcessor):
    """`H~2~O` and `x^2^` as in PyMdown, except ranges and tildes as Chinese punctuation."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> MatchResult:
        mark, start = m[0], m.start()
        script = script_at(data, start, len(data))
        if script is None or (mark == "~" and is_chinese_tilde(data, start, script.content)):
            return NO_MATCH
        element = Element(SCRIPT_TAGS[mark])
        element.text = script.content
        return element, start, script.end


class SentencePreprocessor(Preprocessor):
    """Escapes tags that are the first word of a line, before raw HTML is parsed."""

    def __init__(self, md: Markdown, document: Document) -> None:
        super().__init__(md)
        self.prose = ProseTagFinder(document)

    def run(self, lines: list[str]) -> list[str]:
        return [self.prose.escape_first_tag(line) for line in lines]


class ProseTagProcessor(HtmlInlineProcessor):
    """The tags of a sentence. Literal ones stay as text.

    They are found at the first tag of a text: Python-Markdown replaces each tag by a placeholder
    before it searches the next one.
    """

    def __init__(self, md: Markdown, document: Document) -> None:
        super().__init__(HTML_RE, md)
        self.prose = ProseTagFinder(document)
        # The text behind the last tag.
        self.rest = ""
        # The distances of literal tags from the end of the text, which placeholders do not change.
        self.literal: set[int] = set()

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        distance = len(data) - m.start()
        if distance > len(self.rest) or not data.endswith(self.rest):
            self.literal = {len(data) - start for start in self.literal_tag_starts(data)}
        self.rest = data[m.end() :]
        if distance in self.literal:
            return AtomicString(m[0]), m.start(), m.end()
        tag = inline_center_tag(m[0])
        if tag != m[0]:
            return self.md.htmlStash.store(tag), m.start(), m.end()
        found: tuple[str, int, int] = super().handleMatch(m, data)  # type: ignore[assignment]
        return found

    def literal_tag_starts(self, data: str) -> set[int]:
        """The positions of the literal tags."""
        pieces, starts, end = [], [], 0
        for tag in self.getCompiledRegExp().finditer(data):
            pieces += [data[end : tag.start()], tag[0]]
            starts += [end, tag.start()]
            end = tag.end()
        starts.append(end)  # the rest may be a tag that Python-Markdown does not match
        return {starts[index] for index in self.prose.literal_tags([*pieces, data[end:]])}


class KeysProcessor(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> MatchResult:
        names = None if is_ascii_word(data, m.start() - 1) else key_names(m[1])
        if not names:
            return NO_MATCH
        keys = Element("span", {"class": "keys"})
        for number, name in enumerate(names):
            key = SubElement(keys, "kbd")
            key.text = AtomicString(name)
            key.tail = AtomicString("+") if number + 1 < len(names) else None
        return keys, m.start(), m.end()


class InlineNoteProcessor(LinkInlineProcessor):
    """`^[a note]`: a footnote reference that contains its text until `InlineNoteTreeprocessor`."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> MatchResult:
        if CHARACTER_CLASS.match(data, m.start()):
            return NO_MATCH
        text, end, whole = self.getText(data[: m.end() + LONGEST_NOTE], m.end())
        if not whole or not text.strip():
            return NO_MATCH
        mark = Element("sup")
        SubElement(mark, "a", {"class": "footnote-ref"})
        SubElement(mark, "span", {"class": "inline-note"}).text = text
        return mark, m.start(), end


class InlineNoteTreeprocessor(Treeprocessor):
    """Moves the texts of inline footnotes to the list of footnotes."""

    def run(self, root: Element) -> None:
        marks = [mark for mark in root.iter("sup") if is_inline_note(mark)]
        if not marks:
            return
        notes = footnote_list(root)
        for number, mark in enumerate(marks, 1):
            link, words = mark
            mark.remove(words)
            link.set("href", f"#fn:inline.note.{number}")
            words.tag, words.attrib = "p", {}
            SubElement(notes, "li", {"id": f"fn:inline.note.{number}"}).append(words)


def is_inline_note(mark: Element) -> bool:
    return len(mark) == 2 and mark[1].get("class") == "inline-note"


def footnote_list(root: Element) -> Element:
    for div in root.iter("div"):
        if div.get("class") == "footnote" and (notes := div.find("ol")) is not None:
            return notes
    return SubElement(SubElement(root, "div", {"class": "footnote"}), "ol")
