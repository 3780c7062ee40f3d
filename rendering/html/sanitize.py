"""Removes unwanted characters from the source, and everything not allowed from the HTML."""

import re
from collections.abc import Set
from functools import partial
from html import escape

import nh3

from ..document import Document
from ..extract.excerpt_end import keep_more_marks
from ..line_ends import with_unix_lines
from ..messages import Message, message
from ..source_positions import with_code_blanked
from .allowed import (
    ATTRIBUTES,
    CLASSES,
    ENDED_BY_OTHERS,
    HTML_NAMES,
    SVG_TAGS,
    SWALLOWING,
    TAGS,
    TRUSTED_ATTRIBUTES,
    TRUSTED_TAGS,
)
from .attribute_lists import is_safe_id

# Control characters and noncharacters, some of which are our placeholders.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")

LONGEST_STYLE = 500
# Obsolete elements, and what replaces them.
REPLACEMENTS = {"center": "div class=center", "strike": "s", "tt": "code"}
OBSOLETE_TAG = re.compile(r"<(/?)(center|strike|tt)(?=[\s/>])([^<>]*)>", re.IGNORECASE)
WITH_CONTENT = frozenset({"script", "style", "template"})
FRAME = re.compile(
    r"<iframe\b[^<>]*?\ssrc\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))[^<>]*>"
    r"(?:\s*</iframe\s*>)?",
    re.IGNORECASE,
)
FIELD = re.compile(r"<input\b(?![^<>]*\btype\s*=\s*[\"']?checkbox)[^<>]*>", re.IGNORECASE)

# Browsers ignore deeper nesting, and parsers slow down with each level.
DEEPEST = 500
TAG_START = re.compile(r"<(?=/?([A-Za-z][^\s/>]*))")
TAG_NAME = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
# SVG paint may refer only to the same drawing. A backslash in CSS could hide another address.
EXTERNAL_URL = re.compile(r"url\(\s*+(?:'(?!#)|\"(?!#)|(?!['\"#]))|\\", re.IGNORECASE)


def clean_source(document: Document) -> None:
    """Remove control characters and normalise line ends."""
    source = with_unix_lines(document.source)
    document.source = SURROGATE.sub("\ufffd", UNWANTED.sub("", source))
    document.original_source = document.source


def sanitize(document: Document) -> None:
    raw = document.options.raw_html
    document.html = FRAME.sub(partial(frame_link, document), document.html)
    document.html = FIELD.sub(partial(field_as_text, document), document.html)
    html = escape_non_tags(document)
    warn_of_removed(document, html, TRUSTED_TAGS if raw else TAGS)
    cleaned = (TRUSTED_CLEANER if raw else CLEANER).clean(
        keep_more_marks(OBSOLETE_TAG.sub(rename_obsolete, html))
    )
    plain = UNWANTED.sub("", cleaned)  # written as character references
    document.html = document.restore_torn_placeholders(plain)


def frame_link(document: Document, frame: re.Match[str]) -> str:
    """Replace a frame by a link to its page; cleaning checks the address later."""
    address = next(filter(None, frame.groups()), "")
    if not address:
        return frame[0]
    line = with_code_blanked(document.source).line_of(address)
    document.warn(message("frame-is-link"), line=line)
    address = f"https:{address}" if address.startswith("//") else address
    return f'<a href="{address}">{address}</a>'


def field_as_text(document: Document, field: re.Match[str]) -> str:
    """Show form fields as text; only the checkboxes of tasks stay."""
    line = with_code_blanked(document.source).line_of(field[0])
    document.warn(message("tag-shown-as-text", tag="<input>"), line=line)
    return escape(field[0], quote=False)


def rename_obsolete(match: re.Match[str]) -> str:
    new = REPLACEMENTS[match[2].lower()]
    return f"</{new.split()[0]}>" if match[1] else f"<{new}{match[3].rstrip('/')}>"


def warn_of_removed(document: Document, html: str, kept: Set[str]) -> None:
    names = {name.lower() for name in {name for _slash, name in TAG_NAME.findall(html)}}
    for name in sorted(names - kept - REPLACEMENTS.keys() - {"font"}):
        if name not in HTML_NAMES:
            continue
        line = with_code_blanked(document.source).line_of(f"<{name}")
        document.warn(left_out(name), line=line)


def left_out(name: str) -> Message:
    if name in WITH_CONTENT:
        return message("tag-left-out-whole", tag=f"<{name}>")
    return message("tag-left-out", tag=f"<{name}>")


def escape_non_tags(document: Document) -> str:
    """Escape `vector<int>` and a lone `<script>`: as tags they would remove the text after them."""
    html, literal, deep = document.html, set[str](), ""
    known = RAW_NAMES if document.options.raw_html else HTML_NAMES
    if has_only_tags(html, known):
        return html
    lower = html.lower()
    ends = {name: lower.rfind(f"</{name}") for name in SWALLOWING}

    depth = 0

    def text_or_tag(match: re.Match[str]) -> str:
        nonlocal depth, deep
        name, closes = match[1].lower(), html.startswith("/", match.end())
        if name in known and ends.get(name, len(html)) >= match.start():
            if name not in ENDED_BY_OTHERS:
                depth += -1 if closes and depth else not closes
            if depth <= DEEPEST:
                return "<"
            depth -= 1
            deep = deep or f"<{match[1]}"
        else:
            literal.add(match[1])
        return "&lt;"

    html = TAG_START.sub(text_or_tag, html)
    if deep:
        line = with_code_blanked(document.source).line_of(deep)
        document.warn(message("tags-too-deep", most=DEEPEST), line=line)
    for name in sorted(literal):
        line = with_code_blanked(document.source).line_of(f"<{name}")
        document.warn(message("tag-shown-as-text", tag=f"<{name}>"), line=line)
    return html


def has_only_tags(html: str, known: Set[str]) -> bool:
    """Whether there is nothing to escape, as in most articles."""
    depth = 0
    tags = TAG_NAME.findall(html)
    for slash, name in tags:
        if name not in ENDED_BY_OTHERS:
            depth += -1 if slash else 1
            if not 0 <= depth <= DEEPEST:
                return False
    names = {name for _slash, name in tags}
    return names <= known and names.isdisjoint(SWALLOWING)


def allowed_value(tag: str, attribute: str, value: str) -> str | None:
    """The value of an allowed attribute; None removes the attribute."""
    if attribute == "id":
        return value if is_safe_id(value) or is_footnote(tag, value) else None
    if attribute == "style":
        # `convert_styles` turns it into classes.
        return value if len(value) < LONGEST_STYLE else None
    if tag in SVG_TAGS and EXTERNAL_URL.search(value):
        return None
    if attribute in ("href", "src"):
        # Control characters written as character references were not in the source.
        return None if UNWANTED.search(value) else value
    if attribute == "role":
        return value if value == ("img" if tag in SVG_TAGS else "note") else None
    return value


def is_footnote(tag: str, value: str) -> bool:
    """Footnote ids of the dialects contain any label; they are rewritten later."""
    return tag in ("a", "li", "sup") and value.startswith(("fn:", "fnref")) and len(value) < 500


RAW_NAMES = HTML_NAMES | {shape.lower() for shape in SVG_TAGS}


def cleaner(tags: set[str], attributes: dict[str, set[str]]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags | {"font"},
        attributes=attributes | {"font": {"color", "size", "face", "style"}},
        attribute_filter=allowed_value,
        allowed_classes=CLASSES,
        # The only form control is the disabled checkbox of a task.
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


CLEANER = cleaner(TAGS, ATTRIBUTES)
TRUSTED_CLEANER = cleaner(TRUSTED_TAGS, TRUSTED_ATTRIBUTES)
