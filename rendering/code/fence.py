"""Parses the info string of a fence: language, title, marked lines and line numbers.

Understands PyMdown Extensions, Hugo, Hexo, Docusaurus, VitePress, Pandoc and Jupyter Book:

    python title="train.py" {2-3}              {.python title="train.py" hl_lines="2-3"}
    go {linenos=table,hl_lines=[8,"15-17"]}    python:train.py
    python train.py https://example.com/ link  js {1} ins={2} del={3}
"""

import re
from difflib import get_close_matches

from ..messages import message
from ..placeholders import CodeBlock

LONGEST_INFO = 1000
LAST_NUMBER = 999_999

HEAD = re.compile(r"\s*(?P<brace>\{)?\s*(?P<dot>\.)?(?P<name>[\w+*][\w#+*./-]*)(?P<colon>:(?=\S))?")
PIECE = re.compile(
    r"""\{(?P<lines>[\d\s,-]*)\}
    | (?P<key>[A-Za-z_][\w.-]*)(?:\s*=\s*|:\s+)
      (?P<value>"[^"]*"?|'[^']*'?|\[[^\]]*\]?|\{[^}]*\}?|[^\s,{}"'\[]+(?:,\d[\d-]*)*)
    | (?P<word>[^\s,{}]+)""",
    re.VERBOSE,
)
LINES = re.compile(r"(\d{1,9})(?:\s*-\s*(\d{1,9}))?")
NO_LINES = re.compile(r"[^\d\s,\"'-]")

# Option names in lower case, without hyphens and underscores.
TITLES = ("title", "file", "filename", "caption", "codetitle")
MARKS = {
    "hll": ("hllines", "hl", "highlight", "highlightlines", "emphasizelines", "mark"),
    "ins": ("ins", "insert", "inserted", "add", "added"),
    "del": ("del", "delete", "deleted", "rem", "removed"),
    "focus": ("focus",),
}
MARK_OF = {name: mark for mark, names in MARKS.items() for name in names}
STARTS = (
    *("start", "startfrom", "startline", "startlinenumber", "linenostart", "linestart"),
    *("linenumstart", "firstline", "firstnumber", "linenumberstart"),
)
NUMBERS = ("linenums", "linenos", "linenumbers", "showlinenumbers", "numberlines", "linenumbering")
NO_NUMBERS = ("nolinenums", "nolinenos", "nolinenumbers", "hidelinenumbers")
ON_VALUES = ("table", "inline", "yes", "on", "pymdownx-inline")
OFF_VALUES = ("false", "no", "off", "0", "none")
WRAPPERS = ("code", "code-block", "code-cell", "codeblock", "sourcecode")
KNOWN = (*TITLES, *MARK_OF, *STARTS, *NUMBERS, *NO_NUMBERS, "tab", "language", "lang")


def read_info(code: CodeBlock, info: str) -> None:
    if len(info) > LONGEST_INFO:
        code.problems.append(message("fence-info-too-long"))
        info = info[:LONGEST_INFO]
    words: list[str] = []
    for piece in PIECE.finditer(info, read_head(code, info)):
        if piece["lines"] is not None:
            mark_lines(code, "hll", piece["lines"])
        elif piece["key"]:
            set_option(code, piece["key"], piece["value"])
        elif normalised_option(piece["word"]) == "tab":
            code.tab = ""
        elif not set_numbers(code, piece["word"].lstrip(".")):
            words.append(piece["word"])
    read_words(code, words)
    code.language = re.sub(r"(?i)^(language|lang)-", "", code.language)


def read_head(code: CodeBlock, info: str) -> int:
    """Read the language at the beginning; return where the rest begins."""
    head = HEAD.match(info)
    if head is None:
        return 0
    name, rest = head["name"], info[head.end() :]
    if rest.lstrip().startswith("=") or (head["dot"] and normalised_option(name) in NUMBERS):
        return 0
    if head["brace"] and name[0].isdigit():
        return 0
    if head["brace"] and name in WRAPPERS:
        return head.end()
    code.language = name
    return head.end()


def read_words(code: CodeBlock, words: list[str]) -> None:
    """Read the words that are no options: a later language, and Hexo's title and link."""
    classes = [word.lstrip(".") for word in words if word.startswith(".")]
    others = [word for word in words if not word.startswith((".", "#"))]
    if not code.language and (classes or others):
        code.language = (classes or [others.pop(0)])[0]
    place = next((i for i, word in enumerate(others) if re.match("https?://", word)), None)
    if place is not None:
        code.link = (others[place], " ".join(others[place + 1 :]))
        others = others[:place]
    if place is not None or any(looks_like_title(word) for word in others):
        code.title = code.title or " ".join(others)


def looks_like_title(word: str) -> bool:
    """True for `train.py`, `src/main`, `训练`; words such as `copy` are for other programs."""
    return not word.isascii() or re.search(r"\w[./]\w", word) is not None


def normalised_option(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def set_option(code: CodeBlock, key: str, value: str) -> None:
    name, text = normalised_option(key), unquoted(value)
    if text is None:
        code.problems.append(message("option-without-end", option=key))
        text = value[1:]
    if name in TITLES:
        code.title = text
    elif name == "tab":
        code.tab = text
    elif name in ("language", "lang"):
        code.language = code.language or text
    elif name in MARK_OF:
        mark_lines(code, MARK_OF[name], text)
    elif name in STARTS:
        set_start(code, key, text)
    elif not set_numbers(code, key, text):
        suggest_option(code, key)


def unquoted(value: str) -> str | None:
    """The value without its quotes or brackets; None if the closing one is missing."""
    closing = {'"': '"', "'": "'", "[": "]", "{": "}"}.get(value[0])
    if closing is None:
        return value
    return value[1:-1] if len(value) > 1 and value.endswith(closing) else None


def mark_lines(code: CodeBlock, name: str, text: str) -> None:
    if NO_LINES.search(text):
        code.problems.append(message("option-names-no-lines", text=text))
        return
    for first, last in LINES.findall(text):
        code.marks.append((name, int(first), int(last or first)))


def set_start(code: CodeBlock, key: str, text: str) -> None:
    if not text.isascii() or not text.isdigit() or int(text[:9]) > LAST_NUMBER:
        code.problems.append(message("option-wants-number", option=key, text=text))
        return
    code.start, code.numbers = int(text), code.numbers is not False


def set_numbers(code: CodeBlock, key: str, text: str = "") -> bool:
    """Read `linenos`, `linenos=table`, `linenums="10"` or similar; return whether it was one."""
    name = normalised_option(key)
    if name in NO_NUMBERS:
        code.numbers = False
    elif name in NUMBERS:
        code.numbers = text.lower() not in OFF_VALUES
        first, *more = text.split() or [""]
        if code.numbers and first.isdigit():
            set_start(code, key, first)
            code.step = max(1, int(more[0][:6])) if more and more[0].isdigit() else 1
        elif first[:1].isdigit() or first.lower() not in ("", "true", *OFF_VALUES, *ON_VALUES):
            code.problems.append(message("option-wants-number", option=key, text=text))
    else:
        return False
    return True


def suggest_option(code: CodeBlock, key: str) -> None:
    """Report an unknown option only if it resembles one of ours; others are for other programs."""
    near = get_close_matches(normalised_option(key), KNOWN, 1, 0.8)
    if near:
        code.problems.append(message("option-unknown", option=key, similar=near[0]))
