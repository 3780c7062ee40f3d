"""Handlers for tags that several systems have. A handler returns what replaces a tag."""

import re

from ..code import code_block
from ..math.latex_unescape import unescape_latex
from ..placeholders import Formula
from .callout_aliases import callout_kind
from .embed_sites import SITES, link_to_site
from .foreign_tag import ForeignTag, Handler
from .markdown_text import as_one_line, markdown_link
from .replacements import Box, MarkdownImage, Removed, Replacement, TagText

# A formula with delimiters within a tag for formulas.
DELIMITED = re.compile(r"\s*(?:\$\$(.*)\$\$|\\\[(.*)\\\]|\\\((.*)\\\)|\$([^$]*)\$)\s*", re.DOTALL)
TITLE_OPTIONS = ("title", "summary", "header", "heading", "label", "name")
KIND_OPTIONS = (
    "type",
    "color",
    "style",
    "status",
    "level",
    "class",
    "icon",
    "theme",
    "intent",
    "variant",
)
LONGEST_CAPTION = 1_000
FALSE_VALUES = ("false", "close", "closed", "0", "no")


def keep_content(tag: ForeignTag) -> Replacement:
    """Remove the tag and its end tag; the content stays."""
    return TagText()


def drop_content(tag: ForeignTag) -> Replacement:
    return Removed()


def handle_callout(tag: ForeignTag) -> Replacement:
    """A callout. The first argument that names a kind is the kind, the first other the title."""
    options, words = tag.options, list(tag.options.positional)
    arguments = [*options.named_values(KIND_OPTIONS), *words]
    kind = next(filter(None, map(callout_kind, arguments)), "") or callout_kind(tag.name)
    words = [word for word in words if not callout_kind(word)]
    title = options.get(*TITLE_OPTIONS) or next((word for word in words if is_title_word(word)), "")
    inside = options.get("text", "content", "body")
    if not tag.end_tag and not inside:
        title, inside = "", title
    folded = (
        options.get("open", "expanded").lower() in FALSE_VALUES
        or options.get("collapsible") == "true"
    )
    box = "fold" if folded or options.get("class") == "dropdown" else "callout"
    return Box(box, kind or "note", title, content=inside)


def is_title_word(word: str) -> bool:
    """Whether an argument may be a title: not a switch of a theme, nor an icon."""
    return word.lower() not in SWITCHES and not word.startswith(
        ("fa-", "fas ", "fab ", "fa ", "icon")
    )


SWITCHES = frozenset(
    {"true", "false", "no-icon", "simple", "modern", "flat", "disabled", "blue", "red", "green"}
    | {"orange", "purple", "pink", "yellow", "gray", "grey", "cyan"}
)


def handle_fold(tag: ForeignTag) -> Replacement:
    title = tag.options.get(*TITLE_OPTIONS, "text") or " ".join(
        word
        for word in tag.options.positional
        if word.lower() not in ("open", "true", "false", "closed")
    )
    is_open = tag.options.get("open", "expanded").lower() in ("true", "open")
    return Box("fold", "", title, open=is_open or "open" in tag.options.positional)


def handle_tabs(tag: ForeignTag) -> Replacement:
    return Box("tabs")


def handle_tab(tag: ForeignTag) -> Replacement:
    title = tag.options.get(*TITLE_OPTIONS, "lang") or " ".join(tag.options.positional)
    return Box("tab", "", title)


def handle_code(tag: ForeignTag) -> Replacement:
    """Code, with the language and options of the tag as the info string of a fence."""
    if not tag.end_tag:
        return None
    language = tag.options.get("lang", "language", "syntax") or tag.options.get_positional(0)
    title = tag.options.get("title", "file", "filename", "caption")
    info = f"{language} {quoted_option('title', title)} {' '.join(tag.options.positional[1:])}"
    return code_block(tag.code, f"{info} {line_options(tag)}".strip(), tag.line)


def line_options(tag: ForeignTag) -> str:
    known = ("hl_lines", "linenos", "linenostart", "linenums", "mark", "emphasize-lines")
    return " ".join(quoted_option(name, tag.options.get(name)) for name in known)


def quoted_option(name: str, value: str) -> str:
    return f'{name}="{value.replace(chr(34), "")}"' if value else ""


def code_handler(language: str) -> Handler:
    def handler(tag: ForeignTag) -> Replacement:
        return code_block(tag.code, language, tag.line) if tag.end_tag else None

    return handler


def handle_formula(tag: ForeignTag) -> Replacement:
    """A formula: the content, with delimiters or without.

    A tag without content only enables formulas on the page, and is removed.
    """
    if not tag.end_tag:
        return TagText()
    match = DELIMITED.fullmatch(tag.content)
    latex = next((group for group in match.groups() if group is not None), "") if match else ""
    if match is None and re.search(r"\$|\\[(\[]", tag.content):
        return TagText()
    is_display = "display" in tag.options.text or bool(match and (match[1] or match[2]))
    # HTML tags say in an attribute whether the formula is displayed.
    display = is_display or (match is None and tag.whole_is_alone and tag.system != "math")
    latex = latex if match else tag.content.strip()
    if not latex.strip():
        return TagText()
    latex = unescape_latex(latex)
    return Formula(latex, display, block=display and tag.whole_is_alone, line=tag.line)


def handle_figure(tag: ForeignTag) -> Replacement:
    options = tag.options
    target = options.get("src", "path", "url", "image_path", "image", "link_to", "file")
    target = target or options.get_positional(0)
    caption = options.get("caption", "title", "description", "cap") or as_one_line(tag.content)
    if not target or len(tag.content) > LONGEST_CAPTION:
        return None
    return MarkdownImage(
        target,
        options.get("alt", "alt_text") or ("" if caption else options.get_positional(1)),
        caption,
        options.get("width", "w", "max-width", "max_width"),
        options.get("height", "h"),
        options.get("link", "href"),
    )


def handle_player(tag: ForeignTag) -> Replacement:
    """Video and audio, written as an image: its file extension decides how it is embedded."""
    target = tag.options.get(
        "src", "url", "path", "file", "mp3", "webm"
    ) or tag.options.get_positional(0)
    return MarkdownImage(target, tag.options.get("title", "caption", "alt")) if target else None


def handle_quote(tag: ForeignTag) -> Replacement:
    credit = tag.options.get("author", "source", "cite", "attr") or ", ".join(
        tag.options.positional
    )
    return Box("quote", credit=credit)


def handle_button(tag: ForeignTag) -> Replacement:
    target = tag.options.get("href", "url", "link", "relref")
    if not target:
        return TagText() if tag.end_tag else None
    title = tag.options.get("title", "text", "label", "content")
    if tag.end_tag and tag.content.strip():
        before, _, after = markdown_link("\0", target).partition("\0")
        return TagText(before, after)
    return TagText(markdown_link(title, target))


def drop_single_tag(tag: ForeignTag) -> Replacement:
    return TagText() if not tag.end_tag else None


def site_handler(name: str) -> Handler:
    def handler(tag: ForeignTag) -> Replacement:
        return link_to_site(name, tag) if not tag.end_tag else None

    return handler


SITE_HANDLERS: dict[str, Handler] = {name: site_handler(name) for name in SITES}
CALLOUT_HANDLERS: dict[str, Handler] = dict.fromkeys(
    (
        *("note", "tip", "warning", "info", "danger", "important", "caution", "attention", "hint"),
        *("success", "question", "example", "abstract", "bug", "failure", "error", "todo"),
        *("notice", "admonition", "callout", "alert", "alerts", "warn", "primary", "secondary"),
        *("tips", "notes", "message", "remark", "summary-box", "panel", "infobox"),
    ),
    handle_callout,
)
