"""The pages of a book: cover, title page, contents, chapters."""

from collections.abc import Iterator
from html import escape

from .book_values import Book, BookChapter

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"\
 lang="{language}" xml:lang="{language}">
<head>
<meta charset="UTF-8"/>
<title>{title}</title>
<link rel="stylesheet" href="{style}"/>
</head>
<body{attributes}>
{body}
</body>
</html>
"""


def book_page(title: str, language: str, body: str, *, style: str, attributes: str = "") -> str:
    return PAGE.format(
        title=escape(title),
        language=escape(language),
        body=body,
        style=style,
        attributes=attributes,
    )


def top_page(book: Book, title: str, body: str, attributes: str = "") -> str:
    return book_page(title, book.language, body, style="book.css", attributes=attributes)


def cover_page(book: Book) -> str:
    path = escape(book.cover.path) if book.cover else ""
    image = f'<img src="{path}" alt="{escape(book.title)}"/>'
    return top_page(book, book.words.cover, image, ' class="cover" epub:type="cover"')


def title_page(book: Book) -> str:
    lines = (*book.creators, book.publisher)
    body = (
        f"<h1>{escape(book.title)}</h1>",
        *(
            f'<p class="line">{escape(line)}</p>'
            for line in dict.fromkeys(each for each in lines if each not in ("", book.title))
        ),
        f"<p>{escape(book.description)}</p>" if book.description else "",
        source_line(book.source),
    )
    return top_page(book, book.title, "\n".join(body), ' class="title" epub:type="titlepage"')


def contents_page(book: Book) -> str:
    several = len(book.chapters) > 1
    entries = "\n".join(map(entry, book.chapters) if several else section_entries(book.chapters[0]))
    first = f'<li><a href="{book.chapters[0].path}">{escape(book.chapters[0].title)}</a></li>\n'
    body = (
        '<nav epub:type="toc" id="toc" role="doc-toc">\n'
        f"<h1>{escape(book.words.contents)}</h1>\n"
        f"<ol>\n{'' if several else first}{entries}\n</ol>\n</nav>"
    )
    return top_page(book, book.words.contents, body)


def entry(chapter: BookChapter) -> str:
    inner = "\n".join(section_entries(chapter))
    below = f"\n<ol>\n{inner}\n</ol>" if inner else ""
    link = f'<a href="{chapter.path}">{escape(chapter.title)}</a>'
    return f'<li lang="{escape(chapter.language)}">{link}{below}</li>'


def section_entries(chapter: BookChapter) -> Iterator[str]:
    for section in chapter.sections:
        address = f"{chapter.path}#{escape(section.id)}"
        yield f'<li><a href="{address}">{escape(section.title) or "–"}</a></li>'


def chapter_page(book: Book, chapter: BookChapter) -> str:
    head = (
        f"<h1>{escape(chapter.title)}</h1>",
        *(f'<p class="line">{escape(line)}</p>' for line in chapter.lines),
        f'<p class="summary">{escape(chapter.summary)}</p>' if chapter.summary else "",
    )
    body = "\n".join(
        [
            "<header>",
            *filter(None, head),
            "</header>",
            chapter.xhtml,
            source_line(chapter.address, book.words.source),
        ]
    )
    title, language = chapter.title, chapter.language
    attributes = ' epub:type="bodymatter chapter"'
    return book_page(title, language, body, style="../book.css", attributes=attributes)


def source_line(address: str, label: str = "") -> str:
    """Where the text is on the web."""
    if not address:
        return ""
    words = f"{escape(label)} " if label else ""
    return f'<p class="source">{words}<a href="{escape(address)}">{escape(address)}</a></p>'
