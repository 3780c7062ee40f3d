"""Recognizes the contents that an author wrote: a heading such as “目录”, and the list below it."""

import re

from selectolax.lexbor import LexborNode

from ..document import Document
from ..html.allowed import HEADINGS

CONTENTS_TITLES = frozenset(
    {
        *("目录", "目錄", "目次", "本文目录", "文章目录", "内容目录", "目录导航", "文章导航"),
        *("contents", "table of contents", "toc"),
        *("目录 contents", "目录 toc", "目录 table of contents"),
    }
)
# A number before a title: “1.”, “一、”. Signs such as 📖 and the brackets of [TOC] count as spaces.
NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[一二三四五六七八九十]+(?=[、.．]))")
NOT_WORDS = re.compile(r"[\W_]+")


def is_contents_title(title: str) -> bool:
    """Whether a heading only says that contents follow."""
    return heading_words(title) in CONTENTS_TITLES


def heading_words(title: str) -> str:
    """The words of a heading in lower case, without its number and signs."""
    return NOT_WORDS.sub(" ", NUMBER.sub("", title.strip())).strip().lower()


def contents_lists(document: Document) -> frozenset[int]:
    """The `mem_id` of each list that follows a heading of contents."""
    found: set[int] = set()
    for heading in document.body.css(",".join(HEADINGS)):
        if is_contents_title(heading.text()):
            following = next_element(heading)
            while following is not None and following.tag in ("ul", "ol"):
                found.add(following.mem_id)
                following = next_element(following)
    return frozenset(found)


def next_element(node: LexborNode) -> LexborNode | None:
    """The element after `node`, None if there is none or text is between them."""
    following = node.next
    while following is not None and following.tag == "-text" and not following.text().strip():
        following = following.next
    return following
