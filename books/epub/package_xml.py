"""The package document, which lists all parts of a book."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape

from .book_values import XHTML_TYPE, Book

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def package_document(book: Book) -> str:
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
            f' xml:lang="{escape(book.language)}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *metadata(book),
            "</metadata>",
            "<manifest>",
            *manifest_items(book),
            "</manifest>",
            "<spine>",
            *(f'<itemref idref="{name}"/>' for name in spine(book)),
            "</spine>",
            "</package>",
            "",
        ]
    )


def metadata(book: Book) -> Iterator[str]:
    yield f'<dc:identifier id="id">{escape(book.identifier)}</dc:identifier>'
    yield f"<dc:title>{escape(book.title)}</dc:title>"
    for language in languages_of(book):
        yield f"<dc:language>{escape(language)}</dc:language>"
    for creator in book.creators:
        yield f"<dc:creator>{escape(creator)}</dc:creator>"
    values = {
        "publisher": book.publisher,
        "description": book.description,
        "source": book.source,
        "date": utc_seconds(book.published) if book.published else "",
    }
    yield from (f"<dc:{n}>{escape(text)}</dc:{n}>" for n, text in values.items() if text)
    yield from (f"<dc:subject>{escape(subject)}</dc:subject>" for subject in book.subjects)
    yield meta("dcterms:modified", utc_seconds(book.modified))
    yield meta("schema:accessMode", "textual")
    yield meta("schema:accessMode", "visual")
    yield meta("schema:accessibilityFeature", "tableOfContents")
    if any("mathml" in chapter.properties for chapter in book.chapters):
        yield meta("schema:accessibilityFeature", "MathML")
    yield meta("schema:accessibilityHazard", "unknown")


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}">{value}</meta>'


def languages_of(book: Book) -> list[str]:
    return list(dict.fromkeys([book.language, *(each.language for each in book.chapters)]))


def utc_seconds(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def manifest_items(book: Book) -> Iterator[str]:
    yield item("nav", "nav.xhtml", XHTML_TYPE, "nav")
    yield item("style", "book.css", "text/css")
    if book.cover:
        yield item("cover", "cover.xhtml", XHTML_TYPE)
        yield item("cover-image", book.cover.path, book.cover.media_type, "cover-image")
    if len(book.chapters) > 1:
        yield item("title", "title.xhtml", XHTML_TYPE)
    for chapter in book.chapters:
        yield item(chapter.name, chapter.path, XHTML_TYPE, " ".join(chapter.properties))
    for number, file in enumerate(book.files, 1):
        yield item(f"file-{number}", file.path, file.media_type)


def item(name: str, path: str, media_type: str, properties: str = "") -> str:
    more = f' properties="{properties}"' if properties else ""
    return f'<item id="{name}" href="{escape(path)}" media-type="{media_type}"{more}/>'


def spine(book: Book) -> Iterator[str]:
    if book.cover:
        yield "cover"
    if len(book.chapters) > 1:
        yield from ("title", "nav")
    yield from (chapter.name for chapter in book.chapters)
