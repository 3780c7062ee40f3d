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
# Stand beside asterisks for a while: punctuation, and what is neither that nor white space.
MARK, LETTER = "\u2042", "\ue0f0"
CJK_CHARACTER = re.compile(f"[{CJK}]")
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
STARS = re.compile(r"(?<![*\\])\*+")
HEADING_ATTRIBUTES = re.compile(
    r"^([ ]{0,3}#{1,6}[ ].*?)[ \t]*\{[#.][^{}\n]*\}[ \t#]*$", re.MULTILINE
)
DEFINITION = re.compile(r"(?<=\S)[ \t]*\n+([ ]*): (?=[ ]*\S)")
CODE = re.compile(
    r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)
WIKI_LINK = re.compile(r"(?<!!)\[\[(?=\S)([^\]\[|\n]+)(?:\|([^\]\n]+))?\]\]")
BARE_LINK = re.compile(
    rf"(?<![A-Za-z0-9<(\[/\"'=`])https?://[^\s<>|`\"()\[\]*{CJK}]+(?<![.,:;!?'_~])"
)


def chinese_bold(source: str) -> str:
    """`**重点。**内容` is bold: beside a run of asterisks a Chinese character counts as a letter,
    or as punctuation where the other side is (github.com/tats-u/markdown-cjk-friendly).
    """

    def with_roles(run: re.Match[str]) -> str:
        left, right = source[run.start() - 1 : run.start()], source[run.end() : run.end() + 1]
        before = role_beside(right) if CJK_CHARACTER.match(left) else ""
        after = role_beside(left) if CJK_CHARACTER.match(right) else ""
        return before + run[0] + after

    return STARS.sub(with_roles, source)


def role_beside(other: str) -> str:
    return MARK if PUNCTUATION.match(other) else LETTER


def without_roles(text: str) -> str:
    return text.replace(MARK, "").replace(LETTER, "")


def bare_links(source: str) -> str:
    """A bare link ends before Chinese, and before the asterisks that end bold around it."""
    return outside_code(source, lambda text: BARE_LINK.sub(r"<\g<0>>", text))


def wiki_links(source: str) -> str:
    """Obsidian's `[[note]]` and `[[note|words]]`."""
    return outside_code(
        source, lambda text: WIKI_LINK.sub(lambda m: f"[{m[2] or m[1]}](<{m[1]}>)", text)
    )


def outside_code(source: str, rewrite: Callable[[str], str]) -> str:
    """`rewrite` applied to everything but fences and code within sentences."""
    pieces, end = [], 0
    for code in CODE.finditer(source):
        pieces += [rewrite(source[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*pieces, rewrite(source[end:])])


def heading_attributes(source: str) -> str:
    """`## Title {#id .class}` names the heading."""
    return HEADING_ATTRIBUTES.sub(r"\1", source)


def definition_lists(source: str) -> str:
    """A definition is an item below its term, which is as far as the indents agree."""
    return DEFINITION.sub(r"\n\n\1- ", source)


COMMONMARK: tuple[Callable[[str], str], ...] = (
    bare_links,
    wiki_links,
    chinese_bold,
    heading_attributes,
    definition_lists,
)


def as_others_see_it(source: str) -> str:
    for rewrite in COMMONMARK:
        source = rewrite(source)
    return source
