"""One formula on a page, with the positions of its parts in em."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageChops

# Pixels of the screenshot per CSS pixel.
SCALE = 2
# CSS pixels around the formula, for parts that overflow its box.
MARGIN = 20
# Only the measured part is visible. With `alone`, its children are hidden too.
ALONE = """
.measuring * { visibility: hidden !important; }
.measuring :is(.measured, .measured:not(.alone) :not(mphantom, mphantom *)) {
  visibility: visible !important }
.measuring .measured.alone > * { visibility: hidden !important }
"""
BOXES = """([formula, selector]) => {
    const math = document.querySelectorAll(".prose math")[formula];
    const size = parseFloat(getComputedStyle(math).fontSize);
    const frame = math.getBoundingClientRect();
    return [...math.querySelectorAll(selector)].map((part) => {
        const box = part.getBoundingClientRect();
        return [
            (box.left - frame.left) / size, (box.top - frame.top) / size,
            (box.right - frame.left) / size, (box.bottom - frame.top) / size,
        ];
    });
}"""
# Two frames after it is scrolled, a browser draws all of it where it will stay, to the pixel.
MARK = """async ([formula, selector, number, alone]) => {
    const math = document.querySelectorAll(".prose math")[formula];
    document.querySelector(".measured")?.classList.remove("measured", "alone");
    document.body.classList.add("measuring");
    math.scrollIntoView({block: "center", behavior: "instant"});
    const part = math.querySelectorAll(selector)[number];
    part.classList.add("measured");
    part.classList.toggle("alone", alone);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const {x, y, width, height} = math.getBoundingClientRect();
    return {x, y, width, height, size: parseFloat(getComputedStyle(math).fontSize)};
}"""
THEIR_WIDTH = """(formula) => {
    const {shadowRoot} = document.querySelectorAll(".theirs")[formula];
    const parts = [...shadowRoot.querySelectorAll(".katex-html > .katex-base")];
    const boxes = parts.map((part) => part.getBoundingClientRect());
    const size = parseFloat(getComputedStyle(parts[0]).fontSize);
    return (boxes.at(-1).right - boxes[0].left) / size;
}"""


class NothingDrawn(Exception):
    """The part with this selector has no visible pixel."""


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Drawing:
    """The formula with this number on a page, and KaTeX's drawing of it."""

    def __init__(self, page, number) -> None:
        self.page, self.number = page, number

    def boxes(self, selector):
        return [Box(*found) for found in self.page.evaluate(BOXES, [self.number, selector])]

    def box(self, selector, number=0):
        return self.boxes(selector)[number]

    def ink(self, selector, number=0, *, alone=False):
        """The bounding box of the visible pixels of a part. Stretched parts exceed their box."""
        frame = self.page.evaluate(MARK, [self.number, selector, number, alone])
        x, y, size = max(0, frame["x"] - MARGIN), max(0, frame["y"] - MARGIN), frame["size"]
        clip = {
            "x": x,
            "y": y,
            "width": frame["width"] + 2 * MARGIN,
            "height": frame["height"] + 2 * MARGIN,
        }
        picture = Image.open(BytesIO(self.page.screenshot(clip=clip))).convert("L")
        paper = Image.new("L", picture.size, picture.getpixel((0, 0)))
        found = ImageChops.difference(picture, paper).point(lambda dot: 255 * (dot > 60)).getbbox()
        if not found:
            raise NothingDrawn(selector)
        left, top, right, bottom = (dot / SCALE for dot in found)
        x, y = x - frame["x"], y - frame["y"]
        return Box((left + x) / size, (top + y) / size, (right + x) / size, (bottom + y) / size)

    @property
    def content(self):
        """The box of the formula without the space around an equation number."""
        return self.box("semantics > :first-child:not(.al), .al > mtr > .pad + mtd")

    @property
    def their_width(self):
        """Width of KaTeX's drawing in em."""
        return self.page.evaluate(THEIR_WIDTH, self.number)
