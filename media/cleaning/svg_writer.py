"""Writes a drawing anew: only what is allowed, and no more than a browser can draw."""

from xml.etree.ElementTree import Element, tostring

from media.inspection import RefusedFile
from media.inspection.svg_head import MOST_ELEMENTS, NAMESPACE

from .svg_reader import read_svg


def clean_svg(content: bytes) -> bytes:
    """The drawing without scripts, foreign elements and addresses of other files.

    Raises RefusedFile if it is not correct, or if its elements refer to each other so often that
    drawing it takes long.
    """
    root = read_svg(content)
    DrawnElements(root).check()
    root.set("xmlns", NAMESPACE)
    return tostring(root, encoding="unicode").encode()


class DrawnElements:
    """Counts what `use` draws, with all that is used in turn."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.named = {name: each for each in root.iter() if (name := each.get("id"))}
        self.counts: dict[Element, int] = {}

    def check(self) -> None:
        if self.count(self.root) > MOST_ELEMENTS:
            raise RefusedFile("svg-too-complex", most=f"{MOST_ELEMENTS:,}")

    def count(self, element: Element) -> int:
        """The elements that are drawn for this one; one that draws itself counts once."""
        if element not in self.counts:
            self.counts[element] = 1
            drawn = 1 + sum(self.count(child) for child in element)
            self.counts[element] = min(drawn + self.used(element), MOST_ELEMENTS + 1)
        return self.counts[element]

    def used(self, element: Element) -> int:
        target = self.named.get(element.get("href", "")[1:]) if element.tag == "use" else None
        return 0 if target is None else self.count(target)
