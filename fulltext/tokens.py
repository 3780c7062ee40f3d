"""Tokenizer for texts and queries, the same for both databases.

Chinese, Japanese and Korean have no reliable spaces, so a run of these characters is indexed as
overlapping bigrams, like in Lucene's CJKAnalyzer, and its last character. Everything else is a
word; an identifier is a word, and so is each of its parts.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

# Characters that stand between Chinese words. Bigrams with them are everywhere, so the index also
# contains the trigram around them.
BETWEEN = frozenset("的一个是们以可有于不在了和中")
# Longer words are cut to this length.
LONGEST = 64
# Of names with more dots, only the whole and each part are indexed.
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
STEPS = re.compile(r"[.\-‐+#\\]+")  # plt.tight_layout is also indexed as tight_layout
# Camel case: FlashAttention2 is Flash, Attention and 2; HTTPServer is HTTP and Server.
HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# ResNet50 is also indexed as ResNet, C++17 as C++.
NUMBERED = re.compile(r"(?<=[^\W\d_])[0-9]+$|(?<=[+#])[0-9]+$")


def tokens(text: str) -> list[str]:
    """All tokens in the order of the text, with repetitions."""
    found: list[str] = []
    for run in split_runs(text):
        if is_cjk(run):
            found += [run[i : i + 2] for i in range(len(run) - 1)]
            found.append(run[-1])
        else:
            found += word_tokens(run)
    return found


def split_runs(text: str) -> Iterator[str]:
    """Runs of CJK characters, and words as written, after NFKC normalization."""
    return (match[0] for match in RUN.finditer(normalize("NFKC", text)))


def is_cjk(run: str) -> bool:
    """Whether a run or token is Chinese, Japanese or Korean; its first character decides."""
    return IS_CJK.match(run) is not None


@lru_cache(maxsize=1 << 16)
def word_tokens(word: str) -> tuple[str, ...]:
    """The word in lower case, and other tokens by which it is found; each once."""
    pieces = [piece for piece in SEPARATORS.split(word) if piece]
    found = [word, NUMBERED.sub("", word), *dotted(word), *filter(None, STEPS.split(word)), *pieces]
    for piece in pieces:
        humps = HUMPS.findall(piece) if piece.isascii() else []
        if len(humps) > 1:
            found += [NUMBERED.sub("", piece), *humps]
    return tuple(dict.fromkeys(each.lower()[:LONGEST] for each in found))


def dotted(name: str) -> Iterator[str]:
    """Adjacent parts of a dotted name: torch.nn.functional is also found as nn.functional."""
    steps = [step for step in name.split(".") if step]
    if 2 < len(steps) <= MOST_DOTS:
        for start in range(len(steps) - 1):
            for end in range(start + 2, len(steps) + 1):
                yield ".".join(steps[start:end])


def phrase_search_text(text: str) -> str:
    """The words and runs of a text in lower case, each between spaces, for phrase search.

    Lines stay separate, so that no phrase matches across lines.
    """
    lines = (" ".join(split_runs(line)) for line in text.splitlines())
    return "\n".join(f" {line} " for line in lines if line).lower()
