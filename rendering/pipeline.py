"""The steps from source to page, in order.

Increase VERSION in result.py when the output of a step changes.
"""

from collections.abc import Callable

from .block_lines import (
    drop_torn_marks,
    mark_block_starts,
    read_block_lines,
    read_block_starts,
    unquote_marks,
)
from .code import highlight_code_blocks, hold_html_code_blocks
from .compat.block_ids import name_blocks
from .compat.pasted import repair_pasted
from .compat.references import resolve_label_references
from .compat.resolve_placeholders import resolve_tag_placeholders
from .compat.translate import translate_foreign_tags
from .dialects import drop_crossing_comments, parse_markdown
from .document import Document
from .extract.counts import count_content
from .extract.excerpt import write_excerpt
from .extract.excerpt_end import drop_more_marks
from .extract.language import guess_language
from .extract.page_reader import read_page
from .extract.search_text import write_search_texts
from .extract.strip import write_strip
from .html.alignment import convert_alignment
from .html.directions import contain_controls, set_directions
from .html.ids import claim_ids
from .html.line_joins import join_lines
from .html.phrases import break_headings
from .html.sanitize import clean_source, sanitize
from .html.sizes import convert_sizes
from .html.styles import convert_styles
from .links.embed_cards import link_bare_addresses, make_embed_cards
from .links.file_cards import make_file_cards
from .links.links import resolve_links
from .lint.list_restarts import warn_of_restarts
from .lint.literal_marks import warn_of_literal_marks
from .lint.lost_words import warn_of_losses
from .math import attach_punctuation, convert_formulas, name_lone_formulas
from .options import Options
from .parts.abbreviation_titles import explain_abbreviations
from .parts.captions import add_formula_captions
from .parts.emphasis import mark_emphasis
from .parts.figure_rows import make_figure_rows
from .parts.figures import make_figures
from .parts.footnotes import number_footnotes
from .parts.headings import assign_heading_ids
from .parts.missing_footnotes import report_missing_notes
from .parts.picture_sources import offer_picture_sources
from .parts.sections import link_sections
from .parts.summaries import move_links_from_summaries
from .parts.table_of_contents import write_contents
from .parts.tables import format_tables
from .parts.tabs import make_tabs
from .parts.task_boxes import mark_tasks
from .parts.toc_marker import drop_toc_marks
from .result import Rendered
from .tree import build_tree, fill_placeholders, serialize_tree

Step = Callable[[Document], None]

STEPS: tuple[Step, ...] = (
    clean_source,
    drop_crossing_comments,
    translate_foreign_tags,
    parse_markdown,
    unquote_marks,
    sanitize,
    drop_torn_marks,
    join_lines,
    build_tree,
    resolve_tag_placeholders,
    repair_pasted,
    name_blocks,
    warn_of_literal_marks,
    warn_of_restarts,
    hold_html_code_blocks,
    make_tabs,
    add_formula_captions,
    convert_formulas,
    number_footnotes,
    report_missing_notes,
    drop_toc_marks,
    mark_tasks,
    claim_ids,
    assign_heading_ids,
    explain_abbreviations,
    convert_alignment,
    set_directions,
    convert_styles,
    convert_sizes,
    link_bare_addresses,
    resolve_links,
    make_embed_cards,
    make_file_cards,
    mark_emphasis,
    make_figures,
    make_figure_rows,
    offer_picture_sources,
    resolve_label_references,
    format_tables,
    highlight_code_blocks,
    write_contents,
    read_page,
    drop_more_marks,
    write_excerpt,
    write_search_texts,
    write_strip,
    count_content,
    guess_language,
    link_sections,
    break_headings,
    name_lone_formulas,
    move_links_from_summaries,
    read_block_lines,
    mark_block_starts,
    serialize_tree,
    attach_punctuation,
    warn_of_losses,
    fill_placeholders,
    contain_controls,
    read_block_starts,
)


def run(source: str, options: Options) -> Rendered:
    document = Document(source, options)
    for step in STEPS:
        step(document)
    return Rendered(
        html=document.html,
        toc=document.toc,
        excerpt=document.excerpt,
        excerpt_html=document.excerpt_html,
        strip=document.strip,
        headings=document.headings,
        prose=document.prose,
        code=document.code,
        sections=document.sections,
        counts=document.counts,
        links=tuple(document.links),
        language=document.guessed_language,
        warnings=tuple(document.warnings),
        missing=tuple(sorted(document.missing_packages)),
        lines=document.block_lines,
    )
