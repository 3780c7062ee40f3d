"""Intended differences within sentences: subscripts, superscripts, highlights, tags as text."""

import re

from .outside import outside_code
from .signs import ANGLE

SUBSCRIPT = re.compile(r"(?<=[A-Za-z)\]])~([0-9A-Za-z+-]{1,10})~(?![0-9~])")
SUPERSCRIPT = re.compile(r"(?<=[A-Za-z0-9)\]*])\^([0-9A-Za-z+*-]{1,10})\^(?![0-9A-Za-z^])")
MARKED = re.compile(r"(?<![=A-Za-z0-9])==(?=[^\s=])([^=\n\[\]]*[^\s=])==(?!=)")
# A single tilde after a word, but not in the URL of a link or at the end of `~struck~`.
WORD_END = r"[^\W_]|[)\]}>*_`$'’”]"
TILDE = re.compile(rf"(<\w+:[^\s<>]*>|(?<!{WORD_END})(?<!~)~[^\s~]+~(?!~))|(?<={WORD_END})~(?!~)")
# A tag that is not alone on its line.
SENTENCE_TAG = re.compile(
    r"(?!^[ \t]*<[^<>\n]*>[ \t]*$)(?<!\]\()<(/?)([A-Za-z][\w-]*)((?:(?:[\s/]|::)[^<>\n]*)?)>",
    re.MULTILINE,
)
END_TAG = re.compile(r"</([A-Za-z][\w-]*)")
EMPTY = frozenset(
    {
        *("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"),
        "wbr",
    }
)
ELEMENTS = EMPTY | frozenset(
    {
        *("a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big"),
        *("blockquote", "body", "button", "canvas", "caption", "center", "cite", "code"),
        *("colgroup", "data", "dd", "del", "details", "dfn", "dialog", "div", "dl", "dt", "em"),
        *("fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "head", "header", "hgroup", "html", "i", "iframe", "ins", "kbd", "label"),
        *("legend", "li", "main", "map", "mark", "math", "menu", "meter", "nav", "nobr"),
        *("noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture"),
        *("pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "section", "select"),
        *("slot", "small", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg"),
        *("table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title"),
        *("tr", "tt", "u", "ul", "var", "video"),
    }
)


def scripts(source: str) -> str:
    """`H~2~O`, `x^2^` and `==marked==`. Any other single tilde after a word is text."""

    def written(text: str) -> str:
        text = SUBSCRIPT.sub(r"<sub>\1</sub>", SUPERSCRIPT.sub(r"<sup>\1</sup>", text))
        text = MARKED.sub(r"<mark>\1</mark>", text)
        return TILDE.sub(lambda tilde: tilde[1] or r"\~", text)

    return outside_code(source, written)


def words_in_angles(source: str) -> str:
    """`vector<int>`, and a `<head>` without an end tag, are text within a sentence."""
    ended = {name.lower() for name in END_TAG.findall(source)} | EMPTY

    def shown(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        alone = not (tag[1] or tag[3].strip(" /") or name in ended)
        return f"{ANGLE}{tag[0][1:]}" if name not in ELEMENTS or alone else tag[0]

    return outside_code(source, lambda text: SENTENCE_TAG.sub(shown, text))
