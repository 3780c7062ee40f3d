"""What the author is told of marks: once for each name, with how many there are."""

from dataclasses import dataclass, field

from ..document import Document
from .placeholders import Citation, Mark, Problem, Quiet

CITED = (
    "What “:cite:” refers to is not known here, so that it is small grey text{}; write a link or a"
    " footnote in its place"
)
MISSING = (
    "Nothing in this article is called “{}”, so that the reference is small grey text{}; correct"
    " the name, or write a link"
)


@dataclass(slots=True)
class Telling:
    lines: dict[str, list[int]] = field(default_factory=dict)

    def note(self, mark: Mark) -> None:
        match mark.meaning:
            case Quiet(name=name, problem=Problem() as problem):
                self.add(problem.value.format(name, "{}"), mark.line)
            case Citation():
                self.add(CITED, mark.line)

    def missing(self, label: str, line: int) -> None:
        self.add(MISSING.format(label, "{}"), line)

    def add(self, message: str, line: int) -> None:
        self.lines.setdefault(message, []).append(line)

    def tell(self, document: Document) -> None:
        for message, lines in self.lines.items():
            times = f" ({len(lines)} times)" if len(lines) > 1 else ""
            before, _, after = message.rpartition("{}")
            document.warn(f"{before}{times}{after}", line=min(lines))
        self.lines.clear()
