"""Task lists: a disabled checkbox with a label for each task, and a class for the list."""

from selectolax.lexbor import LexborNode

from ..document import Document


def mark_tasks(document: Document) -> None:
    for box in document.body.css("input"):
        done = "checked" in box.attributes
        # The sanitizer's order of attributes differs between processes.
        for name in list(box.attributes):
            del box.attrs[name]
        if done:
            box.attrs["checked"] = ""
        box.attrs["disabled"] = ""
        box.attrs["type"] = "checkbox"
        box.attrs["aria-label"] = document.words.done if done else document.words.open
        items = enclosing_item(box, "li")
        tasks = items.parent if items else None
        if tasks is not None and tasks.tag in ("ul", "ol"):
            tasks.attrs["class"] = "task"


def enclosing_item(node: LexborNode, tag: str) -> LexborNode | None:
    """The list item of a checkbox: its parent, or the parent of its paragraph."""
    for _ in range(2):
        if node.parent is None:
            return None
        node = node.parent
        if node.tag == tag:
            return node
    return None
