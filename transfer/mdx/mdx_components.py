"""What components of Docusaurus, Starlight, Nextra, Mintlify and others become, by their names."""

import re
from typing import Literal

Kind = Literal[
    "tabs",
    "tab",
    "callout",
    "fold",
    "picture",
    "link",
    "card",
    "code",
    "content",
    "mark",
    "kbd",
    "nothing",
]

TABS = re.compile(r"Tabs|Tabpanels|CodeGroup|CodeTabs|\w+Tabs", re.IGNORECASE)
CALLOUTS = {
    **{name: name.lower() for name in ("Note", "Tip", "Info", "Warning", "Caution", "Danger")},
    "Important": "important",
    "Success": "success",
    "Error": "danger",
    "Hint": "tip",
    "Warn": "warning",
    "Check": "success",
    "Question": "question",
    "Quote": "quote",
}
# Those that name their kind in an attribute
WITH_KIND = frozenset({"Admonition", "Aside", "Callout", "Alert", "Notice", "Box", "Banner"})
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("TabItem", "Tab", "Tabs.Tab", "TabPanel", "Tabs.Item", "TabsContent"), "tab"),
    **dict.fromkeys(("Details", "Accordion", "Collapse", "Collapsible", "Expandable"), "fold"),
    **dict.fromkeys(("Spoiler", "Disclosure", "AccordionItem"), "fold"),
    **dict.fromkeys(("Image", "Img", "Picture", "ThemedImage", "Figure", "Zoom"), "picture"),
    **dict.fromkeys(("ZoomImage", "NextImage", "StaticImage"), "picture"),
    **dict.fromkeys(("Link", "A", "NextLink", "LinkButton", "Button", "ButtonLink"), "link"),
    **dict.fromkeys(("Card", "LinkCard", "Cards.Card", "DocCard", "RefCard"), "card"),
    **dict.fromkeys(("Code", "CodeBlock", "Prism", "Snippet", "Highlight"), "code"),
    **dict.fromkeys(
        (
            *("Steps", "Step", "FileTree", "CardGrid", "Cards", "CardGroup", "Fragment", "Columns"),
            *("Column", "Grid", "Row", "Col", "Center", "Frame", "React.Fragment", "Badge", "Text"),
            *("AccordionGroup", "Container", "Layout", "Content", "Prose", "Section", "ReadMore"),
            *("Trans", "Translate", "BrowserOnly", "Suspense", "ClientOnly", "Highlighted", "T"),
        ),
        "content",
    ),
    **dict.fromkeys(("Icon", "TOC", "TOCInline", "Head", "Comments", "Giscus"), "nothing"),
    **dict.fromkeys(("Mark", "Underline"), "mark"),
    **dict.fromkeys(("Kbd", "Key"), "kbd"),
}  # fmt: skip
# Elements that only arrange others
WRAPPERS = frozenset(
    {
        *("div", "section", "article", "main", "header", "footer", "center", "nav", "span"),
        *("astro-island", "client-only", "template", "slot"),
    }
)
BLOCKS = frozenset(
    {
        *("p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "blockquote", "pre"),
        *("figure", "figcaption", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "dl"),
        *("dt", "dd", "video", "audio", "iframe", "hr"),
    }
)
TITLES = ("title", "label", "heading", "summary", "header", "value", "name", "slot")
# Attributes with words that a page shows
WORDS = ("title", "label", "heading", "text", "children", "description", "caption", "content")
ADDRESSES = ("to", "href", "url", "link")
KEPT_ATTRIBUTES = frozenset(
    {
        *("href", "src", "alt", "title", "width", "height", "id", "lang", "colspan", "rowspan"),
        *("start", "open", "poster", "controls", "datetime", "cite", "type", "checked", "align"),
    }
)


def kind_of_component(name: str) -> Kind | None:
    if name in KINDS:
        return KINDS[name]
    if TABS.fullmatch(name):
        return "tabs"
    return "callout" if name in CALLOUTS or name in WITH_KIND else None


def is_component(name: str) -> bool:
    """Whether the name is not that of an element of HTML: React's rule."""
    return not name or name[0].isupper() or "." in name
