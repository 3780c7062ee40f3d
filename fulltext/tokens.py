"""What can be searched for in a text: the same tokens for both databases and for queries.

Chinese, Japanese and Korean have no spaces that could be relied on, so that a run of theirs is
indexed as overlapping pairs of characters (bigrams, as Lucene's CJKAnalyzer does) and its last
character. Everything else is a word; an identifier is a word and each of its parts too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

# They stand between words of Chinese, and a pair with one of them is everywhere: an index has the
# three characters round it too.
BETWEEN = frozenset("的一个是们以可有于不在了和中")
# A longer word is known by its beginning.
LONGEST = 64
# Names with more dots than this are known whole and by each part.
MOST_DOTS = 4

CJK = (
    "々〆〇\u2e80-\u2fdf\u3040-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f"
    "\U00020000-\U0003ffff"
)
WORD = rf"(?:[A-Za-z0-9_]++|(?![{CJK}])[^\W\x00-\x7f])++"
RUN = re.compile(
    rf"(?P<cjk>[{CJK}]+)"
    r"|\\(?P<command>[A-Za-z]+)"  # \frac
    rf"|(?P<word>(?:(?<![\w.])\.(?=[A-Za-z]))?{WORD}(?:[.\-‐]{WORD})*+(?:(?:\+\+|#)(?:[0-9]+)?)?)"
)
IS_CJK = re.compile(f"[{CJK}]")
SEPARATORS = re.compile(r"[._\-‐+#\\]+")
STEPS = re.compile(r"[.\-‐+#\\]+")  # plt.tight_layout is tight_layout too
# FlashAttention2 is Flash, Attention and 2; HTTPServer is HTTP and Server.
HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# ResNet50 is ResNet too, C++17 is C++.
NUMBERED = re.compile(r"(?<=[^\W\d_])[0-9]+$|(?<=[+#])[0-9]+$")


def tokens(text: str) -> list[str]:
    """Every token, in the order of the text; a token stands there as often as in the text."""
    found: list[str] = []
    for run in runs(text):
        if is_cjk(run):
            found += [run[i : i + 2] for i in range(len(run) - 1)]
            found.append(run[-1])
        else:
            found += word_tokens(run)
    return found


def runs(text: str) -> Iterator[str]:
    """Runs of CJK characters, and words as they are written, after NFKC."""
    return (match[0] for match in RUN.finditer(normalize("NFKC", text)))


def is_cjk(run: str) -> bool:
    """Whether a run, or a token, is Chinese, Japanese or Korean: its first character says it."""
    return IS_CJK.match(run) is not None


@lru_cache(maxsize=1 << 16)
def word_tokens(word: str) -> tuple[str, ...]:
    """The word itself, then what else it may be looked for by, each once."""
    pieces = [piece for piece in SEPARATORS.split(word) if piece]
    found = [word, NUMBERED.sub("", word), *dotted(word), *filter(None, STEPS.split(word)), *pieces]
    for piece in pieces:
        humps = HUMPS.findall(piece) if piece.isascii() else []
        if len(humps) > 1:
            found += [NUMBERED.sub("", piece), *humps]
    return tuple(dict.fromkeys(each.lower()[:LONGEST] for each in found))


def dotted(name: str) -> Iterator[str]:
    """torch.nn.functional is known as nn.functional too."""
    steps = [step for step in name.split(".") if step]
    if 2 < len(steps) <= MOST_DOTS:
        for start in range(len(steps) - 1):
            for end in range(start + 2, len(steps) + 1):
                yield ".".join(steps[start:end])


def plain(text: str) -> str:
    """The words and runs alone, in lower case, with one space round each: phrases are found in it.

    A line stays a line, so that no phrase reaches over its end.
    """
    lines = (" ".join(runs(line)) for line in text.splitlines())
    return "\n".join(f" {line} " for line in lines if line).lower()
