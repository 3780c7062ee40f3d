"""Warnings about foreign tags: one for each problem and name, with the number of tags."""

from dataclasses import dataclass, field

from ..document import Document
from ..messages import Message, message
from .replacements import Citation, QuietText
from .tag_placeholders import TagPlaceholder


@dataclass(slots=True)
class TagWarnings:
    """`lines` has the messages, and the lines of the tags that each of them concerns."""

    lines: dict[str, tuple[Message, list[int]]] = field(default_factory=dict)

    def add_placeholder(self, placeholder: TagPlaceholder) -> None:
        """Add the warning of a placeholder, if it has one."""
        match placeholder.replacement:
            case QuietText(problem) if problem:
                self.add(problem, placeholder.line)
            case Citation():
                self.add(message("citation-unknown", times=""), placeholder.line)

    def add(self, told: Message, line: int) -> None:
        """Add a message; its parameter `times` will say how often."""
        _told, lines = self.lines.setdefault(repr(told), (told, []))
        lines.append(line)

    def report(self, document: Document) -> None:
        """Give the warnings to the document, each with its first line."""
        for told, lines in self.lines.values():
            if len(lines) > 1:
                told["params"]["times"] = message("times", times=len(lines))
            document.warn(told, line=min(lines))
        self.lines.clear()
