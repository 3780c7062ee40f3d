"""Markdown written in the place of a mark, whatever its author put into it."""

import re

# Captions are text alone.
EMPHASIS = re.compile(r"\*\*|`")


def flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Words inside square brackets, which they must not end."""
    return re.sub(r"([\[\]|])", r"\\\1", flat(text))


def in_sentence(text: str) -> str:
    """Words in a sentence or a table, in which nothing but Markdown is more than a word."""
    return flat(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")


def address(target: str) -> str:
    """As Markdown's links want it."""
    target = flat(target).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    target = target.replace("|", "%7C")
    return f"<{target}>" if re.search(r"[\s()]", target) else target


def link(words: str, target: str, title: str = "") -> str:
    return f"[{plain(words or target)}]({address(target)}{quoted(title)})"


def image(target: str, alt: str = "", caption: str = "") -> str:
    """A picture whose caption is not its description says so as its title."""
    title = caption if caption != alt else ""
    alt, caption = (EMPHASIS.sub("", text) for text in (alt, caption))
    return f"![{plain(alt or caption)}]({address(target)}{quoted(title if alt else '')})"


def quoted(title: str) -> str:
    title = flat(title).replace("\\", "&#92;").replace('"', "&quot;")
    title = title.replace("|", "&#124;")
    return f' "{title}"' if title else ""
