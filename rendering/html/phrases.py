"""Where long Chinese titles may break: between phrases, instead of anywhere within a word.

There is no dictionary. A phrase ends behind a particle such as 的 and begins with a function word
such as 与 or 怎样, except within the common words that contain one. Latin words are phrases too.
"""

import re

from selectolax.lexbor import LexborNode

from ..document import Document
from ..tree import children, create_element
from .characters import HAN, KANA

# Headings of this length fit a line of a phone.
LONGEST_UNBROKEN = 10

ENDS = "的了里"
# Words that begin with a character of ENDS.
NO_ENDS = ("的确", "的士", "了解", "了如", "里程", "里面", "里边")
STARTS = "与和或从把被在是到让却再"
LONG_STARTS = (
    *("为什么", "怎样", "怎么", "如何", "以及", "为了", "但是", "于是", "还是", "就是", "不是"),
    *("而是", "只是", "总是", "都是", "也是", "才是", "正在", "只在"),
)
# Words that end with a character of STARTS.
NO_STARTS = frozenset(
    {
        *("参与", "给与", "赋与", "总和", "求和", "饱和", "之和", "缓和", "调和", "温和", "中和"),
        *("亲和", "共和", "平和", "服从", "遵从", "自从", "存在", "现在", "正在", "内在", "外在"),
        *("潜在", "所在", "实在", "旨在", "只在", "都在", "还在", "但是", "于是", "还是", "就是"),
        *("可是", "若是", "只是", "总是", "不是", "都是", "也是", "正是", "或是", "要是", "而是"),
        *("凡是", "才是", "得到", "达到", "遇到", "找到", "看到", "想到", "学到", "做到", "回到"),
        *("直到", "感到", "收到", "用到", "受到", "拿到", "等到", "提到", "不再", "一再", "却是"),
    }
)
SHORTEST = 2
LETTERS = f"[{HAN}{KANA}]"
BORDER = re.compile(
    rf"(?<=[{ENDS}])(?<!\s.)(?={LETTERS})"
    rf"|(?<={LETTERS})(?={'|'.join(LONG_STARTS)}|[{STARTS}])"
    rf"|(?<={LETTERS})(?=[A-Za-z0-9√$])|(?<=[A-Za-z0-9])(?={LETTERS})"
)


def split_phrases(title: str) -> list[str]:
    """The phrases of `title`, whose concatenation it is. Spaces stay in them."""
    phrases, start = [], 0
    for border in BORDER.finditer(title):
        at = border.start()
        if is_phrase_border(title, start, at):
            phrases.append(title[start:at])
            start = at
    return [*phrases, title[start:]]


def is_phrase_border(title: str, start: int, at: int) -> bool:
    """Whether a phrase that begins at `start` may end at `at`."""
    around = title[at - 1 : at + 1]
    if around in NO_ENDS or around in NO_STARTS:
        return False
    return at - start >= SHORTEST and len(title) - at >= SHORTEST


def break_headings(document: Document) -> None:
    """Put `<wbr>` between the phrases of long headings."""
    for heading in document.body.css("h2, h3, h4"):
        for node in children(heading):
            if node.tag == "-text" and len(node.text_content or "") > LONGEST_UNBROKEN:
                break_text(document, node)


def break_text(document: Document, node: LexborNode) -> None:
    first, *others = split_phrases(node.text_content or "")
    if not others:
        return
    last = create_element(document, "span")
    node.insert_before(last, move=True)
    last.insert_before(first)
    for phrase in others:
        last.insert_before(create_element(document, "wbr"), move=True)
        last.insert_before(phrase)
    last.remove()
    node.remove()
