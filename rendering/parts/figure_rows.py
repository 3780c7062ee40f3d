"""Figures side by side: those that their author put into a row by the class."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.attribute_lists import ROW
from ..tree import (
    create_element,
    keep_line,
    nonblank_after,
    nonblank_children,
    remove_class,
    wrap_node,
)

FIGURES_IN_ROW = "pics"


def make_figure_rows(document: Document) -> None:
    """Join neighbours that have the class, and the figures of a box that has it."""
    chosen = {figure.mem_id for figure in document.body.css("figure.pic") if take_class(figure)}
    for figure in document.body.css("figure.pic"):
        row = [figure, *following(figure, chosen)] if figure.mem_id in chosen else []
        chosen -= {each.mem_id for each in row}
        if len(row) > 1:
            join(document, row)
    for box in document.body.css(f".{ROW}"):
        remove_class(box, ROW)
        row = nonblank_children(box)
        if len(row) > 1 and all(is_figure(each) for each in row):
            join(document, row)


def take_class(figure: LexborNode) -> bool:
    """Whether the figure, or the picture in it, has the class, which is then removed."""
    inside = figure.css_first(f".{ROW}")
    return remove_class(figure, ROW) or (inside is not None and remove_class(inside, ROW))


def following(figure: LexborNode, chosen: set[int]) -> Iterator[LexborNode]:
    after = nonblank_after(figure)
    while after is not None and after.mem_id in chosen:
        yield after
        after = nonblank_after(after)


def is_figure(node: LexborNode) -> bool:
    return node.tag == "figure" and "pic" in (node.attributes.get("class") or "").split()


def join(document: Document, figures: list[LexborNode]) -> None:
    first, *others = figures
    if first.parent is not None and first.parent.attributes.get("class") == FIGURES_IN_ROW:
        return  # they stand in one paragraph
    row = create_element(document, "div", class_=FIGURES_IN_ROW)
    keep_line(first, row)
    wrap_node(first, row)
    for figure in others:
        row.insert_child(figure, move=True)
