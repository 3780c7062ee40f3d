"""Links to videos, gists and posts on other sites, from the arguments of a tag."""

import re

from .foreign_tag import ForeignTag
from .markdown_text import markdown_link
from .replacements import Replacement, TagText

ID = re.compile(r"[\w.@:/?=&-]{1,200}")
# A page loads nothing from other sites, so that each embed becomes a link.
SITES = {
    "asciinema": ("asciinema", "https://asciinema.org/a/{}"),
    "bilibili": ("哔哩哔哩", "https://www.bilibili.com/video/{}"),
    "codepen": ("CodePen", "https://codepen.io/{}"),
    "codesandbox": ("CodeSandbox", "https://codesandbox.io/s/{}"),
    "gist": ("Gist", "https://gist.github.com/{}"),
    "github": ("GitHub", "https://github.com/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/p/{}/"),
    "jsfiddle": ("JSFiddle", "https://jsfiddle.net/{}/"),
    "speakerdeck": ("Speaker Deck", "https://speakerdeck.com/{}"),
    "tweet": ("X", "https://x.com/i/status/{}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{}"),
    "youku": ("优酷", "https://v.youku.com/v_show/id_{}.html"),
    "youtube": ("YouTube", "https://www.youtube.com/watch?v={}"),
}
ID_OPTIONS = ("id", "bvid", "aid", "repo", "src", "url", "slug", "shortcode")


def link_to_site(site: str, tag: ForeignTag) -> Replacement:
    name, pattern = SITES[site]
    options = tag.options
    parts = [part for part in (options.get("user"), options.get(*ID_OPTIONS)) if part]
    identifier = "/".join(parts) or options.get_positional(0)
    if site in ("gist", "codepen") and not parts:
        identifier = "/".join(word for word in options.positional[:2] if word)
    if site == "tweet":
        identifier = options.get("id") or next((w for w in options.positional if w.isdigit()), "")
    if site == "bilibili" and identifier.isdigit():
        identifier = f"av{identifier}"
    title = options.get("title")
    if identifier.startswith(("https://", "http://")):
        return TagText(markdown_link(title or identifier, identifier))
    if not ID.fullmatch(identifier):
        return None
    return TagText(
        markdown_link(title or f"{name}: {identifier}", pattern.format(identifier.strip("/")))
    )
