"""The fields of an article from a file that this system wrote. What it does not state is empty."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from articles.models import Article, Category, Series, Tag, User
from transfer.reading.own_front_matter import OwnValues
from transfer.reading.source_file import SourceFile

Named = TypeVar("Named", Category, Series, Tag)


def restored_values(
    article: Article, source: SourceFile, own: OwnValues, author: User | None
) -> dict[str, Any]:
    """`author` is the user whom the file names, None without an account of this name."""
    front = source.front
    values = {
        "published_at": front.date,
        "summary": front.summary,
        "category": named(Category, front.category),
        "series": named(Series, front.series),
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


def named(model: type[Named], name: str | None) -> Named | None:
    """The topic, series or tag of exactly this name, else in another case; else a new one."""
    if not name:
        return None
    objects = model._default_manager
    found = objects.filter(name=name).first() or objects.filter(name__iexact=name).first()
    if found is None:
        found = model(name=name)
        found.full_clean(exclude=("slug",) if model is Tag else ())  # saving makes it
        found.save()
    return found


def named_tags(names: Iterable[str]) -> list[Tag]:
    """The tags of exactly these names, in one query if there are all."""
    wanted = list(names)
    known: Mapping[str, Tag] = {tag.name: tag for tag in Tag.objects.filter(name__in=wanted)}
    found = [known.get(name) or named(Tag, name) for name in wanted]
    return [tag for tag in found if tag]


def clean_restored(thing: Model, exclude: tuple[str, ...] = ()) -> None:
    """Check the fields. A draft of the desk may have no title yet."""
    thing.full_clean(exclude=exclude if str(thing) else (*exclude, "title"))
