r"""The numbers of equations, counted through the article, and what their labels refer to."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

NOT_IN_ID = re.compile(r"[^\w:.-]+")
LONGEST_ID = 100
ID_PREFIX = "eq-"
UNKNOWN = "(??)"

TAGS = re.compile("<[^>]*>")
INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))
# What the converter makes of `\tag{q0}\label{q0}` and of `\eqref{r0}`.
NUMBER = re.compile(rf' id="{ID_PREFIX}q(\d+)"><mtext>\(q\d+\)</mtext>')
REFERENCE = re.compile(rf'<a href="#{ID_PREFIX}r(\d+)">[^<]*</a>')


@dataclass(slots=True)
class Equation:
    """A numbered line. `tag` is what an author put there, as LaTeX, or its number.

    It has an `id` where it has a label, and is no place to go to unless it is `shown`.
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
        """As a reference says it: of a formula its signs."""
        plain = unescape(TAGS.sub("", self.markup)).translate(INVISIBLE) or self.tag
        return f"({plain})" if brackets else plain

    def mathml(self) -> str:
        if not self.markup:
            return f"<mtext>{escape(self.text(self.brackets), quote=False)}</mtext>"
        if not self.brackets:
            return self.markup
        return f"<mtext>(</mtext>{self.markup}<mtext>)</mtext>"


@dataclass(frozen=True, slots=True)
class Mention:
    label: str
    brackets: bool
    line: int | None


@dataclass(slots=True)
class Equations:
    """Those of one article, in order; `line` is that of the formula at hand, for warnings."""

    lines: list[Equation] = field(default_factory=list)
    labels: dict[str, Equation] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    duplicates: list[tuple[str, int | None]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    counted: int = 0
    line: int | None = None

    def add(self, tag: str, brackets: bool, labels: list[str]) -> int:
        """Count a line; the number by which the converter is told of it."""
        if not tag:
            self.counted += 1
            tag = str(self.counted)
        line = Equation(tag, brackets)
        self.lines.append(line)
        for label in labels:
            self.name(line, label)
        return len(self.lines) - 1

    def name(self, line: Equation, label: str) -> None:
        if label in self.labels:
            self.duplicates.append((label, self.line))
        else:
            self.labels[label] = line
            line.id = line.id or self.unique(label)

    def unique(self, label: str) -> str:
        base = ID_PREFIX + NOT_IN_ID.sub("-", label)[:LONGEST_ID]
        made, number = base, 1
        while made in self.ids:
            number += 1
            made = f"{base}-{number}"
        self.ids.add(made)
        return made

    def mention(self, label: str, brackets: bool) -> int:
        """Remember a reference in a formula; the number by which the converter is told of it."""
        self.mentions.append(Mention(label, brackets, self.line))
        return len(self.mentions) - 1

    def fill_in(self, mathml: str) -> str:
        """The numbers and the references, where the converter was told of them."""
        mathml = NUMBER.sub(lambda match: self.number(int(match[1])), mathml)
        return REFERENCE.sub(lambda match: self.link(self.mentions[int(match[1])]), mathml)

    def number(self, index: int) -> str:
        line = self.lines[index]
        name = f' id="{line.id}"' if line.id else ""
        return f"{name}>{line.mathml()}"

    def link(self, mention: Mention) -> str:
        line = self.labels.get(mention.label)
        if line is None:
            return f'<span class="bad-ref">{UNKNOWN}</span>'
        content = escape(line.text(mention.brackets), quote=False)
        return f'<a href="#{line.id}">{content}</a>' if line.shown else content
