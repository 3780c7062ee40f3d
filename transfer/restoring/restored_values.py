"""The fields of an article from a file that this system wrote. What it does not state is empty."""

from typing import Any

from django.db.models import Model

from articles.models import Article
from transfer.named_things import NamedThings
from transfer.reading.own_front_matter import OwnValues
from transfer.reading.source_file import SourceFile


def restored_values(
    article: Article, source: SourceFile, own: OwnValues, things: NamedThings
) -> dict[str, Any]:
    """`things` finds what the file names; its author stays without an account of this name."""
    front, author = source.front, things.author(source.front.author)
    values = {
        "published_at": front.date,
        "summary": front.summary,
        "category": things.topic(front.category),
        "series": things.series(front.series),
        "part": front.part,
        "featured": front.featured,
        "status": source.stated_status,
    }
    stated = {
        "created_at": own.created,
        "updated_at": changed_moment(article, source),
        "dialect": own.dialect,
        "language": front.language,
        "author": author,
    }
    cleared = {} if own.translation_of else {"translation_of": None}
    return values | cleared | {key: value for key, value in stated.items() if value is not None}


def restored_page_values(source: SourceFile) -> dict[str, Any]:
    """The fields of a page; none of a file that another system wrote."""
    if source.own is None:
        return {}
    own = source.own
    values = {
        "in_menu": own.in_menu,
        "position": own.position,
        "dialect": own.dialect,
        "language": source.front.language,
    }
    return {key: value for key, value in values.items() if value is not None}


def changed_moment(article: Article, source: SourceFile) -> Any:
    """The date of the last change. None for one that is old: who edits a file rarely changes it."""
    is_old = article.pk is not None and article.updated_at == source.front.updated
    return None if is_old else source.front.updated


def clean_restored(thing: Model, exclude: tuple[str, ...] = ()) -> None:
    """Check the fields. A draft of the desk may have no title yet."""
    thing.full_clean(exclude=exclude if str(thing) else (*exclude, "title"))
