"""The tree of the sanitized HTML, and the edits of it that several steps use."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .document import LINE_ATTRIBUTE, Document


def build_tree(document: Document) -> None:
    document.tree = LexborHTMLParser(f"<body>{document.html}")
    # The sanitizer leaves this of an element without any allowed class.
    for node in document.body.css('[class=""]'):
        del node.attrs["class"]


def serialize_tree(document: Document) -> None:
    document.html = document.body.inner_html or ""


def fill_placeholders(document: Document) -> None:
    """Replace the placeholders by the finished HTML."""
    document.html = document.fill_placeholders(document.html).strip()


def create_element(document: Document, tag: str, **attributes: str) -> LexborNode:
    """A new element outside of the page; `class_` stands for `class`, and so on."""
    assert document.tree is not None
    node = document.tree.create_node(tag)
    for name, value in attributes.items():
        node.attrs[name.rstrip("_")] = value
    return node


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The children of `node`. Each may be moved while iterating."""
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


def nonblank_before(node: LexborNode) -> LexborNode | None:
    """The sibling before `node`, without blank text in between."""
    side = node.prev
    while side is not None and is_blank_text(side):
        side = side.prev
    return side


def nonblank_after(node: LexborNode) -> LexborNode | None:
    """The sibling after `node`, without blank text in between."""
    side = node.next
    while side is not None and is_blank_text(side):
        side = side.next
    return side


def rename_element(document: Document, node: LexborNode, tag: str) -> LexborNode:
    """Replace `node` by an element with another tag and the same attributes and children."""
    new = create_element(document, tag, **{k: v or "" for k, v in node.attributes.items()})
    replace_node(node, new)
    for child in children(node):
        new.insert_child(child, move=True)
    return new


def replace_node(node: LexborNode, new: LexborNode) -> None:
    """Put `new` in the place of `node`. It gets its mark with the line of the source."""
    keep_line(node, new)
    node.insert_before(new, move=True)
    node.remove(recursive=False)


def keep_line(node: LexborNode, new: LexborNode) -> None:
    if mark := node.attributes.get(LINE_ATTRIBUTE):
        new.attrs[LINE_ATTRIBUTE] = mark


def wrap_node(node: LexborNode, wrapper: LexborNode) -> None:
    node.insert_before(wrapper, move=True)
    wrapper.insert_child(node, move=True)


def add_class(node: LexborNode, name: str) -> None:
    names = [*(node.attributes.get("class") or "").split(), name]
    node.attrs["class"] = " ".join(dict.fromkeys(names))


def has_class(node: LexborNode, name: str) -> bool:
    return name in (node.attributes.get("class") or "").split()


def remove_class(node: LexborNode, name: str) -> bool:
    """Return whether the node had the class."""
    names = (node.attributes.get("class") or "").split()
    if name not in names:
        return False
    node.attrs["class"] = " ".join(each for each in names if each != name)
    if not node.attrs["class"]:
        del node.attrs["class"]
    return True
