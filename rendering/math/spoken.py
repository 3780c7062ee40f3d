"""Short formulas in words, for the accessible names of boxes that scroll.

Screen readers read the MathML itself. A name says only which formula the reader has come to, so it
may be incomplete, but never wrong: a construct without words ends it.
"""

import re
from functools import lru_cache
from unicodedata import normalize
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..html.characters import CJK
from ..page_words import Wording
from .spoken_words import ACCENTS, LARGE, LETTERS, RELATIONS, SpokenWords, spoken_words

LONGEST = 90  # characters of a name
MOST_LEAVES = 40  # of a formula that is read at all
LONGEST_KEPT = 10_000  # characters of MathML
LEAVES = ("mi", "mn", "mo", "mtext")
ROWS = ("mrow", "mstyle", "mpadded")
ELLIPSIS = "…"
VARIANTS = dict.fromkeys((0xFE00, 0xFE01))  # variation selectors
BETWEEN_CHINESE = re.compile(rf"(?<=[{CJK}，]) +(?=[{CJK}，])| +(?=，)|(?<=，) +")


class Unspoken(Exception):
    """This construct has no words."""


def formula_name(mathml: str, numbers: list[str], words: Wording, language: str) -> str:
    """The accessible name of a displayed formula: its words if it is short, else its numbers, or
    its beginning if it has none."""
    spoken = spoken_formula(mathml, language)
    number = ELLIPSIS.join(dict.fromkeys([*numbers[:1], *numbers[-1:]]))
    if is_whole(spoken):
        return f"{spoken} {number}".rstrip()
    if number or not spoken:
        return f"{words.display} {number}".rstrip()
    return f"{words.display} {spoken}"


def is_whole(spoken: str) -> bool:
    """Whether `spoken_formula` found words for all of the formula."""
    return bool(spoken) and not spoken.endswith(ELLIPSIS)


def spoken_formula(mathml: str, language: str) -> str:
    """The formula in words; of a long or unusual one the beginning, with an ellipsis at the end.

    '' if not even the left side of its first relation has words.
    """
    make = formula_in_words if len(mathml) > LONGEST_KEPT else kept_words
    return make(mathml, language)


def formula_in_words(mathml: str, language: str) -> str:
    parts = top_level(ElementTree.fromstring(mathml))
    spoken, is_complete = speak_parts(parts, spoken_words(language))
    text = joined(spoken)
    if is_complete and len(text) <= LONGEST:
        return text
    signs = [part.text if part.tag == "mo" else "" for part in parts[: len(spoken)]]
    first = next((n for n, sign in enumerate(signs) if sign and sign in RELATIONS), 0)
    beginning = joined(spoken[: first + 1]) if first else ""
    return f"{beginning}{ELLIPSIS}" if 0 < len(beginning) < LONGEST else ""


# While a text is written, it is rendered after each change, and most of its formulas stay the same.
kept_words = lru_cache(maxsize=512)(formula_in_words)


def top_level(math: Element) -> list[Element]:
    """The elements of the formula; of several rows those of the first one, and what ends it."""
    node = math[0] if len(math) else math
    if node.tag == "semantics" and len(node):
        node = node[0]
    parts, rest = [node], False
    while len(parts) == 1 and parts[0].tag in ("mtable", *ROWS):
        if parts[0].tag == "mtable":
            rows = parts[0].findall("mtr")
            rest = rest or len(rows) > 1
            cells = [cell for cell in rows[0] if not is_number(cell)] if rows else []
            parts = [part for cell in cells for part in cell]
        else:
            parts = list(parts[0])
    return [*parts, Element("mtable")] if rest else parts


def is_number(cell: Element) -> bool:
    return not {"tag", "pad", "side"}.isdisjoint(cell.get("class", "").split())


def speak_parts(parts: list[Element], words: SpokenWords) -> tuple[list[str], bool]:
    """The words of the parts before the first one without words, and whether there is none."""
    if sum(node.tag in LEAVES for part in parts for node in part.iter()) > MOST_LEAVES:
        parts = [*parts[:MOST_LEAVES], Element("mtable")]
    spoken = []
    for part in parts:
        try:
            spoken.append(speak(part, words))
        except Unspoken:
            return spoken, False
    return spoken, True


def speak(node: Element, words: SpokenWords) -> str:
    if node.tag in LEAVES:
        return speak_leaf(node, words)
    if node.tag in ROWS or node.tag == "a":
        return " ".join(speak(child, words) for child in node)
    if node.tag in ("mspace", "mphantom"):
        return ""
    speak_construct = CONSTRUCTS.get(node.tag)
    if speak_construct is None or node.get("linethickness") == "0":
        raise Unspoken(node.tag)
    return speak_construct(node, words)


def speak_leaf(node: Element, words: SpokenWords) -> str:
    written = (node.text or "").translate(VARIANTS)
    # The normal form of a bold or script letter is the letter; that of some signs is another sign.
    text = normalize("NFKC", written).strip()
    sign = words.signs.get(written, words.signs.get(text))
    if sign is not None and node.tag != "mtext":
        return sign
    if node.tag == "mo":
        raise Unspoken(text)
    return LETTERS.get(text, text)


def speak_superscript(node: Element, words: SpokenWords) -> str:
    return with_superscript(speak(node[0], words), node[1], words)


def with_superscript(base: str, exponent: Element, words: SpokenWords) -> str:
    sup = speak(exponent, words)
    if exponent.text in words.signs:  # prime, transposed
        return f"{base} {sup}"
    if not is_simple(exponent):
        return words.long_superscript.substitute(base=base, sup=sup)
    named = {"2": words.squared, "3": words.cubed}.get(sup)
    is_power = exponent.tag == "mn" or (exponent.tag == "mi" and len(sup) == 1 and sup.islower())
    template = named or (words.power if is_power else words.superscript)
    return template.substitute(base=base, sup=sup)


def speak_subscript(node: Element, words: SpokenWords) -> str:
    base, sub = speak(node[0], words), speak(node[1], words)
    if is_large(node[0]):
        return words.over.substitute(base=base, sub=sub)
    template = words.subscript if is_simple(node[1]) else words.long_subscript
    return template.substitute(base=base, sub=sub)


def speak_both_scripts(node: Element, words: SpokenWords) -> str:
    if is_large(node[0]):
        base, sub, sup = (speak(child, words) for child in node)
        return words.limits.substitute(base=base, sub=sub, sup=sup)
    return with_superscript(speak_subscript(node, words), node[2], words)


def speak_over(node: Element, words: SpokenWords) -> str:
    sign = node[1].text if node[1].tag == "mo" else None
    if sign is None or sign not in ACCENTS:
        raise Unspoken(node.tag)
    return words.accent.substitute(base=speak(node[0], words), sup=words.accents[sign])


def speak_under(node: Element, words: SpokenWords) -> str:
    if node[1].tag == "mo":  # a brace or a line
        raise Unspoken(node.tag)
    return speak_subscript(node, words)


def speak_fraction(node: Element, words: SpokenWords) -> str:
    top, bottom = (speak(child, words) for child in node)
    short = is_simple(node[0]) and is_simple(node[1])
    template = words.fraction if short else words.long_fraction
    return template.substitute(top=top, bottom=bottom)


def speak_root(node: Element, words: SpokenWords) -> str:
    base = " ".join(speak(child, words) for child in node)
    template = words.root if len(node) == 1 and is_simple(node[0]) else words.long_root
    return template.substitute(base=base)


def speak_other_root(node: Element, words: SpokenWords) -> str:
    if not (is_simple(node[0]) and is_simple(node[1])):
        raise Unspoken(node.tag)
    return words.other_root.substitute(base=speak(node[0], words), sup=speak(node[1], words))


CONSTRUCTS = {
    "msup": speak_superscript,
    "msub": speak_subscript,
    "msubsup": speak_both_scripts,
    "munderover": speak_both_scripts,
    "mover": speak_over,
    "munder": speak_under,
    "mfrac": speak_fraction,
    "msqrt": speak_root,
    "mroot": speak_other_root,
}


def is_simple(node: Element) -> bool:
    """Whether the node is one letter, number or sign, so that its end need not be said."""
    while node.tag in ROWS and len(node) == 1:
        node = node[0]
    return node.tag in LEAVES


def is_large(node: Element) -> bool:
    return any(leaf.tag == "mo" and leaf.text in LARGE for leaf in node.iter())


def joined(spoken: list[str]) -> str:
    text = " ".join(" ".join(spoken).split())
    return BETWEEN_CHINESE.sub("", text).strip(" ，")
