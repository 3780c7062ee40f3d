"""The directives and roles of MyST: Jupyter Book and Sphinx in Markdown.

| written | becomes |
|---|---|
| ```` ```{note} ````, `{warning}`, `{admonition} title` … | a note |
| ```` ```{dropdown} ````, `:class: dropdown` | a folded text |
| ```` ```{tab-set} ```` with `{tab-item}` | tabs |
| ```` ```{code-block} python ````, `{code-cell}` | code |
| ```` ```{math} ```` | a formula |
| ```` ```{figure} a.png ````, `{image}` | a picture with its caption |
| ```` ```{contents} ````, `{toctree}` | nothing |
| `{ref}`, `{numref}`, `{eq}`, `(name)=` | a link, a name |
| `{cite}` | quiet text |
| `{doc}`, `{kbd}`, `{sub}`, `{math}` … | a link, words |
"""

import re

from ..code import code_block
from ..placeholders import Formula
from .actions import Box, Drop, Hold, Outcome, Picture, Put, Text
from .callout_aliases import kind_of
from .handlers import quoted
from .mark import Handler, Tag
from .markdown import flat, link
from .placeholders import Citation, Label, Reference

WITH_WORDS = re.compile(r"\s*(.*?)\s*<([^<>]+)>\s*")
NOTES = frozenset(
    {
        *("note", "tip", "warning", "important", "caution", "attention", "danger", "error", "hint"),
        *("seealso", "admonition", "todo", "versionadded", "versionchanged", "deprecated"),
        *(
            "sidebar",
            "margin",
            "epigraph",
            "exercise",
            "solution",
            "theorem",
            "proof",
            "definition",
        ),
        *("lemma", "example", "remark", "corollary", "proposition", "topic"),
    }
)
CODES = frozenset({"code-block", "code", "code-cell", "sourcecode", "mermaid", "eval-rst"})
GONE = frozenset({"contents", "toctree", "tableofcontents", "bibliography", "index", "only"})
DIRECTIVES = frozenset(
    {
        *NOTES,
        *CODES,
        *GONE,
        *("dropdown", "toggle", "details", "tab-set", "tab-item", "tabbed", "tab", "figure"),
        *("image", "math", "grid", "grid-item", "card", "list-table", "div", "epigraph", "quote"),
    }
)
VERBATIM = frozenset({*CODES, *GONE, "math", "image"})
ROLES = frozenset(
    {
        *("ref", "numref", "eq", "cite", "cite:p", "cite:t", "citep", "citet", "footcite", "doc"),
        *("kbd", "sub", "sup", "abbr", "term", "math", "guilabel", "menuselection", "file"),
        *("download", "target", "prf:ref", "code", "command", "program", "envvar", "samp"),
    }
)


def directive(tag: Tag) -> Outcome:
    if tag.end_tag is None:
        return None
    argument, options = tag.arguments.strip(), tag.options
    if tag.name in CODES:
        return code(tag, argument)
    if tag.name in GONE:
        return Drop()
    if tag.name == "math":
        latex = tag.code.lstrip("\n")
        return Hold(Formula(latex, True, True, tag.line, label=options.get("label", "name")))
    if tag.name in ("figure", "image"):
        return figure(tag, argument)
    if tag.name in ("dropdown", "toggle", "details"):
        return Box("fold", "", argument, open="open" in options.named)
    if tag.name in ("tab-set",):
        return Box("tabs")
    if tag.name in ("tab-item", "tabbed", "tab"):
        return Box("tab", "", argument)
    if tag.name in ("quote", "epigraph"):
        return Box("quote")
    if tag.name in NOTES:
        folded = "dropdown" in options.get("class")
        kind = kind_of(options.get("class")) or kind_of(tag.name) or "note"
        return Box("fold" if folded else "callout", kind, argument)
    return Text()


def code(tag: Tag, language: str) -> Outcome:
    if tag.name in ("mermaid", "eval-rst"):
        language = "rst" if tag.name == "eval-rst" else tag.name
    options = tag.options
    info = [
        language or options.get("language"),
        quoted("title", options.get("caption", "filename")),
        quoted("hl_lines", options.get("emphasize-lines").replace(",", " ")),
        quoted("linenostart", options.get("lineno-start")),
        "linenos" if "linenos" in options.named else "",
    ]
    return Hold(code_block(tag.code.lstrip("\n"), " ".join(filter(None, info)), tag.line))


def figure(tag: Tag, target: str) -> Outcome:
    options = tag.options
    caption = flat(tag.content) if tag.name == "figure" else ""
    return Picture(
        target,
        options.get("alt"),
        caption,
        options.get("width"),
        options.get("height"),
        label=options.get("name"),
    )


def role(tag: Tag) -> Outcome:
    text, said = tag.arguments, WITH_WORDS.fullmatch(tag.arguments)
    words, target = (said[1], said[2]) if said else ("", text.strip())
    match tag.name:
        case "target":
            return Put(Label(text, below=True))
        case "ref" | "numref" | "prf:ref" | "eq":
            return Put(Reference(target, words.replace("%s", "").strip()))
        case "doc" | "download":
            return Text(link(words or target.rpartition("/")[2], target))
        case "math":
            return Hold(Formula(text, False, False, tag.line))
        case "kbd" | "sub" | "sup":
            return Text(f"<{tag.name}>{escaped(text)}</{tag.name}>")
        case "abbr":
            short, _, long = text.partition("(")
            return Text(
                f'<abbr title="{escaped(long.rstrip(")"))}">{escaped(short.strip())}</abbr>'
            )
        case "term" | "guilabel" | "menuselection":
            return Text(escaped(words or text))
        case name if "cite" in name:
            return Put(Citation(text))
    return Text(f"`{text}`")


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


DIRECTIVE: Handler = directive
ROLE: Handler = role
