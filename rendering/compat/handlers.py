"""Handlers that the marks of several systems share."""

import re

from ..code import code_block
from ..math.latex_unescape import unescape_latex
from ..placeholders import Formula
from .actions import Box, Drop, Hold, Outcome, Picture, Text
from .callout_aliases import kind_of
from .embed_sites import SITES, elsewhere
from .mark import Handler, Tag
from .markdown import flat, link

# Delimiters that a formula may have inside such a mark.
DELIMITED = re.compile(r"\s*(?:\$\$(.*)\$\$|\\\[(.*)\\\]|\\\((.*)\\\)|\$([^$]*)\$)\s*", re.DOTALL)
TITLES = ("title", "summary", "header", "heading", "label", "name")
KINDS = ("type", "color", "style", "status", "level", "class", "icon", "theme", "intent", "variant")
LONGEST_CAPTION = 1_000
NO = ("false", "close", "closed", "0", "no")


def keep(tag: Tag) -> Outcome:
    """The mark goes, what it encloses stays."""
    return Text()


def drop(tag: Tag) -> Outcome:
    return Drop()


def callout(tag: Tag) -> Outcome:
    """The first word that names a kind is one, another is the title."""
    options, words = tag.options, list(tag.options.words)
    said = [*options.named_values(KINDS), *words]
    kind = next(filter(None, map(kind_of, said)), "") or kind_of(tag.name)
    words = [word for word in words if not kind_of(word)]
    title = options.get(*TITLES) or next((word for word in words if is_title(word)), "")
    inside = options.get("text", "content", "body")
    if not tag.end_tag and not inside:
        title, inside = "", title
    folded = options.get("open", "expanded").lower() in NO or options.get("collapsible") == "true"
    box = "fold" if folded or options.get("class") == "dropdown" else "callout"
    return Box(box, kind or "note", title, inside=inside)


def is_title(word: str) -> bool:
    """Themes' switches are no titles."""
    return word.lower() not in SWITCHES and not word.startswith(
        ("fa-", "fas ", "fab ", "fa ", "icon")
    )


SWITCHES = frozenset(
    {"true", "false", "no-icon", "simple", "modern", "flat", "disabled", "blue", "red", "green"}
    | {"orange", "purple", "pink", "yellow", "gray", "grey", "cyan"}
)


def fold(tag: Tag) -> Outcome:
    title = tag.options.get(*TITLES, "text") or " ".join(
        word
        for word in tag.options.words
        if word.lower() not in ("open", "true", "false", "closed")
    )
    is_open = tag.options.get("open", "expanded").lower() in ("true", "open")
    return Box("fold", "", title, open=is_open or "open" in tag.options.words)


def tabs(tag: Tag) -> Outcome:
    return Box("tabs")


def tab(tag: Tag) -> Outcome:
    title = tag.options.get(*TITLES, "lang") or " ".join(tag.options.words)
    return Box("tab", "", title)


def code(tag: Tag) -> Outcome:
    """`language options`, as a fence would have them."""
    if not tag.end_tag:
        return None
    language = tag.options.get("lang", "language", "syntax") or tag.options.word(0)
    title = tag.options.get("title", "file", "filename", "caption")
    info = f"{language} {quoted('title', title)} {' '.join(tag.options.words[1:])}"
    return Hold(code_block(tag.code, f"{info} {lines(tag)}".strip(), tag.line))


def lines(tag: Tag) -> str:
    known = ("hl_lines", "linenos", "linenostart", "linenums", "mark", "emphasize-lines")
    return " ".join(quoted(name, tag.options.get(name)) for name in known)


def quoted(name: str, value: str) -> str:
    return f'{name}="{value.replace(chr(34), "")}"' if value else ""


def code_of(language: str) -> Handler:
    def handler(tag: Tag) -> Outcome:
        return Hold(code_block(tag.code, language, tag.line)) if tag.end_tag else None

    return handler


def formula(tag: Tag) -> Outcome:
    """Its content is the formula, with delimiters or without; alone it only switches them on."""
    if not tag.end_tag:
        return Text()
    match = DELIMITED.fullmatch(tag.content)
    latex = next((group for group in match.groups() if group is not None), "") if match else ""
    if match is None and re.search(r"\$|\\[(\[]", tag.content):
        return Text()
    wanted = "display" in tag.options.text or bool(match and (match[1] or match[2]))
    # Tags of HTML say themselves which are displayed.
    display = wanted or (match is None and tag.stands_alone and tag.system != "math")
    latex = latex if match else tag.content.strip()
    if not latex.strip():
        return Text()
    latex = unescape_latex(latex)
    return Hold(Formula(latex, display, block=display and tag.stands_alone, line=tag.line))


def figure(tag: Tag) -> Outcome:
    options = tag.options
    target = options.get("src", "path", "url", "image_path", "image", "link_to", "file")
    target = target or options.word(0)
    caption = options.get("caption", "title", "description", "cap") or flat(tag.content)
    if not target or len(tag.content) > LONGEST_CAPTION:
        return None
    return Picture(
        target,
        options.get("alt", "alt_text") or ("" if caption else options.word(1)),
        caption,
        options.get("width", "w", "max-width", "max_width"),
        options.get("height", "h"),
        options.get("link", "href"),
    )


def player(tag: Tag) -> Outcome:
    """Video and audio: embedded by their ending, as pictures are."""
    target = tag.options.get("src", "url", "path", "file", "mp3", "webm") or tag.options.word(0)
    return Picture(target, tag.options.get("title", "caption", "alt")) if target else None


def quote(tag: Tag) -> Outcome:
    credit = tag.options.get("author", "source", "cite", "attr") or ", ".join(tag.options.words)
    return Box("quote", credit=credit)


def button(tag: Tag) -> Outcome:
    target = tag.options.get("href", "url", "link", "relref")
    if not target:
        return Text() if tag.end_tag else None
    title = tag.options.get("title", "text", "label", "content")
    if tag.end_tag and tag.content.strip():
        before, _, after = link("\0", target).partition("\0")
        return Text(before, after)
    return Text(link(title, target))


def nothing(tag: Tag) -> Outcome:
    return Text() if not tag.end_tag else None


def site(name: str) -> Handler:
    def handler(tag: Tag) -> Outcome:
        return elsewhere(name, tag) if not tag.end_tag else None

    return handler


THIRD_PARTIES: dict[str, Handler] = {name: site(name) for name in SITES}
CALLOUTS: dict[str, Handler] = dict.fromkeys(
    (
        *("note", "tip", "warning", "info", "danger", "important", "caution", "attention", "hint"),
        *("success", "question", "example", "abstract", "bug", "failure", "error", "todo"),
        *("notice", "admonition", "callout", "alert", "alerts", "warn", "primary", "secondary"),
        *("tips", "notes", "message", "remark", "summary-box", "panel", "infobox"),
    ),
    callout,
)
