"""Warnings about foreign tags: one for each message and name, with the number of tags."""

from dataclasses import dataclass, field

from ..document import Document
from .replacements import Citation, Problem, QuietText
from .tag_placeholders import TagPlaceholder

UNKNOWN_CITATION = (
    "What “:cite:” refers to is not known here, so that it is small grey text{}; write a link or a"
    " footnote in its place"
)
UNKNOWN_LABEL = (
    "Nothing in this article is called “{}”, so that the reference is small grey text{}; correct"
    " the name, or write a link"
)


@dataclass(slots=True)
class TagWarnings:
    """`lines` has the lines of each message; its `{}` is where the number of tags stands."""

    lines: dict[str, list[int]] = field(default_factory=dict)

    def add_placeholder(self, placeholder: TagPlaceholder) -> None:
        """Add the warning of a placeholder, if it has one."""
        match placeholder.replacement:
            case QuietText(name=name, problem=Problem() as problem):
                self.add(problem.value.format(name, "{}"), placeholder.line)
            case Citation():
                self.add(UNKNOWN_CITATION, placeholder.line)

    def add_unknown_label(self, label: str, line: int) -> None:
        self.add(UNKNOWN_LABEL.format(label, "{}"), line)

    def add(self, message: str, line: int) -> None:
        self.lines.setdefault(message, []).append(line)

    def report(self, document: Document) -> None:
        """Give the warnings to the document, each with its first line."""
        for message, lines in self.lines.items():
            times = f" ({len(lines)} times)" if len(lines) > 1 else ""
            before, _, after = message.rpartition("{}")
            document.warn(f"{before}{times}{after}", line=min(lines))
        self.lines.clear()
