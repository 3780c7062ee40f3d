"""Fields whose values are those of the metadata of a `Content`."""

from datetime import datetime
from typing import Any
from unicodedata import normalize

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from articles import tag_names
from articles.models import Article, Tag
from articles.models.base import UNWANTED
from desk.details.site_times import field_text, site_moment

LONGEST_TAG = Tag._meta.get_field("name").max_length or 100
MOST_TAGS = 100


class MomentField(forms.CharField):
    """A day and a time as people write them. What is sent as it was shown keeps its seconds."""

    def prepare_value(self, value: Any) -> Any:
        return field_text(value) if isinstance(value, datetime) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((data or "").strip() != (self.prepare_value(initial) or ""))

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return site_moment(text).isoformat() if text else None


class TagsField(forms.CharField):
    """Names of tags, as a list of `[id, name]`; a new tag has no id."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return tag_names.format_tag_names(name for _id, name in value)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, after = (folded_names(self.prepare_value(v)) for v in (initial, data))
        return before != after

    def to_python(self, value: Any) -> Any:
        names = tag_names.parse_tag_names(UNWANTED.sub("", super().to_python(value) or ""))
        refuse_long_names(names)
        return tags_named(names)


def folded_names(text: str | None) -> set[str]:
    return {name.casefold() for name in tag_names.parse_tag_names(text or "")}


def refuse_long_names(names: list[str]) -> None:
    if len(names) > MOST_TAGS:
        raise ValidationError(_("These are more than %(most)d tags.") % {"most": MOST_TAGS})
    for name in names:
        if len(name) > LONGEST_TAG:
            text = _("The tag “%(name)s…” is longer than %(most)d characters.")
            raise ValidationError(text % {"name": name[:40], "most": LONGEST_TAG})


def tags_named(names: list[str]) -> list[list[Any]]:
    """The tags of these names, compared without case and width, in one query."""
    if not names:
        return []
    any_of_them = Q()
    for name in names:
        any_of_them |= Q(name__iexact=name) | Q(name__iexact=normalize("NFKC", name))
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(any_of_them)}
    found = {name: known.get(name.casefold()) or known.get(folded(name)) for name in names}
    each = {tag or name: [tag.pk, tag.name] if tag else [None, name] for name, tag in found.items()}
    return list(each.values())


def folded(name: str) -> str:
    """`ＮＬＰ`, as input methods for Chinese write it, is `nlp`."""
    return normalize("NFKC", name).casefold()


class OriginalField(forms.CharField):
    """An article by its title, its address, or the last part of that, as `[id, title]`."""

    def __init__(self, **options: Any) -> None:
        self.articles = Article.objects.none()
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return value[1] if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((data or "").strip() != (self.prepare_value(initial) or "").strip())

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.article_named(text) if text else None

    def article_named(self, text: str) -> list[Any]:
        slug = text.rstrip("/").rpartition("/")[2]
        rows = self.articles.filter(Q(title=text) | Q(slug=slug)).values_list("pk", "title", "slug")
        found = list(rows[:3])
        exact = [row for row in found if row[2] == slug] or found
        if not exact:
            raise ValidationError(_("None of your articles has this title or address."))
        if len(exact) > 1:
            raise ValidationError(_("Several articles have this title: enter the address."))
        return list(exact[0][:2])
