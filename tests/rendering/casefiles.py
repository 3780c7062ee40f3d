"""Reads the case files: a title, the source and what it becomes, each ended by a line with a dot.

A title that begins with `[en]` is of an English article. Formulas are written short in what is
expected: `<math>x^2</math>`, `<math display="block">…</math>`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"
MATH = re.compile(
    r'<math(?P<display> display="block")?><semantics>.*?'
    r'<annotation encoding="application/x-tex">(?P<latex>.*?)</annotation></semantics></math>',
    re.DOTALL,
)


@dataclass(frozen=True)
class Case:
    title: str
    source: str
    expected: str

    @property
    def language(self) -> str:
        return "en" if self.title.startswith("[en]") else "zh-hans"


def read(name: str) -> list[Case]:
    text = (CASES / f"{name}.md").read_text(encoding="utf-8")
    parts = [part.strip("\n") for part in re.split(r"(?m)^\.$", text)]
    return [Case(parts[i].strip(), *parts[i + 1 : i + 3]) for i in range(0, len(parts) - 1, 3)]


def canonical(html: str) -> str:
    """`html` without what no reader sees: spaces between tags, the order of attributes."""
    sorted_tags = re.sub(r"<(img|input) ([^>]*)>", in_order, html)
    return " ".join(re.sub(r"\s*(<[^>]*>)\s*(?=<|$)", r"\1", sorted_tags).split())


def in_order(tag: re.Match[str]) -> str:
    values = sorted(re.findall(r"[\w-]+=\"[^\"]*\"", tag[2]))
    return f"<{tag[1]} {' '.join(values)}>"


def shorten(html: str) -> str:
    """`html` with formulas as the case files write them."""
    return MATH.sub(lambda m: f"<math{m['display'] or ''}>{m['latex'].strip()}</math>", html)
