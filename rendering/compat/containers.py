"""`::: name title` of VuePress, VitePress, Docusaurus, MyST, Pandoc and Quarto.

| container | becomes |
|---|---|
| `tip`, `warning`, `note`, `danger`, `info`, `callout-tip` … | a callout |
| `details`, `dropdown` | a fold |
| `tabs`, `code-tabs`, `code-group` with `@tab` or titles in `[]` | tabs |
| `figure`, `image` | an image |
| `center`, `raw`, `v-pre`, `columns` … | their content |
| any other | small grey text |
"""

import re

from .callout_aliases import callout_kind
from .foreign_tag import ForeignTag
from .replacements import Box, MarkdownImage, Replacement, TagText

# Behind a name: `[title]`, `{#id .class title="…"}`, then the title.
CONTAINER_ARGUMENTS = re.compile(
    r"[ \t]*(?:\[(?P<title>[^\]]*)\])?[ \t]*(?:\{(?P<options>[^}]*)\})?(?P<words>[^\n]*)"
)
CONTENT_ONLY = frozenset(
    {
        *("center", "left", "right", "justify", "align", "raw", "v-pre", "slot", "columns"),
        *("column", "grid", "card-grid", "cards", "content", "aside", "div", "container", "wide"),
        *("code-group", "code-tabs", "only", "steps", "panel-tabset", "demo", "hide", "block"),
        *("flex", "fullwidth", "column-margin", "output", "cell", "theorem", "proof", "div.note"),
    }
)
FOLDS = frozenset({"details", "dropdown", "collapse", "spoiler", "fold", "expander"})


def handle_container(tag: ForeignTag) -> Replacement:
    if tag.name == "@tab":
        return Box("tab", "", tag.arguments.partition("#")[0].strip()) if tag.end_tag else TagText()
    rest = CONTAINER_ARGUMENTS.fullmatch(tag.arguments)
    words = (rest["words"] if rest else tag.arguments).strip().strip("}").strip()
    title = (rest and rest["title"]) or words
    option = re.search(r'title="([^"]*)"', tag.arguments)
    title = option[1] if option else title.partition('="')[0] if '="' in title else title
    return handle_named_container(tag, title)


def handle_named_container(tag: ForeignTag, title: str) -> Replacement:
    if tag.name in FOLDS:
        return Box("fold", "", title, open="open" in tag.arguments.split())
    if tag.name == "tabs":
        return Box("tabs")
    if tag.name in ("tab", "tab-item"):
        return Box("tab", "", title)
    if tag.name in CONTENT_ONLY:
        return TagText()
    if tag.name in ("figure", "image"):
        return MarkdownImage(title) if title else None
    if tag.name == "quote":
        return Box("quote")
    if kind := callout_kind(tag.name) or ("note" if tag.name in ("admonition", "callout") else ""):
        folded = 'collapse="true"' in tag.arguments or "dropdown" in tag.options.get("class")
        kind = callout_kind(tag.options.get("class")) or kind
        return Box("fold" if folded else "callout", kind, title)
    return None
