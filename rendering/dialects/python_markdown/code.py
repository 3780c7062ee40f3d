"""Code in the Python-Markdown dialect: PyMdown's fences, CodeHilite's indented blocks."""

import re
from functools import partial
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape
from pymdownx.superfences import (
    NESTED_FENCE_END,
    SuperFencesBlockPreprocessor,
    SuperFencesCodeBlockProcessor,
    SuperFencesCodeExtension,
)

from ...code import code_block, inline_language
from ...document import FORMULA_CLASS, Document
from ...math.formula_delimiters import MATH_FENCE
from ...placeholders import CodeBlock, Formula

FENCE_START = re.compile(r"(?P<fence>~{3,}|`{3,}(?=[^`\n]*$))(?P<info>.*)")
# `:::python` is removed; `#!python` is removed and turns line numbers on; `#!/usr/bin/python`
# stays and turns them on.
HEADER = re.compile(
    r"(?:::+|(?P<shebang>#!))(?P<path>(?:/\w+)*[/ ])?(?P<language>[\w#.+-]+)[ \t]*"
    r"(?:hl_lines=(?P<quote>[\"'])(?P<lines>[^\"']*)(?P=quote))?[ \t]*"
)


class FencesExtension(SuperFencesCodeExtension):  # type: ignore[misc]
    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def patch_fenced_rule(self) -> None:
        """Register the processors without PyMdown's highlighting."""
        fences = FencePreprocessor(self.md)
        indented = SuperFencesCodeBlockProcessor(self.md.parser)
        for rule in (fences, indented):
            rule.config, rule.extension = self.getConfigs(), self
        fences.hold = partial(hold_fence, self.document)
        self.md.preprocessors.register(fences, "fenced_code_block", 25)
        self.md.parser.blockprocessors.register(indented, "code", 80)


class FencePreprocessor(SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """Finds fences as PyMdown does, but parses the info string as the other dialect does.

    PyMdown's regular expression for the info string takes exponential time.
    """

    def get_hl_settings(self) -> None:
        """No settings: a later step highlights code and reads attributes."""
        self.attr_list = False

    def search_nested(self, lines: list[str]) -> list[str]:
        for number, line in enumerate(lines):
            if self.fence is None:
                self.begin_fence(line, number)
            else:
                self.continue_fence(line, number + 1)
        result: list[str] = self.reassemble(lines)
        return result

    def begin_fence(self, line: str, number: int) -> None:
        if "```" not in line and "~~~" not in line:
            return
        ws = self.parse_whitespace(line)
        opening = FENCE_START.match(line, self.ws_len)
        if opening is None:
            return
        self.start, self.ws, self.quote_level = number, ws, ws.count(">")
        self.first = ws + self.normalize_ws(opening[0])
        self.fence, self.empty_lines = opening["fence"], 0
        self.fence_end = re.compile(NESTED_FENCE_END % self.fence)
        self.formatter = partial(self.hold, opening["info"], number + 1)

    def continue_fence(self, line: str, end: int) -> None:
        """Read a line within a fence: code, its last line, or the end of the quote around it."""
        ws, content = self.parse_fence_line(line)
        level = ws.count(">")
        if self.quote_level:
            self.eval_quoted(ws, content, level, self.start, end)
        elif level == 0:
            self.eval_fence(ws, content, self.start, end)
        else:
            self.clear()


def hold_fence(document: Document, info: str, line: int, *, src: str, **_: Any) -> str:
    if MATH_FENCE.match(info):
        # The formula begins on the line below the fence.
        return document.hold(Formula(src, display=True, block=True, line=line + 1))
    return document.hold(code_block(f"{src}\n" if src else "", info, line))


class IndentedCode(Treeprocessor):
    """Code indented by four spaces. As in CodeHilite, its first line may name the language."""

    def __init__(self, md: Markdown, document: Document) -> None:
        super().__init__(md)
        self.document = document

    def run(self, root: Element) -> None:
        for pre in list(root.iter("pre")):
            code = pre.find("code")
            if code is not None and not pre.get("class"):
                self.replace_by_placeholder(pre, unescape(code.text or "").rstrip("\n") + "\n")

    def replace_by_placeholder(self, pre: Element, source: str) -> None:
        block = indented_block(source)
        tail = pre.tail
        pre.clear()
        pre.tail = tail
        pre.set("class", self.document.class_of(block))
        pre.text = AtomicString(self.document.placeholder_name(block))


def indented_block(source: str) -> CodeBlock:
    first, _, rest = source.partition("\n")
    header = HEADER.fullmatch(first)
    if header is None or (header["shebang"] is None and header["path"]):
        return CodeBlock(source, language="", title="")
    lines = f'hl_lines="{header["lines"]}"' if header["lines"] else ""
    block = code_block(source if header["path"] else rest, f"{header['language']} {lines}")
    block.numbers = True if header["shebang"] else None
    return block


class InlineCode(Treeprocessor):
    """The language of a code span: `#!python x`, or a class of its attribute list."""

    def run(self, root: Element) -> None:
        for code in root.iter("code"):
            if code.get("class") == FORMULA_CLASS:
                continue
            names = (code.get("class") or "").split()
            for name in [*names, ""]:
                language, text = inline_language(unescape(code.text or ""), name)
                if language and not len(code):
                    code.set("class", " ".join([language, *(n for n in names if n != name)]))
                    code.text = AtomicString(code_escape(text))
                    break
