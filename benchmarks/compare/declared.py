"""The differences from other renderers that are meant, each by its name.

Each rewrites the source so that the other program sees what ours understands; its structure is
then compared in full. `docs/writing.md` tells authors of them. Apart from these, the title's
`h1` is `h2` on both sides, an alert is a quote, and what cleaning drops counts on neither
(`structure.py`).
"""

import re
from collections.abc import Callable

CJK = (
    "\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u3020\u3040-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\uff01-\uff65\U00020000-\U0003ffff"
)
CJK_CHARACTER = re.compile(f"[{CJK}]")
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
STARS = re.compile(r"(?<![*\\])\*+")
BARE_LINK = re.compile(
    rf"(?<![A-Za-z0-9<(\[/\"'=`])https?://[^\s<>|`\"()\[\]*{CJK}]+(?<![.,:;!?'_~])"
)


def chinese_bold(source: str) -> str:
    """`**重点。**内容` is bold: beside a run of asterisks a Chinese character counts as a letter,
    or as punctuation where the other side is (github.com/tats-u/markdown-cjk-friendly).
    """
    before, after = {}, {}
    for run in STARS.finditer(source):
        left, right = source[run.start() - 1 : run.start()], source[run.end() : run.end() + 1]
        if CJK_CHARACTER.match(left):
            before[run.start() - 1] = role_beside(right)
        if CJK_CHARACTER.match(right):
            after[run.end()] = role_beside(left)
    return "".join(
        character if character == "*" else after.get(n, "") + before.get(n, "") or character
        for n, character in enumerate(source)
    )


def role_beside(other: str) -> str:
    return "。" if PUNCTUATION.match(other) else "字"


def bare_links(source: str) -> str:
    """A bare link ends before Chinese, and before the asterisks that end bold around it."""
    return BARE_LINK.sub(lambda match: f"<{match[0]}>", source)


COMMONMARK: tuple[Callable[[str], str], ...] = (bare_links, chinese_bold)


def as_others_see_it(source: str) -> str:
    for rewrite in COMMONMARK:
        source = rewrite(source)
    return source
