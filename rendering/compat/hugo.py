"""The shortcodes of Hugo and of its themes.

| shortcode | becomes |
|---|---|
| `highlight`, `code`, `mermaid` … | code |
| `katex`, `math` | a formula |
| `figure`, `image`, `video`, `audio` | a picture, a player |
| `note`, `notice`, `admonition`, `alert`, `callout`, `hint` … | a note |
| `details`, `expand`, `spoiler` … | a folded text |
| `tabs` with `tab` | tabs |
| `ref`, `relref` | a link, or its address |
| `youtube`, `gist`, `bilibili` … | a link |
| `raw`, `center`, `steps` … | what they enclose |
| `toc`, `comment` | nothing |
| any other | quiet text |
"""

from ..code import code_block
from .actions import Hold, Outcome, Put, Text
from .handlers import (
    CALLOUTS,
    THIRD_PARTIES,
    button,
    code,
    code_of,
    drop,
    figure,
    fold,
    formula,
    keep,
    nothing,
    player,
    quote,
    tab,
    tabs,
)
from .mark import Handler, Tag
from .markdown import in_sentence, link
from .placeholders import Literal


def highlight(tag: Tag) -> Outcome:
    """`go "linenos=table,hl_lines=2-3,linenostart=199"`."""
    if not tag.end_tag:
        return None
    options = " ".join(tag.options.words[1:]) or " ".join(
        f'{name}="{value}"' for name, value in tag.options.named.items()
    )
    info = f"{tag.options.word(0)} {{{options}}}" if options else tag.options.word(0)
    return Hold(code_block(tag.code, info, tag.line))


def toggle(tag: Tag) -> Outcome:
    """A configuration that readers may see in several languages, in the one it is written in."""
    if not tag.end_tag:
        return None
    head = tag.code.lstrip()[:200].split("\n", 1)[0]
    language = (
        "json" if head.startswith("{") else "toml" if "=" in head or head[:1] == "[" else "yaml"
    )
    name = tag.options.get("file")
    title = f"{name}.{language}" if name and "." not in name.rpartition("/")[2] else name
    return Hold(code_block(tag.code, f'{language} title="{title}"', tag.line))


def reference(tag: Tag) -> Outcome:
    """An address where an address is wanted; else a link with the name of the article."""
    path, sharp, fragment = (tag.options.get("path") or tag.options.word(0)).partition("#")
    for ending in ("/", "index.md", "_index.md", "/"):
        path = path.removesuffix(ending)
    target = path.removeprefix("/") + sharp + fragment
    if not target or tag.end_tag:
        return None
    return Text(target if tag.is_address else link(stem(target), target))


def stem(path: str) -> str:
    """The words of a link whose author gave none."""
    path, _, fragment = path.partition("#")
    name = path.rstrip("/").rpartition("/")[2].removesuffix(".md")
    return name or fragment


def linked(tag: Tag) -> Outcome:
    """`link "address" "words"`, and `link href=… content=…`."""
    target = tag.options.get("href", "url", "src") or tag.options.word(0)
    words = tag.options.get("content", "text", "title") or tag.options.word(1)
    return Text(link(words, target)) if target else None


def card(tag: Tag) -> Outcome:
    target = tag.options.get("link", "href", "url")
    title = tag.options.get("title")
    return Text(link(title, target)) if target and title and not tag.end_tag else None


def words(tag: Tag) -> Outcome:
    """Words in the sentence: a badge, a key, coloured text."""
    said = tag.options.get("content", "text", "label", "title") or tag.options.word(0)
    if tag.end_tag:
        return Text()
    return Text(in_sentence(said)) if said else None


def wrapped(name: str) -> Handler:
    def handler(tag: Tag) -> Outcome:
        if tag.end_tag:
            return Text(f"<{name}>", f"</{name}>")
        said = tag.options.get("text") or tag.options.word(0)
        return Text(f"<{name}>{in_sentence(said)}</{name}>") if said else None

    return handler


def escaped(tag: Tag) -> Outcome:
    return Put(Literal())


# Between these nothing else is a mark.
VERBATIM = frozenset(
    {
        *("highlight", "code", "mermaid", "math", "katex", "mathjax", "latex", "tex", "raw"),
        *("rawhtml", "html", "unsafe", "comment", "code-toggle", "echarts", "chart", "plantuml"),
        *("mindmap", "markmap", "graphviz", "goat", "flowchart", "sequence", "terminal"),
    }
)
HANDLERS: dict[str, Handler] = {
    **THIRD_PARTIES,
    **CALLOUTS,
    "/*": escaped,
    **dict.fromkeys(("highlight",), highlight),
    "code-toggle": toggle,
    "code": code,
    **{
        name: code_of(name)
        for name in ("mermaid", "plantuml", "graphviz", "goat", "flowchart", "markmap", "sequence")
    },
    **dict.fromkeys(("echarts", "chart"), code_of("json")),
    "mindmap": code_of("markdown"),
    "terminal": code_of("console"),
    **dict.fromkeys(("math", "katex", "mathjax", "latex", "tex"), formula),
    **dict.fromkeys(("figure", "image", "img", "imgproc", "picture", "fig", "imgcap"), figure),
    **dict.fromkeys(("video", "audio", "mp4", "mp3", "html5video", "local-video"), player),
    **dict.fromkeys(
        ("details", "expand", "collapse", "collapsible", "spoiler", "fold", "accordion-item"), fold
    ),
    **dict.fromkeys(("tabs", "tabpane", "codetabs", "tabgroup", "tabbed"), tabs),
    **dict.fromkeys(("tab", "codetab"), tab),
    **dict.fromkeys(("ref", "relref"), reference),
    **dict.fromkeys(("link", "href", "article"), linked),
    **dict.fromkeys(("button", "btn"), button),
    "card": card,
    **dict.fromkeys(("quote", "blockquote", "epigraph"), quote),
    **dict.fromkeys(
        (
            *("raw", "rawhtml", "html", "unsafe", "center", "align", "left", "right", "lead"),
            *("steps", "columns", "column", "cards", "cardpane", "blocks", "gallery", "typeit"),
            *("style", "markdown", "md", "div", "span", "row", "col", "grid", "accordion", "wide"),
            *("timeline", "timelineitem", "list", "center-text", "box", "pageinfo", "filetree"),
        ),
        keep,
    ),
    **dict.fromkeys(("badge", "label", "color", "text"), words),
    **{name: wrapped(name) for name in ("kbd", "mark", "sub", "sup", "del", "ins", "u", "small")},
    "highlight-text": wrapped("mark"),
    **dict.fromkeys(("toc", "table-of-contents", "newline", "br", "clear", "clearfix"), nothing),
    "comment": drop,
    "x": THIRD_PARTIES["tweet"],
    "twitter": THIRD_PARTIES["tweet"],
    "ghcard": THIRD_PARTIES["github"],
    "github-card": THIRD_PARTIES["github"],
    "bvideo": THIRD_PARTIES["bilibili"],
}
