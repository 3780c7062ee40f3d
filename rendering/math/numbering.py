r"""Equation numbers, counted through the article, and the references to labels."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

NOT_IN_ID = re.compile(r"[^\w:.-]+")
LONGEST_ID = 100
ID_PREFIX = "eq-"
UNKNOWN = "(??)"

TAGS = re.compile("<[^>]*>")
INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))
# The converter's output for `\tag{q0}\label{q0}` and for `\eqref{r0}`.
NUMBER = re.compile(rf' id="{ID_PREFIX}q(\d+)"><mtext>\(q\d+\)</mtext>')
REFERENCE = re.compile(rf'<a href="#{ID_PREFIX}r(\d+)">[^<]*</a>')


@dataclass(slots=True)
class Equation:
    """A numbered row. `tag` is the author's LaTeX tag, or the number.

    `id` is set if the row has a label. References link to it only if it is `shown`.
    """

    tag: str
    brackets: bool
    id: str = ""
    shown: bool = True
    markup: str = ""

    @property
    def has_formula(self) -> bool:
        return "$" in self.tag or "\\" in self.tag

    def text(self, brackets: bool) -> str:
        """The text of a reference; a tag with a formula is reduced to its characters."""
        plain = unescape(TAGS.sub("", self.markup)).translate(INVISIBLE) or self.tag
        return f"({plain})" if brackets else plain

    def mathml(self) -> str:
        if not self.markup:
            return f"<mtext>{escape(self.text(self.brackets), quote=False)}</mtext>"
        if not self.brackets:
            return self.markup
        return f"<mtext>(</mtext>{self.markup}<mtext>)</mtext>"


@dataclass(frozen=True, slots=True)
class EquationMention:
    label: str
    brackets: bool
    line: int | None


@dataclass(slots=True)
class Equations:
    """The equations of one article, in order; `line` is the current formula's, for warnings."""

    lines: list[Equation] = field(default_factory=list)
    labels: dict[str, Equation] = field(default_factory=dict)
    references: list[EquationMention] = field(default_factory=list)
    duplicates: list[tuple[str, int | None]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    counted: int = 0
    line: int | None = None

    def add_row(self, tag: str, brackets: bool, labels: list[str]) -> int:
        """Add a row; returns its index, which the converter's placeholder contains."""
        if not tag:
            self.counted += 1
            tag = str(self.counted)
        line = Equation(tag, brackets)
        self.lines.append(line)
        for label in labels:
            self.add_label(line, label)
        return len(self.lines) - 1

    def add_label(self, line: Equation, label: str) -> None:
        if label in self.labels:
            self.duplicates.append((label, self.line))
        else:
            self.labels[label] = line
            line.id = line.id or self.unique_id(label)

    def unique_id(self, label: str) -> str:
        base = ID_PREFIX + NOT_IN_ID.sub("-", label)[:LONGEST_ID]
        candidate, number = base, 1
        while candidate in self.ids:
            number += 1
            candidate = f"{base}-{number}"
        self.ids.add(candidate)
        return candidate

    def add_reference(self, label: str, brackets: bool) -> int:
        """Add a reference in a formula; returns its index, which the placeholder contains."""
        self.references.append(EquationMention(label, brackets, self.line))
        return len(self.references) - 1

    def fill_placeholders(self, mathml: str) -> str:
        """Replace the converter's placeholders by numbers and references."""
        mathml = NUMBER.sub(lambda match: self.number(int(match[1])), mathml)
        return REFERENCE.sub(lambda match: self.link(self.references[int(match[1])]), mathml)

    def number(self, index: int) -> str:
        line = self.lines[index]
        name = f' id="{line.id}"' if line.id else ""
        return f"{name}>{line.mathml()}"

    def link(self, mention: EquationMention) -> str:
        line = self.labels.get(mention.label)
        if line is None:
            return f'<span class="bad-ref">{UNKNOWN}</span>'
        content = escape(line.text(mention.brackets), quote=False)
        return f'<a href="#{line.id}">{content}</a>' if line.shown else content
