"""Renders Markdown to HTML, with everything else that an article page and a search index need.

    from rendering import render
    render("**重点。**内容").html

The HTML is for this site's own pages; `for_feed` and `for_mail` convert it for feed readers and
mail programs. This package uses no model, request or setting.
"""

from .api import render
from .extract.formula_labels import label_formulas
from .extract.language import guess_text_language
from .html.phrases import break_html, split_phrases
from .links.embed_services import FRAME_ORIGINS, embeds_of, find_embed, frame_origins_of
from .links.link_targets import ARTICLES, FILES, SEPARATOR, file_kind
from .links.mentions import Mentions, mentions
from .math.macro_table import MacroError, parse_macros
from .messages import Message, in_words, message
from .npm import is_package_installed
from .options import DIALECTS, EmbedDetails, File, KnownNames, Source, Target
from .output.book_html import BookNames, BookTarget, BookText, for_book
from .output.diagram_pictures import diagram_name, diagram_picture, diagrams_of
from .output.export_html import ExportedBlock, FormulaForm, blocks_for_export
from .output.feed import FormulaImage, for_feed, for_feed_without_mathml, formulas_of
from .output.formula_svg import DRAWING as FORMULA_DRAWING
from .output.formula_svg import FormulaSize, formula_size
from .output.mail import Mail, for_mail
from .parts.picture_sources import PLAIN_FORMATS, picture_sources, tint_class
from .parts.sections import section_numbers
from .parts.written_numbers import NumberedTitle, written_numbers
from .result import (
    VERSION,
    BlockLines,
    Counts,
    Rendered,
    RenderedLink,
    RenderError,
    RenderWarning,
    TextSection,
    TocHeading,
)
from .worker.formula_drawing import DRAWER as FORMULA_DRAWER
from .worker.pool import keep_ready, render_ahead, render_many, render_safely

__all__ = [
    "ARTICLES",
    "DIALECTS",
    "FILES",
    "FORMULA_DRAWER",
    "FORMULA_DRAWING",
    "FRAME_ORIGINS",
    "PLAIN_FORMATS",
    "SEPARATOR",
    "VERSION",
    "BlockLines",
    "BookNames",
    "BookTarget",
    "BookText",
    "Counts",
    "EmbedDetails",
    "ExportedBlock",
    "File",
    "FormulaForm",
    "FormulaImage",
    "FormulaSize",
    "KnownNames",
    "MacroError",
    "Mail",
    "Mentions",
    "Message",
    "NumberedTitle",
    "RenderError",
    "RenderWarning",
    "Rendered",
    "RenderedLink",
    "Source",
    "Target",
    "TextSection",
    "TocHeading",
    "blocks_for_export",
    "break_html",
    "diagram_name",
    "diagram_picture",
    "diagrams_of",
    "embeds_of",
    "file_kind",
    "find_embed",
    "for_book",
    "for_feed",
    "for_feed_without_mathml",
    "for_mail",
    "formula_size",
    "formulas_of",
    "frame_origins_of",
    "guess_text_language",
    "in_words",
    "is_package_installed",
    "keep_ready",
    "label_formulas",
    "mentions",
    "message",
    "parse_macros",
    "picture_sources",
    "render",
    "render_ahead",
    "render_many",
    "render_safely",
    "section_numbers",
    "split_phrases",
    "tint_class",
    "written_numbers",
]
