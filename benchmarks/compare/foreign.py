"""An intended difference: tags of Hugo, Hexo, d2lbook and other systems are understood.

The other program reads the Markdown that they are translated to. What Markdown cannot express, such
as the code that a shortcode encloses, is counted here.
"""

from collections import Counter
from dataclasses import dataclass, field

from rendering.compat.replacements import Box
from rendering.compat.tag_placeholders import TagPlaceholders
from rendering.compat.translate import rewrite_tags
from rendering.placeholders import CodeBlock, Formula

# For the other program; Python-Markdown has admonitions that are not quotes.
QUOTES = {"commonmark": {"callout", "quote"}, "python-markdown": {"quote"}}
# Ends a paragraph and renders as nothing.
APART = {"commonmark": "<!-- -->", "python-markdown": ""}


@dataclass(slots=True)
class Translated:
    text: str
    counts: Counter[str] = field(default_factory=Counter)
    formulas: list[str] = field(default_factory=list)


def translated(source: str, dialect: str) -> Translated:
    marks = TagPlaceholders("declared")
    lines = (apart(marks, line, dialect) for line in rewrite_tags(source, marks).split("\n"))
    found = Translated("\n".join(lines))
    for mark in marks.items:
        match mark.replacement:
            case CodeBlock():
                found.counts["pre"] += 1
            case Formula(latex=latex):
                found.counts["formula"] += 1
                found.formulas.append(latex)
            case Box(box=box) if box in QUOTES[dialect]:
                found.counts["blockquote"] += 1
    return found


def apart(marks: TagPlaceholders, line: str, dialect: str) -> str:
    text = line.lstrip(" \t>")
    if not marks.is_block(text.rstrip()):
        return line
    return line[: len(line) - len(text)] + APART[dialect]
