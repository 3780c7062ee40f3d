"""Guesses the language of a text from its script."""

import re

from ..document import Document
from ..html.characters import HAN_RUN, KANA_RUN
from ..page_blocks import HELD_NUMBER, TEXT_KINDS

LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*")
CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]+")
KOREAN_WORD = re.compile(r"[\uac00-\ud7a3]+")
# Frequent characters that have different forms in the two scripts.
SIMPLIFIED = frozenset("这个们来说会对时为学国过还发经现点后种问题关实应无与开从样机间")
TRADITIONAL = frozenset("這個們來說會對時為學國過還發經現點後種問題關實應無與開從樣機間")
# The share of kana above which text is Japanese and not Chinese with some Japanese words.
MUCH_KANA = 0.2


def guess_language(document: Document) -> None:
    texts = (block.text for block in document.blocks if block.kind in TEXT_KINDS)
    document.guessed_language = guess_text_language(HELD_NUMBER.sub(" ", "\n".join(texts)))


def guess_text_language(text: str) -> str:
    """A language code: Chinese if Han characters outnumber Latin words; "" for text without words.

    English is the only language recognised in Latin script, Russian the only one in Cyrillic.
    """
    han = "".join(HAN_RUN.findall(text))
    kana = len("".join(KANA_RUN.findall(text)))
    asian = "ja" if kana > MUCH_KANA * (len(han) + kana) else chinese_variant(han)
    if len(han) + kana > len(text) / 2:
        return asian
    others = {
        "ko": len(KOREAN_WORD.findall(text)),
        "ru": len(CYRILLIC_WORD.findall(text)),
        asian: len(han) + kana,
    }
    if not any(others.values()):
        return "en" if LATIN_WORD.search(text) else ""
    sizes = {"en": len(LATIN_WORD.findall(text)), **others}
    return max(sizes, key=lambda name: sizes[name])


def chinese_variant(han: str) -> str:
    simplified, traditional = (sum(map(han.count, each)) for each in (SIMPLIFIED, TRADITIONAL))
    return "zh-hant" if traditional > simplified else "zh-hans"
