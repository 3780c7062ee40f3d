"""The tags of Hexo and of its themes NexT, Butterfly, Volantis and others.

| tag | becomes |
|---|---|
| `codeblock`, `code` | code |
| `math`, `mermaid` | a formula, code |
| `asset_img`, `img`, `image`, `video` | an image, a player |
| `note`, `tip` … | a callout |
| `hideToggle`, `folding` … | a fold |
| `tabs` with its comments | tabs |
| `blockquote`, `cq`, `pullquote` | a quote |
| `post_link`, `asset_link`, `link`, `btn` … | a link |
| `youtube`, `gist`, `bilibili` … | a link |
| `raw`, `gallery` … | their content |
| `label`, `u`, `kbd` … | inline text |
"""

import re

from .callout_aliases import callout_kind
from .foreign_tag import ForeignTag, Handler
from .handlers import (
    CALLOUT_HANDLERS,
    SITE_HANDLERS,
    code_handler,
    handle_callout,
    handle_fold,
    handle_formula,
    handle_player,
    handle_tabs,
    is_title_word,
    keep_content,
)
from .hexo_code import handle_codeblock, handle_hexo_code
from .markdown_text import inline_text, markdown_link
from .replacements import Box, MarkdownImage, Replacement, TagText

SIZE = re.compile(r"\d{1,5}(?:px|%)?")
ADDRESS = re.compile(r"(?:https?:)?/|\.{1,2}/|[^\s/]+\.\w{2,5}(?:$|[?#])|.*/")
DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")


def handle_hexo_image(tag: ForeignTag) -> Replacement:
    """`[class …] address [width] [height] ["title" ["alt"]]`."""
    words = list(tag.options.positional)
    while len(words) > 1 and not ADDRESS.match(words[0]):
        words.pop(0)
    if not words:
        return None
    target, *rest = words
    sizes = [rest.pop(0) for _ in range(2) if rest and SIZE.fullmatch(rest[0])]
    # Older articles quote the title and the alternative text together: `'"title" "alt"'`.
    texts = [text for word in rest for text in (re.findall(r'"([^"]*)"', word) or [word])]
    title, alt = [*texts, "", ""][:2]
    title = title or tag.options.get("title", "caption") or tag.options.get("alt")
    return MarkdownImage(target, alt, title, *[*sizes, "", ""][:2])


def handle_post_link(tag: ForeignTag) -> Replacement:
    """`slug [title] [escape]`."""
    slug = tag.options.get_positional(0)
    words = [word for word in tag.options.positional[1:] if word not in ("true", "false")]
    name = slug.rstrip("/").rpartition("/")[2].removesuffix(".md")
    return TagText(markdown_link(" ".join(words) or name, slug)) if slug else None


def handle_post_path(tag: ForeignTag) -> Replacement:
    return TagText(tag.options.get_positional(0)) if tag.options.positional else None


def handle_hexo_link(tag: ForeignTag) -> Replacement:
    """`text address [external] [title]`; Jekyll's `link` has only a path."""
    words = [word.rstrip(",") for word in tag.options.text.split(",")]
    if len(words) < 2:
        words = tag.options.positional
    words = [word.strip().strip("\"'") for word in words]
    address_index = next((i for i, word in enumerate(words) if ADDRESS.match(word)), None)
    if address_index is None:
        return None
    if len(words) == 1:
        name = DATED.sub("", words[0].rpartition("/")[2]).removesuffix(".md")
        return TagText(name if tag.is_address else markdown_link(name, name))
    title = words[0] if address_index else " ".join(words[1:2]) or words[0].rpartition("/")[2]
    return TagText(markdown_link(title, words[address_index]))


def handle_hexo_button(tag: ForeignTag) -> Replacement:
    """`address, text, icon [class], [title]`, or with `::` between them."""
    parts = re.split(r"\s*(?:,|::)\s*", tag.options.text)
    parts = [part.strip().strip("\"'") for part in parts]
    address_index = next((i for i, part in enumerate(parts) if ADDRESS.match(part)), None)
    if address_index is None:
        return None
    words = next((part for i, part in enumerate(parts) if i != address_index and part), "")
    return TagText(markdown_link(words, parts[address_index]))


def handle_hexo_note(tag: ForeignTag) -> Replacement:
    """A callout. NexT has a kind, switches and the title of a fold; Butterfly an icon and style."""
    words = [word for word in tag.options.positional if is_title_word(word)]
    kind = callout_kind(words[0]) if words else ""
    title = " ".join(words[1:] if kind else words)
    if not tag.end_tag:
        return handle_callout(tag)
    return Box("fold" if title else "callout", kind or callout_kind(tag.name) or "note", title)


def handle_hexo_quote(tag: ForeignTag) -> Replacement:
    """`author, source address title`."""
    words = tag.options.text.split()
    address = next((word for word in words if word.startswith(("http://", "https://"))), "")
    before, _, title = (
        tag.options.text.partition(address) if address else (tag.options.text, "", "")
    )
    credit = before.strip()
    if address:
        credit = " ".join(filter(None, [credit, markdown_link(title.strip() or address, address)]))
    return Box("quote", credit=credit)


def handle_tab_comment(tag: ForeignTag) -> Replacement:
    return Box("tab", "", tag.options.text.partition("@")[0].strip()) if tag.end_tag else TagText()


def handle_folding(tag: ForeignTag) -> Replacement:
    """`[colour] [open], title`, or `title,colour`."""
    parts = [part.strip().strip("\"'") for part in tag.options.text.split(",")]
    words = [part for part in parts if part and not re.fullmatch(r"[a-z#0-9 ]*", part)]
    title = words[0] if words else next((part for part in parts if part), "")
    return Box("fold", "", title, open="open" in parts[0].split())


def handle_hexo_text(tag: ForeignTag) -> Replacement:
    """`class@text`, `colour, text`, `text colour`."""
    text = tag.options.text
    if tag.end_tag:
        return TagText()
    for sign in ("@", ","):
        if sign in text:
            text = text.partition(sign)[2]
            return TagText(inline_text(text.strip().strip("\"'")))
    arguments = [
        word for word in tag.options.positional if is_title_word(word)
    ] or tag.options.positional
    return TagText(inline_text(arguments[0])) if arguments else None


def hexo_element_handler(name: str) -> Handler:
    def handler(tag: ForeignTag) -> Replacement:
        text = tag.options.text.partition("@")[2] or tag.options.text
        return TagText(f"<{name}>{inline_text(text)}</{name}>") if text else None

    return handler


def handle_inline_fold(tag: ForeignTag) -> Replacement:
    """Butterfly's `hideInline content,display`: the content, since hiding it needs a script."""
    text = tag.options.text.partition(",")[0].strip()
    return TagText(inline_text(text)) if text else None


VERBATIM = frozenset(
    {"codeblock", "code", "math", "mermaid", "raw", "comment", "plantuml", "chart", "echarts"}
)
HANDLERS: dict[str, Handler] = {
    **SITE_HANDLERS,
    **CALLOUT_HANDLERS,
    "codeblock": handle_codeblock,
    "code": handle_hexo_code,
    "math": handle_formula,
    **{name: code_handler(name) for name in ("mermaid", "plantuml")},
    **dict.fromkeys(("chart", "echarts"), code_handler("json")),
    **dict.fromkeys(
        ("asset_img", "img", "image", "inlineimg", "imgcap", "figure", "fi"), handle_hexo_image
    ),
    **dict.fromkeys(("video", "audio"), handle_player),
    **dict.fromkeys(("note", "subnote", "notel", "tip", "tips"), handle_hexo_note),
    **dict.fromkeys(
        ("hidetoggle", "hideblock", "folding", "fold", "foldings", "details"), handle_folding
    ),
    "spoiler": handle_fold,
    **dict.fromkeys(("tabs", "subtabs", "subsubtabs"), handle_tabs),
    **dict.fromkeys(("<!--tab", "<!--timeline"), handle_tab_comment),
    **dict.fromkeys(("blockquote", "quote", "pullquote", "cq", "centerquote"), handle_hexo_quote),
    **dict.fromkeys(("post_link", "asset_link"), handle_post_link),
    **dict.fromkeys(("post_path", "asset_path"), handle_post_path),
    "link": handle_hexo_link,
    **dict.fromkeys(("btn", "button", "btns"), handle_hexo_button),
    **dict.fromkeys(("label", "span", "p", "badge", "color"), handle_hexo_text),
    **{name: hexo_element_handler(name) for name in ("u", "del", "kbd", "sub", "sup", "mark")},
    "emp": hexo_element_handler("em"),
    "wavy": hexo_element_handler("u"),
    "psw": handle_hexo_text,
    "hideinline": handle_inline_fold,
    **dict.fromkeys(
        (
            *("raw", "gallery", "grouppicture", "gp", "timeline", "center", "row", "cell", "grid"),
            *("centerimage", "ablock", "noteblock", "markdown", "swiper", "columns", "border"),
        ),
        keep_content,
    ),
    **dict.fromkeys(("bvideo", "bilivideo"), SITE_HANDLERS["bilibili"]),
    **dict.fromkeys(("ghcard", "github_card"), SITE_HANDLERS["github"]),
    **dict.fromkeys(("twitter", "x"), SITE_HANDLERS["tweet"]),
}
