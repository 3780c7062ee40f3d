"""The settings of the site that are edited in the admin, and the version of the site."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models, transaction
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles import policy_sources
from articles.db import compiled
from articles.languages import WRITTEN, default_language
from articles.models.base import CleanText
from articles.models.pages import Page, in_one_language_each
from articles.profile_links import split_link
from articles.publishing import macros

LINK_STARTS = ("https://", "http://", "mailto:", "/")  # of links of the site


class SiteSettings(CleanText):
    """A table of one row. Read it by `SiteSettings.current()`."""

    class EntryText(models.TextChoices):
        """What an entry of a list shows of an article."""

        BOTH = "both", _("summary, if there is one, and the beginning of the text")
        EXCERPT = "excerpt", _("beginning of the text")
        SUMMARY = "summary", _("summary, or else the beginning of the text")

    class FeedFormulas(models.TextChoices):
        PICTURES = "pictures", _("pictures, with the LaTeX as their description")
        LATEX = "latex", _("LaTeX")

    title = models.CharField(_("site title"), max_length=80, default="Longwave")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    hero = models.CharField(_("hero line"), max_length=60, default="INCOMING TRANSMISSION")
    feed_heading = models.CharField(_("feed heading"), max_length=60, default="LATEST UPDATES")
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("One or two sentences for the home page, feeds and search engines."),
    )
    author = models.CharField(_("author"), max_length=80, blank=True)
    language = models.CharField(
        _("language"),
        max_length=12,
        default=default_language,
        choices=WRITTEN,
        help_text=_("What most articles are written in."),
    )
    links = models.TextField(
        _("links"),
        blank=True,
        help_text=_("Shown at the foot of every page. One a line: GitHub https://github.com/you"),
    )
    articles_per_page = models.PositiveSmallIntegerField(
        _("articles per page"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    entry_text = models.CharField(
        _("text in lists"), max_length=8, choices=EntryText.choices, default=EntryText.BOTH
    )
    reply_to = models.EmailField(
        _("reply address"),
        blank=True,
        help_text=_(
            "Articles end with a link by which readers write to it. Left empty, there is no link. "
            "Programs that collect addresses can read it too."
        ),
    )
    macros = models.TextField(
        _("LaTeX macros"),
        blank=True,
        help_text=_(r"One a line: \R \mathbb{R}, or with arguments: \abs \left| #1 \right|."),
    )
    feed_formulas = models.CharField(
        _("formulas in RSS and JSON Feed"),
        max_length=10,
        choices=FeedFormulas.choices,
        default=FeedFormulas.PICTURES,
        help_text=_("Few feed readers show formulas by themselves. The Atom feed has MathML."),
    )
    other_sites = models.TextField(
        _("other sites"),
        blank=True,
        max_length=2000,
        help_text=_(
            "What public pages may load from elsewhere, for example for comments or statistics. "
            "One site a line, with what it may do (scripts, styles, frames, connections, images, "
            "fonts): https://giscus.app scripts styles frames"
        ),
    )
    fetch_embeds = models.BooleanField(
        _("fetch titles and pictures of embeds"),
        default=False,
        help_text=_(
            "The server asks YouTube, Bilibili, GitHub, CodePen, Crossref and DataCite for the "
            "title of each page that is shown as a card, once after saving. Readers’ browsers "
            "load nothing from there."
        ),
    )
    offline_reading = models.BooleanField(
        _("reading offline"),
        default=False,
        help_text=_(
            "Browsers keep the last 50 articles that a reader has opened, with their pictures, and "
            "show them without a connection."
        ),
    )
    footer = models.CharField(_("footer text"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    def __str__(self) -> str:
        return self.title

    @classmethod
    def current(cls) -> "SiteSettings":
        found: list[SiteSettings] = compiled.rows(cls.objects.order_by)
        return found[0] if found else cls()

    @property
    def lede(self) -> str:
        """The description of the site for search engines and shared links. Never empty."""
        return self.description or self.tagline or gettext("Articles with code and mathematics.")

    @property
    def has_formula_pictures(self) -> bool:
        return self.feed_formulas == self.FeedFormulas.PICTURES

    @cached_property
    def menu_pages(self) -> list[Page]:
        return compiled.rows(Page.objects.in_menu)

    @property
    def menu(self) -> list[Page]:
        """The pages in the menu; of one in several languages, that for the reader."""
        return in_one_language_each(self.menu_pages, get_language())

    @property
    def link_list(self) -> list[tuple[str, str]]:
        """The links as pairs of label and address. What is no safe address is left out."""
        pairs = (split_link(line) for line in self.links.splitlines() if line.strip())
        return [
            (label or address, address)
            for label, address in pairs
            if address.startswith(LINK_STARTS)
        ]

    @cached_property
    def external_sources(self) -> dict[str, set[str]]:
        """The origins that pages may use, by directive of the Content-Security-Policy."""
        return policy_sources.allowed_sources(self.other_sites) if self.other_sites else {}

    def clean(self) -> None:
        for line in filter(str.strip, self.links.splitlines()):
            if not split_link(line)[1].startswith(LINK_STARTS):
                advice = _("“%(line)s” has no address. Write: GitHub https://github.com/you")
                raise ValidationError({"links": advice % {"line": line}})
        if wrong := policy_sources.source_errors(self.other_sites):
            raise ValidationError({"other_sites": wrong})
        if wrong := macros.macro_errors(self.macros):
            raise ValidationError({"macros": wrong})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        before = type(self).objects.filter(pk=1).values_list("macros", flat=True).first() or ""
        super().save(*args, **kwargs)
        if names := macros.changed_macros(before, self.macros):
            macros.mark_users_outdated(names)


class SiteVersion(models.Model):
    """A counter of the changes that readers can see.

    Triggers (articles/cache/triggers.py) increment it in the transaction that changes a page.

    The version is the sum of all rows. In PostgreSQL concurrent transactions use different rows,
    so that none waits for a long import to commit. SQLite has one row.
    """

    slot = models.PositiveSmallIntegerField(primary_key=True)
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)

    @staticmethod
    def current() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(number) FROM articles_siteversion")
            return int(cursor.fetchone()[0] or 0)
