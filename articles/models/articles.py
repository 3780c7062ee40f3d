"""The article: its columns, its states, and what saving and deleting do."""

import uuid
from collections.abc import Container
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.db.json_length import JSONLength
from articles.models.base import Sluggable
from articles.models.cover_field import CoverField
from articles.models.fields import LinesField
from articles.models.markdown import WrittenText
from articles.models.querysets import ArticleQuerySet
from articles.models.redirects import Redirect
from articles.models.series import Series
from articles.models.tags import TaggedArticle, Tags
from articles.models.topics import Category
from articles.models.trash import Trashable
from articles.publishing import (
    after_change,
    article_links,
    embed_fetching,
    formula_pictures,
    history,
    indexing,
)
from articles.validators import validate_slug
from media.models import FileUse

RAW_HTML = "articles.publish_raw_html"
EDIT_ALL = "articles.edit_all_articles"
READ_ALL = "articles.read_all_drafts"
PUBLISH = "articles.publish_articles"
FIRST_YEAR, LAST_YEAR = 1000, 9998  # of dates; the archive needs a day on either side


class Article(Trashable, Sluggable, WrittenText):  # type: ignore[django-manager-missing]
    KIND = Redirect.Kind.ARTICLE
    DECIDES_PUBLIC = ("status", "published_at", "was_public")

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
    # The user who last changed the text. Their permission decides whether raw HTML is allowed.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    featured = models.BooleanField(_("featured"), default=False)
    was_public = models.BooleanField(default=False, editable=False)
    cover = CoverField(_("cover image"), upload_to="covers/%Y/", blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now, editable=False)
    summary = LinesField(
        _("summary"),
        blank=True,
        help_text=_("Shown in lists, feeds and search engines."),
    )

    tags = TaggableManager(_("tags"), through=TaggedArticle, manager=Tags, blank=True)
    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-published_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions: ClassVar = [
            (EDIT_ALL.partition(".")[2], _("Can edit the articles of others")),
            (READ_ALL.partition(".")[2], _("Can read and review the drafts of others")),
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
            models.Index(  # for the last change in the sitemap
                fields=["status", "-updated_at", "published_at"], name="article_changes"
            ),
            models.Index(  # for the translations that every list hides
                fields=["status", "-published_at", "language", "translation_of", "id"],
                condition=models.Q(translation_of__isnull=False),
                name="article_translations",
            ),
            models.Index(  # for the translations of an article
                fields=["translation_of", "language", "status", "published_at"],
                condition=models.Q(translation_of__isnull=False),
                name="article_originals",
            ),
            models.Index(JSONLength("warnings"), name="article_warnings"),
        ]

    def __str__(self) -> str:
        return self.title

    # Properties

    @property
    def lede(self) -> str:
        """The summary, or else the excerpt, for lists, feeds, descriptions and share images."""
        return self.summary or self.excerpt

    @property
    def lede_html(self) -> SafeString:
        """The same as HTML."""
        return conditional_escape(self.summary or self.safe_excerpt)

    @property
    def safe_excerpt(self) -> SafeString:
        """The excerpt as HTML, with labels in place of formulas, code and pictures."""
        return mark_safe(self.excerpt_html)

    @property
    def changed_at(self) -> datetime:
        """The date of the last change, or the date of publication if that is later."""
        return max(self.updated_at, self.published_at or self.updated_at)

    @property
    def year(self) -> int | None:
        return timezone.localtime(self.published_at).year if self.published_at else None

    @property
    def is_revised(self) -> bool:
        """Whether it was changed on a later day than it was published."""
        if not self.published_at:
            return False
        return timezone.localdate(self.updated_at) > timezone.localdate(self.published_at)

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_public()

    def has_been_public(self) -> bool:
        return self.was_public or self.is_public()

    def is_public(self) -> bool:
        """Whether readers can open its page."""
        shown = self.status in {self.Status.PUBLISHED, self.Status.ARCHIVED}
        return shown and self.published_at is not None and self.published_at <= timezone.now()

    # Saving and deleting

    def save(
        self, *args: Any, touch: bool = True, update_links: bool = True, **kwargs: Any
    ) -> None:
        """Render and save. articles/publishing/__init__.py lists the steps.

        `touch=False` keeps the date of the last change. `update_links=False` does not render
        other texts again that link to this article; an import does that once at its end.
        """
        self.prepare(touch)
        self.store(*args, update_links=update_links, **kwargs)

    def prepare(self, touch: bool = True) -> None:
        """Set what follows from the fields, and render. Do so before a transaction."""
        self.set_dates_and_writer(touch)
        self.render()
        self.hold_back()
        self.was_public = self.has_been_public()

    def store(self, *args: Any, update_links: bool = True, **kwargs: Any) -> None:
        """Write what was prepared, and what follows from it."""
        with history.change():
            if not self._state.adding:
                history.record_before([self.pk])
                self.stay_in_trash()
            self.slug = self.slug or self.suggested_slug()
            super().save(*args, **kwargs)
            article_links.rename_links(self.stored.get("slug"), self.slug)
            self.redirect_former_slug()
            indexing.update_index([self.pk])
            history.record([self.pk])
            embed_fetching.request_embeds(self.html)
        published = [self] if update_links and self.is_public() else []
        is_withdrawn = update_links and self.was_public and not published
        removed = [self.get_absolute_url()] if is_withdrawn else []
        after_change([self.pk], published=published, removed=removed)
        if published:
            formula_pictures.draw_after_commit(self.html)

    def set_dates_and_writer(self, touch: bool) -> None:
        if self.status != self.Status.DRAFT and not self.published_at:
            self.published_at = timezone.now()
        if touch and not self._state.adding:
            self.updated_at = timezone.now()
        if self._state.adding and self.written_by_id is None:
            self.written_by = self.author

    def hold_back(self) -> None:
        """Keep the article as a draft until it can be rendered: readers never see a source.

        In the trash it stays a draft anyway.
        """
        self.pending_status = ""
        self.stay_in_trash()
        if self.status != self.Status.DRAFT and self.must_wait():
            self.pending_status, self.status = self.status, self.Status.DRAFT

    def stay_in_trash(self) -> None:
        """Be a draft if somebody has moved it to the trash, perhaps while it was rendered."""
        intended = self.pending_status or self.status
        if intended != self.Status.DRAFT and self.is_in_trash():
            self.pending_status, self.status = "", self.Status.DRAFT

    def is_seen(self) -> bool:
        return Article.objects.reachable().filter(pk=self.pk).exists()

    def may_hold_raw_html(self, trusted: Container[int] | None = None) -> bool:
        """Decided by the user who last wrote the text, who need not be the author."""
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
        """Why this cannot be a translation of `original`; None if it can.

        An article has one original and at most one translation into each language.
        """
        if original.pk == self.pk or original.translation_of_id:
            return _("Choose the original: an article that is itself no translation.")
        if self.pk and self.translations.exists():
            return _("This article has translations: it is an original.")
        others = original.translations.kept().exclude(pk=self.pk).filter(language=self.language)
        if original.language == self.language or others.exists():
            return _("There is this article in this language already.")
        return None

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with history.change():
            history.record(self.translations.values_list("pk", flat=True))
            self.mark_gone()
            FileUse.objects.drop_articles([self.pk])
            if self.has_been_public():
                after_change([], removed=[self.get_absolute_url()])
            return super().delete(*args, **kwargs)

    def mark_gone(self) -> None:
        """Let the addresses that were public answer 410."""
        Redirect.mark_gone(self.KIND, self.pk)
        if self.has_been_public():
            Redirect.set_target(self.KIND, self.slug, None)
