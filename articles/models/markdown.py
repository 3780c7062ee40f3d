"""The base class of models with a Markdown body: its source, and the results of rendering it."""

from collections.abc import Callable, Container, Mapping
from dataclasses import asdict, is_dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

import rendering
from articles.languages import WRITTEN, default_language
from articles.models.fields import LinesField
from articles.publishing.fixes import Fix, apply_fixes, offered_fixes
from articles.publishing.link_resolver import NO_NAMES, RenderSource, known_names
from articles.publishing.macros import site_macros
from blog.counters import COUNTERS

# A fix can make another one possible. This bounds how often a text is rendered.
MAX_FIX_ROUNDS = 5
# The columns that hold a result of rendering. `rendering.Rendered` has fields of the same names.
RENDERED_FIELDS = (
    *("html", "toc", "excerpt", "excerpt_html", "strip", "headings", "prose", "code"),
    *("sections", "counts", "links", "warnings"),
)

STORED_FIELDS = (*RENDERED_FIELDS, "missing", "renderer_version")
# The texts that `manage.py rerender` may improve, as far as the database can tell.
OUTDATED = ~Q(renderer_version=rendering.VERSION) | ~Q(missing="") | Q(counts__broken__gt=0)

LONG_MINUTES = 8
MAX_LENGTH = 1_000_000  # characters of a text


def default_dialect() -> str:
    return settings.DIALECT


class Dialect(models.TextChoices):
    COMMONMARK = "commonmark", _("CommonMark (GitHub, Typora, Obsidian, Hugo, Hexo)")
    PYTHON_MARKDOWN = "python-markdown", _("Python-Markdown (MkDocs, Pelican)")


class BegunRendering(NamedTuple):
    """A rendering that the worker has begun. `values` are what decided about it; `result` waits
    for it, and raises RenderError."""

    values: tuple[Any, ...]
    result: Callable[[], rendering.Rendered]


class WrittenText(models.Model):
    """A Markdown body with stored results of rendering it."""

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
    excerpt_html = models.TextField(editable=False, blank=True)
    strip = models.JSONField(default=list, editable=False)
    body = LinesField(
        _("text"),
        blank=True,
        help_text=_("Markdown. Formulas between $…$ or $$…$$, code between ``` fences."),
    )
    html = models.TextField(editable=False, blank=True)
    toc = models.JSONField(default=list, editable=False)
    headings = models.TextField(editable=False, blank=True)
    prose = models.TextField(editable=False, blank=True)
    code = models.TextField(editable=False, blank=True)
    links = models.JSONField(default=list, editable=False)
    warnings = models.JSONField(default=list, editable=False)

    sections = models.JSONField(default=list, editable=False)
    missing = models.CharField(
        max_length=100,
        blank=True,
        default="",
        editable=False,
        db_index=True,
        help_text="Packages without which a part of it is shown as source, between spaces.",
    )
    pending_status = models.CharField(
        max_length=10,
        blank=True,
        default="",
        editable=False,
        help_text="What it is to become once it can be rendered: until then it is a draft.",
    )

    # The lines of its blocks, of the last rendering in this process; they are not stored.
    lines = rendering.BlockLines()
    # The articles and files that a running import will store.
    coming = NO_NAMES
    # A rendering that the worker has begun already, for a running import.
    begun: BegunRendering | None = None

    class Meta:
        abstract = True

    @property
    def safe_html(self) -> SafeString:
        """The HTML, which rendering has sanitized; the escaped source if it was never rendered."""
        return mark_safe(self.html) or format_html("<pre>{}</pre>", self.body)

    @property
    def has_failed(self) -> bool:
        """Whether the present body could not be rendered. `html` is then from an earlier one."""
        return self.renderer_version == 0

    def must_wait(self) -> bool:
        """Whether it failed and readers do not see an earlier rendering."""
        return self.has_failed and not self.is_seen()

    def is_seen(self) -> bool:
        """Whether the stored row is public."""
        raise NotImplementedError

    @property
    def text(self) -> RenderSource:
        return RenderSource(self.body, self.dialect, self, self.coming)

    def options(
        self,
        known: rendering.KnownNames,
        macros: Mapping[str, str] | None = None,
        trusted: Container[int] | None = None,
    ) -> dict[str, Any]:
        """The options of rendering, besides the body.

        Pass `macros`, those of the site, and `trusted`, the ids of users who may publish raw HTML,
        if many texts are rendered. Otherwise they are looked up, but only for a body that contains
        a backslash or a tag.
        """
        if macros is None:
            macros = site_macros() if "\\" in self.body else {}
        return {
            "dialect": str(self.dialect),
            "language": self.language,
            "macros": macros,
            "raw_html": "<" in self.body and self.may_hold_raw_html(trusted),
            "known": known,
        }

    def may_hold_raw_html(self, trusted: Container[int] | None = None) -> bool:
        """Whether raw HTML is allowed. Pages and topics do not record who wrote them."""
        return False

    def clean(self) -> None:
        super().clean()
        if len(self.body) > MAX_LENGTH:
            message = _("This text has %(n)d characters; at most %(most)d can be kept. Divide it.")
            raise ValidationError({"body": message % {"n": len(self.body), "most": MAX_LENGTH}})

    def render(self, known: rendering.KnownNames | None = None) -> None:
        """Render the body. If that fails, keep the last good result and warn the author.

        `manage.py rerender` tries failed texts again.
        """
        try:
            rendered = self.rendered(known)
        except rendering.RenderError as error:
            self.warnings = [{"line": None, **error.message}]
            self.renderer_version, self.lines = 0, rendering.BlockLines()
        else:
            self.set_rendered(rendered)

    def rendered(self, known: rendering.KnownNames | None = None) -> rendering.Rendered:
        """The body rendered; raises RenderError. What was begun for these values is taken."""
        if self.begun and self.begun.values == self.rendered_values:
            return self.begun.result()
        options = self.options(known or known_names(self.text))
        with COUNTERS.counting_renders():
            return rendering.render_safely(self.body, seconds=settings.RENDER_TIMEOUT, **options)

    def begin_rendering(
        self, known: rendering.KnownNames, macros: Mapping[str, str]
    ) -> BegunRendering:
        """Let the worker render it while something else is done. `known` and `macros` are those
        of the site now."""
        options = self.options(known, macros)
        result = rendering.render_ahead(self.body, seconds=settings.RENDER_TIMEOUT, **options)
        return BegunRendering(self.rendered_values, result)

    @property
    def rendered_values(self) -> tuple[Any, ...]:
        """What decides about its rendering, beside the names and the macros of the site."""
        author = getattr(self, "author_id", None)
        raw_html = "<" in self.body and self.may_hold_raw_html()
        return self.body, self.dialect, self.language, self.source_path, author, raw_html

    @property
    def title_phrases(self) -> list[str]:
        """The parts of the title, which is the text's name, between which it may break."""
        return rendering.split_phrases(str(self))

    @property
    def is_long_read(self) -> bool:
        """Whether it takes more than about ten screens of a phone, and has sections to go to."""
        return self.counts.get("minutes", 1) >= LONG_MINUTES and len(self.toc) > 1

    def with_formula_labels(self, html: str) -> str:
        """HTML of a text for search, with labels in place of formulas, as in excerpts."""
        return rendering.label_formulas(html, self.language)

    @property
    def fixes(self) -> list[Fix]:
        """The corrected lines that rendering offers."""
        return offered_fixes(self.warnings, self.body)

    def apply_fixes(self) -> list[Fix]:
        """Render, apply all offered fixes, and save. Return the fixes that were applied."""
        taken: list[Fix] = []
        self.render()
        for _round in range(MAX_FIX_ROUNDS):
            if not (fixes := self.fixes):
                break
            self.body = apply_fixes(fixes, self.body)
            taken += fixes
            self.render()
        if taken:
            self.save()
        return taken

    def set_rendered(self, rendered: rendering.Rendered) -> None:
        for name in RENDERED_FIELDS:
            setattr(self, name, json_value(getattr(rendered, name)))
        self.missing, self.lines = " ".join(rendered.missing), rendered.lines
        self.renderer_version = rendering.VERSION

    def store_rendering(self) -> None:
        """Store the results of rendering, unless the body was changed in the meantime."""
        made = {name: getattr(self, name) for name in STORED_FIELDS}
        type(self)._default_manager.filter(pk=self.pk, body=self.body).update(**made)


def json_value(value: Any) -> Any:
    """Tuples as lists and dataclasses as dictionaries, for a JSONField."""
    if isinstance(value, tuple):
        return [json_value(each) for each in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
