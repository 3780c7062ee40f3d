"""Sets the fields of an article from a content, and says what does not fit."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models import Article, Category, Series, Tag
from desk.models.content import REFERENCES, VALUES, Content

LONGEST_TAG = Tag._meta.get_field("name").max_length or 100
Problems = dict[str, list[str]]


def apply_content(article: Article, content: Content) -> Problems:
    """Set the fields of the article but its status and tags. Return what does not fit, by field."""
    take_values(article, content)
    return problems_of(article) | problems_of_tags(content)


def take_values(article: Article, content: Content) -> None:
    follows_title = slug_follows_title(article, content)
    article.title, article.body = content.title, content.body
    for name in VALUES:
        if name in content.metadata:
            setattr(article, name, content.metadata[name])
    if follows_title:
        article.slug = ""
    article.published_at = parse_datetime(content.metadata.get("published_at"))
    take_references(article, content)


def take_references(article: Article, content: Content) -> None:
    """Set those that are others. A text without an author keeps that of the article."""
    for name in REFERENCES:
        reference = content.metadata.get(name)
        if reference and reference[0] and reference[0] == getattr(article, f"{name}_id"):
            continue
        found = referred(Article._meta.get_field(name).related_model, reference)
        if found or name != "author":
            setattr(article, name, found)


def slug_follows_title(article: Article, content: Content) -> bool:
    """Whether the slug was made of the title, which changes, and nobody knows the address yet."""
    return content.title != article.title and is_automatic_slug(article, content)


def is_automatic_slug(article: Article, content: Content) -> bool:
    """Whether the slug was made of the title of the row, and nobody knows the address yet."""
    if article.has_been_public() or content.metadata.get("slug") != article.slug:
        return False
    return article.slug == article.suggested_slug()


def referred(model: Any, reference: list[Any] | None) -> Any:
    """The object of a reference; one of the same name if it was deleted; else None."""
    if reference is None:
        return None
    key, name = reference
    objects = model._base_manager.all()
    found = objects.filter(pk=key).first() if key is not None else None
    if found is None and model in (Category, Series):
        found = objects.filter(name=name).first()
    return found


def parse_datetime(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def problems_of(article: Article) -> Problems:
    try:
        article.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def problems_of_tags(content: Content) -> Problems:
    long = [name for _id, name in content.metadata.get("tags", ()) if len(name) > LONGEST_TAG]
    text = _("The tag “%(name)s…” is longer than %(most)d characters.")
    messages = [text % {"name": name[:40], "most": LONGEST_TAG} for name in long]
    return {"tags": messages} if messages else {}


def set_tags(article: Article, content: Content) -> None:
    """Set the tags: those of these ids, and others by their names, which may be new."""
    article.tags.set(tags_or_names(content))


def tags_or_names(content: Content) -> list[Tag | str]:
    wanted = content.metadata.get("tags", [])
    known = Tag.objects.in_bulk([key for key, _name in wanted if key is not None])
    return [known.get(key) or name for key, name in wanted]
