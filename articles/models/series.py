"""Series: articles with a reading order."""

from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.models.base import Sluggable, SortedByName
from articles.models.querysets import with_article_counts
from articles.models.redirects import Redirect
from articles.publishing import history
from articles.validators import validate_slug


class SeriesQuerySet(models.QuerySet[Any]):
    def with_articles(self) -> Self:
        return with_article_counts(self, "series")

    def delete(self) -> tuple[int, dict[str, int]]:
        with history.change():
            articles = self.order_by().values_list("articles", flat=True)
            history.record(articles.filter(articles__isnull=False))
            return super().delete()


class Series(SortedByName, Sluggable):
    KIND = Redirect.Kind.SERIES

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.CharField(
        _("address"),
        max_length=120,
        unique=True,
        blank=True,
        validators=[validate_slug],
        help_text=_("The last part of the link. Left empty, it is made from the name."),
    )
    description = models.TextField(_("description"), blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sort_key", "name"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self.suggested_slug()
        super().save(*args, **kwargs)
        self.redirect_former_slug()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the series but not its articles. Its address answers 410 afterwards."""
        with history.change():
            history.record(list(self.articles.values_list("pk", flat=True)))
            Redirect.mark_gone(self.KIND, self.pk)
            Redirect.set_target(self.KIND, self.slug, None)
            return super().delete(*args, **kwargs)
