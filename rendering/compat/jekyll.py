"""The tags, objects and attribute lists of Jekyll and its themes.

| written | becomes |
|---|---|
| `{% highlight python linenos %}` | code |
| `{% include figure.html path="…" %}` | an image |
| `{% include note.html content="…" %}` | a callout |
| `{% post_url 2024-01-01-name %}`, `{% link _posts/name.md %}` | an address |
| `{{ site.baseurl }}`, `{{ '/a' \\| relative_url }}` in a link | an address |
| `{: .prompt-tip }` beside a quote | a callout |
| `{% comment %}` | nothing |
"""

import re
from dataclasses import replace

from ..code import code_block
from .callout_aliases import callout_kind
from .embed_sites import link_to_site
from .foreign_tag import ForeignTag, Handler
from .handlers import drop_content, handle_callout, handle_figure
from .markdown_text import markdown_link
from .replacements import Box, CalloutAround, Replacement, TagText

OUTPUT = re.compile(
    r"\{\{-?[ \t]*((?:site|page|layout)\.[\w.]+[^{}\n]{0,200}?"
    r"|[\"'][^\"'{}\n]{1,300}[\"'][ \t]*\|[ \t]*"
    r"(?:relative_url|absolute_url|prepend|append|url_for)[^{}\n]{0,200}?)[ \t]*-?\}\}"
)
LITERAL = re.compile(r"[\"']([^\"']*)[\"']")
DATED = re.compile(r"(?:.*/)?(?:\d{4}-\d{1,2}-\d{1,2}-)?([^/]+?)(?:\.(?:md|markdown|html))?/?$")
PROMPTS = frozenset(
    {
        *("prompt-tip", "prompt-info", "prompt-warning", "prompt-danger"),
        *("note", "tip", "warning", "info", "danger", "important", "caution", "highlight", "new"),
        *("notice", "notice--primary", "notice--info", "notice--warning", "notice--danger"),
        *("notice--success",),
    }
)
PICTURES = ("figure", "image", "img", "picture", "photo")
PLAYERS = {"youtube": "youtube", "vimeo": "vimeo", "gist": "gist", "bilibili": "bilibili"}


def handle_jekyll_highlight(tag: ForeignTag) -> Replacement:
    """`python linenos hl_lines="1 3"`."""
    if not tag.end_tag:
        return None
    return code_block(tag.code, tag.options.text, tag.line)


def handle_include(tag: ForeignTag) -> Replacement:
    """An include, handled by the name of the included file."""
    name = tag.options.get_positional(0).rpartition("/")[2].partition(".")[0].lower()
    tag.options.positional = tag.options.positional[1:]
    if site := next((PLAYERS[part] for part in PLAYERS if part in name), ""):
        return link_to_site(site, tag)
    if any(part in name for part in PICTURES) or tag.options.get("image_path"):
        return handle_figure(tag)
    if callout_kind(name) or name in ("callout", "alert", "notice", "admonition"):
        return include_callout(tag, callout_kind(name))
    return TagText() if "toc" in name else None


def include_callout(tag: ForeignTag, kind: str) -> Replacement:
    callout = handle_callout(tag)
    return replace(callout, kind=kind) if kind and isinstance(callout, Box) else callout


def handle_post_url(tag: ForeignTag) -> Replacement:
    match = DATED.fullmatch(tag.options.get_positional(0))
    if match is None:
        return None
    return TagText(match[1] if tag.is_address else markdown_link(match[1], match[1]))


def handle_output(tag: ForeignTag) -> Replacement:
    """A string literal, or '' for the base address; other values of the site are unknown."""
    expression = tag.arguments
    if literal := LITERAL.match(expression):
        return TagText(literal[1])
    if re.match(r"(?:site\.(?:baseurl|url|root)|page\.url)\b", expression):
        return TagText()
    return None


def handle_prompt(tag: ForeignTag) -> Replacement:
    name = tag.arguments.rpartition("--")[2]
    return CalloutAround(callout_kind(name) or "note", below=tag.is_single)


HANDLERS: dict[str, Handler] = {
    "highlight": handle_jekyll_highlight,
    "include": handle_include,
    "include_cached": handle_include,
    "post_url": handle_post_url,
    "comment": drop_content,
    "{:": handle_prompt,
}
VERBATIM = frozenset({"highlight", "comment"})
