"""The cleaned HTML as a tree, and the few moves that the steps make on it."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .document import Document


def build_tree(document: Document) -> None:
    document.tree = LexborHTMLParser(f"<body>{document.html}")
    # What cleaning leaves of an element that had only classes unknown here.
    for node in document.body.css('[class=""]'):
        del node.attrs["class"]


def serialize_tree(document: Document) -> None:
    document.html = document.body.inner_html or ""


def fill_placeholders(document: Document) -> None:
    """What the placeholders stand for."""
    document.html = document.release(document.html).strip()


def create_element(document: Document, tag: str, **attributes: str) -> LexborNode:
    """A new element, nowhere yet; `class_` stands for `class`, and so on."""
    assert document.tree is not None
    node = document.tree.create_node(tag)
    for name, value in attributes.items():
        node.attrs[name.rstrip("_")] = value
    return node


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The children of `node`, which may be moved away on the walk."""
    child = node.first_child
    while child is not None:
        following = child.next
        yield child
        child = following


def iter_nonblank_children(node: LexborNode) -> Iterator[LexborNode]:
    """The children of `node` that are not blank text."""
    return (child for child in children(node) if not is_blank_text(child))


def nonblank_children(node: LexborNode) -> list[LexborNode]:
    return list(iter_nonblank_children(node))


def is_blank_text(node: LexborNode) -> bool:
    return node.tag == "-text" and not (node.text_content or "").strip()


def rename_element(document: Document, node: LexborNode, tag: str) -> LexborNode:
    """The element that takes the place of `node`, its attributes and children."""
    new = create_element(document, tag, **{k: v or "" for k, v in node.attributes.items()})
    replace_node(node, new)
    for child in children(node):
        new.insert_child(child, move=True)
    return new


def replace_node(node: LexborNode, new: LexborNode) -> None:
    node.insert_before(new, move=True)
    node.remove(recursive=False)


def wrap_node(node: LexborNode, wrapper: LexborNode) -> None:
    node.insert_before(wrapper, move=True)
    wrapper.insert_child(node, move=True)
