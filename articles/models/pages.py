"""Pages that are not articles: About, Friends and the like."""

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.languages import primary_language
from articles.models.base import Sluggable
from articles.models.file_users import FileUser, FileUserQueries
from articles.models.markdown import WrittenText
from articles.models.redirects import Redirect
from articles.publishing import after_change, embed_fetching
from articles.validators import validate_page_slug, validate_slug
from media.models import FileUse


class PageQuerySet(FileUserQueries):
    def editable_by(self, user: AbstractUser) -> Self:
        """All pages; only unpublished ones for users who may not publish."""
        return (
            self if user.has_perm("articles.publish_articles") else self.exclude(is_published=True)
        )

    def published(self) -> Self:
        return self.filter(is_published=True)

    def apply_pending_status(self) -> None:
        """Publish pages that waited for a rendering and have one now."""
        ready = self.exclude(renderer_version=0).exclude(pending_status="")
        chosen = list(ready.values_list("pk", flat=True))
        changed = self.model._default_manager.filter(pk__in=chosen)
        changed.update(is_published=True, pending_status="")
        after_change([], published=changed.only("title", "slug", "source_path", "is_published"))

    def in_menu(self) -> Self:
        return self.published().filter(in_menu=True).only("title", "slug", "language")


def in_one_language_each(pages: list[Any], language: str | None) -> list[Any]:
    """The pages without those that have a version for readers of the language.

    about and about-en are versions of one page, if the second one is in English.
    """
    spoken = primary_language(language or "")
    theirs = {each.base_slug for each in pages if primary_language(each.language) == spoken}
    return [
        each
        for each in pages
        if primary_language(each.language) == spoken or each.base_slug not in theirs
    ]


class Page(Sluggable, WrittenText, FileUser):
    KIND = Redirect.Kind.PAGE
    USES_FILES_AS, USED_TEXT = FileUse.Kind.PAGE, "body"
    DECIDES_PUBLIC = ("is_published",)

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

    @property
    def base_slug(self) -> str:
        """The address without its language: about for about-en."""
        return self.slug.removesuffix(f"-{primary_language(self.language)}")

    def has_been_public(self) -> bool:
        return self.is_published

    def is_public(self) -> bool:
        return self.is_published

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.render()
        self.hold_back()
        with transaction.atomic():
            self.slug = self.slug or self.suggested_slug()
            super().save(*args, **kwargs)
            self.redirect_former_slug()
            embed_fetching.request_embeds(self.html)
        if self.is_public():
            after_change([], published=[self])
        else:
            after_change([], removed=[self.get_absolute_url()])

    def hold_back(self) -> None:
        """Keep the page unpublished until its text can be rendered."""
        self.pending_status = ""
        if self.is_published and self.must_wait():
            self.pending_status, self.is_published = "published", False

    def is_seen(self) -> bool:
        return Page.objects.published().filter(pk=self.pk).exists()
