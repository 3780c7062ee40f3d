"""The values of SVG attributes: numbers with two decimals, and nothing but numbers."""

import re
from xml.etree.ElementTree import Element

NUMBERS = re.compile(r"[\sMmLlHhVvCcSsQqTtAaZz0-9eE+\-.,]*(?:em)?")
LONG_FRACTION = re.compile(r"-?\d*\.\d{3,}(?:[eE][-+]?\d+)?|-?\d+(?:\.\d+)?[eE][-+]?\d+")
LENGTH = re.compile(r"\s*(-?\d*\.?\d+(?:[eE][-+]?\d+)?)\s*(?:px|pt)?\s*")
TRANSFORMATIONS = re.compile(
    r"\s*(?:(?:translate|rotate|scale|matrix|skewX|skewY)\(([\s0-9eE+\-.,]+)\)[\s,]*)*"
)
NOTHING = re.compile(r"(?:translate\(0[ ,]+0\)|rotate\(0\)|scale\(1[ ,]+1\)|scale\(1\)|\s)*")


def numbers_only(text: str) -> str:
    """`text` with short numbers; "" if there is anything else in it."""
    return LONG_FRACTION.sub(rounded, text.strip()) if NUMBERS.fullmatch(text) else ""


def rounded(match: re.Match[str]) -> str:
    return (
        f"{round(float(match[0]), 2):g}" if abs(float(match[0])) < 1e5 else f"{float(match[0]):.0f}"
    )


def pixel_length(text: str) -> float | None:
    """A number of pixels; None for anything else."""
    match = LENGTH.fullmatch(text)
    return float(match[1]) if match else None


def dashes(text: str) -> str:
    """A pattern of dashes; "" if it has no gaps."""
    lengths = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", text)]
    gaps = lengths[1::2] if len(lengths) % 2 == 0 else lengths
    return " ".join(f"{each:g}" for each in lengths) if sum(gaps) else ""


def view_box(text: str) -> tuple[float, float, float, float] | None:
    parts = [pixel_length(part) for part in re.split(r"[\s,]+", text.strip())]
    match parts:
        case [float(left), float(top), float(width), float(height)] if width > 0 and height > 0:
            return left, top, width, height
    return None


def offset_of(node: Element) -> str:
    """The transformation by which the attributes x and y move an element."""
    x, y = pixel_length(node.get("x", "")) or 0.0, pixel_length(node.get("y", "")) or 0.0
    return f"translate({x:g},{y:g})" if x or y else ""


def transformation(*written: str) -> str:
    """Transformations one after the other; "" if they change nothing or are not only that."""
    if not all(TRANSFORMATIONS.fullmatch(each) for each in written):
        return ""
    text = " ".join(filter(None, written)).strip()
    return "" if NOTHING.fullmatch(text) else LONG_FRACTION.sub(rounded, text)
