"""Draws a share card: site name, title, signal strip or year chart, topic, author and date."""

import re
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw

from articles.graphics import strips
from articles.graphics.cards import card_fonts, line_breaks
from articles.graphics.cards.card_colours import CHANNELS, INK, INK_2, PAPER, RULE
from articles.graphics.cards.card_fonts import FaceStack
from articles.graphics.cards.logo import FINER, draw_logo

SIZE = (1200, 630)
LEFT, RIGHT = 80, 1120
WIDEST = RIGHT - LEFT
MARK, TOP = 46, 64
TITLE_TOP, TITLE_FOOT = 144, 434
# (font size, maximum number of lines) of the title. At the last size, it is truncated: the title
# stands beside the card too, and smaller letters could not be read there.
SIZES = ((84, 2), (72, 3), (64, 3), (60, 4), (56, 4))
SMALLER = 0.03  # cost of each smaller size, comparable to the cost of line breaks
LEADING, TIGHT_LEADING = 1.3, 1.2  # of up to three lines, and of four
LABEL, FOOT = 28, 574
STRIP_BASE, STRIP_SCALE = 510, 3.0
TIGHTEST, LOOSEST = 3, 14  # pixels per tick
WIDTHS = {"p": 1.25, "c": 3, "f": 1.5, "g": 1}
COLOURS = 64
LABEL_GAP = 28
HEADING = 34  # size of the name of the site; on its own card, of its hero line
# Of the year chart: the letters of its SVG paths, and where it is drawn.
CHART_COLOURS = {"p": RULE, "h": CHANNELS["p"], "c": CHANNELS["c"], "f": CHANNELS["f"]}
CHART_TOP, CHART_BASE, CHART_FOOT = 330, 510, 30.0
CHART_LINE = re.compile(r"M([\d.]+) ([\d.]+)V([\d.]+)")


class Card(NamedTuple):
    """The content of a card. Equal cards are drawn as equal images."""

    title: str
    language: str
    site: str
    labels: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    # Of the card of the site: pairs of a class and an SVG path of the year chart, and its width.
    chart: tuple[tuple[str, str], ...] = ()
    chart_width: int = 0

    def can_be_drawn(self) -> bool:
        """Whether the fonts of this machine have all letters of the title."""
        stack = card_fonts.title_faces(self.language)
        return stack.can_show(self.title) and bool(stack.shown(self.title))


def draw_card(card: Card) -> bytes:
    """The PNG. Characters without a font are left out."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    draw_head(image, pen, card)
    draw_title(pen, card)
    if card.strip:
        draw_strip(image, card.strip)
    if card.chart:
        draw_chart(image, card)
    draw_labels(pen, card)
    out = BytesIO()
    # A sixth of the time of MEDIANCUT with optimize=True; the files are 2 kB larger.
    with_palette(image).save(out, "PNG", compress_level=6)
    return out.getvalue()


def with_palette(image: Image.Image) -> Image.Image:
    """The image in COLOURS. That of the paper is exact, which FASTOCTREE takes the mean for."""
    drawn = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
    palette, paper = drawn.getpalette() or [], drawn.getpixel((0, 0))
    assert isinstance(paper, int)
    palette[3 * paper : 3 * paper + 3] = ImageColor.getrgb(PAPER)
    drawn.putpalette(palette)
    return drawn


def draw_head(image: Image.Image, pen: ImageDraw.ImageDraw, card: Card) -> None:
    image.paste(draw_logo(MARK), (LEFT - 4, TOP))
    stack = card_fonts.title_faces(card.language)
    if stack.can_show(card.site):
        at = (LEFT + MARK + 12, TOP + MARK - 8)
        text = shortened_label(stack.shown(card.site), stack, WIDEST / 2)
        draw_text(pen, at, text, stack, HEADING, INK)


def draw_labels(pen: ImageDraw.ImageDraw, card: Card) -> None:
    faces = card_fonts.label_faces(card.language)
    x: float = LEFT
    for label in drawn_labels(card.labels, faces):
        x = draw_text(pen, (x, FOOT), label, faces, LABEL, INK_2) + LABEL_GAP


def drawn_labels(labels: tuple[str, ...], faces: FaceStack) -> list[str]:
    """The labels as one line holds them: the last, a date, is whole, the others are truncated."""
    shown = [label for label in map(faces.shown, labels) if label]
    left = WIDEST - LABEL_GAP * (len(shown) - 1)
    sizes = [line_breaks.measure(label, faces, LABEL) for label in shown]
    if sum(sizes) <= left:
        return shown
    if len(shown) == 1:
        return [shortened_label(shown[0], faces, left)]
    most = (left - sizes[-1]) / (len(shown) - 1)
    return [*(shortened_label(label, faces, most) for label in shown[:-1]), shown[-1]]


def draw_title(pen: ImageDraw.ImageDraw, card: Card) -> None:
    if not card.can_be_drawn():
        return
    stack = card_fonts.title_faces(card.language)
    size, set_lines = fitted_title(stack.shown(card.title), stack)
    step = size * (LEADING if len(set_lines) < 4 else TIGHT_LEADING)
    foot = CHART_TOP if card.chart else TITLE_FOOT
    free = foot - TITLE_TOP - step * len(set_lines)
    y = TITLE_TOP + min(free / 2, 48) + size
    for line in set_lines:
        draw_line(pen, (LEFT, y), line, stack, size)
        y += step


def fitted_title(text: str, stack: FaceStack) -> tuple[int, list[line_breaks.Line]]:
    """Font size and lines with the lowest cost: large size, good line breaks."""
    choices = []
    for step, (size, most) in enumerate(SIZES):
        found = line_breaks.units(text, stack, size, WIDEST)
        if len(line_breaks.greedy(found, WIDEST)) <= most:
            cost, broken = line_breaks.balanced(found, WIDEST)
            choices.append((cost + SMALLER * step, step, broken))
    if choices:
        _cost, step, broken = min(choices)
        return SIZES[step][0], broken
    size, most = SIZES[-1]
    found = line_breaks.shortened(found, stack, size, WIDEST, most)
    return size, line_breaks.balanced(found, WIDEST)[1]


def shortened_label(label: str, stack: FaceStack, most: float) -> str:
    """The label, truncated to this width."""
    if line_breaks.measure(label, stack, LABEL) <= most:
        return label
    while label and line_breaks.measure(label + line_breaks.ELLIPSIS, stack, LABEL) > most:
        label = label[:-1]
    return label.rstrip() + line_breaks.ELLIPSIS


def draw_line(
    pen: ImageDraw.ImageDraw,
    at: tuple[float, float],
    line: line_breaks.Line,
    stack: FaceStack,
    size: int,
) -> None:
    x, y = at
    for n, unit in enumerate(line):
        x += unit.gap if n else 0
        draw_text(pen, (x, y), unit.text, stack, size, INK)
        x += unit.width


def draw_text(
    pen: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    stack: FaceStack,
    size: int,
    colour: str,
) -> float:
    """Draw one line from its left end on the baseline; return the x coordinate of its end."""
    x, y = at
    for face, run in stack.runs(text):
        font = face.at(size)
        pen.text((x, y), run, fill=colour, font=font, anchor="ls")
        x += font.getlength(run)
    return x


def draw_strip(image: Image.Image, words: tuple[str, ...]) -> None:
    """Draw the strip; its width is proportional to the length of the article, up to WIDEST."""
    sections = strips.sections(words)
    length = sum(section.length for section in sections)
    if not length:
        return
    pitch = min(LOOSEST, WIDEST / length)
    scale = STRIP_SCALE if pitch >= TIGHTEST else STRIP_SCALE * 1.2
    height = round(30 * scale)
    layer = Image.new("RGB", (WIDEST * FINER, height * FINER), PAPER)
    StripPen(ImageDraw.Draw(layer), pitch * FINER, scale * FINER).draw(sections)
    image.paste(layer.reduce(FINER), (LEFT, round(STRIP_BASE - 24 * scale)))


def draw_chart(image: Image.Image, card: Card) -> None:
    """The year chart of the home page, as wide as the title."""
    height = CHART_BASE - CHART_TOP
    x_unit, y_unit = WIDEST * FINER / card.chart_width, height * FINER / CHART_FOOT
    layer = Image.new("RGB", (WIDEST * FINER, height * FINER), PAPER)
    pen = ImageDraw.Draw(layer)
    half = max(1.0, x_unit * 2.2)
    for name, path in card.chart:
        for x, start, end in CHART_LINE.findall(path):
            top, foot = sorted((float(start) * y_unit, float(end) * y_unit))
            middle = float(x) * x_unit
            pen.rectangle((middle - half, top, middle + half, foot), fill=CHART_COLOURS[name[0]])
    image.paste(layer.reduce(FINER), (LEFT, CHART_TOP))


class StripPen(NamedTuple):
    """Draws one strip. Heights are those of strips.py, with the base line at BASE + 3."""

    pen: ImageDraw.ImageDraw
    pitch: float
    scale: float

    def draw(self, sections: list[strips.Section]) -> None:
        base, x = self.y(0), 0.0
        width = self.pitch * sum(section.length for section in sections)
        self.pen.rectangle((0, base, width, base + self.scale * 0.5), fill=RULE)
        for n, section in enumerate(sections):
            if section.id and n:
                self.line(x, base + self.scale, base + 3.5 * self.scale, 1, INK)
            for tick in section.ticks:
                self.tick(tick, x)
                x += tick.spans * self.pitch

    def y(self, height: float) -> float:
        return (strips.BASE + 3 - height) * self.scale

    def tick(self, tick: strips.Tick, x: float) -> None:
        colour, top = CHANNELS[tick.channel], self.y(tick.height)
        middle = x + self.pitch / 2
        if tick.channel == "g":
            right = x + tick.spans * self.pitch - 0.2 * self.pitch
            box = (x + 0.2 * self.pitch, top, right, self.y(0))
            self.pen.rectangle(box, outline=colour, width=max(1, round(self.scale * 0.6)))
        else:
            self.line(middle, top, self.y(0), WIDTHS[tick.channel], colour)
        if tick.dotted:
            r = min(self.scale * 0.8, self.pitch * 0.4)
            y = self.y(tick.height + 4)
            self.pen.ellipse((middle - r, y - r, middle + r, y + r), fill=CHANNELS["f"])

    def line(self, x: float, top: float, foot: float, width: float, colour: str) -> None:
        half = min(width * self.scale / 2, self.pitch * 0.45)
        self.pen.rectangle((x - half, top, x + half, foot), fill=colour)
