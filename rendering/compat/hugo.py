"""The shortcodes of Hugo and of its themes.

| shortcode | becomes |
|---|---|
| `highlight`, `code`, `mermaid` … | code |
| `katex`, `math` | a formula |
| `figure`, `image`, `video`, `audio` | an image, a player |
| `note`, `notice`, `admonition`, `alert`, `callout`, `hint` … | a callout |
| `details`, `expand`, `spoiler` … | a fold |
| `tabs` with `tab` | tabs |
| `ref`, `relref` | a link, or its address |
| `youtube`, `gist`, `bilibili` … | a link |
| `raw`, `center`, `steps` … | their content |
| `toc`, `comment` | nothing |
| any other | small grey text |
"""

from ..code import code_block
from .foreign_tag import ForeignTag, Handler
from .handlers import (
    CALLOUT_HANDLERS,
    SITE_HANDLERS,
    code_handler,
    drop_content,
    drop_single_tag,
    handle_button,
    handle_code,
    handle_figure,
    handle_fold,
    handle_formula,
    handle_player,
    handle_quote,
    handle_tab,
    handle_tabs,
    keep_content,
)
from .markdown_text import inline_text, markdown_link
from .replacements import EscapedTag, Replacement, TagText


def handle_hugo_highlight(tag: ForeignTag) -> Replacement:
    """`go "linenos=table,hl_lines=2-3,linenostart=199"`."""
    if not tag.end_tag:
        return None
    options = " ".join(tag.options.positional[1:]) or " ".join(
        f'{name}="{value}"' for name, value in tag.options.named.items()
    )
    info = (
        f"{tag.options.get_positional(0)} {{{options}}}"
        if options
        else tag.options.get_positional(0)
    )
    return code_block(tag.code, info, tag.line)


def handle_code_toggle(tag: ForeignTag) -> Replacement:
    """Hugo shows a configuration as YAML, TOML and JSON; here it is shown as it is written."""
    if not tag.end_tag:
        return None
    head = tag.code.lstrip()[:200].split("\n", 1)[0]
    language = (
        "json" if head.startswith("{") else "toml" if "=" in head or head[:1] == "[" else "yaml"
    )
    name = tag.options.get("file")
    title = f"{name}.{language}" if name and "." not in name.rpartition("/")[2] else name
    return code_block(tag.code, f'{language} title="{title}"', tag.line)


def handle_ref(tag: ForeignTag) -> Replacement:
    """`ref` and `relref`: the path within an address, else a link to the article."""
    path, sharp, fragment = (tag.options.get("path") or tag.options.get_positional(0)).partition(
        "#"
    )
    for ending in ("/", "index.md", "_index.md", "/"):
        path = path.removesuffix(ending)
    target = path.removeprefix("/") + sharp + fragment
    if not target or tag.end_tag:
        return None
    return TagText(target if tag.is_address else markdown_link(ref_link_text(target), target))


def ref_link_text(path: str) -> str:
    """The text of a link without one: the file name, or the fragment."""
    path, _, fragment = path.partition("#")
    name = path.rstrip("/").rpartition("/")[2].removesuffix(".md")
    return name or fragment


def handle_hugo_link(tag: ForeignTag) -> Replacement:
    """`link "address" "text"`, and `link href=… content=…`."""
    target = tag.options.get("href", "url", "src") or tag.options.get_positional(0)
    words = tag.options.get("content", "text", "title") or tag.options.get_positional(1)
    return TagText(markdown_link(words, target)) if target else None


def handle_card(tag: ForeignTag) -> Replacement:
    target = tag.options.get("link", "href", "url")
    title = tag.options.get("title")
    return TagText(markdown_link(title, target)) if target and title and not tag.end_tag else None


def handle_hugo_text(tag: ForeignTag) -> Replacement:
    """Inline text: a badge, a label, coloured text."""
    text = tag.options.get("content", "text", "label", "title") or tag.options.get_positional(0)
    if tag.end_tag:
        return TagText()
    return TagText(inline_text(text)) if text else None


def hugo_element_handler(name: str) -> Handler:
    def handler(tag: ForeignTag) -> Replacement:
        if tag.end_tag:
            return TagText(f"<{name}>", f"</{name}>")
        text = tag.options.get("text") or tag.options.get_positional(0)
        return TagText(f"<{name}>{inline_text(text)}</{name}>") if text else None

    return handler


def handle_escaped(tag: ForeignTag) -> Replacement:
    return EscapedTag()


# Within these, no other tag is expanded.
VERBATIM = frozenset(
    {
        *("highlight", "code", "mermaid", "math", "katex", "mathjax", "latex", "tex", "raw"),
        *("rawhtml", "html", "unsafe", "comment", "code-toggle", "echarts", "chart", "plantuml"),
        *("mindmap", "markmap", "graphviz", "goat", "flowchart", "sequence", "terminal"),
    }
)
HANDLERS: dict[str, Handler] = {
    **SITE_HANDLERS,
    **CALLOUT_HANDLERS,
    "/*": handle_escaped,
    **dict.fromkeys(("highlight",), handle_hugo_highlight),
    "code-toggle": handle_code_toggle,
    "code": handle_code,
    **{
        name: code_handler(name)
        for name in ("mermaid", "plantuml", "graphviz", "goat", "flowchart", "markmap", "sequence")
    },
    **dict.fromkeys(("echarts", "chart"), code_handler("json")),
    "mindmap": code_handler("markdown"),
    "terminal": code_handler("console"),
    **dict.fromkeys(("math", "katex", "mathjax", "latex", "tex"), handle_formula),
    **dict.fromkeys(
        ("figure", "image", "img", "imgproc", "picture", "fig", "imgcap"), handle_figure
    ),
    **dict.fromkeys(("video", "audio", "mp4", "mp3", "html5video", "local-video"), handle_player),
    **dict.fromkeys(
        ("details", "expand", "collapse", "collapsible", "spoiler", "fold", "accordion-item"),
        handle_fold,
    ),
    **dict.fromkeys(("tabs", "tabpane", "codetabs", "tabgroup", "tabbed"), handle_tabs),
    **dict.fromkeys(("tab", "codetab"), handle_tab),
    **dict.fromkeys(("ref", "relref"), handle_ref),
    **dict.fromkeys(("link", "href", "article"), handle_hugo_link),
    **dict.fromkeys(("button", "btn"), handle_button),
    "card": handle_card,
    **dict.fromkeys(("quote", "blockquote", "epigraph"), handle_quote),
    **dict.fromkeys(
        (
            *("raw", "rawhtml", "html", "unsafe", "center", "align", "left", "right", "lead"),
            *("steps", "columns", "column", "cards", "cardpane", "blocks", "gallery", "typeit"),
            *("style", "markdown", "md", "div", "span", "row", "col", "grid", "accordion", "wide"),
            *("timeline", "timelineitem", "list", "center-text", "box", "pageinfo", "filetree"),
        ),
        keep_content,
    ),
    **dict.fromkeys(("badge", "label", "color", "text"), handle_hugo_text),
    **{
        name: hugo_element_handler(name)
        for name in ("kbd", "mark", "sub", "sup", "del", "ins", "u", "small")
    },
    "highlight-text": hugo_element_handler("mark"),
    **dict.fromkeys(
        ("toc", "table-of-contents", "newline", "br", "clear", "clearfix"), drop_single_tag
    ),
    "comment": drop_content,
    "x": SITE_HANDLERS["tweet"],
    "twitter": SITE_HANDLERS["tweet"],
    "ghcard": SITE_HANDLERS["github"],
    "github-card": SITE_HANDLERS["github"],
    "bvideo": SITE_HANDLERS["bilibili"],
}
