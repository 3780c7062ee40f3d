"""Tabs that need no script: `details` elements of one name.

A dialect (or an author, in HTML) writes

    <div class="tabs">
      <details class="tab"><summary>title</summary>…</details>
      <details class="tab" open><summary>title</summary>…</details>
    </div>

This step gives the set a name, so that browsers keep one of them open, and opens the first if none
is open. The style sheet draws the titles in a row. Without it (in old browsers, in feeds) they are
folded sections with titles. A link to an element in a closed tab opens the tab, and so does the
browser's search. From other elements, these classes are removed.

Consecutive fences marked `tab` are first made into such a set: set `CodeBlock.tab` to the title.
"""

from selectolax.lexbor import LexborNode

from ..code import language_label
from ..document import CODE_CLASS, Document
from ..placeholders import CodeBlock
from ..tree import create_element, nonblank_children


def make_tabs(document: Document) -> None:
    gather_code_tabs(document)
    for tab in document.body.css("details.tab"):
        if tab.parent is None or tab.parent.attributes.get("class") != "tabs":
            del tab.attrs["class"]
    sets = [node for node in document.body.css("div.tabs") if is_tab_set(node)]
    for number, node in enumerate(sets, 1):
        finish_tabs(nonblank_children(node), f"lw-tabs-{number}")


def is_tab_set(node: LexborNode) -> bool:
    """Whether `node` contains only tabs with titles; otherwise remove its classes."""
    tabs = nonblank_children(node)
    if tabs and all(is_tab(tab) for tab in tabs):
        return True
    del node.attrs["class"]
    for tab in tabs:
        if tab.tag == "details" and tab.attributes.get("class") == "tab":
            del tab.attrs["class"]
    return False


def is_tab(node: LexborNode) -> bool:
    if node.tag != "details" or node.attributes.get("class") != "tab":
        return False
    return next((child.tag == "summary" for child in nonblank_children(node)), False)


def finish_tabs(tabs: list[LexborNode], name: str) -> None:
    shown = next((tab for tab in tabs if "open" in tab.attributes), tabs[0]).mem_id
    for tab in tabs:
        tab.attrs["name"] = name
        if tab.mem_id == shown:
            tab.attrs["open"] = ""
        elif "open" in tab.attributes:
            del tab.attrs["open"]


def gather_code_tabs(document: Document) -> None:
    """Make tabs of consecutive code blocks that are marked as tabs."""
    row: list[tuple[LexborNode, CodeBlock]] = []
    for pre in document.body.css(f"pre.{CODE_CLASS}"):
        code = document.held_by(pre)
        if not isinstance(code, CodeBlock) or code.tab is None:
            continue
        code.tab = code.tab or language_label(code, document.words)
        if row and not continues_row(row, pre, code.tab):
            fold_tabs(document, row)
            row = []
        row.append((pre, code))
    fold_tabs(document, row)


def continues_row(row: list[tuple[LexborNode, CodeBlock]], pre: LexborNode, title: str) -> bool:
    """Whether `pre` continues the row; a title that is in it already begins another set."""
    before = pre.prev
    while before is not None and before.tag == "-text" and not before.text().strip():
        before = before.prev
    adjacent = before is not None and before.mem_id == row[-1][0].mem_id
    return adjacent and all(code.tab != title for _, code in row)


def fold_tabs(document: Document, row: list[tuple[LexborNode, CodeBlock]]) -> None:
    """Make a set of tabs of the row; a single block only gets the title."""
    if len(row) < 2:
        for _, code in row:
            code.title = code.title or code.tab or ""
        return
    tabs = create_element(document, "div", class_="tabs")
    row[0][0].insert_before(tabs, move=True)
    for pre, code in row:
        tab = create_element(document, "details", class_="tab")
        summary = create_element(document, "summary")
        summary.insert_child(code.tab or "")
        tab.insert_child(summary, move=True)
        tab.insert_child(pre, move=True)
        tabs.insert_child(tab, move=True)
