"""Footnotes in one form for both dialects: numbers, ids, references and links back."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..tree import create_element, nonblank_children, rename_element, replace_node

NOTES = "section.footnotes, div.footnote"
ITEMS = "section.footnotes > ol > li, div.footnote > ol > li"
REFERENCES = 'a.footnote-ref, a[id^="fnref"]'


def number_footnotes(document: Document) -> None:
    """Number the footnotes in order of appearance; ids contain the number, not the label."""
    notes = document.body.css_first(NOTES)
    items = order_footnotes(document)
    if notes is None or not items:
        return
    numbers = {f"#{item.attributes.get('id')}": n for n, item in enumerate(items, 1)}
    links = mark_references(document, numbers)
    for number, item in enumerate(items, 1):
        finish_item(document, item, number, links.get(number, []))
    move_items(document, notes)


def order_footnotes(document: Document) -> list[LexborNode]:
    """The footnotes in the order of their first reference; Python-Markdown orders by definition."""
    items = document.body.css(ITEMS)
    links = [link.attributes.get("href") or "" for link in document.body.css(REFERENCES)]
    first = {link: -number for number, link in enumerate(reversed(links))}
    places = {item.mem_id: first.get(f"#{item.attributes.get('id')}", 1) for item in items}
    ordered = sorted(items, key=lambda item: places[item.mem_id])
    if [item.mem_id for item in ordered] != list(places):
        for item in ordered:
            assert item.parent is not None
            item.parent.insert_child(item, move=True)
    return ordered


def mark_references(document: Document, numbers: dict[str, int]) -> dict[int, list[str]]:
    """Replace the references in the text; return the ids of the references of each footnote."""
    marks: dict[int, list[str]] = {}
    for link in document.body.css(REFERENCES):
        number = numbers.get(link.attributes.get("href") or "")
        if number is None or link.parent is None:
            continue
        again = marks.setdefault(number, [])
        again.append(f"fnref-{number}" + (f"-{len(again) + 1}" if again else ""))
        stands_alone = link.parent.tag != "sup"
        replace_node(
            link if stands_alone else link.parent, footnote_reference(document, number, again[-1])
        )
        if stands_alone:
            drop_empty_marks(document)
    return marks


def drop_empty_marks(document: Document) -> None:
    """Remove empty elements: the parser moves a reference out of a link that contained it."""
    for sup in document.body.css("sup"):
        if sup.first_child is None:
            sup.remove()


def footnote_reference(document: Document, number: int, identifier: str) -> LexborNode:
    label = document.words.footnote.format(number)
    link = create_element(
        document, "a", id=identifier, href=f"#fn-{number}", **{"aria-label": label}
    )
    link.insert_child(str(number))
    sup = create_element(document, "sup", class_="fn")
    sup.insert_child(link, move=True)
    return sup


def finish_item(document: Document, item: LexborNode, number: int, marks: list[str]) -> None:
    """Replace the dialect's links back by ours."""
    item.attrs["id"] = f"fn-{number}"
    if "class" in item.attributes:
        del item.attrs["class"]
    for back in item.css("a.footnote-backref"):
        back.remove()
    # Paragraphs that the dialect made only for the link back, or around code.
    for paragraph in item.css("p"):
        if not nonblank_children(paragraph):
            paragraph.remove()
    strip_end(item)
    last = item.last_child
    end = last if last is not None and last.tag == "p" else item
    strip_end(end)
    for identifier in marks:
        end.insert_child(" ")
        end.insert_child(back_link(document, identifier), move=True)


def strip_end(node: LexborNode) -> None:
    while (last := node.last_child) is not None and last.tag == "-text":
        text = (last.text_content or "").rstrip()
        if text:
            last.replace_with(text)
            return
        last.remove()


def back_link(document: Document, identifier: str) -> LexborNode:
    link = create_element(
        document,
        "a",
        class_="back",
        href=f"#{identifier}",
        **{"aria-label": document.words.back},
    )
    link.insert_child("↩\ufe0e")
    return link


def move_items(document: Document, notes: LexborNode) -> None:
    for rule in notes.css("hr"):
        rule.remove()
    section = rename_element(document, notes, "section") if notes.tag != "section" else notes
    section.attrs["class"] = "notes"
    section.attrs["aria-label"] = document.words.footnotes
