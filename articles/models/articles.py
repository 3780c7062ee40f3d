"""The article."""

import uuid
from collections.abc import Container
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.markdown import WrittenText
from articles.models.querysets import ArticleQuerySet
from articles.models.redirects import Redirect, Sluggable
from articles.models.series import Series
from articles.models.tags import TaggedArticle, Tags
from articles.models.topics import Category
from articles.publishing import indexing, related, rerender
from articles.validators import validate_slug

RAW_HTML = "articles.publish_raw_html"
EDIT_ALL = "articles.edit_all_articles"
PUBLISH = "articles.publish_articles"
FIRST_YEAR, LAST_YEAR = 1000, 9998  # what the archive can show, a day either way


class Article(Sluggable, WrittenText):  # type: ignore[django-manager-missing]
    KIND = Redirect.Kind.ARTICLE
    DECIDES_PUBLIC = frozenset({"status", "published_at", "was_public"})

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")

    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    title = models.CharField(_("title"), max_length=200)
    slug = models.CharField(
        _("address"),
        max_length=200,
        unique=True,
        blank=True,
        validators=[validate_slug],
        help_text=_("The last part of the link. Left empty, it is made from the title."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        help_text=_(
            "A published article with a date in the future appears by itself when the time has "
            "come. An archived one is reachable by its link but in no list."
        ),
    )
    published_at = models.DateTimeField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("Left empty, it is the moment of publishing."),
    )
    category = models.ForeignKey(
        Category,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
    )
    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
    )
    part = models.PositiveSmallIntegerField(
        _("part"),
        null=True,
        blank=True,
        help_text=_("The place in the series. Left empty, it comes last, by its date."),
    )
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        help_text=_("The article that was there first, in another language."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="articles",
    )
    # Who last changed the text: their permission decides whether raw HTML is let through.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    featured = models.BooleanField(_("featured"), default=False)
    was_public = models.BooleanField(default=False, editable=False)
    cover = models.ImageField(_("cover image"), upload_to="covers/%Y/", blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now, editable=False)
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("Shown in lists and feeds instead of the beginning of the text."),
    )

    tags = TaggableManager(_("tags"), through=TaggedArticle, manager=Tags, blank=True)
    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-published_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions: ClassVar = [
            (EDIT_ALL.partition(".")[2], _("Can edit the articles of others")),
            (RAW_HTML.partition(".")[2], _("May publish raw HTML")),
            (PUBLISH.partition(".")[2], _("May publish")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "-published_at", "-id"], name="article_lists"),
            models.Index(
                fields=["category", "status", "-published_at", "-id"], name="article_topics"
            ),
            models.Index(
                fields=["author", "status", "-published_at", "-id"], name="article_authors"
            ),
            models.Index(
                fields=["series", "status", "published_at"],
                condition=models.Q(series__isnull=False),
                name="article_series",
            ),
            models.Index(  # the sitemap tells the latest change
                fields=["status", "-updated_at", "published_at"], name="article_changes"
            ),
            models.Index(  # every list asks which of the few translations it hides
                fields=["status", "-published_at", "language", "translation_of", "id"],
                condition=models.Q(translation_of__isnull=False),
                name="article_translations",
            ),
            models.Index(  # and an article whether it has one
                fields=["translation_of", "language", "status", "published_at"],
                condition=models.Q(translation_of__isnull=False),
                name="article_originals",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    # What is it?

    @property
    def lede(self) -> str:
        """What stands for the article in lists, feeds, descriptions and cards."""
        return self.summary or self.excerpt

    @property
    def lede_html(self) -> SafeString:
        """The same on a page, with labels for what an excerpt cannot show."""
        return conditional_escape(self.summary or mark_safe(self.excerpt_html))

    @property
    def changed_at(self) -> datetime:
        """When readers last saw something new; a scheduled article is new when it appears."""
        return max(self.updated_at, self.published_at or self.updated_at)

    @property
    def year(self) -> int | None:
        return timezone.localtime(self.published_at).year if self.published_at else None

    @property
    def is_revised(self) -> bool:
        """Whether it was changed on a later day than it appeared."""
        if not self.published_at:
            return False
        return timezone.localdate(self.updated_at) > timezone.localdate(self.published_at)

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_public()

    def has_been_public(self) -> bool:
        return self.was_public or self.is_public()

    def is_public(self) -> bool:
        """Whether it answers at its address."""
        shown = self.status in {self.Status.PUBLISHED, self.Status.ARCHIVED}
        return shown and self.published_at is not None and self.published_at <= timezone.now()

    # Where is it?

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    # Verbs

    def save(self, *args: Any, touch: bool = True, tell: bool = True, **kwargs: Any) -> None:
        """Render and save.

        `touch=False` keeps the date of the last change, `tell=False` the texts that mention this
        one, as an import does.
        """
        if self.status != self.Status.DRAFT and not self.published_at:
            self.published_at = timezone.now()
        if touch and not self._state.adding:
            self.updated_at = timezone.now()
        if self._state.adding and self.written_by_id is None:
            self.written_by = self.author
        self.render()  # before the transaction, which nobody else need wait for
        self.hold_back()
        self.was_public = self.has_been_public()
        with transaction.atomic():
            self.slug = self.slug or self.suggested_slug()
            super().save(*args, **kwargs)
            self.keep_addresses()
            indexing.index([self.pk])
        related.update_related([self.pk])
        if tell:
            self.tell_others()

    def hold_back(self) -> None:
        """What cannot be rendered is a draft until it can: no reader is shown its source."""
        self.pending_status = ""
        if self.status != self.Status.DRAFT and self.is_to_wait():
            self.pending_status, self.status = self.status, self.Status.DRAFT

    def is_seen(self) -> bool:
        return Article.objects.reachable().filter(pk=self.pk).exists()

    def tell_others(self) -> None:
        """Let the texts that mention this one follow."""
        if self.is_public():
            rerender.on_published([self])
        elif self.was_public:
            rerender.on_removed([self.get_absolute_url()])

    def may_hold_raw_html(self, trusted: Container[int] | None = None) -> bool:
        """Asked of who last wrote the text: an author's name is given, a text is written."""
        if trusted is not None:
            return self.written_by_id in trusted
        return self.written_by is not None and self.written_by.has_perm(RAW_HTML)

    def clean(self) -> None:
        super().clean()
        if self.published_at and not FIRST_YEAR <= self.published_at.year <= LAST_YEAR:
            raise ValidationError({"published_at": _("This year is too far away.")})
        if problem := self.translation_of and self.problem_of_translation(self.translation_of):
            raise ValidationError({"translation_of": problem})

    def problem_of_translation(self, original: "Article") -> Any:
        """Why this cannot be its translation: a work is one original and one text a language."""
        if original.pk == self.pk or original.translation_of_id:
            return _("Choose the original: an article that is itself no translation.")
        if self.pk and self.translations.exists():
            return _("This article has translations: it is an original.")
        others = original.translations.exclude(pk=self.pk).filter(language=self.language)
        if original.language == self.language or others.exists():
            return _("There is this article in this language already.")
        return None

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.mark_gone()
        if self.has_been_public():
            rerender.on_removed([self.get_absolute_url()])
        return super().delete(*args, **kwargs)

    def mark_gone(self) -> None:
        """The addresses that readers knew answer 410 from now on."""
        Redirect.give_up(self.KIND, self.pk)
        if self.has_been_public():
            Redirect.leave(self.KIND, self.slug, None)
