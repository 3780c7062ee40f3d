"""Task lists: a box that says whether it is done, in a list that says it is one of tasks."""

from selectolax.lexbor import LexborNode

from ..document import Document


def mark_tasks(document: Document) -> None:
    for box in document.body.css("input"):
        done = "checked" in box.attributes
        # The cleaner writes them in another order each time that a process starts.
        for name in list(box.attributes):
            del box.attrs[name]
        if done:
            box.attrs["checked"] = ""
        box.attrs["disabled"] = ""
        box.attrs["type"] = "checkbox"
        box.attrs["aria-label"] = document.words.done if done else document.words.open
        items = nearest(box, "li")
        tasks = items.parent if items else None
        if tasks is not None and tasks.tag in ("ul", "ol"):
            tasks.attrs["class"] = "task"


def nearest(node: LexborNode, tag: str) -> LexborNode | None:
    """The item a box is in: its parent, or its paragraph's."""
    for _ in range(2):
        if node.parent is None:
            return None
        node = node.parent
        if node.tag == tag:
            return node
    return None
