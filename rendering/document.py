"""The state of one article while the steps of the pipeline render it."""

import re
import secrets
from dataclasses import dataclass, field
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .compat.tag_placeholders import TagPlaceholders
from .html.characters import CountsCache
from .messages import Message, with_texts
from .options import File, Options
from .page_blocks import PageBlock
from .page_words import Wording, wording
from .placeholders import CodeBlock, EquationReference, Formula
from .result import BlockLines, Counts, RenderedLink, RenderWarning, TextSection, TocHeading

LONGEST_SNIPPET = 80
FORMULA_CLASS = "lw-formula"
CODE_CLASS = "lw-code"
# The fixed number of digits in a placeholder, so that digits behind it do not belong to it.
DIGITS = 7
PLACEHOLDER = re.compile(
    rf'<(pre|code) class="(?:{FORMULA_CLASS}|{CODE_CLASS})">([^<>-]+)-(\d+)</\1>'
)
# Links whose text is their target, and links that stand for an embedded note.
IMPLIED_CLASS = "lw-implied"
EMBEDDED_CLASS = "lw-embedded"
# The mark of an element with its line in the source.
LINE_ATTRIBUTE = "data-line"
# Captions that are not in a figure yet.
CAPTION_CLASS = "lw-caption"
# The marker where the author ends the excerpt.
MORE_CLASS = "lw-more"

Held = Formula | EquationReference | CodeBlock


@dataclass(slots=True)
class Document:
    """Steps read and write these attributes:

    - `source` is the source for the parser, `original_source` the author's; `html`, and later
      `tree`, the page so far.
    - `held`: formulas, references and code blocks, for which the HTML has placeholders. These
      contain the random `token`, so that no author can write one. `line_token` is likewise in
      the marks with the lines of blocks, which become `block_lines`.
    - `tag_placeholders`: tags of other systems, for which the source has placeholders.
    - `hidden_texts`: parts of the source that the page does not show on purpose. `is_myst`: the
      source has directives or roles of MyST, so that a line beginning with % is a comment.
    - `blocks`: the text of the page, block by block. `blocks_before_more` is the number of blocks
      before the marker that ends the excerpt; `character_counts` caches the counts of texts;
      `inline_codes` are the texts of code spans.
    - `stand_ins`: links and texts shown in place of images, by `mem_id`, with the alternative
      text of the image.
    - `files`: the files of pictures, players and links, by `mem_id`.
    - `extracted_texts`: what excerpts and texts for search say in place of an element's own text,
      by `mem_id`.
    - `embeds`: the keys of the pages of other sites that are shown as cards; `diagrams`: how many
      are drawn.
    - `captions`: alternative texts with formulas, and the same with the names of placeholders.
    - `missing_packages`: npm packages that the article needs and that are not installed.
    - `guessed_language`: the language of the text, '' if it has no words.
    """

    source: str
    options: Options = field(default_factory=Options)
    html: str = ""
    tree: LexborHTMLParser | None = None
    held: list[Held] = field(default_factory=list)
    warnings: list[RenderWarning] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=dict)
    toc: tuple[TocHeading, ...] = ()
    blocks: list[PageBlock] = field(default_factory=list)
    inline_codes: list[str] = field(default_factory=list)
    character_counts: CountsCache = field(default_factory=CountsCache)
    stand_ins: dict[int, str] = field(default_factory=dict)
    files: dict[int, File] = field(default_factory=dict)
    extracted_texts: dict[int, str] = field(default_factory=dict)
    captions: dict[str, str] = field(default_factory=dict)
    blocks_before_more: int | None = None
    excerpt: str = ""
    excerpt_html: str = ""
    strip: tuple[str, ...] = ()
    headings: str = ""
    prose: str = ""
    code: str = ""
    sections: tuple[TextSection, ...] = ()
    counts: Counts = field(default_factory=Counts)
    links: list[RenderedLink] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    diagrams: int = 0
    guessed_language: str = ""
    missing_packages: set[str] = field(default_factory=set)
    tag_placeholders: TagPlaceholders | None = None
    original_source: str = ""
    hidden_texts: list[str] = field(default_factory=list)
    is_myst: bool = False
    block_lines: BlockLines = field(default_factory=BlockLines)
    token: str = field(default_factory=lambda: secrets.token_hex(12))
    line_token: str = field(default_factory=lambda: secrets.token_hex(12))

    @property
    def dialect(self) -> str:
        return self.options.dialect

    @property
    def language(self) -> str:
        return self.options.language

    @property
    def words(self) -> Wording:
        return wording(self.language)

    @property
    def body(self) -> LexborNode:
        """The root of the sanitized HTML. It exists after the step `build_tree`."""
        assert self.tree is not None
        assert self.tree.body is not None
        return self.tree.body

    def hold(self, thing: Held) -> str:
        """Keep `thing` until the last step; returns its placeholder as HTML."""
        block = isinstance(thing, CodeBlock) or (isinstance(thing, Formula) and thing.block)
        tag = "pre" if block else "code"
        return f'<{tag} class="{self.class_of(thing)}">{self.placeholder_name(thing)}</{tag}>'

    def placeholder_name(self, thing: Held) -> str:
        """Keep `thing` until the last step; returns the text of its placeholder."""
        self.held.append(thing)
        return f"{self.token}-{len(self.held) - 1:0{DIGITS}}"

    def line_mark(self, line: int) -> str:
        """The value of LINE_ATTRIBUTE for a line of the source, from 1."""
        return f"{self.line_token}:{line}"

    @staticmethod
    def class_of(thing: Held) -> str:
        return CODE_CLASS if isinstance(thing, CodeBlock) else FORMULA_CLASS

    def held_by(self, node: LexborNode) -> Held | None:
        """The formula, reference or code block that `node` is the placeholder of, else None."""
        if node.tag not in ("pre", "code"):
            return None
        return self.held_by_name(node.text())

    def held_by_name(self, name: str) -> Held | None:
        """As `held_by`, from the text of a placeholder."""
        token, _, number = name.partition("-")
        return self.held[int(number)] if token == self.token else None

    def held_in_order(self) -> list[Held]:
        """What the page still has placeholders of, in the order of the page, each once."""
        html = self.html if self.tree is None else self.body.inner_html or ""
        _, *found = html.split(f">{self.token}-")
        numbers = (int(text.partition("<")[0]) for text in found)
        return [self.held[number] for number in dict.fromkeys(numbers)]

    def restore_torn_placeholders(self, html: str) -> str:
        """`html` with the source in place of placeholders that an unclosed tag has damaged."""
        if html.count(f"{self.token}-") == self.count_placeholders(html):
            return html
        name = re.compile(
            rf'(<(?:pre|code) class="(?:{FORMULA_CLASS}|{CODE_CLASS})">)?'
            rf"{self.token}-(\d{{{DIGITS}}})(</(?:pre|code)>)?"
        )

        def whole_or_source(match: re.Match[str]) -> str:
            return (
                match[0] if match[1] and match[3] else escape(held_source(self.held[int(match[2])]))
            )

        return name.sub(whole_or_source, html)

    def with_sources(self, text: str) -> str:
        """`text` with the source in place of each placeholder."""
        first, *rest = text.split(f"{self.token}-")
        pieces = (held_source(self.held[int(p[:DIGITS])]) + p[DIGITS:] for p in rest)
        return "".join([first, *pieces])

    def alternative_text(self, words: str) -> str:
        """LaTeX in place of the names of formulas in the words of a picture. Keeps the names."""
        text = self.with_sources(words)
        if text != words:
            self.captions[text] = words
        return text

    def count_placeholders(self, html: str) -> int:
        return sum(token == self.token for _tag, token, _number in PLACEHOLDER.findall(html))

    def fill_placeholders(self, html: str) -> str:
        """`html` with the finished HTML in place of each placeholder."""

        def held(match: re.Match[str]) -> str:
            return self.held[int(match[3])].html if match[2] == self.token else match[0]

        return PLACEHOLDER.sub(held, html)

    def warn(
        self,
        told: Message,
        snippet: str = "",
        line: int | None = None,
        fix: str | None = None,
        quote: str = "",
    ) -> None:
        """Add a warning for the author. Its line is `line`, else the first with the snippet.

        It quotes `quote`, else the beginning of the snippet.
        """
        quote = quote or short_snippet(" ".join(self.as_written(snippet).split()))
        params = {**told["params"], "quote": quote} if quote else told["params"]
        params = with_texts(params, self.as_written)
        better = self.as_written(fix) if fix else fix
        found = line or self.line_of(snippet)
        self.warnings.append(RenderWarning(found, told["code"], params, better))

    def as_written(self, text: str) -> str:
        """`text` with the author's tags of other systems in place of their placeholders."""
        return self.tag_placeholders.restore(text) if self.tag_placeholders else text

    def line_of(self, snippet: str) -> int | None:
        """The line of the source that has the first line of the snippet, from 1."""
        first = next((line.strip() for line in snippet.split("\n") if line.strip()), "")
        position = self.source.find(first) if first else -1
        return self.source.count("\n", 0, position) + 1 if position >= 0 else None


def html_attributes(**values: str) -> str:
    """HTML attributes with escaped values, each with a space before it; empty ones are omitted."""
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


def short_snippet(text: str) -> str:
    return text if len(text) <= LONGEST_SNIPPET else text[:LONGEST_SNIPPET] + "…"


def held_source(thing: Held) -> str:
    """What its author wrote: LaTeX, code or a label."""
    match thing:
        case Formula():
            return thing.latex
        case CodeBlock():
            return thing.source
    return thing.label
