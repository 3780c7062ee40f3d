"""Eleven kinds of search queries, taken from the texts."""

import random
import re
from collections.abc import Callable

from articles.models import Tag
from benchmarks.searching.shelf import Corpus

EACH = 40
ENGLISH = r"(?<![\w.+\-\\#])[A-Za-z]{3,14}(?![\w.+\-#])"
IDENTIFIER = r"(?<![\w.+\-\\#])[A-Za-z]+_[A-Za-z_]+[A-Za-z](?![\w.+\-#])"
FORMULA = r"\ufdd4([^\ufdd6\"]{0,16}(?:\\[a-z]|[_^])[^\ufdd6\"]{1,16})\ufdd6"
TWO_WORDS = r"(?<![\w.+\-\\#])[A-Za-z]{2,12} [A-Za-z]{2,12}(?![\w.+\-#])"

Kinds = dict[str, list[dict[str, str]]]


def queries(corpus: Corpus, chance: random.Random) -> Kinds:
    """Query strings by kind."""

    def han(length: int) -> str:
        while True:
            runs = re.findall(rf"[\u4e00-\u9fff]{{{length},}}", chance.choice(corpus.prose))
            if runs:
                run = chance.choice(runs)
                at = chance.randrange(len(run) - length + 1)
                return run[at : at + length]

    def word(pattern: str, texts: list[str]) -> str:
        while True:
            found = re.findall(pattern, chance.choice(texts), re.ASCII)
            if found:
                return chance.choice(found)

    tags = list(Tag.objects.values_list("slug", flat=True))
    makers: dict[str, Callable[[], dict[str, str]]] = {
        "1 character": lambda: {"q": han(1)},
        "2 characters": lambda: {"q": han(2)},
        "3 characters": lambda: {"q": han(3)},
        "4 characters": lambda: {"q": han(4)},
        "English word": lambda: {"q": word(ENGLISH, corpus.prose)},
        "identifier": lambda: {"q": word(IDENTIFIER, corpus.code or corpus.prose)},
        "mixed": lambda: {"q": f"{han(2)} {word(ENGLISH, corpus.prose)}"},
        "phrase": lambda: {"q": f'"{word(TWO_WORDS, corpus.prose)}"'},
        "formula": lambda: {"q": word(FORMULA, corpus.prose)},
        "with filter": lambda: {"q": han(2), "tag": chance.choice(tags)},
        "no hit": lambda: {"q": f"{word(ENGLISH, corpus.prose)}qzx"},
    }
    return {kind: [make() for _ in range(EACH)] for kind, make in makers.items()}
