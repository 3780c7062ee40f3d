"""The tags, objects and attribute lists of Jekyll and its themes.

| written | becomes |
|---|---|
| `{% highlight python linenos %}` | code |
| `{% include figure.html path="…" %}` | a picture |
| `{% include note.html content="…" %}` | a note |
| `{% post_url 2024-01-01-name %}`, `{% link _posts/name.md %}` | an address |
| `{{ site.baseurl }}`, `{{ '/a' \\| relative_url }}` in a link | an address |
| `{: .prompt-tip }` beside a quote | a note |
| `{% comment %}` | nothing |
"""

import re

from ..code import code_block
from .actions import Box, Hold, Outcome, Put, Text
from .callout_aliases import kind_of
from .embed_sites import elsewhere
from .handlers import callout, drop, figure
from .mark import Handler, Tag
from .markdown import link
from .placeholders import Dress

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


def highlight(tag: Tag) -> Outcome:
    """`python linenos hl_lines="1 3"`."""
    if not tag.end_tag:
        return None
    return Hold(code_block(tag.code, tag.options.text, tag.line))


def include(tag: Tag) -> Outcome:
    """By what the name of the included file says."""
    name = tag.options.word(0).rpartition("/")[2].partition(".")[0].lower()
    tag.options.words = tag.options.words[1:]
    if site := next((PLAYERS[part] for part in PLAYERS if part in name), ""):
        return elsewhere(site, tag)
    if any(part in name for part in PICTURES) or tag.options.get("image_path"):
        return figure(tag)
    if kind_of(name) or name in ("callout", "alert", "notice", "admonition"):
        return note(tag, kind_of(name))
    return Text() if "toc" in name else None


def note(tag: Tag, kind: str) -> Outcome:
    outcome = callout(tag)
    if kind and isinstance(outcome, Box):
        return Box(outcome.box, kind, outcome.title, inside=outcome.inside)
    return outcome


def post_url(tag: Tag) -> Outcome:
    match = DATED.fullmatch(tag.options.word(0))
    if match is None:
        return None
    return Text(match[1] if tag.is_address else link(match[1], match[1]))


def output(tag: Tag) -> Outcome:
    """Addresses here have no base; anything else of the site is not known."""
    said = tag.arguments
    if literal := LITERAL.match(said):
        return Text(literal[1])
    if re.match(r"(?:site\.(?:baseurl|url|root)|page\.url)\b", said):
        return Text()
    return None


def prompt(tag: Tag) -> Outcome:
    name = tag.arguments.rpartition("--")[2]
    return Put(Dress(kind_of(name) or "note", below=tag.single))


HANDLERS: dict[str, Handler] = {
    "highlight": highlight,
    "include": include,
    "include_cached": include,
    "post_url": post_url,
    "comment": drop,
    "{:": prompt,
}
VERBATIM = frozenset({"highlight", "comment"})
