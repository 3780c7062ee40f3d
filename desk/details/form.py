"""The form of the details. What is wrong in it keeps nothing else from being saved."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.cover_files import chosen_cover
from articles.languages import WRITTEN
from articles.models import Article, Category, Series, User
from articles.models.markdown import Dialect
from articles.validators import validate_slug
from desk.details.addresses import refuse_taken
from desk.details.detail_fields import MomentField, OriginalField, TagsField
from desk.models.content import Content
from desk.writing.applying import is_automatic_slug, parse_datetime

SENT = "details"  # the name of a field that says that the others were sent along
LAST_PART = 32_767
PLAIN = {"autocomplete": "off", "spellcheck": "false"}
ATTRIBUTES: dict[str, dict[str, str]] = {
    "slug": {**PLAIN, "autocapitalize": "none"},
    "cover": {**PLAIN, "autocapitalize": "none"},
    "published_at": PLAIN,
    "translation_of": {"autocomplete": "off"},
    "tags": {"autocomplete": "off", "rows": "1"},
}


def field(name: str, kind: type[forms.Field], **options: Any) -> Any:
    """A field that may stay empty, with the label of the article's own."""
    label = Article._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return kind(label=label, required=False, **options)


def choice(name: str, model: type[Category | Series]) -> Any:
    return field(name, forms.ModelChoiceField, queryset=model.objects.all(), empty_label=_("none"))


class DetailsForm(forms.Form):
    """`seen` is what the form showed: only what differs from it was entered.

    `article` is None for a new one. Fields that the user may not change are left out.
    """

    category = choice("category", Category)
    # Enter is a separator there, and sends no form.
    tags = field("tags", TagsField, widget=forms.Textarea)
    slug = field("slug", forms.CharField, max_length=200, validators=[validate_slug])
    published_at = field("published_at", MomentField)
    language = field("language", forms.ChoiceField, choices=WRITTEN)
    translation_of = field("translation_of", OriginalField)
    series = choice("series", Series)
    part = field("part", forms.IntegerField, min_value=0, max_value=LAST_PART)
    summary = field("summary", forms.CharField, widget=forms.Textarea(attrs={"rows": 3}))
    cover = field("cover", forms.CharField, max_length=500)
    featured = field("featured", forms.BooleanField)
    dialect = field("dialect", forms.ChoiceField, choices=Dialect.choices)

    def __init__(
        self, data: Any = None, *, seen: Content, user: User, article: Article | None = None
    ) -> None:
        self.seen, self.article, self.user = seen, article, user
        super().__init__(data, initial=self.initial_values(), auto_id="detail-%s")
        cast(OriginalField, self.fields["translation_of"]).articles = self.selectable()
        for name in self.kept_from_user():
            del self.fields[name]
        for name, each in self.fields.items():
            each.widget.attrs |= {"form": "text", "aria-describedby": f"note-{name}"}
            each.widget.attrs |= ATTRIBUTES.get(name, {})

    def initial_values(self) -> dict[str, Any]:
        found = dict(self.seen.metadata)
        for name in ("category", "series"):
            found[name] = found[name][0] if found.get(name) else None
        found["published_at"] = parse_datetime(found.get("published_at"))
        if self.article and is_automatic_slug(self.article, self.seen):
            found["slug"] = ""  # it follows the title
        return found

    def kept_from_user(self) -> list[str]:
        """As in the admin: dates are for those who publish, originals for those who see them."""
        original = self.seen.metadata.get("translation_of")
        others = Article.objects.exclude(pk__in=Article.objects.of_user(self.user).values("pk"))
        is_secret = original and others.filter(pk=original[0]).exists()
        dates = [] if access.may_publish(self.user) else ["published_at"]
        return [*dates, *(["translation_of"] if is_secret else [])]

    def selectable(self) -> Any:
        found = access.visible_objects(self.user, Article.objects.all())
        return found.exclude(pk=self.article.pk) if self.article else found

    # Reading

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug and "slug" in self.changed_data:
            refuse_taken(slug, self.article, self.user)
        return slug

    def clean_cover(self) -> str:
        cover: str = self.cleaned_data["cover"]
        return chosen_cover(cover, self.user) if cover and "cover" in self.changed_data else cover

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or self.seen.metadata["language"]

    def clean_dialect(self) -> str:
        return self.cleaned_data["dialect"] or self.seen.metadata["dialect"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("translation_of") and self.has_changed_translation():
            original = Article.objects.get(pk=cleaned["translation_of"][0])
            pk = self.article.pk if self.article else None
            mine = Article(pk=pk, language=cleaned["language"])
            if problem := mine.problem_of_translation(original):
                self.add_error("translation_of", problem)
        return cleaned

    def has_changed_translation(self) -> bool:
        return not {"translation_of", "language"}.isdisjoint(self.changed_data)

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, by the name of the field."""
        found = self.errors.get_json_data().items()
        return {name: " ".join(each["message"] for each in errors) for name, errors in found}

    def changes(self) -> dict[str, Any]:
        """The metadata that was changed, without what is wrong."""
        if not self.has_changed():
            return {}
        self.full_clean()
        changed = [name for name in self.changed_data if name in self.cleaned_data]
        return {name: metadata_value(self.cleaned_data[name]) for name in changed}


def metadata_value(value: Any) -> Any:
    """The value as a `Content` has it."""
    if isinstance(value, Category | Series):
        return [value.pk, value.name]
    return value.isoformat() if isinstance(value, datetime) else value
