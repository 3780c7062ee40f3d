"""The structure of a page that is compared: counts of elements, and the text of each block."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from emoji import emojize
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rendering.html.text_flow import flow_text

from .declared import meant
from .declared_html import lone_pictures, make_readable, order_notes, show_words, with_embeds
from .formulas import WORD, without_marks
from .signs import without_signs

COUNTED = (
    *("p", "ul", "ol", "li", "pre", "table", "tr", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "del", "ins", "a", "code", "img"),
    "formula",
)
# Elements that the sanitizer removes with their content.
DROPPED = "script, style, iframe, svg, template, noscript, title, textarea, object"
# Elements that each program adds: footnote marks, heading links, callout titles, captions.
OUR_SIGNS = (
    "a.sec, sup.fn, a.back, aside > b:first-child, figcaption, details[class] > summary,"
    " caption > .fig, video > a, audio > a"
)
THEIR_SIGNS = (
    "sup.footnote-ref, sup:has(> a.footnote-ref), a.footnote-backref, p.admonition-title,"
    " figcaption, .tabbed-labels, details[class] > summary"
)
RAW = re.compile(r"\$[^$\n]{0,500}?\\[A-Za-z]+[^$\n]{0,500}\$")
# Invisible characters, which the sanitizer removes.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufe0f\ufeff\u200b]")
ALERT = re.compile(r"^\s*\[!\w+\][+-]?[^\n]*\n?")
ANGLES = re.compile(r"<(https?://[^<>\s]*)>")
FOREIGN = re.compile(r"xdeclaredm\d+m")
# Displayed formulas and tags of other systems are not paragraphs.
NO_PROSE = re.compile(rf"\s*(?:(?:\$xdisplay\d+x\$|{FOREIGN.pattern})\s*)+")

Structure = Counter[str]


@dataclass(slots=True)
class Page:
    """`texts`: the text of each block without white space; formulas as LaTeX."""

    counts: Structure = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    unconverted: list[tuple[str, bool]] = field(default_factory=list)


def tree_of(html: str) -> LexborNode:
    body = LexborHTMLParser(f"<body>{html}").body
    assert body is not None
    return body


def ours(html: str, dialect: str) -> Page:
    body = tree_of(html)
    page = Page()
    remove(body, OUR_SIGNS)
    take_formulas(body, page)
    take_mistakes(body, page)
    page.counts = count(body) + figures(body)
    page.counts["p"] -= sum(is_quiet(p) for p in body.css("p:has(> .quiet):not(li p, dd p)"))
    page.counts["formula"] = len(page.formulas)
    if dialect == "commonmark":
        page.counts += definitions(body)
        page.counts["p"] += sum(bool(words.text().strip()) for words in body.css("caption"))
        page.counts["blockquote"] += len(body.css("aside"))  # an alert is a quote to others
    page.counts = +page.counts
    make_readable(body)
    page.texts = texts(body)
    return page


def take_formulas(body: LexborNode, page: Page) -> None:
    for node in body.css("math"):
        latex = node.css_first('annotation[encoding="application/x-tex"]')
        if latex is None:  # it only defines macros
            node.remove()
            continue
        page.formulas.append(latex.text())
        node.replace_with(f" {without_marks(latex.text())} ")


def take_mistakes(body: LexborNode, page: Page) -> None:
    for node in body.css("code.bad-math"):
        latex = node.text()
        block = node.parent if node.parent is not None and node.parent.tag == "pre" else None
        page.formulas.append(latex)
        page.unconverted.append((latex, block is not None))
        (block or node).replace_with(f"\n\n{latex}\n\n" if block else latex)


def figures(body: LexborNode) -> Structure:
    """Pictures that are alone in a paragraph; other programs keep the paragraph."""
    return Counter(
        p=len(body.css("figure.pic:not(.pics > *, li *, dd *), div.pics:not(li *, dd *)"))
    )


def theirs(html: str, formulas: Sequence[str]) -> Page:
    """The page of another program; `formulas` are the masked formulas by number."""
    body = tree_of(with_embeds(html))
    page = Page()
    show_words(body)
    order_notes(body)
    remove(body, DROPPED)
    remove(body, THEIR_SIGNS)
    for quote in body.css("blockquote > p:first-child"):
        begun = quote.first_child
        if begun is not None and begun.tag == "-text" and ALERT.match(begun.text_content or ""):
            begun.replace_with(ALERT.sub("", begun.text_content or ""))
    for code in body.css("pre > code.language-formula"):
        page.formulas += [formulas[n] for n in numbers(code.text())]
        code.parent.replace_with("\n\n" + unmasked(code.text(), formulas) + "\n\n")  # type: ignore[union-attr]
    for code in body.css("pre, code"):  # what the benchmark took for a formula is code
        code_as_written(code, formulas)
    page.counts = count(body)
    page.counts["p"] += lone_pictures(body)
    page.counts["p"] -= sum(bool(NO_PROSE.fullmatch(p.text())) for p in body.css("p:not(li p)"))
    make_readable(body)
    page.texts = [unmasked(text, formulas) for text in texts(body)]
    remove(body, "pre, code")
    page.formulas += [formulas[n] for n in numbers(body.text())]
    page.counts["h2"] += page.counts.pop("h1", 0)  # the title is the page's only h1
    page.counts["formula"] = len(page.formulas)
    page.counts = +page.counts
    return page


def code_as_written(node: LexborNode, formulas: Sequence[str]) -> None:
    for text in [part for part in node.traverse(include_text=True) if part.tag == "-text"]:
        written = text.text_content or ""
        if WORD.search(written):
            text.replace_with(WORD.sub(lambda match: formulas[int(match[1])], written))


def is_quiet(paragraph: LexborNode) -> bool:
    """Whether it has only unknown tags of other systems."""
    quiet = "".join(mark.text() for mark in paragraph.css(".quiet"))
    return "".join(paragraph.text().split()) == "".join(quiet.split())


def definitions(body: LexborNode) -> Structure:
    """Definitions as the other program renders them: a paragraph and a list."""
    terms, items = len(body.css("dt")), len(body.css("dd"))
    lists = len(body.css("dt + dd"))
    return Counter(p=terms, li=items, ul=lists)


def raw_formulas(html: str) -> list[str]:
    """LaTeX between dollar signs in visible text."""
    body = tree_of(html)
    remove(body, "math, pre, code, kbd, samp")
    return RAW.findall(body.text())


def remove(body: LexborNode, selector: str) -> None:
    for node in body.css(selector):
        node.decompose()


def numbers(text: str) -> list[int]:
    return [int(match[1]) for match in WORD.finditer(text)]


def unmasked(text: str, formulas: Sequence[str]) -> str:
    text = re.sub(rf"\$({WORD.pattern})\$", r"\1", text)

    def latex(match: re.Match[str]) -> str:
        return UNSEEN.sub("", "".join(without_marks(meant(formulas[int(match[1])])).split()))

    return WORD.sub(latex, text)


def texts(body: LexborNode) -> list[str]:
    pieces = re.split(r"\n\s*\n", flow_text(body, lambda _node: None))
    return [text for piece in pieces if (text := "".join(alike(piece).split()))]


def alike(text: str) -> str:
    """The text without characters that only one of the programs shows, also in code."""
    plain = ANGLES.sub(r"\1", without_signs(text))
    return UNSEEN.sub("", emojize(plain, language="alias"))


def count(body: LexborNode) -> Structure:
    found = Counter(name for name in names(body) if name in COUNTED)
    found["code"] -= len(body.css("pre > code"))
    found["a"] -= len(body.css("a:not([href]), a[href=''], a[href^='#'], a[href*=xdeclaredm]"))
    # Nested bold is bold; cmark writes it once.
    found["strong"] -= len({inner.mem_id for inner in body.css("strong strong")})
    # Paragraphs in list items are compared by their texts.
    found["p"] -= len({paragraph.mem_id for paragraph in body.css("li p, dd p")})
    return +found


def names(body: LexborNode) -> Iterator[str]:
    for node in body.traverse():
        yield node.tag or ""


def differences(one: Structure, other: Structure) -> dict[str, tuple[int, int]]:
    return {name: (one[name], other[name]) for name in COUNTED if one[name] != other[name]}


def other_texts(one: list[str], other: list[str]) -> list[tuple[str, str]]:
    """The texts that differ, in order. Tags of other systems are an intended difference."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    pairs = (
        ("¶".join(one[a:b]), "¶".join(other[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )
    return [
        (mine, their)
        for mine, their in pairs
        if mine.replace("¶", "") != their.replace("¶", "") and not FOREIGN.search(their)
    ]
