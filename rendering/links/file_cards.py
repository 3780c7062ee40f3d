"""Cards for files that are not shown in the page, from a link in a paragraph of its own."""

from selectolax.lexbor import LexborNode

from ..document import Document
from ..options import File
from ..page_words import Wording
from ..tree import create_element, nonblank_children
from .embed_cards import lone_paragraphs
from .embeds import address_name

KINDS = frozenset({"document", "archive", "text"})
MEGABYTE = 10**6


def make_file_cards(document: Document) -> None:
    """Say what is behind the link: format, pages and size. Other readers see a paragraph."""
    for paragraph in lone_paragraphs(document):
        link, *others = nonblank_children(paragraph) or [paragraph]
        file = document.files.get(link.mem_id)
        if file and file.kind in KINDS and not others and link.css_first("img") is None:
            make_file_card(document, paragraph, link, file)


def make_file_card(document: Document, paragraph: LexborNode, link: LexborNode, file: File) -> None:
    if not link.text().strip():
        link.insert_child(address_name(file.address))
    details = create_element(document, "span", class_="quiet")
    details.insert_child(file_details(file, document.words))
    paragraph.insert_child(" ")
    paragraph.insert_child(details, move=True)
    paragraph.attrs["class"] = "download"
    document.extracted_texts[details.mem_id] = ""  # no words of the article
    document.stand_ins.pop(link.mem_id, None)  # a link, not a picture


def file_details(file: File, words: Wording) -> str:
    ending = address_name(file.address).rpartition(".")[2].upper()
    pages = words.pages[file.pages == 1].format(file.pages) if file.pages else ""
    return " · ".join(filter(None, [ending, pages, size_in_words(file.bytes or 0)]))


def size_in_words(count: int) -> str:
    if count >= MEGABYTE:
        return f"{count / MEGABYTE:.1f} MB"
    return f"{max(1, round(count / 1000))} kB" if count else ""
