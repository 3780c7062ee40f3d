"""Blocks of the block editor: what their comments say beside the HTML between them."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Any

from transfer.html.kept_markdown import KeptMarkdown, code_html, formula_html
from transfer.reading.hidden_parts import is_private_name

COMMENT = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z][\w/-]*)\s*(?P<data>\{(?:(?!<!--).)*?\})?\s*(?P<single>/)?-->",
    re.DOTALL,
)
LANGUAGES = ("language", "codeLanguage", "lang")
# Blocks of code that have their text in the comment, or the language.
CODE = re.compile(r"code|highlight|prism|enlighter|crayon|syntax", re.IGNORECASE)
MOST_WITHOUT_END = 20
FORMULAS = frozenset({"math", "katex/display-block", "simple-mathjax/block"})
SPECIAL = FORMULAS | {"jetpack/markdown", "block", "footnotes", "more"}
CORE = frozenset(
    {
        *(
            "paragraph",
            "heading",
            "list",
            "list-item",
            "quote",
            "code",
            "image",
            "gallery",
            "table",
        ),
        *("preformatted", "verse", "pullquote", "columns", "column", "group", "cover", "file"),
        *("media-text", "embed", "separator", "spacer", "buttons", "button", "html", "shortcode"),
        *(
            "freeform",
            "more",
            "nextpage",
            "video",
            "audio",
            "details",
            "footnotes",
            "block",
            "math",
        ),
        *("missing", "social-links", "social-link", "accordion", "accordion-item"),
        *("accordion-heading", "accordion-panel", "tabs"),
    }
)


class Blocks:
    """The blocks of one text. `reusable` are texts of blocks that many texts show, by id."""

    def __init__(self, kept: KeptMarkdown, footnotes: str, reusable: Mapping[str, str]) -> None:
        self.kept = kept
        self.footnotes = footnotes
        self.reusable = reusable
        self.unknown: Counter[str] = Counter()
        self.depth = 0
        self.without_end = 0

    def expand(self, text: str) -> str:
        """HTML without the comments. Classic texts between blocks stay as they are."""
        made, at = list[str](), 0
        while match := COMMENT.search(text, at):
            made.append(text[at : match.start()])
            at = match.end()
            if match["end"]:
                continue
            name, data = match["name"].removeprefix("core/"), data_of(match["data"])
            if is_private_name(name):  # the importer makes a draft of a text with such a mark
                made.append(self.kept.block(f"<!-- wp:{match['name']} -->"))
            if not is_special(name):
                self.unknown[name] += bool(match["single"]) and name not in CORE
                continue
            end = -1 if match["single"] else self.end_of(text, match["name"], at)
            written = self.written(name, data, text[at:end] if end >= 0 else "")
            if written is not None:
                made.append(written)
                at = end if end >= 0 else at
        return "".join([*made, text[at:]])

    def end_of(self, text: str, name: str, at: int) -> int:
        """Where a block ends, -1 if it does not. After some without end none is looked for."""
        end = end_comment_of(text, name, at) if self.without_end < MOST_WITHOUT_END else -1
        self.without_end += end < 0
        return end

    def written(self, name: str, data: Mapping[str, Any], inner: str) -> str | None:
        """What stands in the place of a block; None: what is between its comments."""
        if name == "jetpack/markdown" and isinstance(data.get("source"), str):
            return self.kept.block(data["source"])
        if name == "block":
            return self.reused(str(data.get("ref") or ""))
        if name == "footnotes" and not inner.strip():
            return stored_footnotes(self.footnotes)
        if name == "more":
            return self.kept.block("<!-- more -->")
        if name in FORMULAS:
            return formula_block(data, inner)
        if CODE.search(name):
            return code_of(data, inner)
        url = data.get("url")
        return embed_of(url, inner) if isinstance(url, str) else None

    def reused(self, pk: str) -> str:
        text = self.reusable.get(pk)
        if text is None or self.depth > 3:
            return ""
        self.depth += 1
        written = self.expand(text)
        self.depth -= 1
        return written


def is_special(name: str) -> bool:
    """Whether the comment of a block says something that the HTML does not."""
    return name in SPECIAL or name.startswith(("core-embed/", "embed")) or bool(CODE.search(name))


def embed_of(url: str, inner: str) -> str:
    caption = re.search(r"<figcaption[^>]*>(.*?)</figcaption>", inner, re.DOTALL)
    below = f"<p>{caption[1]}</p>" if caption else ""
    return f'<p><a href="{escape(url)}">{escape(url)}</a></p>{below}'


def data_of(written: str | None) -> dict[str, Any]:
    try:
        data = json.loads(written or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def end_comment_of(text: str, name: str, at: int) -> int:
    """Where the block ends, -1 if it does not. Blocks of a kind may be within each other."""
    pattern = re.compile(rf"<!--\s+(/)?wp:{re.escape(name)}[\s{{](?:(?!-->).)*?(/)?-->", re.DOTALL)
    depth = 1
    for match in pattern.finditer(text, at):
        depth += -1 if match[1] else 0 if match[2] else 1
        if not depth:
            return match.start()
    return -1


def code_of(data: Mapping[str, Any], inner: str) -> str | None:
    """A block of code with the language that only the comment names."""
    language = next((str(data[key]) for key in LANGUAGES if data.get(key)), "")
    text = data.get("code")
    if isinstance(text, str) and text.strip():
        return code_html(text, language, str(data.get("title") or ""))
    if language and "<pre" in inner:
        return inner.replace("<pre", f'<pre data-lang="{escape(language)}"', 1)
    return None


def formula_block(data: Mapping[str, Any], inner: str) -> str | None:
    latex = data.get("latex") or data.get("formula") or data.get("content")
    if not isinstance(latex, str) or not latex.strip():
        latex = re.sub(r"<[^<>]*>", "", inner)
        from_inner = latex.strip()
        return formula_html(from_inner, display=True) if from_inner else None
    return formula_html(latex, display=True)


def stored_footnotes(stored: str) -> str:
    """The footnotes of a text, which WordPress stores as JSON in a field beside it."""
    try:
        notes = json.loads(stored or "[]")
    except ValueError:
        return ""
    items = (
        f'<li id="{escape(str(note.get("id")))}">{note.get("content")}</li>'
        for note in notes
        if isinstance(note, dict)
    )
    return f'<ol class="wp-block-footnotes">{"".join(items)}</ol>'
