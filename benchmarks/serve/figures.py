"""The figures of a measurement, with their goals."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: float
    unit: str
    goal: str = ""

    def line(self) -> str:
        return f"{self.name:<44}{self.value:>12,.2f} {self.unit:<10}{self.goal}"


def report(figures: Iterable[Figure], file: Path | None) -> None:
    """Print each figure as soon as it is measured. Write all to the file too, as JSON."""
    measured = []
    for figure in figures:
        print(figure.line(), flush=True)
        measured.append(asdict(figure))
    if file:
        file.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n")
