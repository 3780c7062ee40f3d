"""Pages beside the articles: About, Friends and the like."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.markdown import WrittenText
from articles.models.querysets import PageQuerySet
from articles.models.redirects import Redirect, Sluggable
from articles.publishing import rerender
from articles.validators import validate_page_slug, validate_slug


class Page(Sluggable, WrittenText):
    KIND = Redirect.Kind.PAGE
    DECIDES_PUBLIC = frozenset({"is_published"})

    title = models.CharField(_("title"), max_length=200)
    slug = models.CharField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        validators=[validate_slug, validate_page_slug],
        help_text=_(
            "The link right after the site's address. Left empty, it is made from the title."
        ),
    )
    is_published = models.BooleanField(_("published"), default=True)
    in_menu = models.BooleanField(_("in the menu"), default=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first.")
    )
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "title"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title

    def has_been_public(self) -> bool:
        return self.is_published

    def is_public(self) -> bool:
        return self.is_published

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.render()
        self.hold_back()
        with transaction.atomic():
            self.slug = self.slug or self.suggested_slug()
            super().save(*args, **kwargs)
            self.keep_addresses()
        if self.is_public():
            rerender.on_published([self])
        else:
            rerender.on_removed([self.get_absolute_url()])

    def hold_back(self) -> None:
        """What cannot be rendered is no public page until it can."""
        self.pending_status = ""
        if self.is_published and self.is_to_wait():
            self.pending_status, self.is_published = "published", False

    def is_seen(self) -> bool:
        return Page.objects.published().filter(pk=self.pk).exists()
