"""Numbers labelled figures and tables: “图 1” in the caption, and in references to it."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.allowed import HEADINGS
from ..parts.headings import heading_text
from ..tree import children, create_element
from .label_targets import LABEL_ATTRIBUTE, previous_node
from .tree_edits import discard


@dataclass(frozen=True, slots=True)
class NumberedTarget:
    """`text` is what a reference shows, `number` what it shows behind the author's own “图”."""

    id: str
    text: str
    number: str = ""


def number_targets(document: Document) -> dict[str, NumberedTarget]:
    """All elements with a label, by label. Figures and tables are counted separately."""
    counts = {"figure": 0, "table": 0}
    targets: dict[str, NumberedTarget] = {}
    for node in document.body.css(f"[{LABEL_ATTRIBUTE}]"):
        label = node.attributes[LABEL_ATTRIBUTE] or ""
        del node.attrs[LABEL_ATTRIBUTE]
        if node.tag in HEADINGS:
            text = heading_text(document, node)
            targets[label] = NumberedTarget(node.attributes.get("id") or "", text, text)
            continue
        kind = numbered_kind(node)
        if kind:
            counts[kind] += 1
            number = str(counts[kind])
            text = document.words.numbered[kind].format(number)
            targets[label] = NumberedTarget(
                target_id(document, node, f"{kind}-{number}"), text, number
            )
            add_number(document, node, text)
        elif own := node.attributes.get("id"):
            targets[label] = NumberedTarget(own, label)
    return targets


def numbered_kind(node: LexborNode) -> str:
    if node.tag == "table":
        return "table"
    return "figure" if figure_of(node) is not None else ""


def figure_of(node: LexborNode) -> LexborNode | None:
    """The figure that `node` is, or is in, up to three levels above."""
    for _ in range(3):
        if node.tag == "figure" or node.parent is None:
            break
        node = node.parent
    return node if node.tag == "figure" else None


def target_id(document: Document, node: LexborNode, new_id: str) -> str:
    """The id of `node`. If it has none, it gets `new_id`, unless the page has that already."""
    if "id" not in node.attributes and document.body.css_first(f'[id="{new_id}"]') is None:
        node.attrs["id"] = new_id
    return node.attributes.get("id") or ""


def add_number(document: Document, node: LexborNode, text: str) -> None:
    """Put “图 1” before the text of the caption."""
    if node.tag == "table":
        caption = caption_of_table(document, node)
    elif (figure := figure_of(node)) is not None:
        caption = figure.css_first("figcaption") or create_element(document, "figcaption")
        if caption.parent is None:
            figure.insert_child(caption, move=True)
    else:
        return
    words = create_element(document, "span")
    for child in children(caption):
        words.insert_child(child, move=True)
    number = create_element(document, "span", class_="fig")
    number.insert_child(text)
    caption.insert_child(number, move=True)
    if words.first_child is not None:
        caption.insert_child(" ")
        caption.insert_child(words, move=True)


def caption_of_table(document: Document, table: LexborNode) -> LexborNode:
    """Its caption, or a new one: the paragraph above that begins with a colon, as in d2lbook."""
    if (own := table.css_first("caption")) is not None:
        return own
    caption = create_element(document, "caption")
    take_caption_above(document, table, caption)
    if table.first_child is None:
        table.insert_child(caption, move=True)
    else:
        table.first_child.insert_before(caption, move=True)
    return caption


def take_caption_above(document: Document, table: LexborNode, caption: LexborNode) -> None:
    boxed = table.parent is not None and table.parent.attributes.get("class") == "tbl"
    above = previous_node(table.parent if boxed and table.parent is not None else table)
    first = above.first_child if above is not None and above.tag == "p" else None
    text = first.text_content or "" if first is not None and first.tag == "-text" else ""
    if first is None or above is None or not text.startswith(":"):
        return
    first.replace_with(text[1:].lstrip())
    for child in children(above):
        caption.insert_child(child, move=True)
    discard(document, above)
