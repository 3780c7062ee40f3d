"""Pages of Notion's HTML export."""

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from transfer.html import html_to_markdown

from .properties import notion_front_matter

NOT_TEXT = "nav.table_of_contents, img.icon, .bookmark-icon, img.bookmark-image, style, script"
COLOUR = re.compile(r"\bhighlight-\w+\b(?<!_background)")


def html_page(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and text of a page."""
    tree = LexborHTMLParser(text)
    title = tree.css_first("h1.page-title")
    head: dict[str, Any] = {"title": title.text().strip() if title is not None else ""}
    head |= notion_front_matter(properties_of(tree))
    if (description := tree.css_first("p.page-description")) is not None:
        head.setdefault("summary", description.text().strip())
    if (cover := tree.css_first("img.page-cover-image")) is not None:
        head.setdefault("cover", cover.attributes.get("src") or "")
    body = tree.css_first(".page-body") or tree.body
    if body is None:
        return head, ""
    for node in body.css(NOT_TEXT):
        node.decompose()
    repair_page(tree, body)
    return head, html_to_markdown(body.html or "")


def properties_of(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for row in tree.css("table.properties tr.property-row"):
        name, value = row.css_first("th"), row.css_first("td")
        if name is not None and value is not None:
            yield name.text().strip(), value_text(value)


def value_text(cell: LexborNode) -> str:
    chosen = [each.text().strip() for each in cell.css(".selected-value")]
    box = cell.css_first(".checkbox")
    if box is not None:
        return "Yes" if "checkbox-on" in (box.attributes.get("class") or "") else "No"
    return ", ".join(chosen) if chosen else cell.text().strip()


def repair_page(tree: LexborHTMLParser, body: LexborNode) -> None:
    """Write what Notion draws with styles as other systems write it."""
    for mark in body.css("mark"):
        if COLOUR.search(mark.attributes.get("class") or ""):
            mark.unwrap()
    for box in body.css("li .checkbox"):
        field = tree.create_node("input")
        field.attrs["type"] = "checkbox"
        if "checkbox-on" in (box.attributes.get("class") or ""):
            field.attrs["checked"] = ""
        box.replace_with(field)
    for callout in reversed(body.css("figure.callout")):
        replace_callout(tree, callout)
    for toggle in body.css("ul.toggle"):
        for item in toggle.css("li"):
            if item.parent is not None and item.parent.mem_id == toggle.mem_id:
                item.unwrap()
        toggle.unwrap()
    for bookmark in body.css("a.bookmark"):
        replace_bookmark(tree, bookmark)
    join_lists(body)


def replace_callout(tree: LexborHTMLParser, callout: LexborNode) -> None:
    """The icon stays, in front of the text."""
    made = tree.create_node("div")
    made.attrs["class"] = "markdown-alert markdown-alert-note"
    for child in list(callout.iter(include_text=True)):
        made.insert_child(child)
    callout.replace_with(made)


def replace_bookmark(tree: LexborHTMLParser, bookmark: LexborNode) -> None:
    """A link with the title of the page, in a quotation with its description."""
    title = bookmark.css_first(".bookmark-title")
    words = bookmark.css_first(".bookmark-description")
    address = bookmark.attributes.get("href") or ""
    quote, paragraph, link = (tree.create_node(tag) for tag in ("blockquote", "p", "a"))
    link.attrs["href"] = address
    link.insert_child((title.text().strip() if title is not None else "") or address)
    paragraph.insert_child(link)
    quote.insert_child(paragraph)
    if words is not None and words.text().strip():
        below = tree.create_node("p")
        below.insert_child(words.text().strip())
        quote.insert_child(below)
    bookmark.replace_with(quote)


def join_lists(body: LexborNode) -> None:
    """Make one list of those that follow one another: Notion writes one for each item."""
    for node in body.css("ul, ol"):
        if node.parent is None or not node.css_first("li"):
            continue
        following = node.next
        while following is not None and is_same_list(node, following):
            after = following.next
            for item in list(following.iter(include_text=True)):
                node.insert_child(item)
            following.decompose()
            following = after


def is_same_list(node: LexborNode, other: LexborNode) -> bool:
    kind = (node.attributes.get("class") or "").split()[:1]
    return (
        other.tag == node.tag
        and kind == (other.attributes.get("class") or "").split()[:1]
        and (node.tag == "ul" or other.attributes.get("start") not in (None, "1"))
    )
