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

from articles.publishing.indexing import batches
from articles.publishing.relations import ArticleLink

HEADING_OR_LINK = re.compile(
    r'<h[1-6]\b[^>]*?\sid="(?P<heading>[^"]*)"'
    r'|<a\b[^>]*?\shref="/articles/(?P<slug>[^"/?#]+)/(?=["?#])'
)
LATEX = re.compile(r"[\\^_]")


def linked_slugs(html: str, toc: list[dict[str, Any]]) -> dict[str, str]:
    """The slugs of linked articles, each with the heading above its first link, or ''."""
    titles, section = dict(toc_titles(toc)), ""
    found: dict[str, str] = {}
    for match in HEADING_OR_LINK.finditer(html):
        if match["slug"] is None:
            section = titles.get(unescape(match["heading"]), section)
        else:
            found.setdefault(unquote(unescape(match["slug"])), section)
    return found


def toc_titles(toc: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The headings by id; '' for those with LaTeX, which a sentence cannot show."""
    for heading in toc:
        yield heading["id"], "" if LATEX.search(heading["text"]) else heading["text"]
        yield from toc_titles(heading["children"])


def update_links(articles: Iterable[int]) -> None:
    """Store the links of the articles with these ids, if they have changed."""
    for some in batches(articles):
        update_links_of_batch(some)


def update_links_of_batch(articles: list[int]) -> None:
    objects = apps.get_model("articles", "Article").objects
    texts = objects.filter(pk__in=articles).only("slug", "status", "html", "toc")
    wanted = {link_key(link): link for article in texts for link in links_of(article)}
    stored = ArticleLink.objects.filter(article__in=[article.pk for article in texts])
    known = {link_key(link): link for link in stored}
    old = [link.pk for key, link in known.items() if key not in wanted]
    new = [link for key, link in wanted.items() if key not in known]
    if old or new:
        with transaction.atomic():
            ArticleLink.objects.filter(pk__in=old).delete()
            ArticleLink.objects.bulk_create(new, ignore_conflicts=True)


def links_of(article: Any) -> Iterator[ArticleLink]:
    """The links as rows to be stored; a draft has none."""
    found = {} if article.status == "draft" else linked_slugs(article.html, article.toc)
    for slug, section in found.items():
        if slug != article.slug:
            yield ArticleLink(article_id=article.pk, slug=slug, section=section[:SECTION_LENGTH])


def link_key(link: ArticleLink) -> tuple[int, str, str]:
    return link.article_id, link.slug, link.section


def rename_links(former: str | None, slug: str) -> None:
    """Let the links to an article follow its new slug. Their HTML is redirected until rendered."""
    if not former or former == slug:
        return
    known = ArticleLink.objects.filter(slug=slug).values("article")
    ArticleLink.objects.filter(slug=former).exclude(article__in=known).update(slug=slug)


SECTION_LENGTH = ArticleLink._meta.get_field("section").max_length or 0
