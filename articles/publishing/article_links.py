"""Stores to which articles the text of an article links, and in which section.

The slugs come from the rendered HTML. Drafts have no links here, as they have no relations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.db import transaction

from articles.publishing.relations import ArticleLink

HEADING_OR_LINK = re.compile(
    r'<h[1-6]\b[^>]*?\sid="(?P<heading>[^"]*)"'
    r'|<a\b[^>]*?\shref="/articles/(?P<slug>[^"/?#]+)/(?=["?#])'
)
LATEX = re.compile(r"[\\^_]")


def linked_slugs(html: str, toc: list[dict[str, Any]]) -> dict[str, str]:
    """The slugs of linked articles, each with the heading above its first link, or ''."""
    titles, section = dict(titles_by_id(toc)), ""
    found: dict[str, str] = {}
    for match in HEADING_OR_LINK.finditer(html):
        if match["slug"] is None:
            section = titles.get(unescape(match["heading"]), section)
        else:
            found.setdefault(unquote(unescape(match["slug"])), section)
    return found


def titles_by_id(toc: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The headings by id; '' for those with LaTeX, which a sentence cannot show."""
    for heading in toc:
        yield heading["id"], "" if LATEX.search(heading["text"]) else heading["text"]
        yield from titles_by_id(heading["children"])


def update_links(articles: Iterable[int]) -> None:
    """Store the links of the articles with these ids."""
    objects = apps.get_model("articles", "Article").objects
    for article in objects.filter(pk__in=articles).only("slug", "status", "html", "toc"):
        store_links(article)


def store_links(article: Any) -> None:
    """Writes nothing if the links are stored already."""
    is_draft = article.status == "draft"
    found = {} if is_draft else linked_slugs(article.html, article.toc)
    found.pop(article.slug, None)
    wanted = {slug: section[:SECTION_LENGTH] for slug, section in found.items()}
    rows = ArticleLink.objects.filter(article=article.pk)
    if dict(rows.values_list("slug", "section")) == wanted:
        return
    with transaction.atomic():
        rows.delete()
        ArticleLink.objects.bulk_create(
            ArticleLink(article_id=article.pk, slug=slug, section=section)
            for slug, section in wanted.items()
        )


def rename_links(former: str, slug: str) -> None:
    """Let the links to an article follow its new slug. Their HTML is redirected until rendered."""
    known = ArticleLink.objects.filter(slug=slug).values("article")
    ArticleLink.objects.filter(slug=former).exclude(article__in=known).update(slug=slug)


SECTION_LENGTH = ArticleLink._meta.get_field("section").max_length or 0
