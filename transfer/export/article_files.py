"""An article or a page as a Markdown file with everything that belongs to it.

`transfer/reading/own_front_matter.py` reads it again: the text byte for byte, dates to the
microsecond.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from articles.models import Article, Page
from articles.models.cover_field import cover_address
from transfer.export.file_links import with_names_beside
from transfer.export.surroundings import NOTHING, Surroundings
from transfer.front_matter_yaml import (
    Written,
    front_matter_text,
    written_moment,
    written_values,
)
from transfer.reading.own_keys import KEPT, MARK, VERSION, may_stand_at_the_top

ALWAYS = ("title", "in_menu")  # also without a value
EMPTY: tuple[object, ...] = (None, "", [], {})
NO_FILES: Mapping[str, str] = MappingProxyType({})


def article_file(
    article: Article,
    around: Surroundings = NOTHING,
    beside: Mapping[str, str] = NO_FILES,
    **more: Any,
) -> str:
    """The file of an article. Its tags, its author and what it refers to should be prefetched.

    `around` is what belongs to it in other tables. `beside` are the names of the files beside it,
    by the addresses with which the text and the cover name them. `more` are further keys.
    """
    status = article.pending_status or article.status
    return text_of_file(
        {
            **first_keys(article),
            "uid": str(article.uid),
            "status": str(around.status or status),
            "was_public": article.was_public and status == Article.Status.DRAFT,
            "deleted": around.deleted and written_moment(around.deleted),
            "date": article.published_at and written_moment(article.published_at),
            "updated": written_moment(article.updated_at),
            "created": written_moment(article.created_at),
            "author": article.author.username,
            "category": article.category and article.category.name,
            "tags": sorted(tag.name for tag in article.tags.all()),
            "series": article.series and article.series.name,
            "part": article.part,
            **language_and_dialect(article),
            "translation_of": article.translation_of and str(article.translation_of.uid),
            "cover": beside.get(cover := cover_address(article.cover.name or ""), cover),
            "featured": article.featured,
            "summary": article.summary,
        },
        article.body,
        around,
        beside,
        more,
    )


def page_file(
    page: Page,
    around: Surroundings = NOTHING,
    beside: Mapping[str, str] = NO_FILES,
) -> str:
    """The file of a page; the same for pages as `article_file()`."""
    is_published = page.is_published or bool(page.pending_status)
    return text_of_file(
        {
            **first_keys(page),
            "type": "page",
            "status": "published" if is_published else "draft",
            "updated": written_moment(page.updated_at),
            **language_and_dialect(page),
            "in_menu": page.in_menu,
            "position": page.position,
        },
        page.body,
        around,
        beside,
    )


def first_keys(thing: Article | Page) -> dict[str, Any]:
    return {MARK: VERSION, "title": thing.title, "slug": thing.slug}


def language_and_dialect(thing: Article | Page) -> dict[str, Any]:
    return {"lang": thing.language, "dialect": str(thing.dialect)}


def text_of_file(
    head: Mapping[str, Any],
    body: str,
    around: Surroundings,
    beside: Mapping[str, str],
    more: Mapping[str, Any] = NO_FILES,
) -> str:
    """Front matter, an empty line and the text. Keys without a value are left out."""
    top = {key: value for key, value in around.keys.items() if may_stand_at_the_top(key, value)}
    kept = {key: value for key, value in around.keys.items() if key not in top}
    stated = {
        **head,
        "former_slugs": around.former_slugs,
        "aliases": around.old_paths,
        **more,
        **written_values(top),
        KEPT: written_values(kept),
        "files": {name: address for address, name in beside.items()},
    }
    return front_matter_text(with_values(stated)) + "\n" + with_names_beside(body, beside)


def with_values(head: Mapping[str, Any]) -> dict[str, Any]:
    """The keys with a value, and yes and no as YAML has them."""
    return {
        key: Written(str(value).lower()) if isinstance(value, bool) else value
        for key, value in head.items()
        if key in ALWAYS or (value is not False and value not in EMPTY)
    }
