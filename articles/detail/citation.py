"""How to cite an article: BibTeX, as BibLaTeX and its older sister both read it."""

import re

from django.utils import timezone

from articles.models import Article

SPECIAL = re.compile(r"[\\{}$&#^_~%]")
ESCAPED = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


def bibtex(article: Article, address: str, site: str) -> str:
    """The entry; its key is the author's name, the year and the slug."""
    day = timezone.localtime(article.published_at or article.created_at)
    fields = {
        "author": "{" + tex_escaped(article.author.byline) + "}",
        "title": "{" + tex_escaped(article.title) + "}",
        "year": str(day.year),
        "month": f"{day:%m}".lstrip("0"),
        "journal": tex_escaped(site),
        "url": address,
        "langid": "english" if article.language == "en" else "chinese",
    }
    key = re.sub(r"[\s,{}\"#%'()=\\~]+", "-", f"{article.author.username}{day.year}-{article.slug}")
    lines = "".join(f"  {name:<6} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}"


def tex_escaped(text: str) -> str:
    """`text` as TeX prints it."""
    return SPECIAL.sub(lambda sign: ESCAPED.get(sign[0], f"\\{sign[0]}"), text)
