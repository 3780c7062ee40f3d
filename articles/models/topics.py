"""Topics: each article has at most one."""

from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.models.base import Sluggable, SortedByName
from articles.models.file_users import FileUser, FileUserQueries
from articles.models.querysets import with_article_counts
from articles.models.redirects import Redirect
from articles.models.short_texts import rendered_short_text
from articles.publishing import indexing
from articles.validators import validate_slug
from media.models import FileUse


class TopicQuerySet(FileUserQueries):
    def with_articles(self) -> Self:
        return with_article_counts(self, "category")


class Category(SortedByName, Sluggable, FileUser):
    KIND = Redirect.Kind.TOPIC
    USES_FILES_AS, USED_TEXT = FileUse.Kind.TOPIC, "description"

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.CharField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        validators=[validate_slug],
        help_text=_("The last part of the link. Left empty, it is made from the name."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("Markdown, shown at the top of the topic's page.")
    )
    description_html = models.TextField(editable=False, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first.")
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "sort_key", "name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name

    @property
    def safe_description(self) -> SafeString:
        return mark_safe(self.description_html)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.render_description()
        with transaction.atomic():
            self.slug = self.slug or self.suggested_slug()
            super().save(*args, **kwargs)
            self.redirect_former_slug()
            indexing.update_index(self.articles.order_by().values_list("pk", flat=True))

    def render_description(self) -> None:
        self.description_html = rendered_short_text(self.description, self.description_html)

    @transaction.atomic
    def replace_with(self, successor: "Category") -> None:
        """Move the articles to another topic, redirect the address to it, and delete this one."""
        self.articles.update(category=successor)
        self.redirect_to(successor)
        self.delete()
