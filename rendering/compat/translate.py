"""Marks of other systems: resolved where this site knows what they say, else quiet and warned of.

`translate` runs before the dialect and leaves every line its number; `place_marks` runs on the
cleaned tree. What each mark becomes is said at the head of its system's file.
"""

from ..document import Document
from . import containers, d2l, hugo, jekyll, liquid, myst, pasted
from .actions import Outcome
from .handlers import formula
from .mark import Handler, Tag
from .matching import pair
from .placeholders import Marks
from .rewrite import Rewriting
from .scanner import scan

TABLES: dict[str, dict[str, Handler]] = {"hugo": hugo.HANDLERS, "liquid": liquid.HANDLERS}
HANDLERS: dict[str, Handler] = {
    "container": containers.HANDLER,
    "directive": myst.DIRECTIVE,
    "role": myst.ROLE,
    "d2l": d2l.handle,
    "output": jekyll.output,
    "size": pasted.size,
    "contents": pasted.gone,
    "place": pasted.gone,
    "group": pasted.group,
    "math": formula,
    "wordpress": pasted.caption,
}


def translate(document: Document) -> None:
    marks = Marks(document.token)
    document.source = in_markdown(document.source, marks)
    document.foreign = marks if marks.kept else None
    document.hidden += marks.read


def in_markdown(source: str, marks: Marks) -> str:
    """`source` with its foreign marks as Markdown, or as words that stand for `marks`."""
    tags = scan(source)
    pair(tags)
    return Rewriting(source, marks, outcome).rewrite(tags) if tags else source


def outcome(tag: Tag) -> Outcome:
    table = TABLES.get(tag.system)
    handler = HANDLERS.get(tag.system) if table is None else table.get(tag.name)
    return handler(tag) if handler else None
