"""Where other systems have their feeds: /feed/, /atom.xml, /category/x/feed/, /?feed=rss2."""

import re
from typing import NamedTuple

PARAMETER = "feed"  # of WordPress: /?feed=rss2
# WordPress and Typecho, Ghost, Hexo, Jekyll, Hugo, Pelican, Halo, Zola, DjangoBlog
ENDS = re.compile(
    r"/(?P<name>feeds?(?:/(?:atom|rss2?|rdf|all|all\.(?:atom|rss)\.xml|feed\.xml))?"
    r"|rss2?|atom|(?:feed|rss2?|atom|index|all\.atom|all\.rss|posts)\.xml|feed\.(?:rss|atom|php)"
    r"|index\.rss|index\.rdf|rss\.php)$",
    re.IGNORECASE,
)
# What may stand before the feed of the whole site
SECTIONS = frozenset(
    {"", "/blog", "/blogs", "/posts", "/post", "/articles", "/article", "/archives", "/index.php"}
    | {"/news", "/notes", "/weblog", "/journal", "/zh", "/zh-cn", "/cn", "/en", "/default"}
)


class OldFeed(NamedTuple):
    """`of` is the path of the list, '' for the whole site; `kind` is atom or rss."""

    of: str
    kind: str


def old_feed(path: str) -> OldFeed | None:
    """What a normal path would be the feed of; None if it looks like none."""
    match = ENDS.search(path)
    if match is None:
        return None
    before = path[: match.start()]
    of = "" if before.lower() in SECTIONS else before
    return OldFeed(of, "rss" if "rss" in match["name"].lower() else "atom")
