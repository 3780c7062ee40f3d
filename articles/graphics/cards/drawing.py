"""Draws a share card: site name, title, signal strip, topic and date."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

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
# (font size, maximum number of lines) of the title. At the last size, it is truncated.
SIZES = ((84, 2), (72, 2), (64, 3), (54, 4), (48, 4), (42, 4), (36, 4))
SMALLER = 0.03  # cost of each smaller size, comparable to the cost of line breaks
LEADING = 1.3
LABEL, FOOT = 28, 574
STRIP_BASE, STRIP_SCALE = 510, 3.0
TIGHTEST, LOOSEST = 3, 14  # pixels per tick
WIDTHS = {"p": 1.25, "c": 3, "f": 1.5, "g": 1}
COLOURS = 64


class Card(NamedTuple):
    """The content of a card. Equal cards are drawn as equal images."""

    title: str
    language: str
    site: str
    labels: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()

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
    labels = card_fonts.label_faces(card.language)
    x: float = LEFT
    for label in filter(None, map(labels.shown, card.labels)):
        x = draw_text(pen, (x, FOOT), shortened_label(label, labels), labels, LABEL, INK_2) + LABEL
    out = BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT).save(out, "PNG", optimize=True)
    return out.getvalue()


def draw_head(image: Image.Image, pen: ImageDraw.ImageDraw, card: Card) -> None:
    image.paste(draw_logo(MARK), (LEFT - 4, TOP))
    stack = card_fonts.title_faces(card.language)
    if stack.can_show(card.site):
        at = (LEFT + MARK + 12, TOP + MARK - 8)
        draw_text(pen, at, shortened_label(stack.shown(card.site), stack), stack, 34, INK)


def draw_title(pen: ImageDraw.ImageDraw, card: Card) -> None:
    if not card.can_be_drawn():
        return
    stack = card_fonts.title_faces(card.language)
    size, set_lines = fitted_title(stack.shown(card.title), stack)
    step = size * LEADING
    free = TITLE_FOOT - TITLE_TOP - step * len(set_lines)
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


def shortened_label(label: str, stack: FaceStack) -> str:
    """The label, truncated to half of the width."""
    if line_breaks.measure(label, stack, LABEL) <= WIDEST / 2:
        return label
    while line_breaks.measure(label, stack, LABEL) > WIDEST / 2:
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
