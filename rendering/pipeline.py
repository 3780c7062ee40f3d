"""The steps from source to page, in order. A change that alters output raises
VERSION in rendered.py."""

from collections.abc import Callable

from .abbreviations import explain_abbreviations
from .alignment import settle_alignment
from .code import highlight_codes, hold_blocks
from .contents import write_contents
from .counts import count
from .dialects import parse
from .directions import contain_controls, direct_blocks
from .document import Document
from .excerpt import write_excerpt
from .footnotes import place_footnotes
from .foreign import mend_leftovers, place_marks, settle_references, translate
from .formulas import convert_formulas, hug_punctuation
from .headings import name_headings
from .ids import claim_ids
from .language import guess_language
from .lines import join_lines
from .links import mark_links
from .literal import tell_literal_marks
from .looks import settle_looks
from .lost_words import tell_losses
from .media import frame_media
from .missing_notes import report_missing_notes
from .more import drop_more_marks
from .options import Options
from .reading import read_page
from .rendered import Rendered
from .restarts import tell_restarts
from .sanitize import sanitize, tidy_source
from .searchable import write_search_texts
from .sections import link_sections
from .sizes import settle_sizes
from .strip import draw_strip
from .tabs import make_tabs
from .tasks import mark_tasks
from .toc_marks import drop_toc_marks
from .tree import fill_in, grow, serialise

Step = Callable[[Document], None]

STEPS: tuple[Step, ...] = (
    tidy_source,
    translate,
    parse,
    sanitize,
    join_lines,
    grow,
    place_marks,
    mend_leftovers,
    tell_literal_marks,
    tell_restarts,
    hold_blocks,
    make_tabs,
    convert_formulas,
    place_footnotes,
    report_missing_notes,
    drop_toc_marks,
    mark_tasks,
    claim_ids,
    name_headings,
    explain_abbreviations,
    settle_alignment,
    direct_blocks,
    settle_looks,
    settle_sizes,
    mark_links,
    frame_media,
    settle_references,
    highlight_codes,
    write_contents,
    read_page,
    drop_more_marks,
    write_excerpt,
    write_search_texts,
    draw_strip,
    count,
    guess_language,
    link_sections,
    serialise,
    hug_punctuation,
    tell_losses,
    fill_in,
    contain_controls,
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
        counts=document.counts,
        links=tuple(document.links),
        language=document.guess,
        warnings=tuple(document.warnings),
        missing=tuple(sorted(document.missing)),
    )
