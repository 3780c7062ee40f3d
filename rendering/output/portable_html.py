"""HTML for readers without our style sheet: feeds and mail; and steps that other formats share.

Removes what works only on our pages: tabs, folding, scrolling boxes, code colours, links between
footnotes and text. Their content stays, in elements that every program supports.
"""

from posixpath import basename
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from ..html.palette import FEED_COLOURS
from ..html.text_flow import BLOCKS
from ..tree import children
from .xhtml_page import XhtmlPage, absolute_address

UNWANTED = (
    ".dark-only, a.back, a.sec:not(.written), figure.code .lang, h2 > wbr, h3 > wbr, h4 > wbr"
)
UNWRAPPED = "div.tbl, div.tabs, div.highlight, div.box, span.box, span.eq, span"


def choose_small_sources(page: XhtmlPage) -> None:
    """The first file of `srcset`, which is of a size for a mail."""
    for image in page.body.css("picture img, video img"):
        if candidates := image.attributes.get("srcset"):
            image.attrs["src"] = candidates.partition(" ")[0]


def choose_whole_pictures(page: XhtmlPage) -> None:
    """One picture that every program shows; an animation in place of a film."""
    for media in page.body.css("picture, video"):
        image = media.css_first("img")
        if image is not None:
            media.insert_before(image, move=True)
            media.decompose()


def complete_addresses(page: XhtmlPage) -> None:
    for node in page.body.css("[href], [src]"):
        for name in ("href", "src"):
            if address := node.attributes.get(name):
                node.attrs[name] = absolute_address(page.base, address)


def remove_unsupported(page: XhtmlPage) -> None:
    for node in page.body.css(UNWANTED):
        node.decompose()


def write_section_numbers(page: XhtmlPage) -> None:
    """Put the author's number of a section back into the text of the heading."""
    for link in page.body.css("a.sec.written"):
        link.replace_with(f"{link.text()} ")


def write_footnote_signs(page: XhtmlPage) -> None:
    """Put footnote numbers in brackets, which keep them apart if superscripts are not supported."""
    for link in page.body.css("sup.fn > a"):
        link.replace_with(page.create("a", f"[{link.text()}]", href=link.attributes["href"] or ""))
    for notes in page.body.css("section.notes"):
        notes.insert_before(page.create("hr"), move=True)
        unwrap_node(notes)


def write_code_titles(page: XhtmlPage) -> None:
    """Put the captions of code, such as file names, in a paragraph before it."""
    for figure in page.body.css("figure.code"):
        for caption in figure.css("figcaption"):
            names = [child for child in children(caption) if child.tag == "span"]
            title = page.create("p") if names else None
            if title is not None:
                caption.insert_before(title, move=True)
                for name in names:
                    title.insert_child(page.rename(name, "strong"), move=True)
            caption.decompose()
        unwrap_node(figure)


def unfold_details(page: XhtmlPage) -> None:
    for summary in page.body.css("summary"):
        bold_paragraph(page, summary)
    for details in page.body.css("details"):
        if has_note_class(details):
            page.rename(details, "blockquote")
        else:
            unwrap_node(details)


def quote_callouts(page: XhtmlPage) -> None:
    for title in page.body.css("aside > b"):
        bold_paragraph(page, title)
    for aside in page.body.css("aside"):
        page.rename(aside, "blockquote")


def unwrap_node(node: LexborNode) -> None:
    """Replace `node` by its children."""
    if node.first_child is None:
        node.decompose()
    else:
        node.unwrap()


def bold_paragraph(page: XhtmlPage, node: LexborNode) -> None:
    """Turn `node` into a bold paragraph, or into a div if it contains blocks."""
    if any(child.tag in BLOCKS for child in children(node)):
        page.rename(node, "div")
        return
    paragraph = page.create("p")
    node.insert_before(paragraph, move=True)
    paragraph.insert_child(page.rename(node, "strong"), move=True)


def has_note_class(node: LexborNode) -> bool:
    return "note" in (node.attributes.get("class") or "").split()


def write_task_boxes(page: XhtmlPage) -> None:
    for box in page.body.css("input"):
        box.replace_with("☑" if "checked" in box.attributes else "☐")


def remove_repeated_captions(page: XhtmlPage) -> None:
    """Remove the alternative text of a picture if its caption repeats it."""
    for figure in page.body.css("figure"):
        caption, media = figure.css_first("figcaption"), figure.css_first("img, video, audio")
        if caption is None or media is None:
            continue
        for name in ("alt", "aria-label"):
            words = media.attributes.get(name)
            if words and caption.text().strip().endswith(words):
                media.attrs[name] = ""


def link_media(page: XhtmlPage) -> None:
    """Replace video and audio players by links: they play only on the page."""
    for media in page.body.css("video, audio"):
        source = media if "src" in media.attributes else media.css_first("source[src]")
        address = source.attributes["src"] or "" if source else ""
        values = media.attributes
        name = values.get("title") or values.get("aria-label") or file_name(address)
        media.replace_with(page.create("a", f"▶ {name}", href=address))


def file_name(address: str) -> str:
    return unquote(basename(urlsplit(address).path)) or address


def link_embeds(page: XhtmlPage) -> None:
    """A card becomes a link with its title, and the service behind it."""
    for card in page.body.css("figure.embed"):
        link, title = card.css_first("a"), card.css_first("b")
        caption = card.css_first("figcaption")
        if link is None or title is None or caption is None:
            continue
        paragraph = page.create("p")
        card.insert_before(paragraph, move=True)
        words, address = title.text(), link.attributes["href"] or ""
        paragraph.insert_child(page.create("a", words, href=address), move=True)
        paragraph.insert_child(f" ({caption.text()})")
        card.decompose()


def colour_text(page: XhtmlPage) -> None:
    """Colour text with `font` elements, which need no style sheet."""
    for node in page.body.css("span[class]"):
        names = (node.attributes.get("class") or "").split()
        if colour := next((FEED_COLOURS[name] for name in names if name in FEED_COLOURS), ""):
            page.rename(node, "font").attrs["color"] = colour


def unwrap_elements(page: XhtmlPage) -> None:
    for node in page.body.css("div.eq"):
        page.rename(node, "p")
    for node in page.body.css(UNWRAPPED):
        unwrap_node(node)


class PortablePage(XhtmlPage):
    STEPS = (
        choose_small_sources,
        choose_whole_pictures,
        complete_addresses,
        remove_unsupported,
        write_section_numbers,
        write_footnote_signs,
        write_code_titles,
        quote_callouts,
        unfold_details,
        write_task_boxes,
        link_embeds,
        remove_repeated_captions,
        link_media,
        colour_text,
        unwrap_elements,
    )
