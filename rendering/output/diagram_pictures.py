"""Diagrams for readers without our style sheet: pictures in feeds, sources in mails.

The picture is the SVG of the page with its own colours, light and dark.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from html import escape, unescape

from ..html.palette import FEED_COLOURS
from .formula_svg import DARK_INK, DARK_PAPER, INK, PAPER

DIAGRAM = re.compile(r'<figure class="diagram">.*?(<svg .*?</svg>).*?</figure>', re.DOTALL)
CAPTION = re.compile(r"<figcaption>.*?</figcaption>", re.DOTALL)
SOURCE = re.compile(r"<pre\b[^>]*>(<code>.*</code>)</pre>", re.DOTALL)
ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
WORDS = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LONGEST_ALT = 500
DARK_COLOURS = {
    "red": "#ff8a6e",
    "yellow": "#ecb951",
    "green": "#a9c77a",
    "teal": "#62c6c4",
    "blue": "#8fb8f0",
    "purple": "#c9a0de",
}
LIGHT_SIDE = {name: FEED_COLOURS[name] for name in DARK_COLOURS}
STYLE = "text{font-family:sans-serif}.bold{font-weight:600}.slanted{font-style:italic}"

FindAddress = Callable[[str], str]


def diagrams_of(html: str) -> list[str]:
    """The SVG elements of the diagrams of rendered `html`, in their order."""
    return [match[1] for match in DIAGRAM.finditer(html)]


def diagram_name(svg: str) -> str:
    """A digest of the diagram and of how its picture is made."""
    return sha256(diagram_picture(svg).encode()).hexdigest()[:32]


def diagram_picture(svg: str) -> str:
    """The SVG as a file of its own, on a background."""
    values = attributes_of(svg)
    left, top, width, height = values["viewBox"].split()
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{values["viewBox"]}"'
        f' width="{values["width"]}" height="{values["height"]}">'
    )
    paper = f'<rect class="f-paper" x="{left}" y="{top}" width="{width}" height="{height}"/>'
    content = svg[svg.index(">") + 1 :]
    return f"{start}<style>{picture_style()}</style>{paper}{content}"


def picture_style() -> str:
    light = colour_rules(INK, PAPER, "#e9ede7", "#cdd5ce", "#7b8783", LIGHT_SIDE)
    dark = colour_rules(DARK_INK, DARK_PAPER, "#171f20", "#2a3536", "#66746f", DARK_COLOURS)
    return f"{STYLE}{light}@media(prefers-color-scheme:dark){{{dark}}}"


def colour_rules(
    ink: str, paper: str, panel: str, grey: str, line: str, hues: dict[str, str]
) -> str:
    fills = {"none": "none", "paper": paper, "panel": panel, "grey": grey, "ink": ink}
    strokes = {"paper": paper, "panel": line, "grey": line, "ink": ink, **hues}
    return (
        f"text{{fill:{ink}}}.on-ink{{fill:{paper}}}"
        + "".join(f".f-{name}{{fill:{value}}}" for name, value in fills.items())
        + "".join(f".f-{name}{{fill:{tint(value, paper)}}}" for name, value in hues.items())
        + "".join(f".s-{name}{{stroke:{value}}}" for name, value in strokes.items())
    )


def tint(colour: str, paper: str) -> str:
    """A fifth of the colour on paper, as the style sheet mixes them."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(paper[1:]), strict=True)
    return "#" + bytes(round(0.2 * one + 0.8 * other) for one, other in pairs).hex()


def with_diagram_pictures(html: str, find_address: FindAddress) -> str:
    """`html` with pictures in place of diagrams; `find_address` gives that of an SVG."""

    def picture(match: re.Match[str]) -> str:
        caption = CAPTION.search(match[0])
        image = diagram_image(match[1], find_address)
        return f"<figure>{image}{caption[0] if caption else ''}</figure>"

    return DIAGRAM.sub(picture, html)


def with_diagrams_and_sources(html: str, find_address: FindAddress) -> str:
    """`html` with pictures in place of the drawings alone; the sources stay below them."""

    def picture(match: re.Match[str]) -> str:
        return match[0].replace(match[1], diagram_image(match[1], find_address), 1)

    return DIAGRAM.sub(picture, html)


def diagram_image(svg: str, find_address: FindAddress) -> str:
    values, words = attributes_of(svg), alternative_text(svg)
    address = escape(find_address(svg))
    return (
        f'<img src="{address}" alt="{words}" width="{values["width"]}" height="{values["height"]}">'
    )


def with_diagram_sources(html: str) -> str:
    """`html` with code in place of diagrams."""

    def code(match: re.Match[str]) -> str:
        source, caption = SOURCE.search(match[0]), CAPTION.search(match[0])
        title = f"<p><strong>{TAG.sub('', caption[0])}</strong></p>" if caption else ""
        return f"{title}<pre>{source[1]}</pre>" if source else ""

    return DIAGRAM.sub(code, html)


def alternative_text(svg: str) -> str:
    """The name of the diagram and its words, escaped."""
    words = (unescape(TAG.sub("", text)) for text in WORDS.findall(svg))
    text = f"{unescape(attributes_of(svg)['aria-label'])}: {' '.join(words)}"
    return escape(text[:LONGEST_ALT])


def attributes_of(svg: str) -> dict[str, str]:
    return dict(ATTRIBUTE.findall(svg[: svg.index(">")]))
