"""What an author wrote, and what rendering made of it."""

from dataclasses import asdict
from html import escape

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles import rendering
from articles.languages import WRITTEN

# The columns a list never needs. They stand last in the table, so that a row's
# beginning is read without them.
HEAVY = ("body", "html", "toc", "text", "warnings")


def default_dialect() -> str:
    return settings.DIALECT


def default_language() -> str:
    return settings.LANGUAGE_CODE


class Dialect(models.TextChoices):
    COMMONMARK = "commonmark", _("CommonMark (GitHub, Typora, Obsidian, Hugo, Hexo)")
    PYTHON_MARKDOWN = "python-markdown", _("Python-Markdown (MkDocs, Pelican)")


class WrittenText(models.Model):
    """A Markdown body with the results of rendering it, stored beside it."""

    language = models.CharField(
        _("language"),
        max_length=12,
        default=default_language,
        choices=WRITTEN,
    )
    dialect = models.CharField(
        _("Markdown dialect"),
        max_length=20,
        choices=Dialect.choices,
        default=default_dialect,
        help_text=_("Keep CommonMark unless the text was written for MkDocs or Pelican."),
    )
    source_path = models.CharField(
        max_length=400,
        blank=True,
        editable=False,
        db_index=True,
        help_text="The file it was imported from, relative to the folder.",
    )
    renderer_version = models.PositiveIntegerField(default=0, editable=False, db_index=True)
    counts = models.JSONField(default=dict, editable=False)
    excerpt = models.TextField(editable=False, blank=True)
    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Markdown. Formulas between $…$ or $$…$$, code between ``` fences."),
    )
    html = models.TextField(editable=False, blank=True)
    toc = models.JSONField(default=list, editable=False)
    text = models.TextField(editable=False, blank=True)
    warnings = models.JSONField(default=list, editable=False)

    class Meta:
        abstract = True

    @property
    def safe_html(self) -> SafeString:
        """The engine has cleaned it."""
        return mark_safe(self.html)

    def render(self) -> None:
        """Render the body; where that fails keep the last good result and warn the author."""
        try:
            rendered = rendering.render_safely(
                self.body,
                dialect=self.dialect,
                language=self.language,
                seconds=settings.RENDER_SECONDS,
            )
        except rendering.RenderError as error:
            self.warnings = [{"line": None, "message": str(error)}]
            self.html = self.html or f"<pre>{escape(self.body)}</pre>"
        else:
            self.accept(rendered)

    def accept(self, rendered: rendering.Rendered) -> None:
        for name, value in asdict(rendered).items():
            setattr(self, name, value)
        self.renderer_version = rendering.VERSION
