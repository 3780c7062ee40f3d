"""Writes Markdown for links, images and text, and escapes what the author put into them."""

import re

# Alternative texts and captions are plain text.
EMPHASIS = re.compile(r"\*\*|`")


def as_one_line(text: str) -> str:
    """`text` with single spaces for all white space."""
    return " ".join(text.split())


def escape_brackets(text: str) -> str:
    """Text for use between square brackets."""
    return re.sub(r"([\[\]|])", r"\\\1", as_one_line(text))


def inline_text(text: str) -> str:
    """Text for a sentence or a table cell: HTML is escaped, Markdown is not."""
    return as_one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")


def link_address(target: str) -> str:
    """An address for use in a Markdown link, between angle brackets if it needs them."""
    target = as_one_line(target).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    target = target.replace("|", "%7C")
    return f"<{target}>" if re.search(r"[\s()]", target) else target


def markdown_link(words: str, target: str, title: str = "") -> str:
    return f"[{escape_brackets(words or target)}]({link_address(target)}{quoted_title(title)})"


def markdown_image(target: str, alt: str = "", caption: str = "") -> str:
    """An image. A caption that is not the alternative text becomes the title."""
    title = caption if caption != alt else ""
    alt, caption = (EMPHASIS.sub("", text) for text in (alt, caption))
    shown_title = quoted_title(title if alt else "")
    return f"![{escape_brackets(alt or caption)}]({link_address(target)}{shown_title})"


def quoted_title(title: str) -> str:
    title = as_one_line(title).replace("\\", "&#92;").replace('"', "&quot;")
    title = title.replace("|", "&#124;")
    return f' "{title}"' if title else ""
