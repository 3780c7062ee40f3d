"""Citations of an article: a sentence, and a BibTeX entry that BibLaTeX reads too."""

import re

from django.utils import timezone

from articles.models import Article

SPECIAL = re.compile(r"[\\{}$&#^_~%]")
ESCAPED = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


def citation_sentence(article: Article, site: str) -> str:
    """Author, title, site and date as the language of the article writes them, without address."""
    day = timezone.localtime(article.published_at or article.created_at).date().isoformat()
    author, title = article.author.byline, article.title
    if article.language == "en":
        return f"{author + '. ' if author else ''}“{title}.” {site}, {day}."
    return f"{author + '：' if author else ''}《{title}》，{site}，{day}。"


def bibtex(article: Article, address: str, site: str) -> str:
    """The entry, with a key made of the author, the year and slug.

    The site stands for an author whose name readers do not know.
    """
    day = timezone.localtime(article.published_at or article.created_at)
    fields = {
        "author": "{" + tex_escaped(article.author.byline or site) + "}",
        "title": "{" + tex_escaped(article.title) + "}",
        "year": str(day.year),
        "month": f"{day:%m}".lstrip("0"),
        "journal": tex_escaped(site),
        "url": address,
        "langid": "english" if article.language == "en" else "chinese",
    }
    name = article.author.slug if article.author.byline else ""
    key = re.sub(r"[\s,{}\"#%'()=\\~]+", "-", f"{name}{day.year}-{article.slug}")
    lines = "".join(f"  {name:<6} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}"


def tex_escaped(text: str) -> str:
    """The text with the special characters of TeX escaped."""
    return SPECIAL.sub(lambda sign: ESCAPED.get(sign[0], f"\\{sign[0]}"), text)
