"""The article on its way through the steps."""

import re
import secrets
from dataclasses import dataclass, field
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .compat.tag_placeholders import TagPlaceholders
from .html.characters import CountsCache
from .messages import Wording, wording
from .options import Options
from .page_blocks import PageBlock
from .placeholders import CodeBlock, EquationReference, Formula
from .result import Counts, RenderedLink, RenderWarning, TocHeading

LONGEST_SNIPPET = 80
FORMULA_CLASS = "lw-formula"
CODE_CLASS = "lw-code"
# Of a number always so many, or one in the text behind it would belong to it.
DIGITS = 7
PLACEHOLDER = re.compile(
    rf'<(pre|code) class="(?:{FORMULA_CLASS}|{CODE_CLASS})">([^<>-]+)-(\d+)</\1>'
)
# Links whose words are their target, and those in the place of a whole note.
IMPLIED_CLASS = "lw-implied"
EMBEDDED_CLASS = "lw-embedded"
# Where the author ends the excerpt.
MORE_CLASS = "lw-more"


Held = Formula | EquationReference | CodeBlock


@dataclass(slots=True)
class Document:
    """`held` are the formulas, references and code blocks that the HTML so far only names.

    Their placeholders carry a random token, so that no author can write one. `blocks` is the page
    as it is read, `amounts` what its pieces of text hold, `codes` are the pieces of code within its
    sentences; `foreign` are the marks of other systems, for which words stand in the source;
    `missing` are packages that set-up could not fetch and that the article needs.
    `stand_ins` are the links and words shown in the place of pictures, by `mem_id`, with the
    author's description. `before_more` is how many blocks stand before the mark that ends the
    excerpt.
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
    codes: list[str] = field(default_factory=list)
    amounts: CountsCache = field(default_factory=CountsCache)
    stand_ins: dict[int, str] = field(default_factory=dict)
    before_more: int | None = None
    excerpt: str = ""
    excerpt_html: str = ""
    strip: tuple[str, ...] = ()
    headings: str = ""
    prose: str = ""
    code: str = ""
    counts: Counts = field(default_factory=Counts)
    links: list[RenderedLink] = field(default_factory=list)
    guess: str = ""
    missing: set[str] = field(default_factory=set)
    tag_placeholders: TagPlaceholders | None = None
    written: str = ""
    hidden: list[str] = field(default_factory=list)
    token: str = field(default_factory=lambda: secrets.token_hex(12))

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
        """The root of the cleaned HTML; there is none before `grow`."""
        assert self.tree is not None
        assert self.tree.body is not None
        return self.tree.body

    def hold(self, thing: Held) -> str:
        """Keep `thing` until the end; its placeholder, as HTML."""
        block = isinstance(thing, CodeBlock) or (isinstance(thing, Formula) and thing.block)
        tag = "pre" if block else "code"
        return f'<{tag} class="{self.class_of(thing)}">{self.name(thing)}</{tag}>'

    def name(self, thing: Held) -> str:
        """The text of the placeholder that stands for `thing` from now on."""
        self.held.append(thing)
        return f"{self.token}-{len(self.held) - 1:0{DIGITS}}"

    @staticmethod
    def class_of(thing: Held) -> str:
        return CODE_CLASS if isinstance(thing, CodeBlock) else FORMULA_CLASS

    def held_by(self, node: LexborNode) -> Held | None:
        """What `node` is the placeholder of, if it is one."""
        if node.tag not in ("pre", "code"):
            return None
        return self.held_as(node.text())

    def held_as(self, name: str) -> Held | None:
        """What the text of a placeholder stands for."""
        token, _, number = name.partition("-")
        return self.held[int(number)] if token == self.token else None

    def in_order(self) -> list[Held]:
        """What survived cleaning, in the order of the page, each once."""
        html = self.html if self.tree is None else self.body.inner_html or ""
        _, *found = html.split(f">{self.token}-")
        numbers = (int(text.partition("<")[0]) for text in found)
        return [self.held[number] for number in dict.fromkeys(numbers)]

    def free_strays(self, html: str) -> str:
        """`html` with the source of what an unclosed tag of the author's took apart."""
        if html.count(f"{self.token}-") == self.count_placeholders(html):
            return html
        name = re.compile(
            rf'(<(?:pre|code) class="(?:{FORMULA_CLASS}|{CODE_CLASS})">)?'
            rf"{self.token}-(\d{{{DIGITS}}})(</(?:pre|code)>)?"
        )

        def kept_or_freed(match: re.Match[str]) -> str:
            return (
                match[0] if match[1] and match[3] else escape(held_source(self.held[int(match[2])]))
            )

        return name.sub(kept_or_freed, html)

    def as_text(self, text: str) -> str:
        """`text` with the source of what its placeholders stand for."""
        first, *rest = text.split(f"{self.token}-")
        pieces = (held_source(self.held[int(p[:DIGITS])]) + p[DIGITS:] for p in rest)
        return "".join([first, *pieces])

    def count_placeholders(self, html: str) -> int:
        return sum(token == self.token for _tag, token, _number in PLACEHOLDER.findall(html))

    def release(self, html: str) -> str:
        """`html` with every placeholder replaced by what it stands for."""

        def held(match: re.Match[str]) -> str:
            return self.held[int(match[3])].html if match[2] == self.token else match[0]

        return PLACEHOLDER.sub(held, html)

    def warn(
        self, message: str, snippet: str = "", line: int | None = None, fix: str | None = None
    ) -> None:
        """Tell the author, naming the place: the given line, else where the snippet stands."""
        short = " ".join(self.as_written(snippet).split())
        if len(short) > LONGEST_SNIPPET:
            short = short[:LONGEST_SNIPPET] + "…"
        text = self.as_written(f"{message}: {short}" if short else message)
        better = self.as_written(fix) if fix else fix
        self.warnings.append(RenderWarning(line or self.line_of(snippet), text, better))

    def as_written(self, text: str) -> str:
        """`text` with the marks of other systems, not with the words that stand for them."""
        return self.tag_placeholders.restore(text) if self.tag_placeholders else text

    def line_of(self, snippet: str) -> int | None:
        first = next((line.strip() for line in snippet.split("\n") if line.strip()), "")
        place = self.source.find(first) if first else -1
        return self.source.count("\n", 0, place) + 1 if place >= 0 else None


def html_attributes(**values: str) -> str:
    """HTML attributes, escaped, empty ones left out."""
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


def held_source(thing: "Formula | CodeBlock | EquationReference") -> str:
    match thing:
        case Formula():
            return thing.latex
        case CodeBlock():
            return thing.source
    return thing.label
