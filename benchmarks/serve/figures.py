"""One figure of a measurement, with its goal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: float
    unit: str
    goal: str = ""

    def line(self) -> str:
        return f"{self.name:<44}{self.value:>12,.2f} {self.unit:<10}{self.goal}"
