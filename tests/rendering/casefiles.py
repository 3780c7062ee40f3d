"""Reads the case files of one folder of `cases/`.

A case is a title, the source and what it becomes, each ended by a line with a dot.

A title that begins with `[en]` is of an English article. Formulas are written short in what is
expected: `<math>x^2</math>`, `<math display="block">…</math>`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"
MATH = re.compile(
    r'<math(?: alttext="[^"]*")?(?P<display> display="block")?><semantics>.*?'
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


def read(folder: str) -> list[Case]:
    """Every case of every file in `cases/<folder>/`."""
    return [case for file in sorted((CASES / folder).glob("*.md")) for case in cases(file)]


def cases(file: Path) -> Iterator[Case]:
    parts = re.split(r"(?m)^\.$", file.read_text(encoding="utf-8"))
    if len(parts) % 3 != 1 or parts[-1].strip():
        raise ValueError(f"{file}: a case has three parts, each ended by a line with a dot")
    for title, source, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        yield Case(title.strip(), source.strip("\n"), expected.strip("\n"))


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
