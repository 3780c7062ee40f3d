"""A formula on a page, with the places of its parts, in em of its letters."""

from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageChops

# Dots of the screenshot for a pixel of the page.
SCALE = 2
# Pixels around the formula, for what reaches out of its box.
MARGIN = 20
# What is measured is drawn alone. `alone` leaves out what stands inside, too.
ALONE = """
.measuring * { visibility: hidden !important; }
.measuring .measured, .measuring .measured:not(.alone) * { visibility: visible !important }
.measuring .measured.alone > * { visibility: hidden !important }
"""
BOXES = """(math, selector) => {
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
MARK = """([math, selector, number, alone]) => {
    document.body.classList.add("measuring");
    math.scrollIntoView({block: "center", behavior: "instant"});
    const part = math.querySelectorAll(selector)[number];
    part.classList.add("measured", alone ? "alone" : "whole");
}"""
UNMARK = """(math) => {
    document.body.classList.remove("measuring");
    math.querySelector(".measured").classList.remove("measured", "alone", "whole");
}"""


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
    """`math` is the element, `theirs` what KaTeX drew of the same formula."""

    def __init__(self, page, math, theirs) -> None:
        self.page, self.math, self.theirs = page, math, theirs

    def boxes(self, selector):
        return [Box(*found) for found in self.math.evaluate(BOXES, selector)]

    def box(self, selector, number=0):
        return self.boxes(selector)[number]

    def ink(self, selector, number=0, *, alone=False):
        """Where there is colour, of the part alone: what grows is larger than its box."""
        self.page.evaluate(MARK, [self.math, selector, number, alone])
        frame, size = self.math.bounding_box(), self.size
        around = {
            "x": max(0, frame["x"] - MARGIN),
            "y": max(0, frame["y"] - MARGIN),
            "width": frame["width"] + 2 * MARGIN,
            "height": frame["height"] + 2 * MARGIN,
        }
        picture = Image.open(BytesIO(self.page.screenshot(clip=around))).convert("L")
        self.page.evaluate(UNMARK, self.math)
        paper = Image.new("L", picture.size, picture.getpixel((0, 0)))
        found = ImageChops.difference(picture, paper).point(lambda dot: 255 * (dot > 60)).getbbox()
        assert found, f"nothing is drawn of {selector}"
        left, top, right, bottom = (dot / SCALE for dot in found)
        x, y = around["x"] - frame["x"], around["y"] - frame["y"]
        return Box((left + x) / size, (top + y) / size, (right + x) / size, (bottom + y) / size)

    @property
    def size(self):
        return self.math.evaluate("(math) => parseFloat(getComputedStyle(math).fontSize)")

    @property
    def content(self):
        return self.box("semantics > :first-child")

    @property
    def their_width(self):
        """KaTeX's, in em of its letters."""
        return self.theirs.evaluate(
            """(host) => {
                const parts = [...host.shadowRoot.querySelectorAll(".katex-html > .katex-base")];
                const boxes = parts.map((part) => part.getBoundingClientRect());
                const size = parseFloat(getComputedStyle(parts[0]).fontSize);
                return (boxes.at(-1).right - boxes[0].left) / size;
            }"""
        )
